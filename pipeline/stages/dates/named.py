"""Named days, months and seasons counted from the document's date: "last Friday", "next May", "this summer"."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.stages.dates import moments
from pipeline.stages.dates.calendar_dates import point
from pipeline.stages.dates.context import Context, Sem
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.moments import Time, fuzzy
from pipeline.stages.dates.units import step_of

_FUZZY = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


def _weekday(match: Match) -> Categories:
    """Last: the latest one before the document's day. Next: the one in the following week. This: of this week."""
    number, count = match["WEEKDAY"], step_of(match)

    def resolve(context: Context) -> Time:
        today = context.today
        if today is None:
            return Time("DATE", f"XXXX-WXX-{number + 1}", "day")
        if match.has("previous") or match.has("preceding"):
            told = context.recent("day")
            today = told.first if told is not None and told.first is not None else today
        if count < 0:
            step = -((today.weekday() - number - 1) % 7 + 1)
            if step == -1 and match.has("last"):
                step = -8  # the day before is "yesterday"
        elif count > 0 and not match.has("this"):
            step = 7 - today.weekday() + number if not match.has("coming") else (number - today.weekday() - 1) % 7 + 1
        else:
            step = number - today.weekday()
            if step < 0 and context.direction(context.position) >= 0:
                step += 7
        return moments.day(moments.safe_add(today, step))

    last = {"LASTWEEKDAY": number} if match.items[-2].low == "last" else {}
    return point(Sem("day", resolve), NAMEDWEEKDAY=number, **last)


def nearest(make: Callable[[int], Time | None], count: int, grain: str) -> Sem:
    """ "last March", "next summer", "this Christmas": the one before, after, or of the document's year."""

    def resolve(context: Context) -> Time | None:
        today = context.about
        if today is None:
            return fuzzy(_FUZZY[count])
        years = [number for number in range(today.year - 2, today.year + 3) if 1 <= number <= 9999]
        found = [time for number in years if (time := make(number)) is not None and time.first and time.last]
        if count < 0:
            return next((time for time in reversed(found) if time.last and time.last < today), None)
        if count > 0:
            return next((time for time in found if time.first and time.first > today), None)
        return make(today.year)

    return Sem(grain, resolve)


def _month(match: Match) -> Categories:
    number, day = match["MONTH"], match.get("DAY", match.get("ORD"))

    def make(year: int) -> Time | None:
        if day is None:
            return moments.month(year, number)
        when = moments.day_of(year, number, day)
        return None if when is None else moments.day(when)

    return point(nearest(make, step_of(match), "month" if day is None else "day"))


def _season(match: Match) -> Categories:
    code = match["SEASON"]
    return point(nearest(lambda year: moments.season(year, code), step_of(match), "season"))


def _weekday_week(match: Match) -> Categories:
    """ "Tuesday week": the one after the next."""
    number = match["WEEKDAY"]

    def resolve(context: Context) -> Time:
        today = context.today
        if today is None:
            return Time("DATE", f"XXXX-WXX-{number + 1}", "day")
        return moments.day(moments.safe_add(today, (number - today.weekday() - 1) % 7 + 8))

    return point(Sem("day", resolve))


RULES = (
    Rule(
        "unit.weekday_week",
        ("WEEKDAY week",),
        _weekday_week,
        (("They meet on Tuesday week.", "2020-06-23"),),
    ),
    Rule(
        "unit.weekday",
        ("this|the? BACK|AHEAD WEEKDAY", "this WEEKDAY"),
        _weekday,
        (("last Friday", "2020-06-05"), ("next Monday", "2020-06-15"), ("this Thursday", "2020-06-11")),
    ),
    Rule(
        "unit.month",
        ("this? BACK|AHEAD MONTH DAY|ORD?", "this MONTH"),
        _month,
        (("last April", "2020-04"), ("next May", "2021-05")),
    ),
    Rule(
        "unit.season",
        ("this|the? BACK|AHEAD SEASON", "this SEASON"),
        _season,
        (("last fall", "2019-FA"), ("this summer", "2020-SU"), ("next winter", "2020-WI")),
    ),
)
