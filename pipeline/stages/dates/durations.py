"""Lengths of time ("a one-year moratorium" → P1Y) and stretches up to or from the document's date."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from pipeline.stages.dates import moments
from pipeline.stages.dates.context import Context, Sem
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.lengths import Length, duration_value, moved
from pipeline.stages.dates.moments import CLOCKED, UNIT_GRAIN, Time, fuzzy

#: Before a length, these count it from the document's date onward.
_MEASURED = re.compile(r"\b(?:by|for|in|within|than|of|after)\s+$", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:in|within|after)\s+$", re.IGNORECASE)
#: Before "in" and a length: the length reaches back ("the first of its kind in ten years").
_RARE = re.compile(
    r"\b(?:first|second|third|fourth|last|only|most|least|worst|best|time|times|kind|\w{3,}est)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_IN = re.compile(r"\bin\s+$", re.IGNORECASE)


def lasting(amount: float | str, unit: str, *, ends: int = 0) -> Categories:
    """Categories of a duration; `ends` -1: it ends at the document's date, 1: it begins there."""
    value, grain = duration_value(amount, unit), UNIT_GRAIN[unit]

    def resolve(context: Context) -> Time:
        time = Time("DURATION", value)
        today, way = context.today, ends or _reach(context)
        if not way or today is None or isinstance(amount, str):
            return time
        if grain in CLOCKED:
            return _instants(time, context, amount * min(way, 1), unit)
        if way > 1 and unit in "DWMYF":
            return moved(today, Length(amount, unit), 1)  # "It will open in three days."
        count = int(amount * (2 if unit == "F" else 1)) * min(way, 1)
        other = moments.shifted(today, grain, count) or (date.max if way > 0 else date.min)
        first, last = min(other, today), max(other, today)
        return replace(time, first=first, last=last, anchor=today.isoformat())

    return {"SEM": Sem("duration", resolve), "DUR": Length(amount, unit), "PLAINDUR": not ends}


def _reach(context: Context) -> int:
    """Where a length lies by what stands before it: -1 it ends at the document's date, 1 it begins there, 2 so does
    what comes at its end, 0 not known."""
    start = context.position
    if not _WITHIN.search(context.text, max(0, start - 12), start):
        return 0
    if not _IN.search(context.text, max(0, start - 4), start):
        return 1
    if _RARE.search(context.text, max(0, start - 60), start):
        return -1
    way = context.direction(start)
    return 2 if way > 0 else 0 if way < 0 else 1


def _instants(time: Time, context: Context, amount: float, unit: str) -> Time:
    """Hours and less before or after the document's instant, where it has one."""
    if context.instant is None or abs(amount) > 10**5:
        return time
    try:
        other = context.instant + timedelta(seconds=amount * {"H": 3600, "MI": 60, "S": 1}[unit])
    except OverflowError:
        return time
    low, high = sorted((context.instant, other))
    return replace(time, earliest=low.isoformat(), latest=high.isoformat(), anchor=context.instant.isoformat())


def _counted(match: Match) -> Categories | None:
    amount, unit = match["NUM"], match.get("UNITS") or match["UNIT"]
    if unit == "Q" and (match.has("-") or match.items[-1].low == "quarter"):
        return None  # "three-quarters", "a quarter": fractions
    if (isinstance(amount, float) and amount > 10**6) or (isinstance(amount, int) and amount > 10**6):
        return None
    if "UNIT" in match.values and "UNITS" not in match.values and amount == "X" and not match.has("-"):
        return None
    return lasting(amount, unit)


def _single(match: Match) -> Categories | None:
    return None if match["UNIT"] in ("Q", "WE") else lasting(1, match["UNIT"])


def _plural(match: Match) -> Categories | None:
    unit = match.of("UNITS")
    if unit in ("S", "MI", "H", "Q", "WE", "F"):
        return None
    return lasting("X", unit) if unit != "E" else {"SEM": Sem("duration", lambda context: Time("DURATION", "PXE"))}


def _anchored(match: Match) -> Categories:
    back = match.get("BACK")
    amount, unit = match.get("NUM", "X"), match.get("UNITS") or match["UNIT"]
    return lasting(amount, unit, ends=-1 if back is not None else 1)


