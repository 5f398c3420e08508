"""Parts and groups of years: halves, fiscal years, numbered weeks, seasons, decades, centuries."""

from __future__ import annotations

import re
from datetime import date

from pipeline.stages.dates import moments
from pipeline.stages.dates.calendar_dates import full_year, point
from pipeline.stages.dates.context import Context, Sem, fixed, from_anchor, yearly
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.moments import Time, fuzzy


def _half(match: Match) -> Categories | None:
    number = match.get("ORD", 2)
    if number not in (1, 2):
        return None

    def resolve(context: Context) -> Time:
        found = yearly(context, lambda year: moments.half(year, number), "half")
        return found or Time("DATE", f"XXXX-H{number}", "half")

    return point(Sem("half", resolve, bare=True), HLF=number)


def _fiscal(match: Match) -> Categories:
    number = match.get("YEAR4") or (full_year(match["SHORTYEAR"]) if "SHORTYEAR" in match.values else match["APOSYEAR"])
    return point(fixed(moments.year(number)))


def _week(match: Match) -> Categories | None:
    """A week by its number."""
    year, number = (
        re.split("-?[wW]", match["YEARWEEK"]) if "YEARWEEK" in match.values else (match["YEAR4"], match["NUM"])
    )
    try:
        return point(fixed(moments.week(date.fromisocalendar(int(year), int(number), 1))))
    except ValueError:
        return None


def _turn(context: Context) -> Time | None:
    """ "the turn of the century": the nearest year of full hundreds."""
    about = context.about
    return None if about is None else moments.with_mod(moments.year(max(100, (about.year + 50) // 100 * 100)), "APPROX")


def _season(match: Match) -> Categories:
    code = match["SEASON"]
    if "YEAR4" in match.values or "APOSYEAR" in match.values:
        return point(fixed(moments.season(match.get("YEAR4") or match["APOSYEAR"], code)))

    def resolve(context: Context) -> Time:
        found = yearly(context, lambda year: moments.season(year, code), "season")
        return found or Time("DATE", f"XXXX-{code}", "season")

    return point(Sem("season", resolve, bare=True), BARESEASON=code)


def _decade(match: Match) -> Categories | None:
    if "DECADE" in match.values:
        text = match["DECADE"]
        number = text if isinstance(text, int) else int(re.sub(r"\D", "", text))
    else:
        return None
    if number < 100:
        number += 1900 if number >= 20 else 2000
    if not 1000 <= number <= 2990 or number % 10:
        return None
    if number % 100 == 0 and match.has("century"):
        return None
    return point(fixed(moments.decade(number // 10)))


def _century(match: Match) -> Categories | None:
    number = match["ORD"]
    if not 1 <= number <= 30:
        return None
    if match.has("bc"):
        return {"SEM": Sem("century", lambda context: fuzzy("PAST_REF"))}
    return point(fixed(moments.century(number - 1)))


RULES = (
    Rule(
        "period.year_end",
        ("year -? end", "year 's end"),
        lambda match: point(Sem("year", lambda context: moments.with_mod(from_anchor(context, "year", 0), "END"))),
        (("by year's end", "2020"),),
    ),
    Rule(
        "period.half_of_year",
        ("the? ORD|last|latter|BACK half of YEAR4|YEAR", "the? ORD|last two quarters of YEAR4|YEAR", "h INT YEAR4"),
        lambda match: point(
            fixed(moments.half(match.of("YEAR4"), 1 if 1 in (match.of("ORD"), match.get("INT")) else 2))
        ),
        (("the last half of 1989", "1989-H2"), ("the first half of 2021", "2021-H1")),
    ),
    Rule("period.half", ("the? ORD - half", "the ORD half", "ORD half"), _half),
    Rule(
        "period.week",
        ("week NUM of|, YEAR4", "YEARWEEK"),
        _week,
        (("in week 20 of 2020", "2020-W20"), ("in 2020-W20", "2020-W20")),
    ),
    Rule(
        "period.turn",
        ("the? turn of the century|millennium",),
        lambda match: point(Sem("year", _turn)),
        (("at the turn of the century", "2000"),),
    ),
    Rule(
        "period.fiscal",
        ("the? fiscal|financial year? YEAR4|APOSYEAR", "fy -? YEAR4|SHORTYEAR|APOSYEAR"),
        _fiscal,
        (("fiscal year 2021", "2021"), ("FY 2021", "2021")),
    ),
    Rule(
        "period.season",
        ("the? SEASON ,? of? YEAR4|APOSYEAR", "the SEASON", "SEASONALONE:SEASON"),
        _season,
        (("the summer of 2019", "2019-SU"), ("fall 2021", "2021-FA")),
    ),
    Rule(
        "period.decade",
        ("the? DECADE",),
        _decade,
        (("the 1990s", "199"), ("the nineties", "199"), ("the '80s", "198")),
    ),
    Rule(
        "period.century",
        ("the? ORD -? century bc|ad?",),
        _century,
        (("the 20th century", "19"), ("18th-century", "17")),
    ),
)
