"""The last word on what the grammar found: courts, ages, papers and rates that read like times."""

from __future__ import annotations

import re

from pipeline.stages.dates.atoms import Item
from pipeline.stages.dates.positions import Positions

_ADJECTIVES = frozenset({"annual", "quarterly", "biennial", "biannual"})
_CLOSING = re.compile(r"\b(?:for|end(?:ed|ing|s)?|finish(?:ed|ing)?|clos(?:ed|ing)|start(?:ed|ing)?)\s$", re.IGNORECASE)
_QUOTES = ("“", '"', "‘", "'", "`")
_OLD = re.compile(r"[\s-]*(?:olds?\b|of age\b)", re.IGNORECASE)


def keep(item: Item, text: str, places: Positions) -> bool:
    """Whether a reading that the grammar arrived at is a time expression here."""
    low = item.low
    if "BAREDAY" in item.cats:
        token = places.at(item.end + 1)
        if token is not None and token.tag_[:2] in ("NN", "JJ", "CD", "VB") and token.idx == item.end + 1:
            return False  # "the 11th Circuit"
    if _is_title(item, text, places):
        return False
    if "DUR" in item.cats and _OLD.match(text, item.end):
        return False
    if low in _ADJECTIVES:
        token = places.at(item.start)
        return low == "quarterly" and token is not None and token.tag_ == "RB"
    if low == "recently" and text[max(0, item.start - 3) : item.start].lower() == "as ":
        return False
    if low in ("soon", "previously", "future", "term") or (item.cats.get("ALONE") and not low.startswith("the")):
        return False
    if low == "the day" and _CLOSING.search(text, max(0, item.start - 12), item.start):
        return True
    return "MODIFIED" in item.cats or item.cats.get("THEUNIT") not in ("month", "day", "decade", "century")


def _is_title(item: Item, text: str, places: Positions) -> bool:
    """Whether the words name a paper or a programme: "USA Today", ABC's "This Week"."""
    if not item.rule.startswith("unit.") or not text[item.end - 1 : item.end].isalpha():
        return False
    last = text[max(text.rfind(" ", item.start, item.end) + 1, item.start)]
    if last.islower():
        return False
    if text[max(0, item.start - 1) : item.start] in _QUOTES and " " in text[item.start : item.end]:
        return True
    token = places.at(item.start)
    return token is not None and token.tag_ == "NNP" and token.i > token.sent.start and token.nbor(-1).tag_ == "NNP"
