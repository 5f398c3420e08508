"""The parts of a text: ranges in order, without overlap, that hold all of it but white space."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.annotations import Range
from pipeline.labels import SectionKind
from pipeline.layout.blocks import Block, blocks
from pipeline.layout.calendar import Order
from pipeline.layout.datelines import Dateline, read_dateline
from pipeline.layout.zones import settle

#: A dateline opens one of the first paragraphs or none.
_FIRST_PARAGRAPHS = 3


class Part(NamedTuple):
    """One part: its characters, kind and finer role ("title", "letterhead", "date", "closing", …; "" for most)."""

    range: Range
    kind: SectionKind
    role: str


class Layout(NamedTuple):
    """All parts of a text, and the dateline that opens its first paragraph."""

    parts: list[Part]
    dateline: Dateline | None


def read_layout(text: str, *, order: Order = "MDY") -> Layout:
    """The parts of a text by the looks of its lines.

    Args:
        order: which comes first in a date such as 6/11/20 in a masthead.
    """
    found = blocks(text)
    settle(found)
    parts: list[Part] = []
    dateline: Dateline | None = None
    paragraphs = 0
    for block in found:
        start, end = block.unit.range
        kind = block.kind or "body"
        if kind == "body" and dateline is None and paragraphs < _FIRST_PARAGRAPHS and block.prose:
            paragraphs += 1
            dateline = read_dateline(block.unit.text, order=order)
            if dateline is not None and dateline.length < end - start:
                cut = start + dateline.length
                place = text[start:cut].rstrip()
                parts.append(Part(Range(start, start + len(place)), "dateline", "place"))
                parts.append(Part(Range(cut, end), _rest(block), ""))
                continue
        parts.append(Part(Range(start, end), kind, block.role))
    return Layout(parts, dateline)


def _rest(block: Block) -> SectionKind:
    return block.kind or "body"
