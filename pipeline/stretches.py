"""Things that stand at stretches of a text, found by place without a look at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Stretches(Generic[Thing]):
    """Things with the half-open stretches `(start, end)` they stand at; stretches may overlap and nest.

    Args:
        items: pairs of a stretch and a thing, in any order.
    """

    def __init__(self, items: Iterable[tuple[tuple[int, int], Thing]]) -> None:
        ordered = sorted(items, key=lambda item: (item[0][0], -item[0][1]))
        self._ends = [end for (_, end), _ in ordered]
        self._starts = [start for (start, _), _ in ordered]
        self._things = [thing for _, thing in ordered]
        # No stretch before the first place where this passes a point reaches beyond that point.
        self._reach = list(accumulate(self._ends, max))

    def near(self, start: int, end: int) -> list[Thing]:
        """The things whose stretches share at least one place with `[start, end)`, by start, the longest first."""
        places = range(bisect_right(self._reach, start), bisect_left(self._starts, end))
        return [self._things[place] for place in places if self._ends[place] > start]
