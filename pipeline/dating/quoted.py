"""Dates that stand outside a claim's sentence: of the post or quotation it stands in."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span

from pipeline import labels
from pipeline.annotations import DateMention, Range
from pipeline.dating.attachment import SPEECH, verb_above
from pipeline.tokens import range_span, text_of

_QUOTED = re.compile('[“”"]')
#: After a quotation, who posted it and when: "… not a toll” (@mayor, June 6)".
_SIGNATURE = re.compile(r"\s*[(—–-]+\s?@\w{2,}[^)\n]{0,40}")
_POST = re.compile(r"(?:^|[\s>(])@\w{2,}")


def of_quotation(doc: Doc, span: Span, dates: list[DateMention], voice: labels.Voice) -> DateMention | None:
    """For quoted words: the date of the post they stand in, or of the sentence that opens the quotation."""
    if voice not in ("direct", "mixed"):
        return None
    text, start = text_of(doc), text_of(doc).rfind("\n", 0, span.start_char) + 1
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    signature = _SIGNATURE.match(text, _closing(text, span.end_char))
    if signature is not None:
        return next((date for date in dates if signature.start() <= date.range.start < signature.end()), None)
    post = _POST.search(text, above, span.start_char)
    if post is not None:
        signed = [date for date in dates if post.start() <= date.range.start and date.range.end <= span.start_char]
        return signed[0] if signed and signed[0].range.start - post.end() < 40 else None
    opening = max(text.rfind(sign, start, span.start_char) for sign in ("“", '"', "``"))
    if opening < 0 or not text[start:opening].strip():
        if not text[above:start].rstrip().endswith(":"):
            return None
        opening = start
    first = range_span(doc, Range(max(0, opening - 3), opening)).sent.start_char
    told = [date for date in dates if max(first, above) <= date.range.start and date.range.end <= opening]
    speech = [date for date in told if _is_said(doc, date) and not _QUOTED.search(text, first, date.range.start)]
    return speech[-1] if speech else None


def _closing(text: str, start: int) -> int:
    """Where the quotation that holds a place ends, on its line."""
    found = _QUOTED.search(text, start)
    return len(text) if found is None or "\n" in text[start : found.start()] else found.end()


def _is_said(doc: Doc, date: DateMention) -> bool:
    """Whether a date hangs on a verb of saying."""
    verb = verb_above(range_span(doc, date.range).root)
    return verb is not None and verb.lemma_ in SPEECH
