"""The first and last day that a date value covers, so that dates of any precision can be sorted and compared."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_YEAR = re.compile(r"^(\d{4})$")
_DECADE = re.compile(r"^(\d{3})X?$")
_CENTURY = re.compile(r"^(\d{2})(?:XX)?$")
_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
_WEEK = re.compile(r"^(\d{4})-W(\d{2})(-WE)?$")
_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$")
_PART = re.compile(r"^(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)$")
#: First month and number of months of the parts of a year (TIMEX3; seasons of the northern hemisphere).
_PARTS = {
    "Q1": (1, 3),
    "Q2": (4, 3),
    "Q3": (7, 3),
    "Q4": (10, 3),
    "H1": (1, 6),
    "H2": (7, 6),
    "SP": (3, 3),
    "SU": (6, 3),
    "FA": (9, 3),
    "WI": (12, 3),
}

Days = tuple[date | None, date | None]


@lru_cache(maxsize=65536)
def days_of(value: str | None) -> Days:
    """First and last day of an ISO 8601 or TIMEX3 date value; `(None, None)` where it names no stretch of days.

    Args:
        value: such as `2020-06-11`, `2020-06-11T12:45`, `2020-06`, `2020-W23`, `2020-SU`, `2020-Q2`, `2020`, `202X`,
            or two of them with a slash between.
    """
    try:
        return _days_of(value or "")
    except ValueError:  # the thirteenth month, the thirtieth of February
        return None, None


def _days_of(value: str) -> Days:
    if "/" in value:
        begin, _, end = value.partition("/")
        return days_of(begin)[0], days_of(end)[1]
    if match := _DAY.match(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := _MONTH.match(value):
        return _months(int(match[1]), int(match[2]), 1)
    if match := _WEEK.match(value):
        first = date.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
        return first, first + timedelta(days=1 if match[3] else 6)
    if match := _PART.match(value):
        return _months(int(match[1]), *_PARTS[match[2]])
    for pattern, years in ((_YEAR, 1), (_DECADE, 10), (_CENTURY, 100)):
        if match := pattern.match(value):
            first = date(int(match[1]) * years, 1, 1)
            return first, date(first.year + years - 1, 12, 31)
    return None, None


def _months(year: int, month: int, count: int) -> Days:
    last = month + count - 1
    last_year, last_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
