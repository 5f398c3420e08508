"""How far a content reaches past where the parse or its quotation marks end: half-quoted words, second halves."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.annotations import Range
from pipeline.stages.attribution.draft import Draft, Page

_REACH = 160
_CLOSED = re.compile(r"[.?!][”\"']+$")
_FINITE = ("MD", "VBD", "VBP", "VBZ")
_STOPS = frozenset({".", "?", "!", ";", "—", "–", "--"})
_AND_MORE = re.compile(r",(?:[”\"]|'') (?:and|but|while|compared|where|because|rather) ")
_AND_THAT = re.compile(r",? (?:and|but) that (?!(?:is|was|would|could|will|has)\b)")
_OPENERS = ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM")
_ENDS = frozenset(
    {"while", "after", "before", "during", "as", "because", "when", "in", "on", "at", "who", "which", "that"}
)
_FULL_STOP = re.compile(r"[.?!][”\"]?\s+|\n")
_SENTENCE_BREAK = re.compile(r"[.?!;][”’\"')\]]*\s|\n")


def reach(page: Page, draft: Draft, content: list[Range], owned: dict[Range, Draft]) -> list[Range]:
    """A content with the half-quoted words that its sentence goes on to, past where the parse sees its end
    ("said he had offers, but “the offers were …”")."""
    if draft.cue is None or page.quotations.at(draft.cue.start) is not None:
        return content
    content = [Range(_from_start(page, draft, content[0]), content[0].end), *content[1:]]
    if content[-1].start < draft.cue.end:
        return content
    end = content[-1].end
    while True:
        rest = Range(end, min(end + _REACH, len(page.text)))
        quotation = next((q for q in page.quotations.within(rest) if q.range.start >= end), None)
        if quotation is None or quotation.range in owned or _parted(page, draft, end, quotation.range.start):
            break
        end = quotation.range.end
    end = _past_mark(page, end)
    if draft.rule.startswith("clause"):
        end = _past_clause(page, end, page.doc[draft.head])
    return [*content[:-1], Range(content[-1].start, end)]


def _past_clause(page: Page, end: int, verb: Token) -> int:
    """Where a reported clause ends of which the parse sees only the subject ("that most of the money *would go …*"), or
    one of two ("that it works, *but that it is dear*")."""
    first, _ = page.tokens(Range(end, end + 1))
    if _AND_MORE.search(page.text, end - 3, end + 12):
        return _rest_of_sentence(page, end)
    if first + 2 >= len(page.doc) or verb.dep_ in ("relcl", "acl") or first in page.cues:
        return end
    if page.quotations.at(end - 1) is not None and not page.text[end - 2].isalnum():
        return end
    token = page.doc[first]
    joined = _AND_THAT.match(page.text, end) is not None
    if not joined and (page.text[end : end + 1] != " " or not (token.tag_ in _FINITE or token.lower_ == "that")):
        return end
    index = first
    while index < len(page.doc) and page.doc[index].text not in _STOPS and "\n" not in page.doc[index].text:
        if page.doc[index].text == "," and not joined:
            break
        index += 1
    last = page.doc[index - 1]
    return max(end, last.idx + len(last))


def _from_start(page: Page, draft: Draft, part: Range) -> int:
    """Where a reported clause starts whose first words the parse sees only from a quotation on ("argued *the pipeline*
    “would not go far”", "*The nominees* “were stiff,” he said")."""
    quotation = page.quotations.at(part.start)
    if quotation is None or quotation.range.start != part.start or not draft.rule.startswith("clause"):
        return part.start
    if not page.text[quotation.inner.start : quotation.inner.start + 1].islower() or draft.cue is None:
        return part.start
    before = draft.cue.end <= part.start
    start = draft.cue.end if before else max(0, part.start - _REACH)
    lead = page.text[start : part.start]
    stop = max((m.end() for m in _SENTENCE_BREAK.finditer(lead)), default=0)
    if before and stop:
        return part.start
    words = lead[stop:]
    if not before and stop == 0 and start > 0:
        return part.start
    first = start + stop + len(words) - len(words.lstrip(" ,:"))
    if first >= part.start or page.quotations.within(Range(first, part.start)):
        return part.start
    opener = page.doc[page.tokens(Range(first, first + 1))[0]]
    return part.start if before and opener.pos_ not in _OPENERS else first


def _past_mark(page: Page, end: int) -> int:
    """Where the phrase ends that half-quoted words belong to: the parse often stops at their mark ("for the party to
    “embrace” *his candidacy*")."""
    quotation = page.quotations.at(end - 1)
    if quotation is None or quotation.range.end != end or not page.text[quotation.inner.end - 1].isalnum():
        return end
    first, _ = page.tokens(Range(end, end + 1))
    index = first
    while index < len(page.doc):
        token = page.doc[index]
        if token.ent_type_ in ("DATE", "TIME") or token.is_punct or token.is_space:
            break
        if token.dep_ in ("mark", "advcl", "cc") or token.lower_ in _ENDS:
            break
        if index in page.cues and page.cues[index].part == "VERB" and page.cues[index].quotation:
            break
        index += 1
    return end if index == first else page.doc[index - 1].idx + len(page.doc[index - 1])


def _rest_of_sentence(page: Page, end: int) -> int:
    """The end of the sentence, where nobody else says anything before it; else where the content ended."""
    first, _ = page.tokens(Range(end, end + 1))
    index = first
    while index < len(page.doc) and page.doc[index].text not in _STOPS and "\n" not in page.doc[index].text:
        if index in page.cues and page.cues[index].part == "VERB" and page.cues[index].type in ("speech", "writing"):
            return end
        if page.quoted(page.doc[index]) is not None:
            return end
        index += 1
    last = page.doc[index - 1]
    return last.idx + len(last)


def _parted(page: Page, draft: Draft, start: int, end: int) -> bool:
    """Whether the words between a content and a quotation end the sentence or bring another cue."""
    words = page.text[start:end]
    if _SENTENCE_BREAK.search(words) or (_CLOSED.search(page.text, max(0, start - 3), start) and words[1:2].isupper()):
        return True
    first, last = page.tokens(Range(start, end)) if end > start else (0, 0)
    clause = draft.rule.startswith("clause")
    for index in range(first, last):
        token = page.doc[index]
        if index in page.cues and page.cues[index].part == "VERB" and page.cues[index].quotation:
            return True
        if not clause and (
            token.text == "," or (token.dep_ in ("nsubj", "nsubjpass") and token.tag_ not in ("WP", "WDT"))
        ):
            return True
    return False


def with_neighbours(page: Page, content: list[Range], words: Range, verb: Token, rule: str) -> list[Range]:
    """Quotations with the words of the speaker's sentence beside them: "“… to people” *that it works*, he said", "*The
    plan*, he said, “is very good”"."""
    if rule == "after":
        start, end = content[-1].end, min(words.start, verb.idx)
        tail = page.text[start:end]
        open_ended = page.text[start - 2 : start - 1].isalnum()
        if open_ended and len(tail) > 4 and tail.startswith(" ") and tail[1].isalpha() and tail.rstrip().endswith(","):
            return [*content[:-1], Range(content[-1].start, start + len(tail.rstrip(" ,")))]
        return content
    first = content[0].start
    opener = page.doc[page.tokens(Range(first + 1, first + 2))[0]]
    lead = page.text[max(0, words.start - 160) : words.start] if words.start < verb.idx else ""
    begin = max((m.end() for m in _FULL_STOP.finditer(lead)), default=-1)
    aside = page.text[verb.idx + len(verb) : first]
    goes_on = opener.tag_ in ("MD", "VBD", "VBP", "VBZ") and aside == ", " and lead.endswith(", ")
    if begin < 0 or not goes_on or len(lead) - begin < 5:
        return content
    start = words.start - len(lead) + begin
    if page.quotations.within(Range(start, words.start)):
        return content
    return [Range(start, words.start - 2), *content]
