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

_TRIGGER = re.compile(
    r"\b(?:jan|feb|mar(?=\.|ch| \d)|apr|may\b|june?\b|july?\b|aug(?:\b|ust\b)|sept?(?:\b|ember)|oct(?:\b|ober)"
    r"|nov(?:\b|ember)|dec(?:\b|ember|ade)|mon(?:\b|day|th)|tue|wed(?:\b|nes)|thu(?:\b|r)|fri(?:\b|day)|sat\b|satur"
    r"|sun(?:\b|day)|spring|summer|autumn|fall\b|winter|morning|afternoon|evening|night|midnight|noon\b|midday|overnight"
    r"|seconds?\b|minutes?\b|mins?\b|hour|daily|days?\b|week|fortnight|quarter|qtr|year|yrs?\b|centur|millenni"
    r"|annual|biennial|latest|today|tomorrow|yesterday|tonight|now\b|current|recent|soon\b|past\b|future|present\b|these"
    r"|lately|nowadays|moment|time being|term\b|ago\b|first half|second half|half of|q[1-4]\b|fy ?\d|fiscal"
    r"|\d{1,2}:\d\d|\d{1,2} ?[ap]\.?m\b|o['’]clock|\d{3,4}s?\b|\d+(?:st|nd|rd|th)\b|\d{1,2}[/.]\d{1,2}[/.]\d\d"
    r"|(?:19|20)\d\dq|christmas|xmas|easter|thanksgiving|juneteenth|halloween|new year|pentecost|good fri|ash wed"
    r"|mardi gras|paddy|palm sun|maundy|shrove|trinity|whit "
    r"|memorial|labou?r|martin luther|mlk\b|valentine|patrick|columbus|indigenous|election|earth|epiphany|boxing"
    r"|independence|veterans|bastille|armistice|remembrance|presidents?['’]|mother['’]s|father['’]s|black fri|cyber mon"
    r"|nineteen|twenty|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)"
    r"|['’‘]\d\d(?:s\b|\b)|\b\d0s\b",
    re.IGNORECASE,
)
_ATOM = re.compile(
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z\b|[+-]\d\d:?\d\d\b)?)?(?![\d-]))"
    r"|(?P<numeric>(?<![\d./-])\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?![\d/]|[.-]\d))"
    r"|(?P<slashmonth>(?<![\d/])(?:\d{1,2}/\d{4}|\d{4}/\d{1,2})(?![\d/]))"
    r"|(?P<clocktext>(?<![\d:.])\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
    r"|(?P<hclock>(?<![\w])\d{1,2}h\d\d\b)"
    r"|(?P<ordinal>(?<![\d.,])\d{1,4}(?:st|nd|rd|th)\b)"
    r"|(?P<decade>(?:(?<![\d.,$£€])\d{4}|['’‘]\d\d|(?<![\d.,$£€\w])\d\d)['’]?s\b)"
    r"|(?P<aposyear>(?<!\w)['’‘]\d\d\b(?!['’]))"
    r"|(?P<yearquarter>(?<!\w)(?:\d{4}|\d\d)[qQ][1-4]\b)"
    r"|(?P<money>[$£€¥#]\s?\d[\d,]*(?:\.\d+)?)"
    r"|(?P<grouped>\d{1,3}(?:,\d{3})+(?:\.\d+)?)"
    r"|(?P<decimal>\d+\.\d+(?:\.\d+)*)"
    r"|(?P<int>\d+)"
    r"|(?P<meridiem>\b[ap](?:\. ?m\.|\.m\b\.?|m\b\.?))"
    r"|(?P<apostrophe>['’]s\b)"
    r"|(?P<dotted>\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.(?![A-Za-z\n]|$))"
    r"|(?P<word>[A-Za-z]+(?:['’](?!s\b)[a-z]+)?)"
    r"|(?P<sign>[^\w\s])",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Item:
    """A stretch of text with its categories (name → value): an atom, or what a rule has made of several."""

    start: int
    end: int
    low: str
    cats: dict[str, Any] = field(default_factory=dict)
    rule: str = ""


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


def windows(text: str, allowed: list[Range]) -> Iterator[Range]:
    """The stretches worth cutting: around triggers, inside `allowed`, merged where they touch."""
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
    """The atoms of a window, in order."""
    items: list[Item] = []
    words = lexicon()
    for found in _ATOM.finditer(text, window.start, window.end):
        kind = found.lastgroup if found.lastgroup != "sep" else "numeric"
        raw = found.group()
        low = raw.lower().replace("’", "'").replace("‘", "'").replace("–", "-").replace("—", "--")
        start, end = found.span()
        if kind in ("word", "dotted"):
            items.append(Item(start, end, low, dict(words.get(low, ()))))
        elif kind == "int":
            items.append(Item(start, end, low, _integer(text, start, end)))
        elif kind == "meridiem":
            items.append(Item(start, end, low, {"MERIDIEM": "am" if low[0] == "a" else "pm"}))
        elif kind == "ordinal":
            number = int(re.match(r"\d+", low).group())  # type: ignore[union-attr]
            items.append(Item(start, end, low, {"ORD": number, "DIGITORD": number}))
        elif kind in ("sign", "apostrophe"):
            items.append(Item(start, end, low))
        elif kind == "grouped":
            items.append(Item(start, end, low, {"NUM": float(low.replace(",", ""))}))
        elif kind == "decimal" and low.count(".") == 1:
            items.append(Item(start, end, low, {"NUM": float(low), "DECIMAL": low}))
        else:
            items.append(Item(start, end, low, {str(kind).upper(): low}))
    return items


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
