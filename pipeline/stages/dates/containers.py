"""Parts of named stretches: "the third quarter of last year", "the first Monday of March", "Wednesday of next week"."""

from __future__ import annotations

from datetime import date

from pipeline.stages.dates import moments
from pipeline.stages.dates.calendar_dates import point
from pipeline.stages.dates.context import Context, Sem
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.holidays import holiday
from pipeline.stages.dates.moments import RANK, UNIT_GRAIN, Time


def _in_year(match: Match) -> Categories | None:
    """A bare part of a year with the year beside it: "June last year", "this year's third quarter"."""
    frame: Sem = match["POINT"]
    if frame.grain not in ("year", "month"):
        return None

    def resolve(context: Context) -> Time | None:
        outer = frame.resolve(context)
        if outer is None or outer.first is None:
            return outer
        found = _part(match, outer.first)
        return found or outer

    day = any(name in match.values for name in ("BAREDAY", "DAY", "DIGITORD"))
    if day != (frame.grain == "month"):
        return None
    return point(
        Sem("day" if day else match.items[0].cats["SEM"].grain if "SEM" in match.items[0].cats else "day", resolve)
    )


def _part(match: Match, frame: date) -> Time | None:
    year = frame.year
    if "BAREMONTH" in match.values:
        return moments.month(year, match["BAREMONTH"])
    if "MDAY" in match.values:
        when = moments.day_of(year, *match["MDAY"])
        return None if when is None else moments.day(when)
    if "QTR" in match.values:
        return moments.quarter(year, match["QTR"])
    if "HLF" in match.values:
        return moments.half(year, match["HLF"])
    if "BARESEASON" in match.values or "SEASON" in match.values:
        return moments.season(year, match.get("BARESEASON") or match["SEASON"])
    if "BAREHOLIDAY" in match.values:
        return holiday(match["BAREHOLIDAY"], year)
    if "BAREDAY" in match.values or "DAY" in match.values or "DIGITORD" in match.values:
        when = moments.day_of(year, frame.month, match.get("BAREDAY") or match.get("DAY") or match["DIGITORD"])
        return None if when is None else moments.day(when)
    return None


def _nth_in(match: Match) -> Categories | None:
    """ "the first Monday of March", "the last week of October", "the third day of the month"."""
    frame: Sem = match["POINT"]
    number = -1 if match.get("ORD") is None else match["ORD"] * (-1 if match.has("last") else 1)
    weekday, grain = match.get("WEEKDAY"), UNIT_GRAIN.get(match.get("UNIT", "D"), "day")
    if grain not in ("day", "week", "weekend", "month", "quarter", "year") or RANK[frame.grain] <= RANK[grain]:
        return None

    def resolve(context: Context) -> Time | None:
        outer = frame.resolve(context)
        if outer is None or outer.first is None or outer.last is None:
            return outer
        if weekday is not None:
            return _nth_day(outer, int(weekday), number)
        return _nth_unit(outer, grain, number)

    return point(Sem("day" if weekday is not None else grain, resolve))


def _nth_day(outer: Time, weekday: int, number: int) -> Time | None:
    assert outer.first is not None and outer.last is not None
    if number > 0:
        found = moments.safe_add(outer.first, (weekday - outer.first.weekday()) % 7 + 7 * (number - 1))
    else:
        found = moments.safe_add(outer.last, -((outer.last.weekday() - weekday) % 7))
    return moments.day(found) if outer.first <= found <= outer.last else None


def _nth_unit(outer: Time, grain: str, number: int) -> Time | None:
    """The nth unit inside; weeks and weekends belong to the period that holds their Thursday (or Saturday)."""
    assert outer.first is not None and outer.last is not None
    found: list[Time] = []
    when: date | None = outer.first
    while when is not None and when <= outer.last and len(found) < 400:
        unit = moments.holding(when, grain)
        middle = unit.first and moments.safe_add(unit.first, {"week": 3}.get(grain, 0))
        if middle and outer.first <= middle <= outer.last and (not found or found[-1].value != unit.value):
            found.append(unit)
        if unit.last is None or unit.last == date.max:
            break
        when = moments.safe_add(unit.last, 1)
    index = number - 1 if number > 0 else number
    return found[index] if -len(found) <= index < len(found) else None


def _weekday_in_week(match: Match) -> Categories | None:
    """ "Wednesday of next week"."""
    frame: Sem = match["POINT"]
    weekday = match["BAREWEEKDAY"]
    if frame.grain != "week":
        return None

    def resolve(context: Context) -> Time | None:
        outer = frame.resolve(context)
        if outer is None or outer.first is None:
            return outer
        return moments.day(moments.safe_add(outer.first, weekday))

    return point(Sem("day", resolve))


def _week_of(match: Match) -> Categories | None:
    """ "the week of March 6", "the weekend of June 13", "Christmas week"."""
    frame: Sem = match.get("POINT") or match.of("POINT")
    grain = match.get("THEUNIT") or UNIT_GRAIN[match["UNIT"]]
    if frame.grain != "day" or grain not in ("week", "weekend"):
        return None

    def resolve(context: Context) -> Time | None:
        outer = frame.resolve(context)
        return outer if outer is None or outer.first is None else moments.holding(outer.first, grain)

    return point(Sem(grain, resolve))


_BARE = "BAREMONTH|MDAY|QTR|HLF|BARESEASON|BAREHOLIDAY|BAREDAY"

RULES = (
    Rule(
        "combined.part_of_year",
        (f"{_BARE} ,? of|in|,|from? POINT", f"POINT 's {_BARE}", "the? DIGITORD day? of POINT", "DAY of POINT"),
        _in_year,
        (
            ("June last year", "2019-06"),
            ("the third quarter of last year", "2019-Q3"),
            ("last year's third quarter", "2019-Q3"),
        ),
    ),
    Rule(
        "combined.nth",
        (
            "the? ORD|last|final BAREWEEKDAY:WEEKDAY of|in POINT",
            "the? ORD last? UNIT of|in POINT",
            "RELUNIT:UNIT of|in POINT",
            "LASTWEEKDAY:WEEKDAY of|in POINT",
            "the? last|final UNIT of|in POINT",
        ),
        _nth_in,
        (("the first Monday of March", "2020-03-02"), ("the last week of March 2020", "2020-W13")),
    ),
    Rule(
        "combined.weekday_of_week",
        ("BAREWEEKDAY of|in|from? POINT", "BAREWEEKDAY ,? POINT", "POINT 's? BAREWEEKDAY"),
        _weekday_in_week,
        (("Wednesday of next week", "2020-06-17"), ("Monday this week", "2020-06-08")),
    ),
    Rule(
        "combined.week_of",
        ("the? THEUNIT|UNIT of|beginning|commencing|ending|starting POINT", "BAREHOLIDAY UNIT"),
        _week_of,
        (("It began the week of March 6.", "2020-W10"), ("Christmas week", "2020-W52")),
    ),
)
