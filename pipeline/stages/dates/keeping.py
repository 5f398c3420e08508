"""The last word on what the grammar found: courts, ages, papers and rates that read like times."""

from __future__ import annotations

import re

from pipeline.stages.dates.atoms import Item
from pipeline.stages.dates.positions import Positions

_ADJECTIVES = frozenset({"annual", "quarterly", "biennial", "biannual"})
_CLOSING = re.compile(r"\b(?:for|end(?:ed|ing|s)?|finish(?:ed|ing)?|clos(?:ed|ing)|start(?:ed|ing)?)\s$", re.IGNORECASE)
_QUOTES = ("“", '"', "‘", "'", "`")
#: What is counted before a rate: "$5 million a year", "four flights a week", "8.5% annually".
_COUNTED = re.compile(
    r"(?:(?<![\d,.])(?!(?:19|20)\d\d\b)\d(?:[\d,.]*\d)?%?|\b(?:million|billion|thousand|hundred|two|three|four|five|six|seven|eight|nine|ten))"
    r"(?: (?!(?:of|for|in|at|by|after|with|since|from|over|within|than)\b)[a-z]+){0,2} $",
    re.IGNORECASE,
)
_RATE = re.compile(r"(?:(?:a|an|per) [a-z]+|annually|yearly|hourly)$")
_PAPER = re.compile(r" [A-Z][a-z]+")
#: What must not stand before these.
_LEADING = {
    "noon": re.compile(r"\bhigh $"),
    "days": re.compile(r"\bon $"),
    "the end of the day": re.compile(r"\bat $"),
    "fiscal year": re.compile(r"\ba $"),
    "calendar year": re.compile(r"\ba $"),
    "tomorrow": re.compile(r"(?:s|\bpeople) of $|\bno $"),
}
_OLD = re.compile(r"[\s-]*(?:olds?\b|of age\b)", re.IGNORECASE)


def keep(item: Item, text: str, places: Positions) -> bool:
    """Whether a reading that the grammar arrived at is a time expression here."""
    low = item.low
    if _is_title(item, text, places):
        return False
    if "DUR" in item.cats and _OLD.match(text, item.end):
        return False
    if _RATE.match(low) and (low[:3] == "per" or _COUNTED.search(text, max(0, item.start - 50), item.start)):
        return False
    if low in _ADJECTIVES:
        token = places.at(item.start)
        return low == "quarterly" and token is not None and token.tag_ == "RB"
    if item.rule.startswith("fuzzy.") and "-" in (text[item.start - 1 : item.start], text[item.end : item.end + 1]):
        return False  # "a now-cancelled deal"
    if item.rule == "set.adverb" and text[item.start].isupper() and _PAPER.match(text, item.end):
        return False  # "the Daily Mail"
    if _led_away(low, text[max(0, item.start - 10) : item.start].lower()) or _goes_away(low, text, item):
        return False
    if low == "recently" and text[max(0, item.start - 3) : item.start].lower() == "as ":
        return False
    if low in ("soon", "previously", "future", "term") or (item.cats.get("ALONE") and not low.startswith("the")):
        return False
    if low == "the day" and _CLOSING.search(text, max(0, item.start - 12), item.start):
        return True
    return "MODIFIED" in item.cats or item.cats.get("THEUNIT") not in ("month", "day", "decade", "century")


def _led_away(low: str, before: str) -> bool:
    """What stands before: "High Noon", "on days when", "from a fiscal year to a calendar year"."""
    leading = _LEADING.get(low)
    return leading is not None and leading.search(before) is not None


def _goes_away(low: str, text: str, item: Item) -> bool:
    """What stands after: "Now, as I said", "the quarter-to-quarter comparison"."""
    if low == "now" and text[item.start] == "N":
        return text[item.end : item.end + 1] == "," or text[item.end : item.end + 5] == " for "
    return text[item.end : item.end + 4] == "-to-" and low != "now"


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
    if token is None or token.i <= token.sent.start:
        return False
    before = token.nbor(-1).tag_
    return before == "POS" or (before == "NNP" and token.tag_ == "NNP")
