"""Dates as they stand in datelines, mastheads and table cells: fully written out, never relative.

Values are ISO 8601 at the precision written: `2020-06-11T12:45`, `2020-06-11`, `2019-10`, `2019`.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Literal, NamedTuple

Order = Literal["MDY", "DMY"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber" + (
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\b\.?,?\s+(?:the\s+)?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d)"
_CLOCK = (
    r"(?:[\s,|–-]*(?:at\s+|@\s*)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?::\d\d)?\s*"
    r"(?P<half>[ap]\.?\s?m\.?)?(?:\s*(?:utc|gmt|e[sd]?t|c[sd]?t|m[sd]?t|p[sd]?t|bst|ces?t)\b)?)?"
)
_ISO = (
    r"(?P<year>(?:1[89]|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d(?:[.,]\d+)?)?\s?(?:Z|UTC|[+-]\d\d:?\d\d)?)?)?(?![\d-])"
)
_FORMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rf"(?<![\w/.-])(?:{form})", re.IGNORECASE)
    for form in (
        _ISO,
        rf"(?:{_WEEKDAY})?{_MONTH}\s*{_DAY}(?:\s*,\s*|\s+){_YEAR}{_CLOCK}",
        rf"(?:{_WEEKDAY})?{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}{_CLOCK}",
        r"(?P<first>\d{1,2})(?P<sep>[/.-])(?P<second>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d|\d\d)(?![\d/.-]\d)"
        + _CLOCK,
        r"(?P<year>(?:19|20)\d\d)(?P<sep>[/.])(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?!\d)",
        rf"{_MONTH},?\s+{_YEAR}",
    )
)
#: What every form holds: a year, or numbers parted by a mark.
_NUMBERS = re.compile(r"\d{4}|\d[/.-]\d")
_BARE_YEAR = re.compile(r"(?P<year>(?:1[89]|20)\d\d)")


class WrittenDate(NamedTuple):
    """A date in a string: where (half-open code points) and its ISO value."""

    start: int
    end: int
    value: str


def find_date(text: str, *, order: Order = "MDY") -> WrittenDate | None:
    """The first fully written date in a short text; None if there is none, or none that exists."""
    if _NUMBERS.search(text) is None:
        return None
    found = [written for form in _FORMS for match in form.finditer(text) if (written := _written(match, order))]
    return min(found, key=lambda written: (written.start, -written.end), default=None)


def read_date(text: str, *, order: Order = "MDY") -> str | None:
    """The ISO value of a text that is one date and nothing else; None if it is not."""
    stripped = text.strip()
    for form in (*_FORMS, _BARE_YEAR):
        match = form.fullmatch(stripped)
        if match is not None and (written := _written(match, order)):
            return written.value
    return None


def iso_value(value: date | datetime) -> str:
    """ISO value of a Python date; midnight is taken as a day without a time."""
    if isinstance(value, datetime) and (value.hour or value.minute):
        return value.strftime("%Y-%m-%dT%H:%M")
    return value.strftime("%Y-%m-%d")


def _written(match: re.Match[str], order: Order) -> WrittenDate | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 2000 if year < 70 else 1900
    month, day = _month(parts), int(parts["day"]) if parts.get("day") else None
    if parts.get("first"):
        month, day = _ordered(int(parts["first"]), int(parts["second"]), order)
    value = f"{year:04d}"
    if month is not None:
        try:
            date(year, month, day or 1)
        except ValueError:
            return None
        value += f"-{month:02d}" + (f"-{day:02d}" if day else "")
    clock = _clock(parts)
    end = match.end()
    if parts.get("hour") and clock is None:
        end = match.start("hour")
    text = match.string[match.start() : end].rstrip(" \t,|–-")
    return WrittenDate(match.start(), match.start() + len(text), value + (f"T{clock}" if clock and day else ""))


def _month(parts: dict[str, str | None]) -> int | None:
    name = parts.get("month")
    if not name:
        return None
    return int(name) if name.isdigit() else _MONTHS[name.lower().rstrip(".")]


def _ordered(first: int, second: int, order: Order) -> tuple[int, int]:
    """Month and day of two numbers: by their size where that tells, else by the order set."""
    if first > 12:
        return second, first
    if second > 12 or order == "MDY":
        return first, second
    return second, first


def _clock(parts: dict[str, str | None]) -> str | None:
    """`HH:MM`; None where the digits are no time of day (a bare number is none)."""
    if not parts.get("hour"):
        return None
    hour, minute, half = int(parts["hour"] or 0), int(parts["minute"] or 0), (parts.get("half") or "").lower()
    if not half and parts["minute"] is None:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None
