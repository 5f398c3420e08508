"""Dates that stand outside a claim's sentence: of the post or quotation it stands in, of the sitting it was cast in."""

from __future__ import annotations

import re
from datetime import date as calendar_date
from datetime import timedelta

from spacy.tokens import Doc, Span, Token

from pipeline import labels
from pipeline.annotations import DateMention, Range
from pipeline.dating.attachment import SPEECH, is_perfect, verb_above
from pipeline.dating.datable import iso
from pipeline.tokens import range_span, text_of

#: What members of a body do in a sitting.
_VOTES = frozenset({"vote", "abstain", "second", "move", "cast"})
_QUOTED = re.compile('[“”"]')
_THEN = re.compile(r"(?:Then|Shortly after|Shortly afterwards|Afterwards|Later that day|During the|At the time|In (?:his|her|their|its))\b")
_POST = re.compile(r"(?:^|[\s>(])@\w{2,}")
#: How far the opening of a report reaches, in characters.
_LEAD = 700


def of_quotation(doc: Doc, span: Span, dates: list[DateMention], voice: labels.Voice) -> DateMention | None:
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
    verb = verb_above(range_span(doc, date.range).root)
    return verb is not None and verb.lemma_ in SPEECH


def of_sitting(
    doc: Doc, span: Span, spine: list[Token], dates: list[DateMention], published: str | None, voice: labels.Voice
) -> DateMention | None:
    """For a vote told in the simple past without a date: the day of the sitting that the report opens with."""
    voted = any(token.lemma_ in _VOTES and token.tag_ in ("VBD", "VBN") and not is_perfect(token) for token in spine)
    if not voted or voice == "direct" or published is None or len(published) < 10:
        return None
    start = text_of(doc).rfind("\n", 0, span.start_char) + 1
    near = [date for date in dates if start <= date.range.start < span.start_char]
    lead = [date for date in dates if date.range.start < _LEAD and iso(date.value) != published]
    week = (
        str(calendar_date.fromisoformat(published[:10]) - timedelta(days=7))
        if published[:10] > "0001-01-08"
        else published
    )
    recent = [date for date in lead if len(iso(date.value)) == 10 and iso(date.value) >= week]
    return near[-1] if near else recent[0] if recent else None


def of_story(doc: Doc, span: Span, spine: list[Token], dates: list[DateMention], form: labels.Form) -> DateMention | None:
    """For an act told without a date right after a dated one of the same people: "On Tuesday they met. They agreed …"."""
    sentence = span[0].sent
    root = sentence.root
    if sentence.start == 0 or root.tag_ != "VBD" or form == "assessment" or root.lemma_ == "be":
        return None
    before = doc[sentence.start - 1].sent
    if "\n" in text_of(doc)[before.start_char : sentence.start_char] or before.root.tag_ != "VBD":
        return None
    if not (_same(_subject(root), _subject(before.root)) or _THEN.match(sentence.text)):
        return None
    told = [date for date in dates if before.start_char <= date.range.start < before.end_char]
    own = [date for date in told if (verb := verb_above(range_span(doc, date.range).root)) is not None and verb.i == before.root.i]
    return own[-1] if own else None


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)


def _same(now: Token | None, before: Token | None) -> bool:
    """Whether the subjects of two sentences can be the same people."""
    if now is None or before is None:
        return False
    return now.lower_ == before.lower_ or (now.lower_ in ("he", "she", "they") and before.pos_ != "PRON")
