"""Cuts the text around trigger words into atoms: words, numbers, signs, with what the lexicon says of each.

The grammar has its own small tokeniser, so that glued text ("March.The", "2019-2020") reads as well as clean text, and
most of a document is never looked at: only windows around a trigger are cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipeline.annotations import Range
from pipeline.resources import word_list

#: How far a window reaches to each side of a trigger, in characters.
REACH = 45
#: A line at least this long may go on in the next one; after a shorter one (a headline) nothing goes on.
WRAPPED = 50


def _triggers() -> re.Pattern[str]:
    """Beginnings of words that may begin or end an expression, grouped by first letter: most words fail at once."""
    letters: dict[str, list[str]] = {}
    figures = []
    for line in word_list("dates/triggers.txt"):
        if line[0].isalpha():
            letters.setdefault(line[0], []).append(line[1:])
        else:
            figures.append(line)
    words = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in letters.items())
    return re.compile(rf"\b(?:{words}|(?=\d)(?:{'|'.join(figures)}))|['’‘]\d\d(?:s\b|\b)|\b\d0s\b")


_TRIGGER = _triggers()
#: Read on the text in lower case. The alternatives of a group begin alike: what cannot be is passed over at once.
_ATOM = re.compile(
    r"(?=[a-z])(?:"
    r"(?P<meridiem>\b[ap](?:\. ?m\.|\.m\b\.?|m\b\.?))"
    r"|(?P<dotted>\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.(?![a-z\n]|$))"
    r"|(?P<word>[a-z]+(?:['’](?!s\b)[a-z]+)?)"
    r")|(?=\d)(?:"
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2}(?:[t ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:z\b|[+-]\d\d:?\d\d\b)?)?(?![\d-]))"
    r"|(?P<numeric>(?<![\d./-])\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?![\d/]|[.-]\d))"
    r"|(?P<slashmonth>(?<![\d/])(?:\d{1,2}/\d{4}|\d{4}/\d{1,2})(?![\d/]))"
    r"|(?P<clocktext>(?<![\d:.])\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
    r"|(?P<hclock>(?<![\w])\d{1,2}h\d\d\b)"
    r"|(?P<ordinal>(?<![\d.,])\d{1,4}(?:st|nd|rd|th)\b)"
    r"|(?P<decade>(?:(?<![\d.,$£€])\d{4}|(?<![\d.,$£€\w])\d\d)['’]?s\b)"
    r"|(?P<yearweek>(?<!\w)(?:19|20)\d\d-?w[0-5]?\d\b)"
    r"|(?P<yearquarter>(?<!\w)(?:\d{4}|\d\d)q[1-4]\b)"
    r"|(?P<grouped>\d{1,3}(?:,\d{3})+(?:\.\d+)?)"
    r"|(?P<decimal>\d+\.\d+(?:\.\d+)*)"
    r"|(?P<int>\d+)"
    r")|(?=['’‘])(?:"
    r"(?P<shortdecade>['’‘]\d\d['’]?s\b)"
    r"|(?P<aposyear>(?<!\w)['’‘]\d\d\b(?!['’]))"
    r"|(?P<apostrophe>['’]s\b)"
    r")|(?P<money>[$£€¥#]\s?\d[\d,]*(?:\.\d+)?)"
    r"|(?P<sign>[^\w\s])"
)
#: Groups whose text has another reading than its name says.
_KINDS = {"sep": "numeric", "shortdecade": "decade"}
_PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "--"})


@dataclass(slots=True)
class Item:
    """A stretch of text with its categories (name → value): an atom, or what a rule has made of several.

    `joined`: only blanks (or the break of a wrapped line) stand between it and the item before it.
    """

    start: int
    end: int
    low: str
    cats: dict[str, Any] = field(default_factory=dict)
    rule: str = ""
    joined: bool = False


@cache
def lexicon() -> dict[str, dict[str, Any]]:
    """Word (lower case) → categories with values."""
    words: dict[str, dict[str, Any]] = {}
    for line in word_list("dates/lexicon.txt"):
        left, value = line.rsplit(" = ", 1)
        category, alternatives = left.split(" ", 1)
        for word in alternatives.split("|"):
            words.setdefault(word, {})[category] = int(value) if value.lstrip("-").isdigit() else value
    return words


def lowered(text: str) -> str:
    """The text in lower case, as long as it was."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def windows(text: str, allowed: list[Range]) -> Iterator[Range]:
    """The stretches of a text in lower case that are worth cutting: around triggers, inside `allowed`, merged where
    they touch."""
    for room in allowed:
        low = high = -1
        for found in _TRIGGER.finditer(text, room.start, room.end):
            start, end = max(room.start, found.start() - REACH), min(room.end, found.end() + REACH)
            if high < 0:
                low, high = start, end
            elif start <= high:
                high = end
            else:
                yield _to_spaces(text, low, high, room)
                low, high = start, end
        if high >= 0:
            yield _to_spaces(text, low, high, room)


def _to_spaces(text: str, start: int, end: int, room: Range) -> Range:
    while start > room.start and not text[start - 1].isspace():
        start -= 1
    while end < room.end and not text[end].isspace():
        end += 1
    return Range(start, end)


def cut(text: str, window: Range) -> list[Item]:
    """The atoms of a window of a text in lower case, in order."""
    items: list[Item] = []
    before = -1
    for found in _ATOM.finditer(text, window.start, window.end):
        low, (start, end), kind = found.group(), found.span(), str(found.lastgroup)
        if not low.isascii():
            low = low.translate(_PLAIN)
        joined = before >= 0 and (start == before or _joined(text, before, start))
        cats = _categories(_KINDS.get(kind, kind), low, text, start, end)
        items.append(Item(start, end, low, cats, "", joined))
        before = end
    return items


def _categories(kind: str, low: str, text: str, start: int, end: int) -> dict[str, Any]:
    if kind in ("word", "dotted"):
        return dict(lexicon().get(low, ()))
    if kind in ("sign", "apostrophe"):
        return {}
    if kind == "int":
        return _integer(text, start, end)
    if kind == "meridiem":
        return {"MERIDIEM": "am" if low[0] == "a" else "pm"}
    if kind == "ordinal":
        number = int(low[:-2])
        return {"ORD": number, "DIGITORD": number}
    if kind == "grouped":
        return {"NUM": float(low.replace(",", ""))}
    if kind == "decimal" and low.count(".") == 1:
        return {"NUM": float(low), "DECIMAL": low}
    return {kind.upper(): low}


def _joined(text: str, start: int, end: int) -> bool:
    """Whether a gap holds only blanks or the break of a wrapped line."""
    gap = text[start:end]
    return gap == " " or (
        gap.isspace() and ("\n" not in gap or (gap.count("\n") == 1 and start - text.rfind("\n", 0, start) > WRAPPED))
    )


def _integer(text: str, start: int, end: int) -> dict[str, Any]:
    number, length = int(text[start:end]) if end - start < 9 else 10**9, end - start
    cats: dict[str, Any] = {"NUM": number, "INT": number}
    if length <= 2 and 1 <= number <= 31:
        cats["DAY"] = number
    if length <= 2 and number <= 24:
        cats["HOUR"] = number
    if length == 2 and number < 60:
        cats["MINUTE"] = number
    if length == 2:
        cats["SHORTYEAR"] = number
    if length == 4 and number < 2400 and number % 100 < 60:
        cats["MILITARY"] = number
    if length == 4 and 1000 <= number <= 2999:
        cats["YEAR4"] = number
    return cats
