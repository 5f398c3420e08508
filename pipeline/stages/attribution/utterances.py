"""Which quotations are utterances, which verbs take them, and the stretches of text between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.annotations import Range
from pipeline.quotations import Quotation
from pipeline.stages.attribution.draft import Page
from pipeline.stages.attribution.lexicon import cues, phrases

STOPS = frozenset({".", "?", "!", ";"})
_OPENERS = frozenset({",", ":", "—", "–", "-", "--", "(", "[", "...", "…"})
_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "vs", "with"}
)
_NAMING = frozenset({"titled", "entitled", "headlined", "dubbed", "named"})
_SHORT_TITLES = frozenset(
    "fr msgr sen sens rep reps gov lt gen adm maj capt col sgt cpl dr mr mrs ms prof rev hon st".split()
)
WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Gap:
    """A stretch outside quotations: token indices `[start, end)`; `stops` are those that end a sentence there."""

    start: int
    end: int
    stops: list[int]


def last_word(page: Page, stretch: Gap) -> int | None:
    """The index of a stretch's last token that is no white space; None where it holds nothing else."""
    return next((n for n in range(stretch.end - 1, stretch.start - 1, -1) if not page.doc[n].is_space), None)


def is_speech(page: Page, quotation: Quotation, before: Gap) -> bool:
    """Whether a quotation looks like an utterance rather than a part of the writer's sentence, a title, or a word
    held with tongs."""
    if _embedded(page, quotation, before):
        return False
    words = page.text[quotation.inner.start : quotation.inner.end].strip()
    count = len(WORD.findall(words))
    if count == 0:
        return False
    if not quotation.closed:
        last = last_word(page, before)
        return count >= 4 and (last is None or page.doc[last].pos_ not in ("ADP", "PART", "DET", "ADJ"))
    if _named(page, before) or (_title_case(words) and _is_title_place(page, before)):
        return False
    if page.text[quotation.range.end : quotation.range.end + 1] == "," and count >= 4 and words[:1].isupper():
        return not _title_case(words)
    if words[-1] in ",.?!…—–-" and (count >= 2 or words[-1] in ",?!"):
        return True
    return count >= 7 and not _title_case(words)


def _embedded(page: Page, quotation: Quotation, before: Gap) -> bool:
    """Whether a quotation goes on with a sentence of the writer's ("called it “a disaster.”")."""
    last = last_word(page, before)
    if last is None:
        return False
    token = page.doc[last]
    if token.text in STOPS or token.text in _OPENERS or (last in before.stops):
        return False
    if capital(page, quotation):
        if token.text.endswith("."):
            return False  # "said John Smith Jr. “We …”"
        cue = page.cues.get(last)
        return cue is None and len(WORD.findall(page.text[quotation.inner.start : quotation.inner.end])) < 5
    cue = page.cues.get(last)
    return cue is None or not cue.quotation or cue.type not in ("speech", "writing")


def is_title(page: Page, quotation: Quotation) -> bool:
    """Whether a quotation is a name of a text or a law rather than somebody's words ("the “Clean Ports Act”")."""
    words = page.text[quotation.inner.start : quotation.inner.end].strip()
    return len(words.split()) > 1 and _title_case(words)


def _title_case(words: str) -> bool:
    found = [w for w in WORD.findall(words) if len(w) > 3 and not w.isdigit()]
    small = [w for w in WORD.findall(words) if w.islower() and w not in _SMALL]
    return bool(found) and not small and sum(w[0].isupper() for w in found) >= 0.8 * len(found)


def _named(page: Page, before: Gap) -> bool:
    """Whether a quotation is what something is named ("an op-ed titled, “…”")."""
    last = before.end - 1
    while last >= before.start and (page.doc[last].is_space or page.doc[last].text in _OPENERS):
        last -= 1
    return last >= before.start and page.doc[last].lower_ in _NAMING


def _is_title_place(page: Page, before: Gap) -> bool:
    """Whether words before a quotation run on into it, as before a title."""
    last = before.end - 1
    while last >= before.start and page.doc[last].is_space:
        last -= 1
    if last < before.start:
        return False
    return page.doc[last].text not in _OPENERS or page.doc[last].text == ","


def gap(page: Page, start: int, end: int) -> Gap:
    """The stretch of tokens between two offsets."""
    first, last = page.tokens(Range(start, end)) if end > start else (0, 0)
    return Gap(first, last, [i for i in range(first, last) if page.doc[i].text in STOPS and not _abbreviates(page, i)])


def _abbreviates(page: Page, index: int) -> bool:
    """Whether a full stop belongs to a title that the tokenizer has parted from it ("Fr. Malabanan")."""
    return index > 0 and page.doc[index].text == "." and page.doc[index - 1].lower_ in _SHORT_TITLES


def utters(page: Page, index: int) -> bool:
    """Whether the token is a verb that takes a quotation, alone or with its particle ("went on")."""
    token = page.doc[index]
    cue = page.cues.get(index)
    if cue is not None and cue.quotation and cue.part == "VERB":
        return token.dep_ not in ("amod", "compound") and not _bids(token)
    if token.pos_ != "VERB" or index + 1 >= len(page.doc):
        return False
    if token.lemma_ == "put" and any(c.dep_ == "mark" and c.lower_ == "as" for c in token.children):
        return True  # "as Smith put in her letter, “…”"
    return f"{token.lemma_.lower()} {token.nbor().lower_}" in phrases("attribution_phrasal.txt")


def misread_noun(token: Token) -> bool:
    """Whether a noun is a verb of saying that the tagger mistook: "the lawmakers *state*, “…”"."""
    cue = cues().get((token.lemma_.lower(), "VERB"))
    if token.tag_ != "NN" or cue is None or not cue.quotation or cue.type not in ("speech", "writing"):
        return False
    return token.i > 0 and token.nbor(-1).tag_ in ("NNS", "NNPS", "NNP", "PRP")


def _bids(token: Token) -> bool:
    """Whether a verb tells the reader to do something ("please indicate …", "Read the letter here")."""
    if token.tag_ == "VB" and any(c.lower_ == "please" for c in token.lefts):
        return True
    return (
        token.is_title and token.tag_ in ("VB", "VBP") and not any(c.dep_ in ("nsubj", "aux") for c in token.children)
    )


def capital(page: Page, quotation: Quotation) -> bool:
    """Whether a quotation begins with a capital."""
    words = page.text[quotation.inner.start : quotation.inner.end].lstrip("[ .…")
    return words[:1].isupper()
