"""Calendar dates in words: days, months, years, weekdays."""

from __future__ import annotations

import re
from datetime import date

from pipeline.stages.dates import moments
from pipeline.stages.dates.context import Context, Sem, fixed, yearly
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.moments import Time

_ATTACKS = re.compile(r",?\s+(?:terror\w*\s+)?(?:attack|hijack|victim|commission|memorial|families)", re.IGNORECASE)


def point(sem: Sem, **more: object) -> Categories:
    """Categories of a calendar expression."""
    return {"SEM": sem, "POINT": sem, **more}


def calendar_day(year: int, month: int, number: int) -> Categories | None:
    """A full date; None where the calendar has none."""
    when = moments.day_of(year, month, number)
    return None if when is None else point(fixed(moments.day(when)))


def full_year(short: int) -> int:
    """A year of two figures: 30 to 99 are of the 1900s."""
    return short + (1900 if short >= 30 else 2000)


def bare_day(month: int, number: int) -> Categories | None:
    """A day of a month without a year."""
    if moments.day_of(2000, month, number) is None:
        return None

    def resolve(context: Context) -> Time:
        if (month, number) == (9, 11) and _ATTACKS.match(context.text, context.end):
            return moments.day(date(2001, 9, 11))
        found = yearly(context, lambda year: _day(year, month, number), "day")
        return found or Time("DATE", f"XXXX-{month:02d}-{number:02d}", "day")

    return point(Sem("day", resolve, bare=True), MDAY=(month, number))


def _day(year: int, month: int, number: int) -> Time | None:
    when = moments.day_of(year, month, number)
    return None if when is None else moments.day(when)


def bare_month(month: int) -> Categories:
    """A month without a year."""

    def resolve(context: Context) -> Time:
        found = yearly(context, lambda year: moments.month(year, month), "month")
        return found or Time("DATE", f"XXXX-{month:02d}", "month")

    return point(Sem("month", resolve, bare=True), BAREMONTH=month)


def bare_weekday(weekday: int) -> Categories:
    """A weekday without a date: the last one before or on the document's day, or the next on or after it."""

    def resolve(context: Context) -> Time:
        today = context.today
        if today is None:
            return Time("DATE", f"XXXX-WXX-{weekday + 1}", "day")
        back = (today.weekday() - weekday) % 7
        ahead = (weekday - today.weekday()) % 7
        step = ahead if context.direction(context.position) > 0 else -back
        return moments.day(moments.safe_add(today, step))

    return point(Sem("day", resolve, bare=True), BAREWEEKDAY=weekday)


def _month_day(match: Match) -> Categories | None:
    number = match.get("DAY", match.get("ORD"))
    if number is None or not 1 <= number <= 31:
        return None
    if "YEAR4" in match.values:
        return calendar_day(match["YEAR4"], match["MONTH"], number)
    if "APOSYEAR" in match.values:
        return calendar_day(match["APOSYEAR"], match["MONTH"], number)
    return bare_day(match["MONTH"], number)


def _days_of_month(match: Match) -> Categories | None:
    """ "June 8-11", "13 to 15 July": two days of one month, each an expression of its own."""
    year = match.get("YEAR4")
    days = [match["first"], match["second"]]
    if not 1 <= days[0] < days[1] <= 31:
        return None
    both = [calendar_day(year, match["MONTH"], n) if year else bare_day(match["MONTH"], n) for n in days]
    if both[0] is None or both[1] is None:
        return None
    gap = next(i for i, item in enumerate(match.items) if i and item.low in _BETWEEN)
    return {"PARTS": [(0, gap, both[0]), (gap + 1, len(match.items), both[1])]}


def _month_year(match: Match) -> Categories:
    year = match.get("YEAR4", match.get("APOSYEAR"))
    return point(fixed(moments.month(year, match["MONTH"])))


def _year(match: Match) -> Categories:
    number = match.get("YEAR4") or match.get("YEAR") or match["APOSYEAR"]
    return point(fixed(moments.year(number)))


def _nth_of_month(match: Match) -> Categories | None:
    """ "the 11th": the day of the document's month or of the month last named; the nearest by direction."""
    number = match["DIGITORD"]
    if not 1 <= number <= 31:
        return None

    def resolve(context: Context) -> Time:
        base = (
            context.reference.first if context.reference is not None and context.reference.grain in _IN_MONTH else None
        )
        base = base or context.today
        if base is None:
            return Time("DATE", f"XXXX-XX-{number:02d}", "day")
        options = [moments.shifted(date(base.year, base.month, 1), "month", step) for step in (-1, 0, 1)]
        days = [when for first in options if first and (when := moments.day_of(first.year, first.month, number))]
        today, way = context.today or base, context.direction(context.position)
        fitting = [when for when in days if way and (when - today).days * way >= 0] or days
        return moments.day(min(fitting, key=lambda when: abs((when - base).days)))

    return point(Sem("day", resolve, bare=True), BAREDAY=number)


_BETWEEN = frozenset({"-", "–", "to", "through", "thru", "and"})
_IN_MONTH = frozenset({"day", "month", "part", "hour", "minute"})


RULES = (
    Rule(
        "calendar.month_day_year",
        ("MONTH the? DAY|ORD ,? YEAR4|APOSYEAR", "MONTH the? DAY|ORD"),
        _month_day,
        (("June 11, 2020", "2020-06-11"), ("Sept. 30", "2020-09-30"), ("June 3rd", "2020-06-03")),
    ),
    Rule(
        "calendar.days_of_month",
        (
            "MONTH DAY:first|DIGITORD:first -|–|to|through|thru|and DAY:second|DIGITORD:second ,? YEAR4?",
            "the? DAY:first|DIGITORD:first -|–|to|thru|and the? DAY:second|DIGITORD:second of? MONTH ,? YEAR4?",
        ),
        _days_of_month,
        (("June 8-11, 2020", "2020-06-08 2020-06-11"), ("from 13 to 15 July", "2020-07-13 2020-07-15")),
    ),
    Rule(
        "calendar.day_month_year",
        ("the? DAY|ORD -? of? -? MONTH -? ,? YEAR4|APOSYEAR", "the? DAY|ORD of? MONTH"),
        _month_day,
        (("11 June 2020", "2020-06-11"), ("It began on the 2nd of March.", "2020-03-02"), ("4 July", "2020-07-04")),
    ),
    Rule(
        "calendar.month_year",
        ("MONTH ,? of? -? YEAR4|APOSYEAR",),
        _month_year,
        (("January 2019", "2019-01"), ("December, 2018", "2018-12")),
    ),
    Rule(
        "calendar.year",
        ("the? year YEAR4", "YEAR|APOSYEAR"),
        _year,
        (("in 2018", "2018"), ("the year 2030", "2030")),
    ),
    Rule(
        "calendar.month",
        ("MONTH",),
        lambda match: bare_month(match["MONTH"]),
        (("It passed in March.", "2020-03"),),
    ),
    Rule(
        "calendar.weekday",
        ("WEEKDAY",),
        lambda match: bare_weekday(match["WEEKDAY"]),
        (("He said on Wednesday.", "2020-06-10"), ("They will vote on Monday.", "2020-06-15")),
    ),
    Rule("calendar.day_of_month", ("the DIGITORD",), _nth_of_month),
)
