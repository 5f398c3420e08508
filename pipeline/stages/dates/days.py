"""Parts and times of a named day: "Wednesday night", "Tuesday, June 9", "June 11, 2020 12:45 pm"."""

from __future__ import annotations

from pipeline.stages.dates import moments
from pipeline.stages.dates.calendar_dates import point
from pipeline.stages.dates.clocks import Clock, spoken_day
from pipeline.stages.dates.context import Context, Sem
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.moments import Time

#: So near to the document's date, in days, a date is meant even where its weekday does not fit.
_NEAR = 7


def _weekday_date(match: Match) -> Categories | None:
    """A weekday beside its date: the date decides; a bare date takes the year in which the weekday fits."""
    sem: Sem = match["POINT"]
    weekday, monthday = match["BAREWEEKDAY"], match.of("MDAY")
    if sem.grain != "day" or sum("BAREWEEKDAY" in item.cats for item in match.items) > 1 or match.of("THEUNIT"):
        return None

    def resolve(context: Context) -> Time | None:
        found = sem.resolve(context)
        if monthday is None or found is None or found.first is None or found.first.weekday() == weekday:
            return found
        if context.today is not None and abs((found.first - context.today).days) <= _NEAR:
            return found  # the writer slipped in the weekday
        for step in (0, 1, -1, 2, -2):
            when = moments.day_of(found.first.year + step, *monthday) if 1 <= found.first.year + step <= 9999 else None
            if when is not None and when.weekday() == weekday:
                return moments.day(when)
        return found

    return point(Sem("day", resolve))


def _part(match: Match) -> Categories | None:
    """ "Wednesday night", "the morning of June 6", "yesterday afternoon"."""
    sem: Sem = match["POINT"]
    code = match["PART"]
    if sem.grain != "day":
        return None

    def resolve(context: Context) -> Time | None:
        found = sem.resolve(context)
        if found is None or found.first is None or found.first != found.last:
            return found
        return moments.part_of_day(found.first, code)

    return {"SEM": Sem("part", resolve), "DAYPART": code, "OFDAY": sem}


def _part_alone(match: Match) -> Categories:
    """ "the morning": of the day that the text speaks of."""
    code = match["PART"]

    def resolve(context: Context) -> Time | None:
        found = spoken_day(context)
        return None if found is None or found.first is None else moments.part_of_day(found.first, code)

    return {"SEM": Sem("part", resolve), "DAYPART": code, "ALONE": True}


def _clock_day(match: Match) -> Categories | None:
    """A clock time with its day, in either order."""
    sem: Sem = match.of("OFDAY") or match["POINT"]
    clock: Clock = match["CLOCK"] if "CLOCK" in match.values else Clock(match.get("HOUR", match.get("HOURWORD")))
    if sem.grain != "day":
        return None
    if match.of("DAYPART") in ("AF", "EV", "NI") and clock.hour < 12:
        clock = clock._replace(hour=clock.hour + 12)
    return _on_day(clock, sem)


def _clock_twice(match: Match) -> Categories | None:
    """ "10:35 a.m. (0735 GMT) Friday": both clock times are of that day, which stays an expression of its own."""
    sem: Sem = match["POINT"]
    if sem.grain != "day":
        return None
    parts = [(at, _on_day(item.cats["CLOCK"], sem)) for at, item in enumerate(match.items) if "CLOCK" in item.cats]
    last = len(match.items) - 1
    return {"PARTS": [*((at, at + 1, cats) for at, cats in parts), (last, last + 1, match.items[last].cats)]}


def _on_day(clock: Clock, day: Sem) -> Categories:
    def resolve(context: Context) -> Time | None:
        found = day.resolve(context)
        if found is None or found.first is None or found.first != found.last:
            return found
        return moments.clock(found.first, clock.hour, clock.minute, clock.second, clock.zone)

    return {"SEM": Sem("minute", resolve)}


_JOIN = "on|at|,|-|–|—|@?"

WEEKDAYS = (
    Rule(
        "day.weekday_date",
        (
            "BAREWEEKDAY|NAMEDWEEKDAY:BAREWEEKDAY ,? on|the? POINT",
            "BAREWEEKDAY ( POINT )",
            "POINT ,? (? BAREWEEKDAY )?",
            "BAREWEEKDAY - POINT",
            "POINT - BAREWEEKDAY -",
        ),
        _weekday_date,
        (("Tuesday, June 9", "2020-06-09"), ("Fri, Jul 18, 2014", "2014-07-18")),
    ),
)

PARTS = (
    Rule(
        "day.part",
        ("POINT 's? PART", "POINT in the PART", "the? PART of|on? POINT", "PART POINT"),
        _part,
        (("They met Wednesday night.", "2020-06-10TNI"), ("the morning of June 6", "2020-06-06TMO")),
    ),
    Rule(
        "day.part_alone",
        ("the PART", "in|that|early|late PART"),
        _part_alone,
        (("They met in the morning.", "2020-06-11TMO"),),
    ),
)

CLOCKS = (
    Rule(
        "day.clock_twice",
        ("CLOCK ( CLOCK ) on? POINT",),
        _clock_twice,
        (("at 5 a.m. (0900 GMT) Wednesday, it began", "2020-06-10T05:00 2020-06-10T09:00Z 2020-06-10"),),
    ),
    Rule(
        "day.clock_day",
        (
            f"CLOCK {_JOIN} POINT",
            f"POINT ,? {_JOIN} CLOCK",
            f"CLOCK {_JOIN} OFDAY",
            f"OFDAY {_JOIN} CLOCK",
            "OFDAY at HOUR|HOURWORD",
            "POINT at HOUR|HOURWORD",
            "HOUR OFDAY",
            "CLOCK ( POINT )",
        ),
        _clock_day,
        (
            ("They met at 10 p.m. Wednesday.", "2020-06-10T22:00"),
            ("June 11, 2020 12:45 pm", "2020-06-11T12:45"),
            ("tomorrow at 5pm", "2020-06-12T17:00"),
        ),
    ),
)
