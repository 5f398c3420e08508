"""Who speaks a quotation, where the words next to it say so plainly. Enough for pronouns; `attribution` reads more."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.annotations import Entity, Range

if TYPE_CHECKING:
    from pipeline.stages.coreference.salience import Discourse, Seen

_VERB = (
    r"(?:sa(?:id|ys|y|ying)|add(?:ed|s)|told|tells|state[ds]|continue[ds]|note[ds]|explain(?:ed|s)|wrote|writes"
    r"|conclude[ds]"
    r"|comment(?:ed|s)|remark(?:ed|s)|ask(?:ed|s)|argue[ds]|warn(?:ed|s)|tweeted|declare[ds]|insist(?:ed|s)|announced"
    r"|emphasi[sz]ed|recalled|replied|testified|urged|stressed|joked|quipped)"
)
_BEHIND = re.compile(rf"^[,.\s—–-]*(?:{_VERB}\b|according to\b)[^.“\"\n]{{0,70}}$")
_BEFORE_VERB = re.compile(rf"^[^.“\"\n]{{0,60}}?\b{_VERB}\b")
_OPENS = re.compile(
    rf"(?:\b{_VERB}\b[^.“\"]{{0,60}}|\b(?:statement|comment|remarks?|response"
    rf"|words)\b[^.“\"]{{0,120}})[,:]?\s*$|:\s*$"
)


def speaker(discourse: Discourse, quotation: Range) -> Entity | None:
    """The person or body whose words stand in `quotation`, by "said X" behind it, "X said" at its side or before it."""
    return _behind(discourse, quotation.end) or _before(discourse, quotation.start)


def _speakers(discourse: Discourse, start: int, end: int) -> list[Seen]:
    return [
        seen
        for seen in discourse.between(start, end)
        if seen.quotation < 0 and seen.entity.type in {"PERSON", "ORG"} and not seen.possessive
    ]


def _behind(discourse: Discourse, end: int) -> Entity | None:
    for seen in _speakers(discourse, end, end + 90):
        between = discourse.text[end : seen.mention.range.start]
        behind = discourse.text[seen.mention.range.end : seen.mention.range.end + 90]
        close = re.fullmatch(r"[,.\s—–-]*(?:\w+\.?\s){0,3}", between)
        if _BEHIND.match(between) or (close and _BEFORE_VERB.match(behind)):
            return seen.entity
    return None


@lru_cache(maxsize=256)
def _opens(lead: str) -> bool:
    """Whether words lead up to a quotation; asked anew for every pronoun in it."""
    return _OPENS.search(lead) is not None


def _before(discourse: Discourse, start: int) -> Entity | None:
    lead = discourse.text[max(0, start - 260) : start]
    if not _opens(lead):
        return None
    # Only the sentence that leads up to the mark counts.
    ends = re.finditer(r"[.!?”\"][ \n]+(?=[A-Z“\"])", lead)
    cut = max((m.end() for m in ends if m.end() < len(lead) - 12), default=0)
    found = _speakers(discourse, start - len(lead) + cut, start)
    subjects = [seen for seen in found if seen.subject]
    persons = [seen for seen in found if seen.entity.type == "PERSON"]
    chosen = (subjects or persons)[:1]
    return chosen[0].entity if chosen else None
