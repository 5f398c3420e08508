"""Recurring times: "every year", "each Thursday", "daily", "twice a week", "Tuesday nights"."""

from __future__ import annotations

from pipeline.stages.dates.context import Sem
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.holidays import yearly_value
from pipeline.stages.dates.lengths import duration_value
from pipeline.stages.dates.moments import Time


def recurring(value: str) -> Categories:
    """Categories of a set."""
    return {"SEM": Sem("set", lambda context: Time("SET", value)), "SET": value}


_ADVERBS = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "yearly": "P1Y",
    "annually": "P1Y",
    "annual": "P1Y",
    "biennial": "P2Y",
    "biannual": "P6M",
}


def _every(match: Match) -> Categories | None:
    amount = match.get("NUM", 2 if match.has("other") else 1)
    return recurring(duration_value(amount, match.get("UNITS") or match["UNIT"]))


def _weekday(match: Match) -> Categories:
    number = match.get("WEEKDAYS", match.get("WEEKDAY"))
    part = match.get("PARTS", match.get("PART"))
    return recurring(f"XXXX-WXX-{number + 1}" + (f"T{part}" if part else ""))


RULES = (
    Rule(
        "set.every",
        (
            "every|each other? UNIT",
            "every|each NUM UNITS",
            "once|twice a|an|per|every UNIT",
            "NUM times a|an|per|every UNIT",
        ),
        _every,
        (("every year", "P1Y"), ("every two weeks", "P2W"), ("each month", "P1M")),
    ),
    Rule(
        "set.weekday",
        ("every|each WEEKDAY PART?", "WEEKDAYS PARTS?", "WEEKDAY PARTS"),
        _weekday,
        (("each Thursday", "XXXX-WXX-4"), ("on Mondays", "XXXX-WXX-1")),
    ),
    Rule(
        "set.month",
        ("every|each MONTH",),
        lambda match: recurring(f"XXXX-{match['MONTH']:02d}"),
        (("each July", "XXXX-07"),),
    ),
    Rule(
        "set.season",
        ("every|each SEASON",),
        lambda match: recurring(f"XXXX-{match['SEASON']}"),
        (("every summer", "XXXX-SU"),),
    ),
    Rule(
        "set.holiday",
        ("every|each HOLIDAY",),
        lambda match: recurring(yearly_value(match["HOLIDAY"])),
        (("every Halloween", "XXXX-10-31"), ("each Easter", "P1Y")),
    ),
    Rule(
        "set.part",
        ("every|each PART",),
        lambda match: recurring(f"XXXX-XX-XXT{match['PART']}"),
        (("every morning", "XXXX-XX-XXTMO"),),
    ),
    Rule(
        "set.adverb",
        ("|".join(_ADVERBS),),
        lambda match: recurring(_ADVERBS[match.items[0].low]),
        (("paid monthly", "P1M"),),
    ),
)
