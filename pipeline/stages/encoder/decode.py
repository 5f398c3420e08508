"""From the heads' logits to claim proposals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from pipeline.annotations import Proposal, Range, Scored
from pipeline.stages.encoder.heads import CHOICES, ROLES
from pipeline.stages.encoder.windows import Pieces, Window

#: Longest part of a claim, in word pieces.
_LONGEST = 110
#: Roles that may be filled more than once in one claim.
_MANY = frozenset({"holder", "addressee"})

#: Reads the claims anchored at these pieces: → part logits [claims, pieces, role, 3], choice logits [claims, all].
Read = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a proposal is made (probabilities, 0..1)."""

    anchor: float = 0.3
    keep: float = 0.4
    evidence: float = 0.5
    same: float = 0.7  # share of the shorter evidence at which two proposals are one


@dataclass(slots=True)
class Found:
    """A proposal in pieces of the window, special pieces counted."""

    anchor: int
    evidence: tuple[int, int]
    score: float
    parts: np.ndarray
    choices: np.ndarray
    spans: dict[str, list[tuple[int, int, float]]] = field(default_factory=dict)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Logits → probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30, 30))))


def softmax(x: np.ndarray) -> np.ndarray:
    """Logits → probabilities along the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True))


def find(anchors: np.ndarray, evidence: np.ndarray, own: np.ndarray, read: Read, limits: Thresholds) -> list[Found]:
    """The claims of one window.

    Args:
        anchors: [pieces] logits; evidence: [pieces, 3] logits outside/begin/inside; own: [pieces] bool.
    """
    chance = np.where(own, sigmoid(anchors), 0.0)
    inside = 1.0 - softmax(evidence)[:, 0]
    places = _peaks(chance, limits.anchor)
    for first, last in _runs(inside > limits.evidence):
        if not any(first <= place < last for place in places):
            place = first + int(chance[first:last].argmax())
            if chance[place] > 0.02:
                places.append(place)
    if not places:
        return []
    places.sort()
    parts, choices = read(np.asarray(places, dtype=np.int64))
    found = []
    for place, part, choice in zip(places, parts, choices, strict=True):
        first, last, _ = best_span(part[:, ROLES.index("evidence")])
        if last > first:
            support = float(inside[first:last].mean())
            found.append(Found(place, (first, last), float(np.sqrt(chance[place] * support)), part, choice))
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-f.score, f.anchor)):
        if one.score >= limits.keep and not any(
            _shared(one.evidence, other.evidence) >= limits.same and _alike(one, other) for other in kept
        ):
            kept.append(one)
    return sorted(kept, key=lambda f: (f.evidence, f.anchor))


def _alike(one: Found, other: Found) -> bool:
    a, b = one.evidence, other.evidence
    union = max(a[1], b[1]) - min(a[0], b[0])
    return (min(a[1], b[1]) - max(a[0], b[0])) / union >= 0.6


def _shared(a: tuple[int, int], b: tuple[int, int]) -> float:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / min(a[1] - a[0], b[1] - b[0])


def _peaks(chance: np.ndarray, least: float) -> list[int]:
    places: list[int] = []
    for place in np.flatnonzero(chance > least):
        around = chance[max(0, place - 2) : place + 3]
        if chance[place] >= around.max() and not (places and place - places[-1] <= 2):
            places.append(int(place))
    return places


def _runs(flags: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= 3]


def best_span(logits: np.ndarray) -> tuple[int, int, float]:
    """The likeliest stretch for a role: [pieces, inside/first/last] → first, end (exclusive), margin over absence.

    Piece 0 (the start mark) stands for absence in the pointer logits.
    """
    pieces = len(logits)
    total = np.concatenate([[0.0], np.cumsum(np.clip(logits[:, 0], -6, 6) * 0.25)])
    opens, ends = _log_softmax(logits[:, 1]), _log_softmax(logits[:, 2])
    score = (opens[:, None] - total[:-1, None]) + (ends + total[1:])[None, :]
    at = np.arange(pieces)
    length = at[None, :] - at[:, None]
    score = np.where((length >= 0) & (length < _LONGEST), score, -np.inf)
    score[0, :], score[:, 0] = -np.inf, -np.inf
    score[-1, :], score[:, -1] = -np.inf, -np.inf
    best = int(score.argmax())
    first, last = divmod(best, pieces)
    margin = float((opens[first] + ends[last] - opens[0] - ends[0]) / 2)
    return first, last + 1, margin


def _log_softmax(x: np.ndarray) -> np.ndarray:
    top = x.max()
    return np.asarray(x - top - np.log(np.exp(x - top).sum()))


def spans_of(found: Found) -> dict[str, list[tuple[int, int, float]]]:
    """Stretches for every role but the evidence: (first, end, probability), best first."""
    spans: dict[str, list[tuple[int, int, float]]] = {}
    for number, role in enumerate(ROLES):
        if role == "evidence":
            continue
        logits = found.parts[:, number]
        first, last, margin = best_span(logits)
        chance = float(sigmoid(np.asarray(margin)))
        answers = [(first, last, chance)] if chance >= 0.2 else []
        if role in _MANY and answers:
            inside = sigmoid(logits[:, 0])
            inside[[0, -1]] = 0.0
            for start, end in _runs_any(inside > 0.5):
                if _shared((start, end), (first, last)) == 0:
                    answers.append((start, end, float(inside[start:end].mean() * chance)))
        spans[role] = answers
    return spans


def _runs_any(flags: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def proposal(found: Found, pieces: Pieces, window: Window) -> Proposal:
    """A find in characters of the text."""

    def characters(first: int, end: int) -> Range:
        a, b = window.start + first - 1, window.start + end - 2
        return Range(int(pieces.offsets[a, 0]), int(pieces.offsets[b, 1]))

    parts = {
        role: [Scored(characters(a, b), role, round(chance, 4)) for a, b, chance in spans]
        for role, spans in spans_of(found).items()
    }
    choices: dict[str, dict[str, float]] = {}
    begin = 0
    for name, values in CHOICES.items():
        chances = softmax(found.choices[begin : begin + len(values)])
        choices[name] = {value: round(float(chance), 4) for value, chance in zip(values, chances, strict=True)}
        begin += len(values)
    return Proposal(
        evidence=characters(*found.evidence),
        score=round(found.score, 4),
        stance=choices["stance"],
        form=choices["form"],
        voice=choices["voice"],
        subject_stance=choices["subject_stance"],
        target=parts["target"],
        holder=parts["holder"],
        cue=parts["cue"],
        addressee=parts["addressee"],
        condition=parts["condition"],
        justification=parts["justification"],
    )
