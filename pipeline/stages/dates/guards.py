"""What looks like a time and is none: "may" the verb, "AB 2261", "March on Washington", street numbers, ages, scores.

`admit` takes categories away from atoms (or gives them) before the grammar sees them.
"""

from __future__ import annotations

import re

from pipeline.stages.dates.atoms import Item
from pipeline.stages.dates.calendar_dates import full_year
from pipeline.stages.dates.positions import Positions
from pipeline.stages.dates.years import YEAR_BEFORE, is_year

_FULL_NAMES = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)$"
)
_MONTH_BEFORE = frozenset({"-", "early", "late", "mid", "in", "since", "by", "until", "last", "next", "this"})
_DECADE_BEFORE = frozenset({"the", "and", "early", "mid", "late", "-", "of"})
_EVENT = re.compile(
    r"(?:march on washington|march of the (?!same|following|next|previous|past|current|coming)"
    r"|march for (?:our|life|science|women)|sunday times|morning consult|saturday night live"
    r"|one day at a time|black friday agreement|good friday agreement|bloody sunday)",
    re.IGNORECASE,
)
#: A first name that is also a month: "Rep. August Pfluger", "April Sands (D-CA)".
_FIRST_NAME = re.compile(r"(?:Reps?|Sens?|Mr|Mrs|Ms|Dr|Gov)\. $")
_SURNAME = re.compile(r"(?:April|May|June|August) [A-Z][\w'’-]+ \([A-Z]")
_NAMED_DAY = re.compile(r"(?:Black|Bloody|Super|Fat)\s$")
#: "the day before", "the year after".
_SIDES = {"before": -1, "after": 1}
_GOES_ON = frozenset(
    [
        "and",
        "but",
        "or",
        "in",
        "at",
        "by",
        "on",
        "to",
        "as",
        "from",
        "for",
        "with",
        "was",
        "were",
        "had",
        "when",
        "that",
    ]
)
#: After a season: "the fall of 2021", not "the fall of Kabul".
_OF_TIME = re.compile(
    r"\s+(?:\d{4}|['’‘]\d\d|last|this|next|that|the (?:same|following|previous|next))\b", re.IGNORECASE
)
_SEASON_BEFORE = frozenset(
    [
        "in",
        "by",
        "since",
        "until",
        "during",
        "of",
        "early",
        "late",
        "mid",
        "every",
        "through",
        "this",
        "last",
        "next",
        "for",
        "and",
        "-",
        ",",
    ]
)


def admit(items: list[Item], text: str, places: Positions) -> None:
    """Settle, in place, which atoms may be read as months, weekdays, seasons, units and years."""
    for index, item in enumerate(items):
        before = items[index - 1] if index else None
        after = items[index + 1] if index + 1 < len(items) else None
        cats = item.cats
        if "MONTH" in cats and not _is_month(item, before, after, text, places):
            del cats["MONTH"]
        if "WEEKDAY" in cats and not _is_weekday(item, after, items[index + 2 : index + 3], text):
            cats.pop("WEEKDAY", None)
            cats.pop("WEEKDAYS", None)
        if "SEASON" in cats:
            _admit_season(item, before, after, text, places)
        if item.low == "second" and not (
            before and ("NUM" in before.cats or "CARD" in before.cats or before.low == "per")
        ):
            cats.pop("UNIT", None)
        if "YEAR4" in cats and is_year(item, before, after, text, places):
            cats["YEAR"] = cats["YEAR4"]
        if (
            "YEAR4" in cats
            and before is not None
            and before.low in ("$", "£", "€", "#", "§")
            and before.end == item.start
        ):
            del cats["YEAR4"]
        if "APOSYEAR" in cats:
            cats["APOSYEAR"] = full_year(int(re.sub(r"\D", "", cats["APOSYEAR"])))
            if before is None or not (before.low in YEAR_BEFORE or "MONTH" in before.cats or "SEASON" in before.cats):
                del cats["APOSYEAR"]
        if (
            "DECADE" in cats
            and item.low[0].isdigit()
            and len(item.low) == 3
            and not (before and before.low in _DECADE_BEFORE)
        ):
            del cats["DECADE"]
        if "MERIDIEM" in cats and item.low in ("am", "pm") and not _told_hour(before):
            del cats["MERIDIEM"]
        if item.low in _SIDES and (after is None or after.cats or _alone(item, after, text)):
            cats["SIDE"] = _SIDES[item.low]
        if "DIGITORD" in cats and before is not None and before.low == "the" and not (after and after.cats):
            token = places.at(item.end + 1)
            if token is not None and token.idx == item.end + 1 and token.tag_[:2] in ("NN", "JJ", "CD", "VB"):
                del cats["DIGITORD"]  # "the 11th Circuit"
        if "ZONE" in cats and len(item.low) <= 4 and not text[item.start : item.end].isupper():
            del cats["ZONE"]


