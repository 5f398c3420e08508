"""Time expressions against gold, in the style of TempEval-3 (UzZaman et al. 2013)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluation.scores import Count

LEVELS = ("strict", "relaxed", "value")

Date = Mapping[str, Any]


@dataclass(slots=True)
class DateScores:
    """strict: same offsets; relaxed: they overlap; value: they overlap and the TIMEX3 value is the same."""

    levels: dict[str, Count] = field(default_factory=lambda: {level: Count() for level in LEVELS})
    errors: list[tuple[str, str, Date | None, Date | None]] = field(default_factory=list)

    def add_document(self, id_: str, gold: Sequence[Date], predicted: Sequence[Date]) -> None:
        """Match the expressions of one document and count them."""
        for count in self.levels.values():
            count.gold += len(gold)
            count.predicted += len(predicted)
        used: set[int] = set()
        for expression in gold:
            found = _best(expression, predicted, used)
            if found is None:
                self.errors.append(("missed", id_, expression, None))
                continue
            used.add(found)
            other = predicted[found]
            self.levels["relaxed"].right += 1
            self.levels["strict"].right += _offsets(other) == _offsets(expression)
            same = str(other["value"]) == str(expression["value"])
            self.levels["value"].right += same
            if not same:
                self.errors.append(("value", id_, expression, other))
        self.errors += [("spurious", id_, None, p) for i, p in enumerate(predicted) if i not in used]


def _offsets(date: Date) -> tuple[int, int]:
    return date["start"], date["end"]


def _best(expression: Date, predicted: Sequence[Date], used: set[int]) -> int | None:
    """The unused prediction with the same offsets, else the first that overlaps."""
    overlapping = [
        i
        for i, p in enumerate(predicted)
        if i not in used and p["start"] < expression["end"] and expression["start"] < p["end"]
    ]
    same = [i for i in overlapping if _offsets(predicted[i]) == _offsets(expression)]
    return next(iter(same or overlapping), None)
