"""Dates carried over: from the sitting that a report opens with, from the sentence told just before."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from pipeline import labels
from pipeline.annotations import DateMention, Range
from pipeline.dating.attachment import SPEECH, is_perfect, verb_above
from pipeline.dating.datable import days_between, iso
from pipeline.tokens import range_span, text_of

#: What members of a body do in a sitting.
_VOTES = frozenset({"vote", "abstain", "second", "move", "cast"})
#: What parts the date of an entry from what it tells.
_ENTRY = re.compile(r"(?:\.|:|\s[–—-])\s")
#: A list's item by its mark.
_ITEM = re.compile(r"[ \t]*(?:[-–•·*▪]|\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)])[ \t]+(?:to )?")
_CAST = {"make": {"motion"}, "propose": {"motion"}, "use": {"vote"}, "give": {"vote"}}
#: Who is told something in a sitting.
_ROOM = frozenset(
    "council board committee commission panel court jury judge hearing meeting inquiry assembly conference summit"
    " member councillor councilor commissioner delegate trustee mep mp senator lawmaker legislator".split()
)
#: What begins a sentence that goes on with the one before.
_THEN = re.compile(
    r"(?:Then|Shortly after(?:wards)?|Afterwards|Later that day|During the|At the time|In (?:his|her|their|its))\b"
)
#: How far the opening of a report reaches, in characters.
_LEAD = 700


def of_sitting(
    doc: Doc, span: Span, spine: list[Token], dates: list[DateMention], published: str | None, voice: labels.Voice
) -> DateMention | None:
    """For what was done or said in a sitting: the day that its paragraph or the report opens with."""
    if published is None or len(published) < 10:
        return None
    if voice != "direct" and any(_votes(token, voice) for token in spine):
        start = text_of(doc).rfind("\n", 0, span.start_char) + 1
        near = [date for date in dates if start <= date.range.start < span.start_char and _main(doc, date)]
        return near[-1] if near else _opening_day(dates, published)
    return _opening_day(dates, published) if any(_tells_the_room(verb) for verb in _above(spine[-1])) else None


def _above(top: Token) -> list[Token]:
    return [top, *top.ancestors]


def _votes(token: Token, voice: labels.Voice) -> bool:
    """Whether a verb in the simple past is an act of members in a sitting."""
    if token.tag_ not in ("VBD", "VBN") or is_perfect(token):
        return False
    below = {child.lemma_ for child in token.children}
    if voice == "narrated" and (token.lemma_ == "oppose" or (token.lemma_ == "be" and below & {"for", "against"})):
        return True
    return token.lemma_ in _VOTES or bool(below & _CAST.get(token.lemma_, set()))


def _opening_day(dates: list[DateMention], published: str) -> DateMention | None:
    """The first day in the opening of a report, of the week before it came out."""
    for date in dates:
        passed = days_between(iso(date.value), published)
        if date.range.start < _LEAD and passed is not None and 0 < passed <= 7:
            return date
    return None


def _tells_the_room(verb: Token) -> bool:
    """Whether a verb says something to a body that sits: "told the council", "told MPs"."""
    heard = [child.lemma_.lower() for child in verb.children if child.dep_ in ("dobj", "dative")]
    return verb.lemma_ == "tell" and verb.tag_ == "VBD" and not _ROOM.isdisjoint(heard)


def of_entry(doc: Doc, span: Span, spine: list[Token], dates: list[DateMention]) -> DateMention | None:
    """For what a timeline or a diary tells: the date that its line opens with: "July 2022. The fund refuses …"."""
    text = text_of(doc)
    start = text.rfind("\n", 0, span.start_char) + 1
    opening = [date for date in dates if date.range.start == start and date.range.end < span.start_char]
    return opening[0] if opening and not is_perfect(spine[-1]) and _ENTRY.match(text, opening[0].range.end) else None


def of_list(doc: Doc, span: Span, dates: list[DateMention], published: str | None) -> DateMention | None:
    """For what an item of a list opens with: the day of the line that leads in: "Sitting on 1 April, we resolved:"."""
    text = text_of(doc)
    lead = _lead_in(text, text.rfind("\n", 0, span.start_char) + 1, span.start_char)
    if lead is None:
        return None
    sentence = range_span(doc, Range(lead - 1, lead)).sent
    told = [date for date in dates if sentence.start_char <= date.range.start < lead and _main(doc, date)]
    if told:
        return told[-1]
    return _opening_day(dates, published) if published is not None and span[0].tag_ in ("VBD", "VBN") else None


def _lead_in(text: str, line: int, start: int) -> int | None:
    """Where the line ends that leads in to the list whose item opens at `start`; None outside of lists."""
    item = _ITEM.match(text, line)
    if item is None or start > item.end():
        return None
    while item is not None and line > 0:
        above = len(text[:line].rstrip())
        if text[above - 1 : above] == ":":
            return above
        line = text.rfind("\n", 0, above) + 1
        item = _ITEM.match(text, line)
    return None


def of_story(
    doc: Doc, span: Span, dates: list[DateMention], published: str | None, form: labels.Form
) -> DateMention | None:
    """For what was done right after something dated, by the same people: "On Tuesday they met. They agreed …"."""
    sentence = span[0].sent
    root = sentence.root
    if sentence.start == 0 or root.tag_ != "VBD" or root.lemma_ in ("be", "tell"):
        return None
    before = doc[sentence.start - 1].sent
    if "\n" in text_of(doc)[before.start_char : sentence.start_char] or before.root.tag_ != "VBD":
        return None
    if not (_same(_subject(root), _subject(before.root)) or _THEN.match(sentence.text)):
        return None
    spoken = root.lemma_ in SPEECH and before.root.lemma_ in SPEECH
    if form == "assessment" and not spoken:
        return None
    told = [date for date in dates if before.start_char <= date.range.start < before.end_char]
    own = [date for date in told if _verb_of(doc, date) == before.root]
    if own:
        return own[-1]
    sat = _tells_the_room(before.root) or before.root.lemma_ in _VOTES
    return _opening_day(dates, published) if published and sat else None


def _main(doc: Doc, date: DateMention) -> bool:
    """Whether a date hangs on no clause that describes a noun: "which had blocked the text in February"."""
    verb = _verb_of(doc, date)
    return verb is None or not any(other.dep_ == "relcl" for other in (verb, *verb.ancestors))


def _verb_of(doc: Doc, date: DateMention) -> Token | None:
    return verb_above(range_span(doc, date.range).root)


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)


def _same(now: Token | None, before: Token | None) -> bool:
    """Whether the subjects of two sentences can be the same people."""
    if now is None or before is None:
        return False
    return now.lower_ == before.lower_ or (now.lower_ in ("he", "she", "they") and before.pos_ != "PRON")
