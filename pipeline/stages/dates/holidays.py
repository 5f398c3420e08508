"""Feasts and observances by name. Fixed days, nth weekdays and days counted from Easter; lunar feasts are left out."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from pipeline.resources import word_list
from pipeline.stages.dates import moments
from pipeline.stages.dates.calendar_dates import point
from pipeline.stages.dates.context import Context, Sem, fixed, yearly
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.moments import Time
from pipeline.stages.dates.named import nearest


def easter(year: int) -> date:
    """Western Easter Sunday (the Gregorian computus of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    length = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * length) // 451
    month, number = divmod(h + length - 7 * m + 114, 31)
    return date(year, month, number + 1)


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date | None:
    """The nth (from 1; -1: last) such weekday of a month."""
    if count > 0:
        first = date(year, month, 1)
        found = moments.safe_add(first, (weekday - first.weekday()) % 7 + 7 * (count - 1))
    else:
        last = moments.month(year, month).last or date.max
        found = moments.safe_add(last, -((last.weekday() - weekday) % 7) + 7 * (count + 1))
    return found if found.month == month else None


@cache
def table() -> dict[str, str]:
    """Name of the holiday (lower case) → how its day is found."""
    entries: dict[str, str] = {}
    for line in word_list("dates/holidays.txt"):
        names, how = line.rsplit(" = ", 1)
        for name in names.split("|"):
            entries[name.strip()] = how.strip()
    return entries


def holiday(name: str, year: int) -> Time | None:
    """The holiday of that name in a year."""
    kind, *numbers = table()[name].split()
    if kind == "fixed":
        when = moments.day_of(year, int(numbers[0]), int(numbers[1]))
    elif kind == "nth":
        when = nth_weekday(year, int(numbers[0]), int(numbers[1]), int(numbers[2]))
        if when is not None and len(numbers) > 3:
            when = moments.safe_add(when, int(numbers[3]))
    elif kind == "easter":
        try:
            when = easter(year) + timedelta(days=int(numbers[0]))
        except (OverflowError, ValueError):
            when = None
    else:  # weekday before a day of the month: "before 5 24 0"
        fixed_day = moments.day_of(year, int(numbers[0]), int(numbers[1]))
        when = fixed_day and moments.safe_add(fixed_day, -((fixed_day.weekday() - int(numbers[2])) % 7))
    return None if when is None else moments.day(when)


def yearly_value(name: str) -> str:
    """The TIMEX3 value of a holiday as a set: its day of every year where that is fixed, else once a year."""
    kind, *numbers = table()[name].split()
    return f"XXXX-{int(numbers[0]):02d}-{int(numbers[1]):02d}" if kind == "fixed" else "P1Y"


def _holiday(match: Match) -> Categories | None:
    name = match["HOLIDAY"]
    year = match.get("YEAR4", match.get("APOSYEAR"))
    if year is not None:
        found = holiday(name, year)
        return None if found is None else point(fixed(found))
    step = match.get("BACK", match.get("AHEAD"))
    if step is not None or match.has("this"):
        return point(nearest(lambda number: holiday(name, number), step or 0, "day"))

    def resolve(context: Context) -> Time:
        return yearly(context, lambda number: holiday(name, number), "day") or Time("DATE", "XXXX-XX-XX", "day")

    return point(Sem("day", resolve, bare=True), BAREHOLIDAY=name)


RULES = (
    Rule(
        "holiday.day",
        ("BACK|AHEAD|this? HOLIDAY of|in|,? YEAR4|APOSYEAR", "BACK|AHEAD|this? HOLIDAY"),
        _holiday,
        (("Christmas 2019", "2019-12-25"), ("last Thanksgiving", "2019-11-28"), ("Easter 2010", "2010-04-04")),
    ),
)


def name_rules() -> tuple[Rule, ...]:
    """One rule for all names, as the table gives them; they run before the others."""
    patterns = sorted((_pattern(name) for name in table()), key=len, reverse=True)
    return (Rule("holiday.name", tuple(patterns), _named),)


def _pattern(name: str) -> str:
    spaced = name.replace("'s ", " 's ").replace("s' ", "s ' ").replace(".", " .").replace("-", " - ")
    return spaced[:-2] + " 's" if spaced.endswith("'s") else spaced


def _named(match: Match) -> Categories | None:
    entry = _entries().get(" ".join(item.low for item in match.items))
    return None if entry is None else {"HOLIDAY": entry}


@cache
def _entries() -> dict[str, str]:
    return {" ".join(_pattern(name).split()): name for name in table()}
