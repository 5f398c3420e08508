"""From the heads' logits to claim proposals: all windows of a text at once, but each by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
class Tagged:
    """A window as the tagger sees it, special pieces counted: the first and the last piece."""

    anchors: np.ndarray  # [pieces] logits
    evidence: np.ndarray  # [pieces, 3] logits outside/begin/inside
    own: np.ndarray  # [pieces] bool, where claims may be anchored; false at the special pieces
    read: Read


@dataclass(frozen=True, slots=True)
class Found:
    """A claim in pieces of its window, special pieces counted. Stretches are best first."""

    anchor: int
    evidence: tuple[int, int]
    score: float
    parts: dict[str, list[Stretch]]
    choices: dict[str, dict[str, float]]


def find(windows: Sequence[Tagged], limits: Thresholds) -> list[list[Found]]:
    """The claims of each window."""
    begins = np.cumsum([0, *(len(window.anchors) for window in windows)])
    own = np.concatenate([window.own for window in windows])
    chance = np.where(own, sigmoid(np.concatenate([window.anchors for window in windows])), 0.0)
    inside = 1.0 - softmax(np.concatenate([window.evidence for window in windows]))[:, 0]
    inside[begins[:-1]] = inside[begins[1:] - 1] = 0.0  # so that nothing reaches from window to window
    places = np.asarray(_places(chance, inside, limits), dtype=np.int64)
    found: list[list[Found]] = [[] for _ in windows]
    if len(places):
        owner = np.searchsorted(begins, places, side="right") - 1
        parts, choices = _read(windows, owner, places - begins[owner])
        best, likely = best_stretches(parts), chances(choices)
        firsts, ends, sure = best.first.tolist(), best.end.tolist(), best.chance.tolist()
        sums = np.concatenate([[0.0], np.cumsum(inside)])
        for number, (place, window) in enumerate(zip(places.tolist(), owner.tolist(), strict=True)):
            begin, stretches = int(begins[window]), list(zip(firsts[number], ends[number], sure[number], strict=True))
            first, end, _ = stretches[_EVIDENCE]
            score = float(np.sqrt(chance[place] * (sums[begin + end] - sums[begin + first]) / (end - first)))
            if score >= limits.keep:
                filled = _filled(stretches, parts[number, :, :, 0], limits)
                found[window].append(Found(place - begin, (first, end), score, filled, likely[number]))
    return [_distinct(claims, limits) for claims in found]


def _read(windows: Sequence[Tagged], owner: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the reader says of the claims, padded to one length: no part begins, ends or is where nothing is."""
    answers = [(rows, windows[n].read(places[rows])) for n in np.unique(owner) for rows in [np.flatnonzero(owner == n)]]
    longest = max(parts.shape[1] for _, (parts, _) in answers)
    padded = np.full((len(places), longest, len(ROLES), 3), -np.inf, dtype=np.float32)
    for rows, (parts, _) in answers:
        padded[rows, : parts.shape[1] - 1] = parts[:, :-1]
    return padded, np.concatenate([choices for _, (_, choices) in answers])


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


def _filled(best: list[Stretch], inside: np.ndarray, limits: Thresholds) -> dict[str, list[Stretch]]:
    """What fills each role of a claim but its evidence, from its best stretches and logits [pieces, role]."""
    found: dict[str, list[Stretch]] = {}
    for number, role in enumerate(ROLES):
        first, end, chance = best[number]
        if role == "evidence":
            continue
        found[role] = [best[number]] if chance >= limits.part else []
        if found[role] and role in _MANY:
            likely = sigmoid(inside[:, number])
            likely[0] = 0.0
            for a, b in runs(likely > 0.5):
                if b <= first or a >= end:
                    found[role].append((a, b, float(likely[a:b].mean() * chance)))
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
