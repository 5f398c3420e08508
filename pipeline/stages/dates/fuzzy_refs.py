"""Times that no calendar holds: "now", "currently", "recently", "in the past", "soon"."""

from __future__ import annotations

from pipeline.stages.dates.context import Sem
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.moments import fuzzy


def _ref(value: str) -> Categories:
    return {"SEM": Sem("fuzzy", lambda context: fuzzy(value)), "FUZZY": value}


def _present(match: Match) -> Categories:
    return _ref("PRESENT_REF")


def _past(match: Match) -> Categories:
    return _ref("PAST_REF")


def _future(match: Match) -> Categories:
    return _ref("FUTURE_REF")


RULES = (
    Rule(
        "fuzzy.present",
        (
            "right|just? now",
            "currently",
            "current",
            "at|for? the present time",
            "nowadays",
            "these days",
            "this|the present time|moment",
            "at the moment|present",
            "the time being",
        ),
        _present,
        (("now", "PRESENT_REF"), ("currently", "PRESENT_REF"), ("these days", "PRESENT_REF")),
    ),
    Rule(
        "fuzzy.past",
        (
            "more|most|very? recently",
            "recent",
            "the recent? past",
            "previously",
            "the other day",
            "lately",
            "the not|so - distant past",
            "then -? current",
        ),
        _past,
        (("recently", "PAST_REF"), ("the other day", "PAST_REF"), ("in the past", "PAST_REF")),
    ),
    Rule(
        "fuzzy.future",
        (
            "the near|foreseeable|not|distant? future",
            "as soon as possible",
            "very|pretty? soon",
            "the near|short|long term",
            "future",
        ),
        _future,
        (("in the near future", "FUTURE_REF"), ("very soon", "FUTURE_REF")),
    ),
)
