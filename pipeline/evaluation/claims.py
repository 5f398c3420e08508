"""Claims against gold, by "Matching" of docs/claims.md.

Source of the measure: political claims analysis (Koopmans & Statham 1999) with one-to-one assignment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.evaluation.names import content_words, half_shared, same_holder
from pipeline.evaluation.scores import Count, Share

LEVELS = ("claim", "holder", "stance", "full")
FIELDS = ("form", "attribution", "date", "addressee", "wording")

Claim = Mapping[str, Any]


@dataclass(slots=True)
class ClaimScores:
    """Counts by level and field; `errors` lists (kind, document id, gold, predicted)."""

    levels: dict[str, Count] = field(default_factory=lambda: {level: Count() for level in LEVELS})
    fields: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in FIELDS})
    errors: list[tuple[str, str, Claim | None, Claim | None]] = field(default_factory=list)

    def add_document(self, id_: str, text: str, gold: Sequence[Claim], predicted: Sequence[Claim]) -> None:
        """Match the claims of one document and count them."""
        optional = [c for c in gold if c.get("optional")]
        required = [c for c in gold if not c.get("optional")]
        matches = match(text, required, predicted)
        taken = {j for _, j, _ in matches}
        tokens = _token_spans(text)
        # A prediction that meets only a claim on which annotators differ is neither right nor wrong.
        counted = [
            j
            for j, claim in enumerate(predicted)
            if j in taken or not any(_overlap(o["evidence"], claim["evidence"], tokens) >= 0.5 for o in optional)
        ]
        for count in self.levels.values():
            count.gold += len(required)
            count.predicted += len(counted)
        for i, j, agreed in matches:
            for level, yes in zip(LEVELS, (True, *agreed), strict=True):
                self.levels[level].right += yes
            self._add_fields(id_, required[i], predicted[j], agreed)
        self.errors += [("missed", id_, c, None) for i, c in enumerate(required) if i not in {i for i, _, _ in matches}]
        self.errors += [("spurious", id_, None, predicted[j]) for j in counted if j not in taken]

    def _add_fields(self, id_: str, gold: Claim, predicted: Claim, agreed: tuple[bool, bool, bool]) -> None:
        same = {
            "form": gold["form"] == predicted["form"],
            "attribution": gold["attribution"] == predicted["attribution"],
            "date": _date(gold) == _date(predicted),
            "addressee": _same_actor(gold.get("addressee"), predicted.get("addressee")),
            "wording": gold["stance"] == predicted["stance"],
        }
        for name, yes in same.items():
            self.fields[name].add(yes)
            if not yes:
                self.errors.append((name, id_, gold, predicted))
        wrong = next((level for level, yes in zip(LEVELS[1:], agreed, strict=True) if not yes), None)
        if wrong is not None:
            self.errors.append((wrong if wrong != "full" else "target", id_, gold, predicted))


def match(
    text: str, gold: Sequence[Claim], predicted: Sequence[Claim]
) -> list[tuple[int, int, tuple[bool, bool, bool]]]:
    """Pairs (gold index, predicted index, (holder, stance, full) agree), one to one, with the greatest agreement.

    Only pairs whose evidence overlaps by at least half of the shorter one's tokens can match.
    """
    if not gold or not predicted:
        return []
    tokens = _token_spans(text)
    weights = np.zeros((len(gold), len(predicted)))
    agreed: dict[tuple[int, int], tuple[bool, bool, bool]] = {}
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            overlap = _overlap(g["evidence"], p["evidence"], tokens)
            if overlap >= 0.5:
                agreed[i, j] = agreement(g, p)
                holder, stance, full = agreed[i, j]
                weights[i, j] = 1 + 2 * holder + 4 * stance + 8 * full + overlap / 10
    rows, columns = linear_sum_assignment(-weights)
    pairs = [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if weights[i, j] > 0]
    return [(i, j, agreed[i, j]) for i, j in pairs]


def agreement(gold: Claim, predicted: Claim) -> tuple[bool, bool, bool]:
    """Whether holder; holder and stance; holder, stance and target agree."""
    holder = same_holder(gold["holder"]["name"], predicted["holder"]["name"])
    subject_stance = gold.get("subject_stance")
    by_subject = subject_stance not in (None, "unclear") and subject_stance == predicted.get("subject_stance")
    stance = holder and (gold["stance"] == predicted["stance"] or by_subject)
    wordings = [(content_words(c["target"]["text"]), content_words(c.get("subject") or "")) for c in (gold, predicted)]
    target = any(half_shared(g, p) for g in wordings[0] for p in wordings[1])
    return holder, stance, stance and target


def _date(claim: Claim) -> str | None:
    date = claim.get("date")
    return None if date is None else str(date["value"])


def _same_actor(gold: Mapping[str, Any] | None, predicted: Mapping[str, Any] | None) -> bool:
    if gold is None or predicted is None:
        return gold is predicted
    return same_holder(gold["name"], predicted["name"])


def _token_spans(text: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(r"\w+|[^\w\s]", text)]


def _overlap(left: Mapping[str, Any], right: Mapping[str, Any], tokens: list[tuple[int, int]]) -> float:
    """Shared tokens as a share of the shorter stretch's."""
    a, b = ({i for i, (s, e) in enumerate(tokens) if s < x["end"] and e > x["start"]} for x in (left, right))
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
