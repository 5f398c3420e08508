"""Units counted from the document's date: "today", "last week", "this summer", "next Monday", "that year"."""

from __future__ import annotations

import re

from pipeline.stages.dates import moments
from pipeline.stages.dates.calendar_dates import point
from pipeline.stages.dates.context import Context, Sem, from_anchor, relative
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.moments import UNIT_GRAIN, Time, fuzzy
from pipeline.stages.dates.quarters import year_before_quarter

_ENDING = re.compile(r",?\s+(?:ended|ending|that ended|to)\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:compared with|(?:up|down|increase|decrease|fell|rose)\b[^.]* from|period)\b[^.;]{0,60}$")
_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def step_of(match: Match) -> int:
    """How many units away: -1 last, 0 this, 1 next."""
    return int(match.get("BACK", match.get("AHEAD", match.get("SIDE", 0))))


def _day(match: Match) -> Categories:
    count = next(step for word, step in _DAYS.items() if match.has(word))
    if match.has("before"):
        count -= 1
    elif match.has("after"):
        count += 1
    if match.has("tonight"):
        return _part_of(relative("day", 0), "NI")
    return point(relative("day", count))


def _part_of(day: Sem, code: str) -> Categories:
    def resolve(context: Context) -> Time | None:
        found = day.resolve(context)
        if found is None or found.first is None or found.first != found.last:
            return found
        return moments.part_of_day(found.first, code)

    return {"SEM": Sem("part", resolve), "DAYPART": code, "OFDAY": day}


def _unit(match: Match) -> Categories | None:
    """ "last week", "the coming year": counted from the document's date."""
    grain = UNIT_GRAIN[match["UNIT"]]
    if grain in ("second", "minute", "hour") or (grain in ("decade", "century") and match.has("past")):
        return None
    if match["UNIT"] == "F":
        return point(relative("week", 2 * step_of(match)))
    if grain == "year" and step_of(match) < 0:
        return point(Sem("year", _last_year), RELUNIT="Y")
    if match.has("the") and (
        match.has("following") or match.has("previous") or match.has("preceding") or match.has("next")
    ):
        return _told(match)
    return point(relative(grain, step_of(match)), RELUNIT=match["UNIT"])


def _last_year(context: Context) -> Time:
    """ "last year": in a comparison with a quarter ("compared with a loss last year"), the quarter a year before."""
    before = context.text[max(0, context.position - 90) : context.position]
    if context.quarter is not None and context.position - context.quarter_end < 250 and _COMPARED.search(before):
        return year_before_quarter(context) or from_anchor(context, "year", -1)
    return from_anchor(context, "year", -1)


def _told(match: Match) -> Categories | None:
    """ "the following year", "that day", "the same month": counted from the time the text has reached."""
    grain, count = UNIT_GRAIN[match["UNIT"]], step_of(match)
    if grain in ("second", "minute", "hour"):
        return None

    def resolve(context: Context) -> Time | None:
        reference = context.recent(grain)
        if reference is None or reference.first is None:
            return from_anchor(context, grain, count)
        moved = moments.shifted(reference.first, grain, count)
        return None if moved is None else moments.holding(moved, grain)

    return point(Sem(grain, resolve))


def _part(match: Match) -> Categories:
    """ "this morning", "last night"."""
    return _part_of(relative("day", step_of(match)), match["PART"])


def _next_part(match: Match) -> Categories:
    def resolve(context: Context) -> Time:
        base = context.recent("day")
        first = base.first if base is not None and base.first else context.today
        return fuzzy("FUTURE_REF") if first is None else moments.day(moments.safe_add(first, step_of(match)))

    return _part_of(Sem("day", resolve), match["PART"])


def _the(match: Match) -> Categories:
    """ "the year": the document's; "the year ended June 30" is a length."""
    grain = UNIT_GRAIN[next(item.cats["UNIT"] for item in match.items if "UNIT" in item.cats)]

    def resolve(context: Context) -> Time:
        if grain == "year" and _ENDING.match(context.text, context.end):
            return Time("DURATION", "P1Y")
        if match.has("latest"):
            return from_anchor(context, "year", -1)  # the last that has ended, as "the latest quarter"
        reference = context.recent("day") if grain == "day" else None
        if reference is not None and reference.first is not None:
            return moments.day(reference.first)
        return from_anchor(context, grain, 0)

    return point(Sem(grain, resolve), THEUNIT=grain)


def _weekend(match: Match) -> Categories:
    """ "the weekend": in past clauses the one before the document's day."""

    def resolve(context: Context) -> Time | None:
        today = context.today
        if today is None:
            return None
        behind = context.direction(context.position) < 0 and today.weekday() < 5
        return moments.weekend(moments.safe_add(today, -7 if behind else 0))

    return point(Sem("weekend", resolve), THEUNIT="weekend")


def _beside(match: Match) -> Categories | None:
    """ "the year before", "the day after"."""
    found = _told(match)
    return None if found is None else found | {"BESIDE": match["UNIT"]}


RULES = (
    Rule(
        "unit.day",
        ("today|yesterday|tomorrow|tonight", "the? day before yesterday", "the? day after tomorrow"),
        _day,
        (
            ("today", "2020-06-11"),
            ("yesterday", "2020-06-10"),
            ("the day after tomorrow", "2020-06-13"),
            ("tonight", "2020-06-11TNI"),
        ),
    ),
    Rule(
        "unit.relative",
        (
            "the? BACK|AHEAD UNIT",
            "this BACK|AHEAD? UNIT",
            "the? current|present|latest UNIT",
            "the? very? same? BACK UNIT",
            "the BACK|AHEAD calendar|fiscal|financial UNIT",
            "this calendar|fiscal|financial UNIT",
            "the? current fiscal|calendar UNIT",
        ),
        _unit,
        (
            ("last week", "2020-W23"),
            ("next month", "2020-07"),
            ("this year", "2020"),
            ("this past weekend", "2020-W23-WE"),
        ),
    ),
    Rule(
        "unit.told",
        ("that same? UNIT", "the same UNIT", "the UNIT BACK|AHEAD", "the UNIT SIDE"),
        lambda match: _beside(match) if "SIDE" in match.values else _told(match),
        (("In 2009 they met. The following year they left.", "2009 2010"), ("In 2009 that year", "2009 2009")),
    ),
    Rule(
        "unit.part",
        ("this PART", "BACK PART"),
        _part,
        (("this morning", "2020-06-11TMO"), ("last night", "2020-06-10TNI")),
    ),
    Rule("unit.next_part", ("the AHEAD PART",), _next_part),
    Rule(
        "unit.the",
        ("the full|entire|whole? year|month|week|day|decade|century", "the? latest? fiscal|calendar year"),
        _the,
        (("by the end of the year", "2020"),),
    ),
    Rule("unit.weekend", ("the weekend",), _weekend, (("over the weekend", "2020-W24-WE"),)),
)
