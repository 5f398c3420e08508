"""Expressions counted from others: "two days ago", "a year earlier", "two days after Christmas", "in three weeks"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipeline.stages.dates import moments
from pipeline.stages.dates.calendar_dates import point
from pipeline.stages.dates.context import Context, Sem
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.lengths import Length, duration_value
from pipeline.stages.dates.moments import CLOCKED, RANK, UNIT_GRAIN, Time, fuzzy
from pipeline.stages.dates.periods import year_before_quarter


def _years(length: Length) -> Length:
    """Decades and centuries as years, fortnights as weeks."""
    amount, unit = length
    if unit in ("E", "C", "L") and not isinstance(amount, str):
        return Length(amount * {"E": 10, "C": 100, "L": 1000}[unit], "Y")
    if unit == "F" and not isinstance(amount, str):
        return Length(amount * 2, "W")
    return length


def _moved(base: date | None, length: Length, way: int) -> Time:
    """The unit that lies a length before (-1) or after (1) a day."""
    vague = fuzzy("PAST_REF" if way < 0 else "FUTURE_REF")
    amount, unit = _years(length)
    if base is None or isinstance(amount, str):
        return vague
    grain = UNIT_GRAIN[unit]
    if grain in CLOCKED:
        hours = amount * {"H": 1.0, "MI": 1 / 60, "S": 1 / 3600}[unit]
        moved = moments.shifted(base, "day", way * int(hours // 24)) if hours < 10**6 else None
        return vague if moved is None else replace(moments.day(moved), type="TIME")
    moved = moments.shifted(base, grain, way * int(amount)) if amount < 10**5 else None
    return vague if moved is None else moments.holding(moved, grain)


def _ago(match: Match) -> Categories:
    """ "two weeks ago": from the document's date; in a comparison of quarters, the quarter of the year before."""
    length: Length = match["DUR"]

    def resolve(context: Context) -> Time | None:
        if length == (1, "Y") and context.quarter is not None and context.position - context.quarter_end < 400:
            before = year_before_quarter(context)
            if before is not None:
                return before
        time = _instant(context, length, -1)
        if time is not None:
            return time
        base = context.about
        return replace(_moved(base, length, -1), anchor=context.anchor.value if context.anchor else None)

    return point(Sem(UNIT_GRAIN[_years(length).unit], resolve), COMPARED=True)


def _instant(context: Context, length: Length, way: int) -> Time | None:
    """Hours, minutes and seconds from an instant, where the document's date has one."""
    amount, unit = length
    if context.instant is None or unit not in ("S", "MI", "H") or isinstance(amount, str) or amount > 10**5:
        return None
    seconds = way * amount * {"H": 3600, "MI": 60, "S": 1}[unit]
    try:
        when = context.instant + timedelta(seconds=seconds)
    except OverflowError:
        return None
    return moments.clock(when.date(), when.hour, when.minute, when.second if unit != "H" else None, "")


def _earlier(match: Match) -> Categories:
    """ "a year earlier", "two days later": from the time the text has reached."""
    length: Length = match["DUR"]
    way = -1 if match.has("earlier") or match.has("previously") else 1

    def resolve(context: Context) -> Time | None:
        if way < 0 and length == (1, "Y") and context.quarter is not None:
            before = year_before_quarter(context)
            if before is not None:
                return before
        unit = _years(length).unit
        if isinstance(length.amount, str) or UNIT_GRAIN[unit] in CLOCKED:
            return Time("DURATION", duration_value(length.amount, length.unit))  # no telling when
        reference = context.recent(UNIT_GRAIN[unit])
        base = reference.first if reference is not None and reference.first is not None else context.about
        return _moved(base, length, way)

    return point(Sem(UNIT_GRAIN[_years(length).unit], resolve), COMPARED=True)


def _from_point(match: Match) -> Categories | None:
    """ "two days after Christmas", "a week from Monday", "the day before last Tuesday"."""
    length: Length = match["DUR"] if "DUR" in match.values else Length(1, match["BESIDE"])
    base: Sem = match["POINT"]
    way = -1 if "before" in match.items[0].low.split() or match.has("before") else 1
    if RANK[base.grain] < RANK["day"]:
        return None

    def resolve(context: Context) -> Time | None:
        time = base.resolve(context)
        if time is None or time.first is None:
            return time
        unit = _years(length).unit
        found = _moved(time.first, length, way)
        fine = time.first == time.last and RANK[UNIT_GRAIN[unit]] > RANK["day"] and not isinstance(length.amount, str)
        if fine:
            moved = moments.shifted(time.first, UNIT_GRAIN[unit], way * int(_years(length).amount))
            return None if moved is None else moments.day(moved)
        return found

    return point(Sem("day", resolve))


def _from_now(match: Match) -> Categories:
    """ "in three days", "two weeks from now"."""
    length: Length = match["DUR"]

    def resolve(context: Context) -> Time | None:
        return _instant(context, length, 1) or _moved(context.about, length, 1)

    return point(Sem(UNIT_GRAIN[_years(length).unit], resolve))


def _weekdays_on(match: Match) -> Categories | None:
    """ "three Fridays from now", "2 Thursdays ago"."""
    number, weekday, way = match["NUM"], match["WEEKDAYS"], -1 if match.has("ago") or match.has("back") else 1
    if isinstance(number, str) or not 0 < number < 500:
        return None

    def resolve(context: Context) -> Time | None:
        today = context.today
        if today is None:
            return fuzzy("PAST_REF" if way < 0 else "FUTURE_REF")
        first = ((weekday - today.weekday()) * way - 1) % 7 + 1
        return moments.day(moments.safe_add(today, way * (first + 7 * (int(number) - 1))))

    return point(Sem("day", resolve))


BASIC = (
    Rule(
        "combined.weekdays",
        ("NUM WEEKDAYS ago|back|hence", "NUM WEEKDAYS from now"),
        _weekdays_on,
        (("2 Thursdays ago", "2020-05-28"), ("three Fridays from now", "2020-06-26")),
    ),
)

FIRST = (
    Rule(
        "combined.ago",
        ("DUR ago|back", "DUR - ago", "DUR or so ago", "DUR or more ago"),
        _ago,
        (
            ("two days ago", "2020-06-09"),
            ("a year ago", "2019"),
            ("three months ago", "2020-03"),
            ("a decade ago", "2010"),
        ),
    ),
    Rule(
        "combined.earlier",
        ("DUR - earlier|later", "DUR earlier|later|previously", "DUR after that", "DUR thereafter"),
        _earlier,
        (("In 2009 they met. Two years later they left.", "2009 2011"),),
    ),
    Rule(
        "combined.in",
        ("DUR from now", "DUR from right now", "DUR hence"),
        _from_now,
        (("two weeks from now", "2020-W26"),),
    ),
)

SECOND = (
    Rule(
        "combined.from_point",
        ("DUR after|before|from|following POINT", "BESIDE POINT"),
        _from_point,
        (
            ("two days after Christmas 2019", "2019-12-27"),
            ("a year from today", "2021-06-11"),
            ("the day before last Tuesday", "2020-06-08"),
        ),
    ),
)
