"""The dateline before a first sentence: `SEATTLE —`, `BERLIN, April 15, 2021 (Continental Press) -`."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.layout.calendar import Order, find_date
from pipeline.layout.cues import words

_MONTH_AHEAD = r"(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d)"
_NAME = rf"{_MONTH_AHEAD}(?:(?:St|Ft|Mt|Pt)\.\s)?[A-ZÀ-ÞĀ-Ž][\w’'.]*(?:-\w+)*"
_PLACE = rf"{_NAME}(?:[ -](?:de|del|la|of|am|an|der|upon|on|the|{_NAME})){{0,3}}"
_ABBREVIATION = rf"(?:[A-Z]\.\s?){{0,2}}[A-Z]\.|{_MONTH_AHEAD}[A-Z][a-z]{{1,5}}\."
_DASH = r"(?:\s*(?:--+|[–—―])|\s+[-•·]|[-]\s)\s*"
#: The year may be left out right before the dash or the agency: "EVANSTON, Ill., June 3 –".
_YEAR = r"(?:,?\s\d{4}|(?=\s*(?:--|[–—(]|\s-\s)))"
_DATE = rf"[^()\n]{{0,4}}?(?P<date>[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}}{_YEAR}|\d{{1,2}}\s[A-Z][a-z]{{2,8}}\.?{_YEAR})"
_PREFIX = re.compile(
    rf"^\(?(?P<place>{_PLACE}(?:\s*[,/]\s*(?:{_ABBREVIATION}|{_PLACE})){{0,2}})\)?,?"
    rf"(?:\s*\(?{_DATE}\)?)?"
    rf"(?:\s*(?:[–—-]\s*)?[(/](?P<agency>[A-Z][\w .&'’-]{{1,40}})[)/])?"
    rf"(?:(?P<dash>{_DASH})|(?P<colon>:\s+)|(?P<space>\s+))"
    rf"(?:{_DATE.replace('date', 'late')}(?:{_DASH}|\.\s+))?"
)
_STATE = re.compile(r",\s*(?:[A-Z]\.\s?[A-Z]\.?|[A-Z]{2}|[A-Z][a-z]{1,5}\.)$")


class Dateline(NamedTuple):
    """A dateline: characters it takes at the head of the paragraph, its place, agency and ISO date."""

    length: int
    place: str
    agency: str | None
    published: str | None


def read_dateline(paragraph: str, *, order: Order = "MDY") -> Dateline | None:
    """The dateline that opens a paragraph; None if there is none."""
    head = paragraph[:160]
    match = _PREFIX.match(head)
    if match is None:
        return None
    place, agency = match["place"].strip(" ,"), match["agency"]
    follows = head[match.end() : match.end() + 1]
    if not (follows.isupper() or follows in "\"“‘'$" or follows.isdigit()) or not follows:
        return None
    capitals = place.split(",")[0].isupper() and len(place) > 2
    if match["dash"]:
        sure = True
    elif match["colon"]:
        sure = capitals and len(place.split()) <= 3
    else:
        # Without a dash: an agency in brackets, or two spaces behind WASHINGTON, D.C. or another place of one word.
        short = bool(_STATE.search(place)) or " " not in place
        sure = capitals and (agency is not None or (short and "  " in match["space"]))
    if not sure or len(place.split()) > 6 or place.split()[0].lower() in words("no_place"):
        return None
    written = find_date(match.group(0), order=order)
    return Dateline(match.end(), place, agency, written.value if written else None)
