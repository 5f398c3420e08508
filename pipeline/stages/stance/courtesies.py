"""Courtesies, which sound like positions and are none: thanks for attention, wishes, condolences."""

from __future__ import annotations

import re

from pipeline.annotations import Range
from pipeline.stages.stance.context import Context

_ANSWER = r"(?:response|reply|answer|feedback)"
_COURTESY = re.compile(
    r"\b(?:thank(?:ing|s to)? you(?: all)?(?: again| very much| so much| in advance)*"
    r" for (?:your|taking)(?: \w+,?)?(?: and)?(?: \w+)? (?:attention|time|consideration|interest)\b"
    rf"|look(?:ing)? forward to (?:(?:your|a|an|receiving|hearing) )(?:[\w-]+,? ){{0,4}}{_ANSWER}\b"
    r"|look(?:ing)? forward to hearing (?:from|back)\b"
    r"|wish(?:es|ed|ing)? (?:\w+ ){1,5}?(?:(?:all )?the (?:very )?best|well|good luck|every success|a (?:\w+ )?"
    r"(?:happy|merry|safe|speedy|full|joyous))\b"
    r"|(?:sad(?:dened)?|heartbroken|devastated|sorry)\b[^.]{0,30}?\b(?:passing|death|loss) of\b|condolences\b"
    r"|(?:thoughts|prayers) (?:and \w+ )?(?:are|go out|remain)\b"
    r"|yield (?:back|the floor)\b|god bless\b|happy (?:birthday|anniversary|holidays|new year)\b)",
    re.I,
)


def courteous(context: Context, evidence: Range) -> bool:
    """Whether a stretch is a courtesy and not much more."""
    words = context.text[evidence.start : evidence.end]
    found = _COURTESY.search(words)
    return found is not None and found.start() < 40 and len(words) - found.end() < 90
