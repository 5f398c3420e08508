"""Quarters, and what earnings reports compare them with: "the year-ago quarter", "the 1988 period"."""

from __future__ import annotations

import re

from pipeline.stages.dates import moments
from pipeline.stages.dates.calendar_dates import full_year, point
from pipeline.stages.dates.context import Context, Sem, fixed, yearly
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.moments import Time, fuzzy

_ENDED = re.compile(r"\s+end(?:ed|ing)\b")


def bare_quarter(number: int) -> Categories:
    """A quarter without a year."""

    def resolve(context: Context) -> Time:
        found = yearly(context, lambda year: moments.quarter(year, number), "quarter")
        return found or Time("DATE", f"XXXX-Q{number}", "quarter")

    return point(Sem("quarter", resolve, bare=True), QTR=number)


def _quarter(match: Match) -> Categories | None:
    number = 4 if match.has("final") or match.has("last") else match.get("ORD", match.get("QNUMBER"))
    if number not in (1, 2, 3, 4):
        return None
    as_adjective = match.items[0].low == "the" and match.items[-2].low == "-"  # "the third-quarter loss"
    return bare_quarter(number) | {"SKIP": 1 if as_adjective else 0}


def _year_quarter(match: Match) -> Categories:
    year, number = re.split("[qQ]", match["YEARQUARTER"])
    full = int(year) if len(year) == 4 else full_year(int(year))
    return point(fixed(moments.quarter(full, int(number))))


def _the_quarter(match: Match) -> Categories:
    """ "the quarter": the one last spoken of; "the latest quarter": the last one that has ended."""
    latest = match.has("latest")

    def resolve(context: Context) -> Time:
        today = context.today
        if context.quarter is not None:
            return context.quarter
        if not latest and today is not None and today.year > 1 and _ENDED.match(context.text, context.end):
            return _open_quarter(today.year)
        if today is None or today.year < 2:
            return Time("DATE", "XXXX-QX", "quarter")
        if latest:
            before = moments.shifted(today, "quarter", -1)
            return moments.holding(before or today, "quarter")
        return _open_quarter(today.year)

    return point(Sem("quarter", resolve), THEQUARTER=True)


def _open_quarter(year: int) -> Time:
    """A quarter whose number the text does not tell."""
    whole = moments.year(year)
    return Time("DATE", f"{year:04d}-QX", "quarter", whole.first, whole.last)


def year_before_quarter(context: Context) -> Time | None:
    """The quarter a year before the one that the text compares with."""
    if context.quarter is not None and context.quarter.first is not None:
        before = moments.shifted(context.quarter.first, "year", -1)
        if context.quarter_open and before is not None:
            return _open_quarter(before.year)
        return None if before is None else moments.holding(before, "quarter")
    return None


def _year_ago_period(match: Match) -> Categories:
    """ "the year-earlier quarter", "a year-ago period"."""

    def resolve(context: Context) -> Time | None:
        number = match.get("ORD")
        before = year_before_quarter(context)
        if before is not None and before.first is not None and (number is None or number > 4):
            return before
        today = context.about
        if today is None or today.year < 2:
            return fuzzy("PAST_REF")
        return moments.quarter(today.year - 1, number) if number in (1, 2, 3, 4) else moments.year(today.year - 1)

    bare = match.items[0].low in ("a", "the") and match.items[-1].low in ("ago", "earlier") and len(match.items) == 4
    return point(Sem("quarter", resolve), COMPARED=True, SKIP=1 if bare else 0)


def _year_quarter_words(match: Match) -> Categories | None:
    """ "the 1988 third quarter"; "the 1988 quarter" is the one spoken of, in that year."""
    number, year = match.get("ORD"), match["YEAR4"]
    if number is not None:
        return point(fixed(moments.quarter(year, number))) if number in (1, 2, 3, 4) else None

    def resolve(context: Context) -> Time:
        spoken = context.quarter
        if spoken is None or spoken.first is None:
            return moments.year(year)
        return moments.quarter(year, (spoken.first.month + 2) // 3)

    return point(Sem("quarter", resolve), COMPARED=True)


RULES = (
    Rule("period.year_quarter", ("YEARQUARTER",), _year_quarter, (("2018Q4", "2018-Q4"),)),
    Rule(
        "period.quarter",
        ("the? fiscal? -? ORD -? fiscal? quarter|qtr", "q INT:QNUMBER", "its|the? fiscal? final|last quarter"),
        _quarter,
        (("It fell in the first quarter.", "2020-Q1"), ("third-quarter", "2020-Q3")),
    ),
    Rule("period.the_quarter", ("the quarter", "the latest quarter|period"), _the_quarter),
    Rule(
        "period.quarter_of_year",
        ("the? YEAR4 fiscal? ORD -? quarter", "the YEAR4 quarter|period"),
        _year_quarter_words,
        (
            ("the 1988 third quarter", "1988-Q3"),
            ("first-quarter profit rose from the 2018 quarter", "2020-Q1 2018-Q1"),
        ),
    ),
    Rule(
        "period.year_ago",
        (
            "a|the? year - ago|earlier",
            "the? comparable|corresponding|same? year - ago|earlier ORD? quarter|period",
            "the? comparable|corresponding|same? quarter|period a year ago|earlier",
            "the? quarter|period a year ago|earlier",
        ),
        _year_ago_period,
        (("profit in the first quarter rose from the year-ago quarter", "2020-Q1 2019-Q1"),),
    ),
)
