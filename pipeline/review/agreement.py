"""Agreement between reviewers, and between them and the machine, on the articles they finished.

Claims of two are aligned as in the claims guide: evidence overlaps by at least half, and of all pairings the one with
the greatest agreement. Fields of aligned claims: Krippendorff's alpha, nominal (Krippendorff 2011). Claims as a whole:
F1 at the guide's four levels.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import krippendorff

from pipeline.evaluation.claims import LEVELS, match
from pipeline.evaluation.names import same_holder
from pipeline.evaluation.scores import Count
from pipeline.records import Claim, Record, Span
from pipeline.review.differences import differences
from pipeline.review.readings import Reading, readings

MACHINE = "machine"
#: Fields of which alpha is reported, with what counts as their value.
FIELDS = ("holder", "stance", "form", "attribution", "addressee", "date", "concept", "subject_stance", "instrument")
#: Spans of which the overlap is reported (F1 over characters, where both have one).
SPANS = ("evidence", "target", "cue", "condition", "justification")
_NONE = "—"


@dataclass
class Pair:
    """Two readers of the same articles. `alphas` and `spans` are None where nothing varies or nothing is there."""

    left: str
    right: str
    documents: int = 0
    aligned: int = 0
    counts: dict[str, Count] = field(default_factory=lambda: {level: Count() for level in LEVELS})
    alphas: dict[str, float | None] = field(default_factory=dict)
    spans: dict[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Agreement:
    """Every pair of reviewers, then every reviewer with the machine; and what reviewers differ in."""

    reviewers: tuple[str, ...]
    pairs: tuple[Pair, ...]
    disagreements: tuple[dict[str, Any], ...]


def agreement(folder: Path) -> Agreement:
    """Agreement on a folder of reviewed records.

    Raises:
        RecordError: the folder is missing or a record does not hold.
    """
    found = readings(folder)
    machine = Reading(MACHINE, {document: list(record.claims) for document, record in found.records.items()})
    pairs = [*combinations(found.by_reviewer, 2), *((reading, machine) for reading in found.by_reviewer)]
    return Agreement(
        reviewers=tuple(reading.name for reading in found.by_reviewer),
        pairs=tuple(compare(left, right, found.records) for left, right in pairs),
        disagreements=tuple(differences(found)),
    )


def compare(left: Reading, right: Reading, records: Mapping[str, Record]) -> Pair:
    """F1 at every level, alpha of every field, overlap of every span, over the documents that both have."""
    pair = Pair(left.name, right.name)
    aligned: list[tuple[Claim, Claim]] = []
    covered: list[tuple[str, str]] = []
    for document in sorted(left.claims.keys() & right.claims.keys()):
        text = records[document].document.text
        ones, twos = left.claims[document], right.claims[document]
        pair.documents += 1
        covered += zip(_coverage(text, ones), _coverage(text, twos), strict=True)
        matches = match(text, [c.model_dump() for c in ones], [c.model_dump() for c in twos])
        aligned += [(ones[i], twos[j]) for i, j, _ in matches]
        for count in pair.counts.values():
            count.gold += len(ones)
            count.predicted += len(twos)
        for _, _, agreed in matches:
            for level, yes in zip(LEVELS, (True, *agreed), strict=True):
                pair.counts[level].right += yes
    pair.aligned = len(aligned)
    pair.alphas = {"evidence words": alpha(covered)} | {name: alpha(_values(name, aligned)) for name in FIELDS}
    pair.spans = {name: _mean([_overlap(getattr(a, name), getattr(b, name)) for a, b in aligned]) for name in SPANS}
    return pair


def alpha(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Krippendorff's alpha of two coders on nominal values; None where no two values differ (not defined)."""
    values = sorted({value for pair in pairs for value in pair})
    if len(values) < 2:
        return None
    code = {value: number for number, value in enumerate(values)}
    data = [[code[pair[side]] for pair in pairs] for side in (0, 1)]
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def _values(name: str, aligned: Sequence[tuple[Claim, Claim]]) -> list[tuple[str, str]]:
    """The values that both gave a field; names of one actor count as one value."""
    if name not in ("holder", "addressee"):
        return [(_value(name, a), _value(name, b)) for a, b in aligned]
    known: list[str] = []

    def canonical(claim: Claim) -> str:
        actor = getattr(claim, name)
        if actor is None:
            return _NONE
        same = next((other for other in known if same_holder(other, actor.name)), None)
        if same is None:
            known.append(actor.name)
        return same or actor.name

    return [(canonical(a), canonical(b)) for a, b in aligned]


def _value(name: str, claim: Claim) -> str:
    if name == "date":
        return claim.date.value if claim.date else _NONE
    if name == "concept":
        return claim.target.concept or _NONE
    return getattr(claim, name) or _NONE


def _coverage(text: str, claims: Sequence[Claim]) -> list[str]:
    """For every word of the text, whether it is evidence of a claim."""
    inside = bytearray(len(text) + 1)
    for claim in claims:
        inside[claim.evidence.start : claim.evidence.end] = b"\1" * len(claim.evidence.text)
    return ["in" if inside[word.start()] else "out" for word in re.finditer(r"\w+|[^\w\s]", text)]


def _overlap(left: Span | None, right: Span | None) -> float | None:
    """F1 of two spans over code points; None where one of them is not there."""
    if left is None or right is None:
        return None
    common = max(0, min(left.end, right.end) - max(left.start, right.start))
    return 2 * common / (len(left.text) + len(right.text))


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
