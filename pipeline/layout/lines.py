"""A text's lines, and the paragraphs that a typesetter or mail program broke into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.annotations import Range
from pipeline.layout.calendar import find_date
from pipeline.layout.cues import is_a

#: White space at the ends of a line. Zero-width marks count as space.
_EDGE = " \t\u00a0\u200b\u200e\ufeff\u2003\u2002"
_LINE = re.compile(r"[^\r\n\f\v\u0085\u2028\u2029]+")
#: Characters at a line's end that tell whether it ends a sentence.
_ENDING = 8
_STOP = re.compile(r"[.!?:;…][\"”’'»)\]]*$")
#: An end mark that stands in the last paragraph's line.
_INLINE_END = re.compile(r"\s((?:#\s?){3,}|-\s?30\s?-)$")
_OPENERS = ("list_item", "byline", "contact", "salutation", "closing", "release_mark", "end_mark", "boilerplate")
#: A line this much of the usual width is full, so that a next one in capitals may run on.
_FULL = 0.72
#: A lower-case line runs on where the one before has at least this many characters.
_MIN_BROKEN = 12
#: A line of at most this length with a date in it is a line of its own unless the text is broken at a fixed width.
_MAX_DATED = 90
#: Longer lines are not broken at a fixed width.
_MAX_BROKEN = 140


@dataclass(slots=True)
class Unit:
    """One paragraph, list item, heading or address line: its range, its words, and the blank lines before it."""

    range: Range
    text: str
    gap: int

    @property
    def line(self) -> str:
        """The words on one line."""
        return " ".join(self.text.split())

    @property
    def stopped(self) -> bool:
        """Whether it ends as a sentence, clause or heading before a list does."""
        return _STOP.search(self.text[-_ENDING:]) is not None


def units(text: str) -> list[Unit]:
    """The text's units in order; together they hold all characters but white space."""
    lines = list(_lines(text))
    width = _broken_width(lines)
    paragraphs: list[list[Unit]] = []
    for line in lines:
        if paragraphs and line.gap == 0 and _runs_on(paragraphs[-1][-1], line, width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [_joined(paragraph, text) for paragraph in paragraphs]


def _joined(lines: list[Unit], text: str) -> Unit:
    if len(lines) == 1:
        return lines[0]
    whole = Range(lines[0].range.start, lines[-1].range.end)
    return Unit(whole, text[whole.start : whole.end], lines[0].gap)


def _lines(text: str) -> Iterator[Unit]:
    end_of_last, first = 0, True
    for match in _LINE.finditer(text):
        start, end = match.span()
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        if start == end:
            continue
        between = text[end_of_last:start]
        breaks = between.count("\n") or between.count("\r") or (0 if first else 1)
        gap, end_of_last, first = max(0, breaks - 1), end, False
        mark = _INLINE_END.search(text[max(start, end - 20) : end])
        if mark is not None:
            cut = end - len(mark.group(0))
            head = text[start:cut].rstrip()
            if head:
                yield Unit(Range(start, start + len(head)), head, gap)
            start, gap = end - len(mark.group(1)), 0
        yield Unit(Range(start, end), text[start:end], gap)


def _broken_width(lines: list[Unit]) -> int | None:
    """Characters of a full line where the text is broken at a fixed width; None where it is not."""
    broken = [
        len(one.text)
        for one, two in pairwise(lines)
        if two.gap == 0 and two.text[0].islower() and not one.stopped and len(one.text) <= _MAX_BROKEN
    ]
    if len(broken) < 3 or len(broken) < 0.12 * len(lines):
        return None
    return sorted(broken)[int(0.8 * (len(broken) - 1))]


def _runs_on(one: Unit, two: Unit, width: int | None) -> bool:
    """Whether line `two`, right below `one`, is the same paragraph."""
    return not one.stopped and _could_run_on(one, two, width) and not any(is_a(name, two.text) for name in _OPENERS)


def _could_run_on(one: Unit, two: Unit, width: int | None) -> bool:
    first = two.text.lstrip("\"“‘'($")[:1]
    if width is None and len(two.text) <= _MAX_DATED and find_date(two.text) is not None:
        return False
    if first.islower() or (first and not first.isalnum()):
        return len(one.text) >= _MIN_BROKEN or first.islower()
    if width is None or not _FULL * width <= len(one.text) <= 2 * width:
        return False
    return not _is_date_line(two.text) and not one.text.isupper()


def _is_date_line(line: str) -> bool:
    date = find_date(line)
    return date is not None and date.end - date.start >= 0.6 * len(line)
