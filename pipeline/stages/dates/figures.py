"""Calendar dates in figures: 6/11/20 in either order, 11.6.2020, ISO dates and times, 06/2020, the season 2023/24."""

from __future__ import annotations

import re

from pipeline.stages.dates import moments
from pipeline.stages.dates.calendar_dates import calendar_day, full_year, point
from pipeline.stages.dates.context import Context, Sem, fixed
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.moments import Time

#: As near as this, in days, a date in figures is the document's own.
_OWN = 7


def _numeric(order: str) -> Rule:
    def meaning(match: Match) -> Categories | None:
        first, second, last = (int(part) for part in re.split(r"[/.-]", match["NUMERIC"]))
        year = last if last > 99 else full_year(last)
        if "." in match["NUMERIC"] and second <= 12:
            return _dotted(year, first, second)
        month, number = (first, second) if order == "MDY" else (second, first)
        if month > 12:
            month, number = number, month
        found = calendar_day(year, month, number)
        if found is not None and first <= 12 and second <= 12 and first != second:
            sem: Sem = found["SEM"]
            time = sem.resolve(Context(None))
            assert time is not None
            found |= point(fixed(Time(time.type, time.value, "day", time.first, time.last, ambiguous=True)))
        return found

    examples = (("6/11/20", "2020-06-11" if order == "MDY" else "2020-11-06"), ("31/12/2020", "2020-12-31"))
    return Rule("calendar.numeric", ("NUMERIC",), meaning, examples)


def _dotted(year: int, first: int, second: int) -> Categories | None:
    """Dots are written day first, unless only the other way is the document's own date: 01.10.08 of January 10."""
    found, swapped = calendar_day(year, second, first), moments.day_of(year, first, second)
    if found is None or swapped is None or first == second:
        return found
    sem: Sem = found["SEM"]

    def resolve(context: Context) -> Time | None:
        time, today = sem.resolve(context), context.today
        if time is None or time.first is None or today is None or abs((time.first - today).days) <= _OWN:
            return time
        return moments.day(swapped) if abs((swapped - today).days) <= _OWN else time

    return point(Sem("day", resolve))


def _iso(match: Match) -> Categories | None:
    text = match["ISO"].upper()
    number = [int(part) for part in text[:10].rstrip("T ").split("-")[:3] if part.isdigit()]
    found = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?(.*))?$", text)
    if found is None or len(number) < 2:
        return None
    year, month, day_number = int(found[1]), int(found[2]), int(found[3])
    when = moments.day_of(year, month, day_number)
    if when is None:
        return None
    if found[4] is None:
        return point(fixed(moments.day(when)))
    hour, minute = int(found[4]), int(found[5])
    if hour > 24 or minute > 59:
        return None
    zone = "Z" if found[7] == "Z" else ""
    second = int(found[6]) if found[6] and int(found[6]) < 60 else None
    time = moments.clock(when, hour, minute, second, zone)
    return {"SEM": fixed(time)}


def _slash_month(match: Match) -> Categories | None:
    first, second = (int(part) for part in match["SLASHMONTH"].split("/"))
    if 1900 <= first <= 2100 and second == (first + 1) % 100:
        return point(fixed(moments.year(first)))  # the season, or the budget, of 2023/24
    year, month = (first, second) if first > 31 else (second, first)
    if not (1 <= month <= 12 and 1900 <= year <= 2100):
        return None
    return point(fixed(moments.month(year, month)))


def rules(order: str) -> tuple[Rule, ...]:
    """The rules, for figures read month first ("MDY") or day first ("DMY")."""
    return (
        Rule(
            "calendar.iso", ("ISO",), _iso, (("2020-06-11", "2020-06-11"), ("2020-06-11T12:45Z", "2020-06-11T12:45Z"))
        ),
        _numeric(order),
        Rule("calendar.slash_month", ("SLASHMONTH",), _slash_month, (("06/2020", "2020-06"), ("2023/24", "2023"))),
    )
