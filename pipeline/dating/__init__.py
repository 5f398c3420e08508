"""When a position was taken: the expression that dates a claim, else the document's date.

`claim_date` reads what the dates stage left in `doc._.dates`, the parse, and `doc._.metadata.published`.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline import labels
from pipeline.annotations import DateMention, Range
from pipeline.dating.attachment import NAMED, REPORTED, attachment, is_past, spine_of
from pipeline.dating.datable import datables, iso
from pipeline.dating.quoted import of_quotation
from pipeline.dating.story import of_entry, of_list, of_sitting, of_story
from pipeline.tokens import range_span, text_of

__all__ = ["claim_date"]


def claim_date(
    doc: Doc, evidence: Range, cue: Range | None, form: labels.Form, voice: labels.Voice
) -> tuple[str | None, labels.DateSource]:
    """The date of a claim and where it comes from.

    Args:
        evidence: the stretch that carries the position.
        cue: the words that carry stance or attribution, if known.
        form: the claim's form.
        voice: who speaks in it.

    Returns:
        The TIMEX3 value of the expression that dates the act with "expression", or the document's date (None where it
        is not known) with "document".
    """
    given = doc._.metadata.published if doc._.metadata else None
    # A position has a day; the minute a text went out dates nothing.
    published = given.split("T", 1)[0] if given is not None else None
    dates = datables(doc, published)
    if form == "assessment" and voice in ("direct", "own_voice"):
        # What is judged had its day, the judgement has that of the words.
        dates = [date for date in dates if not evidence.start <= date.range.start < evidence.end]
    span = range_span(doc, evidence)
    if dates and len(span):
        spine = spine_of(doc, span, cue)
        found = (
            _in_sentence(doc, span, spine, dates, published)
            or of_quotation(doc, span, dates, voice)
            or of_sitting(doc, span, spine, dates, published, voice)
            or of_entry(doc, span, spine, dates)
            or of_list(doc, span, dates, published)
            or of_story(doc, span, dates, published, form)
        )
        if found is not None:
            return iso(found.value), "expression"
    return published, "document"


def _in_sentence(
    doc: Doc, span: Span, spine: list[Token], dates: list[DateMention], published: str | None
) -> DateMention | None:
    """The date of the claim's own clause or of the clause that reports it, in the evidence's sentences."""
    first, last = _line(text_of(doc), span[0].sent.start_char, span[-1].sent.end_char, span)
    past = any(is_past(token) for token in spine)
    found: list[tuple[int, int, DateMention]] = []
    for date in dates:
        if first <= date.range.start and date.range.end <= last:
            score = attachment(doc, span, spine, date)
            if score and (past or _is_now(date, published) or score in (REPORTED, NAMED)):
                found.append((-score, abs(date.range.start - spine[0].idx), date))
    return min(found, key=lambda entry: entry[:2])[2] if found else None


def _line(text: str, first: int, last: int, span: Span) -> tuple[int, int]:
    """A stretch held inside the lines that the span stands on."""
    line_end = text.find("\n", span.end_char)
    return max(first, text.rfind("\n", 0, span.start_char) + 1), last if line_end < 0 else min(last, line_end)


def _is_now(date: DateMention, published: str | None) -> bool:
    """Whether the date holds the document's own."""
    return published is not None and (date.earliest or "") <= published <= (date.latest or "")
