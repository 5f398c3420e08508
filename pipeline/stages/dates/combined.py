"""Expressions counted from others: "two days ago", "a year earlier", "two days after Christmas", "in three weeks"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.stages.dates import moments
from pipeline.stages.dates.calendar_dates import point
from pipeline.stages.dates.context import Context, Sem
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.lengths import Length, duration_value, in_years, instant, moved
from pipeline.stages.dates.moments import CLOCKED, RANK, UNIT_GRAIN, Time, fuzzy
from pipeline.stages.dates.quarters import year_before_quarter


def _ago(match: Match) -> Categories:
    """ "two weeks ago": from the document's date; in a comparison of quarters, the quarter of the year before."""
    length: Length = match["DUR"]

    def resolve(context: Context) -> Time | None:
        if length == (1, "Y") and context.quarter is not None and context.position - context.quarter_end < 400:
            before = year_before_quarter(context)
            if before is not None:
                return before
        time = instant(context, length, -1)
        if time is not None:
            return time
        base = context.about
        return replace(moved(base, length, -1), anchor=context.anchor.value if context.anchor else None)

    return point(Sem(UNIT_GRAIN[in_years(length).unit], resolve), COMPARED=True)


def _earlier(match: Match) -> Categories:
    """ "a year earlier", "two days later": from the time the text has reached."""
    length: Length = match["DUR"]
    way = -1 if match.has("earlier") or match.has("previously") else 1

    def resolve(context: Context) -> Time | None:
        if way < 0 and length == (1, "Y") and context.quarter is not None:
            before = year_before_quarter(context)
            if before is not None:
                return before
        unit = in_years(length).unit
        if isinstance(length.amount, str) or UNIT_GRAIN[unit] in CLOCKED:
            return Time("DURATION", duration_value(length.amount, length.unit))  # no telling when
        reference = context.recent(UNIT_GRAIN[unit])
        base = reference.first if reference is not None and reference.first is not None else context.about
        return moved(base, length, way)

    return point(Sem(UNIT_GRAIN[in_years(length).unit], resolve), COMPARED=True)


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
        unit = in_years(length).unit
        found = moved(time.first, length, way)
        fine = (
            "DUR" in match.values
            and time.first == time.last
            and RANK[UNIT_GRAIN[unit]] > RANK["day"]
            and not isinstance(length.amount, str)
        )
        if fine:
            then = moments.shifted(time.first, UNIT_GRAIN[unit], way * int(in_years(length).amount))
            return None if then is None else moments.day(then)
        return found

    return point(Sem("day", resolve))


def _from_now(match: Match) -> Categories:
    """ "in three days", "two weeks from now"."""
    length: Length = match["DUR"]

    def resolve(context: Context) -> Time | None:
        return instant(context, length, 1) or moved(context.about, length, 1)

    return point(Sem(UNIT_GRAIN[in_years(length).unit], resolve))


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