def _compound(match: Match) -> Categories | None:
    """ "a year and a half", "two years and six months"."""
    first = match.get("NUM", 1)
    if match.has("half"):
        return None if isinstance(first, str) else lasting(first + 0.5, match.get("UNITS") or match["UNIT"])
    return None


def _vague_plural(match: Match) -> Categories:
    if match.has("recent") and match["UNITS"] != "Y" and "wider" not in match.values:
        return lasting("X", match["UNITS"], ends=-1)
    value = "PAST_REF" if match.get("BACK") is not None or match.has("recent") else "FUTURE_REF"
    return {"SEM": Sem("fuzzy", lambda context: fuzzy(value))}


def _someday(match: Match) -> Categories:
    """ "one day": some day to come where the clause looks ahead, else a length."""

    def resolve(context: Context) -> Time:
        measured = _MEASURED.search(context.text, max(0, context.position - 12), context.position)
        someday = not measured and context.direction(context.position) > 0
        return fuzzy("FUTURE_REF") if someday else Time("DURATION", "P1D")

    return {"SEM": Sem("fuzzy", resolve), "DUR": Length(1, "D")}


_UNIT = "UNIT|UNITS"
_KIND = "more|full|whole|straight|consecutive|additional|extra|long|short|calendar|business|trading|working"

RULES = (
    Rule(
        "duration.one_day",
        ("one day",),
        _someday,
        (("We will win one day.", "FUTURE_REF"), ("It lasted one day.", "P1D")),
    ),
    Rule(
        "duration.counted",
        (
            f"NUM -? {_KIND}? {_UNIT}",
            f"the? NUM {_UNIT}",
            f"NUM to|or|-|and NUM:high -? {_UNIT}",
            f"NUM - {_UNIT} - long?",
            f"the? ORD NUM {_UNIT}",
        ),
        _counted,
        (
            ("a one-year moratorium", "P1Y"),
            ("within 30 days", "P30D"),
            ("two to three weeks", "P2W"),
            ("a two-year plan", "P2Y"),
        ),
    ),
    Rule(
        "duration.single",
        (
            "a|an|one|another single|full|whole|additional|extra? UNIT",
            "a|an UNIT or two|so",
            "a|an|per UNIT",
            "UNIT - long",
            "single - UNIT",
        ),
        _single,
        (("for a year", "P1Y"), ("a full week", "P1W")),
    ),
    Rule(
        "duration.half",
        (f"NUM {_UNIT} and a half", f"a|an|one {_UNIT} and a half"),
        _compound,
        (("a minute and a half", "PT1M30S"),),
    ),
    Rule(
        "duration.plural",
        ("UNITS - long?", "UNITS", "UNITS or|and UNITS:wider", "the? UNITS ahead", "the years"),
        _plural,
        (("for decades", "PXE"), ("for years", "PXY")),
    ),
    Rule(
        "duration.within",
        ("in|within UNITS",),
        lambda match: lasting("X", match["UNITS"]) | {"SKIP": 1} if match["UNITS"] in ("S", "MI", "H") else None,
        (("They sold out within hours.", "PTXH"),),
    ),
    Rule(
        "duration.past_next",
        (
            f"the? BACK|AHEAD NUM {_KIND}? {_UNIT}",
            f"the? BACK|AHEAD NUM to|or|- NUM:high {_UNIT}",
            "the? BACK|AHEAD UNITS",
            f"these BACK|AHEAD NUM? {_UNIT}",
            "the? NUM BACK|AHEAD UNITS",
            "the? BACK|AHEAD NUM UNITS and|or UNITS:wider",
        ),
        lambda match: _anchored(match) if match.get("NUM") is not None else _vague_plural(match),
        (("the past two months", "P2M"), ("the next few years", "PXY"), ("in coming months", "FUTURE_REF")),
    ),
    Rule(
        "duration.recent",
        ("recent UNITS", "recent UNITS and|or UNITS:wider", "future UNITS"),
        _vague_plural,
        (("in recent years", "PAST_REF"),),
    ),
    Rule(
        "duration.past_decade",
        ("the? BACK decade|century", "over|during|for the BACK decade|century"),
        lambda match: (
            lasting(10 if match.has("decade") else 100, "Y", ends=-1)
            | {"SKIP": int(match.items[0].low in ("over", "during", "for"))}
        ),
        (("over the past decade", "P10Y"), ("over the last decade", "P10Y")),
    ),
)
