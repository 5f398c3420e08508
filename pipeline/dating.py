"""When a position was taken: the expression that dates a claim, else the document's date.

`claim_date` reads what the dates stage left in `doc._.dates`, the parse, and `doc._.metadata.published`. Accuracy on
the gold evidence of the development split (1,091 claims): 0.947; the document's date alone gives 0.857.
"""

from __future__ import annotations

import re
from datetime import date as calendar_date
from datetime import timedelta

from spacy.tokens import Doc, Span, Token

from pipeline import labels
from pipeline.annotations import DateMention, Range
from pipeline.tokens import range_span, text_of

_DATABLES = "onrecord_datables"

#: Before a date these make it the end or beginning of something, or its topic, not the time of an act.
_BOUNDS = frozenset(
    {"by", "until", "till", "through", "from", "to", "for", "before", "after", "between", "than", "beyond", "as"}
)
#: Before a year these make it part of a name.
_LAW = re.compile(r"\b(?:(?:Acts?|Law|Bill|Plan|Amendments?|Agenda|[Ff]iscal|FY|budget|calendar)(?: of)?|years?) $")
#: How firmly a date hangs on a claim's verb.
NAMED, OWN, REPORTED, FRONT, LOOSE = 5, 4, 3, 2, 1
#: What members of a body do in a sitting.
_VOTES = frozenset({"vote", "abstain", "second", "move", "cast"})
_SPEECH = frozenset(
    {
        "say",
        "tell",
        "write",
        "add",
        "announce",
        "state",
        "declare",
        "argue",
        "warn",
        "ask",
        "urge",
        "call",
        "promise",
        "post",
    }
)
_QUOTED = re.compile('[“”"]')
_POST = re.compile(r"(?:^|[\s>(])@\w{2,}")
#: How far the opening of a report reaches, in characters.
_LEAD = 700
_SUBORDINATE = frozenset({"relcl", "acl", "advcl", "pcomp"})


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
    dates = _datables(doc, published)
    span = range_span(doc, evidence)
    if dates and len(span):
        spine = _spine(doc, span, cue)
        found = (
            _in_sentence(doc, span, spine, dates, published)
            or _of_quotation(doc, span, dates, voice)
            or _session(doc, span, spine, dates, published)
        )
        if found is not None:
            return _iso(found.value), "expression"
    return published, "document"


def _iso(value: str) -> str:
    """A value as an ISO 8601 date: no time of day; weekends as their week, seasons and quarters as their year."""
    value = value.split("T", 1)[0].removesuffix("-WE")
    return value[:4] if re.fullmatch(r"\d{4}-(?:SP|SU|FA|WI|H\d|Q\d)", value) else value


def _datables(doc: Doc, published: str | None) -> list[DateMention]:
    """The expressions that can date an act, worked out once a document."""
    known: tuple[object, str | None, list[DateMention]] | None = doc.user_data.get(_DATABLES)
    if known is None or known[0] is not doc._.dates or known[1] != published:
        known = (doc._.dates, published, [date for date in doc._.dates or [] if _datable(doc, date, published)])
        doc.user_data[_DATABLES] = known
    return known[2]


def _datable(doc: Doc, date: DateMention, published: str | None) -> bool:
    """Whether an expression can date an act at all: a calendar time, not to come, no deadline, no part of a name."""
    if date.type not in ("DATE", "TIME") or not date.value[:4].isdigit() or len(date.value) < 4 or "X" in date.value:
        return False
    if published is not None and date.earliest is not None and date.earliest[: len(published)] > published:
        return False
    span = range_span(doc, date.range)
    if not len(span):
        return False
    before = doc[span.start - 1].lower_ if span.start else ""
    if before in _BOUNDS or _LAW.search(text_of(doc), max(0, date.range.start - 14), date.range.start):
        return False
    after = doc[span.end] if span.end < len(doc) else None
    coarse = len(date.value) <= 4 or "Q" in date.value
    named = after is not None and after.idx == date.range.end + 1 and after.pos_ in ("NOUN", "PROPN", "ADJ")
    return not (coarse and named and date.value[:4] in text_of(doc)[date.range.start : date.range.end])


def _spine(doc: Doc, span: Span, cue: Range | None) -> list[Token]:
    """The words that carry the claim: the head of its cue, then the verbs above that still stand in the evidence."""
    base = range_span(doc, cue) if cue is not None else span
    head = (base if len(base) else span).root
    spine = [head]
    for above in head.ancestors:
        inside = span.start <= above.i < span.end
        if above.pos_ in ("VERB", "AUX") and (inside or spine[-1].pos_ not in ("VERB", "AUX")):
            spine.append(above)
        if not inside:
            break
    return spine


def _verb_above(token: Token) -> Token | None:
    """The token itself or the nearest ancestor that is a verb."""
    if token.pos_ in ("VERB", "AUX"):
        return token
    return next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), None)


def _in_sentence(
    doc: Doc, span: Span, spine: list[Token], dates: list[DateMention], published: str | None
) -> DateMention | None:
    """The date of the claim's own clause or of the clause that reports it, in the evidence's sentences."""
    first, last = _line(text_of(doc), span[0].sent.start_char, span[-1].sent.end_char, span)
    past = any(_past(token) for token in spine)
    found: list[tuple[int, int, DateMention]] = []
    for date in dates:
        if first <= date.range.start and date.range.end <= last:
            score = _attachment(doc, span, spine, date)
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


