"""What the readers of this stage hand each other: a stretch of text taken for a name, and how overlaps are settled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.annotations import Range
from pipeline.labels import EntityType

#: Characters at the head where names stand before they are introduced.
HEADLINE = 200


class Found(NamedTuple):
    """A stretch taken for a name. `weight` says how sure its reader is; of two that overlap the higher one stays."""

    range: Range
    type: EntityType
    weight: int


def settled(found: Iterable[Found], *, blocked: Iterable[Range] = ()) -> list[Found]:
    """Those that stay when overlaps are settled by weight, then length, then place; none inside `blocked`. In order."""
    items = sorted(found, key=lambda f: (-f.weight, f.range.start - f.range.end, f.range.start, f.type))
    taken = bytearray(max([item.range.end for item in items], default=0) + 1)
    for wall in blocked:
        taken[wall.start : wall.end] = b"\1" * len(taken[wall.start : wall.end])
    kept: list[Found] = []
    for item in items:
        start, end = item.range
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            kept.append(item)
    return sorted(kept)
