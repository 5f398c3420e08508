"""Whether four figures are a year: not in "AB 2261", "Section 2020", "2000 people", "$2018", "Russell 2000 Index"."""

from __future__ import annotations

import re

from pipeline.resources import word_list
from pipeline.stages.dates.atoms import Item
from pipeline.stages.dates.positions import Positions

#: Words after which four figures read as a year.
YEAR_BEFORE = frozenset(word_list("dates/year_before.txt"))
_NUMBER_OF = frozenset((*word_list("dates/no_year_before.txt"), "#"))
_COUNTED = frozenset((*word_list("dates/counted.txt"), "%", "percent"))
_SURE_BEFORE = frozenset({"in", "since", "by", "until", "before", "after", "from", "year", "circa", "around"})
_NUMBERED = re.compile(r"(?:\b[A-Z]\.(?:\s?[A-Z]\.)?|\b(?:No|Nos|Sec|Res|Art|Con|Ch|Stat)\.)\s?$")
_SECOND_YEAR = re.compile(r"(\d{4}|\d\d)(?!\d)")


def is_year(item: Item, before: Item | None, after: Item | None, text: str, places: Positions) -> bool:
    """Whether the figures of `item`, with the atoms beside it, are a year on their own."""
    number = item.cats["YEAR4"]
    if _NUMBERED.search(text, max(0, item.start - 8), item.start):
        return False
    if before is not None:
        told = _from_left(item, before, after, text)
        if told is not None:
            return told
    if after is not None and _counts(item, after, text, number):
        return False
    if 1900 <= number <= 2100:
        token = places.at(item.end + 1)
        counted = token is not None and token.tag_ == "NNS" and token.idx == item.end + 1
        return not counted or (before is not None and before.low in ("in", "since", "of", "the", "by", "fiscal"))
    return before is not None and before.low in _SURE_BEFORE


def _from_left(item: Item, before: Item, after: Item | None, text: str) -> bool | None:
    """What the atom before says: True, False, or None where it says nothing."""
    glued = before.end == item.start
    if before.low in _NUMBER_OF and not (before.low in (".", ":") and not glued):
        return False
    if glued and (before.low.isalpha() or before.low in ("/", ".", "_")):
        return False
    if glued and before.low == "-" and not text[before.start - 1 : before.start].isdigit():
        return text[: before.start].lower().endswith(("mid", "post", "pre", "early", "late"))
    raw = text[before.start : before.end]
    if raw.isupper() and len(raw) <= 4 and raw.isalpha() and raw not in ("A", "I"):
        return False
    if "DECIMAL" in before.cats or "MONEY" in before.cats:
        return False
    named = raw[0].isupper() and raw.isalpha() and not before.cats
    if named and after is not None and text[after.start].isupper() and text[item.end : after.start] == " ":
        return before.low in YEAR_BEFORE
    return None


def _counts(item: Item, after: Item, text: str, number: int) -> bool:
    """Whether the atom after makes the figures an amount or part of a code."""
    glued = after.start == item.end
    if glued and (after.low.isalpha() or after.low in ("%", "'", "$")) and after.low not in ("s", "bc", "ad"):
        return True
    if after.low in _COUNTED:
        return True
    dashed = glued and after.low == "-" and text[after.end : after.end + 1].isdigit()
    return dashed and not _range_follows(text, after.end, number)


def _range_follows(text: str, start: int, number: int) -> bool:
    found = _SECOND_YEAR.match(text, start)
    if found is None:
        return False
    second = int(found[1])
    return number < second <= number + 150 if second > 99 else True
