"""Which time expressions can date an act at all, and their values as ISO 8601 dates."""

from __future__ import annotations

import re
from datetime import date as calendar_date

from spacy.tokens import Doc

from pipeline.annotations import DateMention
from pipeline.tokens import range_span, text_of

_DATABLES = "onrecord_datables"
#: Before a date these make it the end or beginning of something, or its topic, not the time of an act.
_BOUNDS = frozenset(
    {"by", "until", "till", "through", "from", "to", "for", "before", "after", "between", "than", "beyond", "as"}
)
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "my"})
#: After a date: what happened then is told ("it was in the budget until July, when the minister cut it").
_THEN = re.compile(r",? when\b")
#: Before a year these make it part of a name.
_LAW = re.compile(r"\b(?:(?:Acts?|Law|Bill|Plan|Amendments?|Agenda|[Ff]iscal|FY|budget|calendar)(?: of)?|years?) $")


def datables(doc: Doc, published: str | None) -> list[DateMention]:
    """The expressions that can date an act, worked out once a document."""
    known: tuple[object, str | None, list[DateMention]] | None = doc.user_data.get(_DATABLES)
    if known is None or known[0] is not doc._.dates or known[1] != published:
        heads = [section.range for section in doc._.sections or () if section.kind == "dateline"]
        body = [date for date in doc._.dates or () if not any(head.covers(date.range) for head in heads)]
        known = (doc._.dates, published, [date for date in body if _datable(doc, date, published)])
        doc.user_data[_DATABLES] = known
    return known[2]


def _datable(doc: Doc, date: DateMention, published: str | None) -> bool:
    """Whether an expression can date an act at all: a calendar time, not to come, no deadline, no part of a name."""
    if date.type not in ("DATE", "TIME") or not date.value[:4].isdigit() or len(date.value) < 4 or "X" in date.value:
        return False
    if published is not None and date.earliest is not None and date.earliest[: len(published)] > published:
        return _told(doc, date, published)
    span = range_span(doc, date.range)
    if not len(span):
        return False
    before = doc[span.start - 1].lower_ if span.start else ""
    text = text_of(doc)
    bound = before in _BOUNDS and span[-1].lower_ != "ago"  # "less than two weeks ago"
    if before == "as" and doc[max(0, span.start - 2)].lower_ in ("early", "late"):
        bound = False  # "as early as 2001"
    if (bound and not _THEN.match(text, date.range.end)) or (date.rule == "period.fiscal" and before != "in"):
        return False
    if text[date.range.start].isdigit() and _LAW.search(text, max(0, date.range.start - 14), date.range.start):
        return False
    after = doc[span.end] if span.end < len(doc) else None
    coarse = len(date.value) <= 4 or "Q" in date.value
    led = doc[span.start - 2].lower_ if span.start > 1 else ""
    spoken = before == "in" or (led == "in" and before in _DETERMINERS)  # "in a 2009 review", "in 2014 Gray promised"
    named = (
        not spoken and after is not None and after.idx == date.range.end + 1 and after.pos_ in ("NOUN", "PROPN", "ADJ")
    )
    if named and date.rule in ("holiday.day", "period.season") and after is not None and after.pos_ == "NOUN":
        return False  # "its Christmas lunch", "the winter evictions"
    return not (coarse and named and date.value[:4] in text[date.range.start : date.range.end])


def _told(doc: Doc, date: DateMention, published: str) -> bool:
    """Whether a full date just after the document's is told as past: what was sent out beforehand, or dated amiss."""
    words = text_of(doc)[date.range.start : date.range.end]
    if not any(sign.isdigit() for sign in words):
        return False
    late = days_between(published, date.value)
    verb = next((above for above in range_span(doc, date.range).root.ancestors if above.pos_ == "VERB"), None)
    return late is not None and late <= 2 and verb is not None and verb.tag_ == "VBD"


def days_between(first: str, last: str) -> int | None:
    """Days from one ISO date to another; None where one of them is no day."""
    try:
        return (calendar_date.fromisoformat(last) - calendar_date.fromisoformat(first)).days
    except ValueError:
        return None


def iso(value: str) -> str:
    """A value as an ISO 8601 date: no time of day; weekends as their week, seasons and quarters as their year."""
    value = value.split("T", 1)[0].removesuffix("-WE")
    return value[:4] if re.fullmatch(r"\d{4}-(?:SP|SU|FA|WI|H\d|Q\d)", value) else value