def _alone(item: Item, after: Item, text: str) -> bool:
    """Whether "the day before" ends here or goes on with a name: no event as in "the day before the vote"."""
    return (
        not after.low.isalpha()
        or after.low in _GOES_ON
        or text[after.start].isupper()
        or "\n" in text[item.end : after.start]
    )


def _told_hour(before: Item | None) -> bool:
    return before is not None and any(name in before.cats for name in ("CLOCKTEXT", "HCLOCK", "NUM", "CARD"))


def _numbered(item: Item | None) -> bool:
    return item is not None and any(name in item.cats for name in ("DAY", "ORD", "YEAR4", "CARD"))


def _is_month(item: Item, before: Item | None, after: Item | None, text: str, places: Positions) -> bool:
    raw = text[item.start : item.end]
    bound = (
        _numbered(after)
        or (_numbered(before) and before is not None and "YEAR4" not in before.cats)
        or (before is not None and before.low == "of")
    )
    if not _FULL_NAMES.match(item.low):
        return (bound and (raw[0].isupper() or raw.endswith("."))) or (raw.endswith(".") and raw[0].isupper())
    if raw[0].islower():
        return (
            (bound or item.low not in ("may", "march", "august"))
            and item.low != "may"
            and not (item.low == "march" and before is not None and before.low in ("the", "a", "to"))
        )
    if _EVENT.match(text, item.start) or _SURNAME.match(text, item.start):
        return False
    if not bound and _FIRST_NAME.search(text, max(0, item.start - 6), item.start):
        return False
    if item.low == "may" and not bound:
        token = places.at(item.start)
        if token is not None and token.tag_ == "MD":
            return False
        return not _is_name(item, before, after, text, places)
    if item.low == "march" and not bound and not (before is not None and before.low in _MONTH_BEFORE):
        token = places.at(item.start)
        return (
            token is None
            or token.lower_ != "march"
            or (token.tag_ in ("NNP", "NNPS") and not (before is not None and before.low in ("a", "the")))
        )
    if item.low in ("april", "june", "august", "may") and not bound:
        return not _is_name(item, before, after, text, places)
    return True


def _is_name(item: Item, before: Item | None, after: Item | None, text: str, places: Positions) -> bool:
    """Whether the month stands in a person's name: "Theresa May", "June Carter"."""
    token = places.at(item.start)
    if token is None or token.ent_type_ != "PERSON":
        return False
    follows = after is not None and text[after.start].isupper() and after.start == item.end + 1 and after.low.isalpha()
    leads = (
        before is not None
        and text[before.start].isupper()
        and before.end == item.start - 1
        and before.low not in ("in", "since", "by")
    )
    return follows or leads


def _is_weekday(item: Item, after: Item | None, then: list[Item], text: str) -> bool:
    raw = text[item.start : item.end]
    if _EVENT.match(text, item.start) or _NAMED_DAY.search(text, max(0, item.start - 8), item.start):
        return False
    if _FULL_NAMES.match(item.low):
        return True
    following = [after] if after is not None and after.low != "," else then
    near = any("MONTH" in item.cats or _numbered(item) for item in following)
    return raw[0].isupper() and (near or raw.endswith("."))


def _admit_season(item: Item, before: Item | None, after: Item | None, text: str, places: Positions) -> None:
    code = item.cats["SEASON"]
    dated = after is not None and ("YEAR4" in after.cats or (after.low == "of" and _OF_TIME.match(text, after.end)))
    led = before is not None and before.low in ("last", "this", "next", "each", "every", "past")
    if item.low in ("fall", "spring") and not dated and not led:
        token = places.at(item.start)
        if token is None or token.tag_ not in ("NN", "NNP") or (after is not None and after.low in ("in", "of")):
            del item.cats["SEASON"]
            return
    if before is not None and before.low in _SEASON_BEFORE:
        item.cats["SEASONALONE"] = code
