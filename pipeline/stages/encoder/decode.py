"""From the heads' logits to claim proposals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pipeline.annotations import Proposal, Range, Scored
from pipeline.stages.encoder.heads import CHOICES, ROLES
from pipeline.stages.encoder.spans import best_stretches, peaks, runs, sigmoid, softmax
from pipeline.stages.encoder.windows import Pieces, Window

#: Roles that may be filled more than once in one claim.
_MANY = frozenset({"holder", "addressee"})
_EVIDENCE = ROLES.index("evidence")

#: Reads the claims anchored at these pieces: → part logits [claims, pieces, role, 3], choice logits [claims, all].
Read = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]
#: Half-open stretch in pieces of the window, and its probability.
Stretch = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a proposal is made (probabilities, 0..1)."""

    anchor: float = 0.1  # a piece this likely is an anchor
    evidence: float = 0.3  # a run of pieces this likely evidence gets an anchor even so
    weakest: float = 0.005  # but not one less likely than this
    keep: float = 0.2  # least score of a proposal; the confidence stage leaves out what is unlikely in all
    part: float = 0.2  # least probability of a part
    same: float = 0.6  # evidence shared (of the union) at which two proposals are one


@dataclass(frozen=True, slots=True)
class Found:
    """A claim in pieces of the window, special pieces counted. Stretches are best first."""

    anchor: int
    evidence: tuple[int, int]
    score: float
    parts: dict[str, list[Stretch]]
    choices: dict[str, dict[str, float]]


def find(anchors: np.ndarray, evidence: np.ndarray, own: np.ndarray, read: Read, limits: Thresholds) -> list[Found]:
    """The claims of one window.

    Args:
        anchors: [pieces] logits.
        evidence: [pieces, 3] logits outside/begin/inside.
        own: [pieces] bool, where claims may be anchored.
    """
    chance, inside = np.where(own, sigmoid(anchors), 0.0), 1.0 - softmax(evidence)[:, 0]
    places = _places(chance, inside, limits)
    if not places:
        return []
    parts, choices = read(np.asarray(places, dtype=np.int64))
    best, likely = best_stretches(parts), chances(choices)
    found = []
    for number, place in enumerate(places):
        first, end = int(best.first[number, _EVIDENCE]), int(best.end[number, _EVIDENCE])
        score = float(np.sqrt(chance[place] * inside[first:end].mean()))
        if score >= limits.keep:
            stretches = {
                role: _stretches(
                    role,
                    (int(best.first[number, n]), int(best.end[number, n]), float(best.chance[number, n])),
                    parts[number, :, n, 0],
                    limits,
                )
                for n, role in enumerate(ROLES)
                if role != "evidence"
            }
            found.append(Found(place, (first, end), score, stretches, likely[number]))
    return _distinct(found, limits)


def chances(logits: np.ndarray) -> list[dict[str, dict[str, float]]]:
    """The choices of each claim with their probabilities, from logits [claims, all choices]."""
    found: list[dict[str, dict[str, float]]] = [{} for _ in logits]
    begin = 0
    for name, values in CHOICES.items():
        rows = softmax(logits[:, begin : begin + len(values)]).tolist()
        for claim, row in zip(found, rows, strict=True):
            claim[name] = {value: round(chance, 4) for value, chance in zip(values, row, strict=True)}
        begin += len(values)
    return found


def _places(chance: np.ndarray, inside: np.ndarray, limits: Thresholds) -> list[int]:
    """Where claims are anchored: at peaks, and in evidence that has no peak."""
    places = peaks(chance, limits.anchor)
    for first, end in runs(inside > limits.evidence, least=3):
        if not any(first <= place < end for place in places):
            place = first + int(chance[first:end].argmax())
            if chance[place] > limits.weakest:
                places.append(place)
    return sorted(places)


def _stretches(role: str, best: Stretch, logits: np.ndarray, limits: Thresholds) -> list[Stretch]:
    first, end, chance = best
    if chance < limits.part:
        return []
    found = [best]
    if role in _MANY:
        inside = sigmoid(logits)
        inside[[0, -1]] = 0.0
        for a, b in runs(inside > 0.5):
            if b <= first or a >= end:
                found.append((a, b, float(inside[a:b].mean() * chance)))
    return found


def _distinct(found: list[Found], limits: Thresholds) -> list[Found]:
    """Without proposals that are another, better one over again."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-f.score, f.anchor)):
        if not any(_likeness(one.evidence, other.evidence) >= limits.same for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: (f.evidence, f.anchor))


def _likeness(a: tuple[int, int], b: tuple[int, int]) -> float:
    return (min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))


def proposal(found: Found, pieces: Pieces, window: Window) -> Proposal:
    """A find in characters of the text."""

    def characters(first: int, end: int) -> Range:
        # One less, because the window's first piece is the start mark.
        return pieces.characters(window.start + first - 1, window.start + end - 1)

    parts = {
        role: [Scored(characters(a, b), role, round(chance, 4)) for a, b, chance in stretches]
        for role, stretches in found.parts.items()
    }
    choices = found.choices
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