def _attachment(doc: Doc, span: Span, spine: list[Token], date: DateMention) -> int:
    """How firmly a date hangs on the claim: in its noun, on its verb, the clause above, in front, loosely (or 0)."""
    mention = range_span(doc, date.range)
    token, top = mention.root, spine[-1]
    governor = _verb_above(token)
    inside = span.start <= token.i < span.end
    if inside and spine[0].pos_ in ("NOUN", "PROPN") and spine[0].is_ancestor(token):
        return NAMED  # "the vote in 2013", "its decision of June"
    if governor is None:
        return LOOSE if inside else 0
    own = governor.i in {other.i for other in spine}
    fronted = mention.start - token.sent.start <= 2 and token.i < top.i
    if mention.start > 0 and doc[mention.start - 1].lower_ == "since" and (fronted or not own):
        return 0
    noun = _through_noun(token, governor)
    if own:
        return OWN if noun is None or _occasion(noun) else 0 if noun.i < governor.i or _possessive(doc, date) else LOOSE
    if fronted and _reported(top, top.sent.root):
        return FRONT
    if governor.is_ancestor(top):
        return REPORTED if (noun is None or _occasion(noun)) and _reported(top, governor) else 0
    if top.is_ancestor(governor):
        return _below(top, governor, token, inside and not _possessive(doc, date))
    return LOOSE if inside and token.i < top.i else 0


def _possessive(doc: Doc, date: DateMention) -> bool:
    return text_of(doc)[date.range.end : date.range.end + 2] in ("'s", "’s")


def _occasion(noun: Token) -> bool:
    """Whether a noun is where or in what something was done: "at last week's meeting", "in a December 14 letter"."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("at", "in", "during", "on")


def _through_noun(token: Token, governor: Token) -> Token | None:
    """The noun through which a date hangs on a verb ("the vote in 2013 was …"), if it does not do so directly."""
    for above in token.ancestors:
        if above.i == governor.i:
            return None
        if above.pos_ in ("NOUN", "PROPN") and above.ent_type_ not in ("DATE", "TIME"):
            return above
    return None


def _below(anchor: Token, governor: Token, token: Token, inside: bool) -> int:
    """A date that the parse puts under a lower verb: often still the claim's, unless that clause describes a noun."""
    if token.i < anchor.i:
        return FRONT
    if not inside:
        return 0
    for other in (governor, *governor.ancestors):
        if other.i == anchor.i:
            return LOOSE
        if other.dep_ in ("relcl", "advcl") or (other.dep_ == "acl" and other.tag_ == "VBN"):
            return 0
    return 0


def _reported(anchor: Token, governor: Token) -> bool:
    """Whether the clause of `anchor` is the content or a conjunct of `governor`'s and does not describe a noun."""
    for token in (anchor, *anchor.ancestors):
        if token.i == governor.i:
            return True
        if token.dep_ in _SUBORDINATE:
            content = token.dep_ == "acl" and any(child.dep_ == "mark" for child in token.children)  # "a letter that …"
            said = token.dep_ == "advcl" and token.tag_ == "VBG"  # "went on television, saying that …"
            if not content and not said and not any(child.lower_ == "when" for child in token.children):
                return False
    return False


def _past(verb: Token) -> bool:
    """Whether a verb tells of the past; one without a tense of its own takes that of the verb above."""
    for token in (verb, *verb.ancestors):
        helpers = [child for child in token.children if child.dep_ in ("aux", "auxpass")]
        if any(helper.tag_ in ("VBD", "VBN") or helper.lemma_ == "have" for helper in helpers):
            return True
        if any(helper.tag_ in ("MD", "VBZ", "VBP") for helper in helpers) or token.tag_ in ("VBZ", "VBP", "MD"):
            return False
        if token.tag_ == "VBD" or (token.tag_ == "VBN" and token.dep_ != "ccomp"):
            return True
    return False


def _of_quotation(doc: Doc, span: Span, dates: list[DateMention], voice: labels.Voice) -> DateMention | None:
    """For quoted words: the date of the post they stand in, or of the sentence that opens the quotation."""
    if voice not in ("direct", "mixed"):
        return None
    text, start = text_of(doc), text_of(doc).rfind("\n", 0, span.start_char) + 1
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
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


def _is_said(doc: Doc, date: DateMention) -> bool:
    """Whether a date hangs on a verb of saying."""
    verb = _verb_above(range_span(doc, date.range).root)
    return verb is not None and verb.lemma_ in _SPEECH


def _session(
    doc: Doc, span: Span, spine: list[Token], dates: list[DateMention], published: str | None
) -> DateMention | None:
    """For a vote told in the simple past without a date: the day of the sitting that the report opens with."""
    voted = any(token.lemma_ in _VOTES and token.tag_ in ("VBD", "VBN") and not _perfect(token) for token in spine)
    if not voted or published is None or len(published) < 10:
        return None
    start = text_of(doc).rfind("\n", 0, span.start_char) + 1
    near = [date for date in dates if start <= date.range.start < span.start_char]
    lead = [date for date in dates if date.range.start < _LEAD and _iso(date.value) != published]
    week = (
        str(calendar_date.fromisoformat(published[:10]) - timedelta(days=7))
        if published[:10] > "0001-01-08"
        else published
    )
    recent = [date for date in lead if len(_iso(date.value)) == 10 and _iso(date.value) >= week]
    return near[-1] if near else recent[0] if recent else None


def _perfect(verb: Token) -> bool:
    return any(child.lemma_ == "have" for child in verb.children if child.dep_ in ("aux", "auxpass"))
