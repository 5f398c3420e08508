"""Utterances that the sentence before them introduces: "X issued the following statement:" and the like."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.annotations import Range
from pipeline.quotations import Quotation
from pipeline.stages.attribution.draft import Draft, Page
from pipeline.stages.attribution.lexicon import phrases
from pipeline.stages.attribution.sources import source_range
from pipeline.stages.attribution.syntax import ranges, subject

_NO_ACTORS = ("GPE", "DATE", "LOC", "TIME", "")
_NAMES = ("PROPN", "NOUN", "PRON")


def introduced(page: Page, paragraph: Range, quotation: Quotation) -> Draft | None:
    """The relation of a quotation whose source stands in the paragraph before it ("X issued this statement:")."""
    lead = _paragraph_before(page, paragraph, quotation)
    if lead is None:
        return None
    colon = page.text[lead.end - 1] == ":"
    first, last = page.tokens(lead)
    start = _sentence_start(page, first, last)
    noun = _statement_noun(page, start, last)
    if not colon and noun is None:
        return None
    cue, source = _introduction(page, start, last, noun)
    if source is None or (noun is None and cue is not None and not _issues(page, cue)):
        # the last sentence only adds to it: "X issued the following statement. The caucus elected Y as leader:"
        earlier = _statement_noun(page, first, start)
        whole = _introduction(page, first, start if earlier else last, earlier or noun) if start > first else None
        if whole is not None and whole[1] is not None and (source is None or earlier is not None):
            cue, source, noun = cue if source is None and cue is not None else whole[0], whole[1], earlier or noun
    if source is None:
        return None
    head = cue if cue is not None else source
    end = noun.i if noun is not None and noun.i > head.i else head.i
    return Draft(
        content=[quotation.range],
        rule="introduced",
        head=head.i,
        cue=ranges(page.doc, range(head.i, end + 1))[0] if cue is not None else None,
        source=source_range(page, source, head, []),
        source_head=source.i,
        quotations=[quotation],
    )


def _paragraph_before(page: Page, paragraph: Range, quotation: Quotation) -> Range | None:
    """The words that lead into a quotation: before it in its paragraph, or else the paragraph before."""
    inside = page.text[paragraph.start : quotation.range.start].rstrip()
    if len(inside) > 3:
        start = paragraph.start
        for earlier in page.quotations.within(Range(paragraph.start, quotation.range.start)):
            start = max(start, earlier.range.end)
        return Range(start, paragraph.start + len(inside)) if start < paragraph.start + len(inside) else None
    position = page.paragraphs.index(paragraph)
    if position == 0:
        return None
    before = page.paragraphs[position - 1]
    return None if page.quotations.at(before.end - 1) is not None else before


def _sentence_start(page: Page, first: int, last: int) -> int:
    for index in range(last - 2, first, -1):
        if page.doc[index].text in (".", "?", "!"):
            return index + 1
    return first


def _statement_noun(page: Page, first: int, last: int) -> Token | None:
    """ "statement" and its like, where something announces it ("the following", "below", "this")."""
    nouns = phrases("attribution_statements.txt")
    for index in range(first, last):
        token = page.doc[index]
        if token.lemma_.lower() in nouns and any(
            page.doc[i].lower_ in ("following", "below", "this", "these", "follows", "joint")
            for i in range(max(first, index - 4), min(last, index + 4))
        ):
            return token
    return None


def _introduction(page: Page, first: int, last: int, noun: Token | None) -> tuple[Token | None, Token | None]:
    """Cue and source of an introduction: by its noun ("a statement from X"), its verb, or its subject."""
    if noun is not None:
        found = _by_noun(page, first, noun)
        if found is not None:
            return found
    end = last if noun is None else noun.i
    for index in range(end - 1, first - 1, -1):
        token = page.doc[index]
        if token.pos_ != "VERB" or page.quoted(token) is not None:
            continue
        speaks = _issues(page, token)
        source = subject(token) if speaks else None
        if source is not None and source.tag_ in ("WDT", "WP"):
            continue
        if speaks and (source is None or (source.ent_type_ in _NO_ACTORS and source.pos_ != "PRON")):
            source = _actor_before(page, first, index) or source
        if source is not None and source.pos_ in _NAMES and first <= source.i < last and source.dep_ != "poss":
            return token, source
    return _by_name(page, first, last)


def _issues(page: Page, verb: Token) -> bool:
    """Whether a verb says something or puts a statement out."""
    cue = page.cues.get(verb.i)
    return (cue is not None and cue.quotation) or verb.lemma_ in phrases("attribution_issuing.txt")


def _is_place(token: Token) -> bool:
    """Whether a name is taken for no actor: the place of a dateline that was read as the subject."""
    return token.pos_ == "PROPN" and token.ent_type_ in _NO_ACTORS


def _actor_before(page: Page, first: int, verb: int) -> Token | None:
    """The first person, or else body, named before an issuing verb: the parse loses it behind a dateline."""
    best = None
    near = _right_before(page, verb)
    if near is not None and near >= first:
        return page.doc[near]
    for index in range(max(first, page.doc[verb].sent.start), verb):
        token = page.doc[index]
        if token.ent_type_ == "PERSON" and token.ent_iob_ == "B":
            end = index
            while end + 1 < verb and page.doc[end + 1].ent_iob_ == "I":
                end += 1
            if page.doc[end].lower_ not in ("’s", "'s") and page.doc[min(end + 1, verb)].tag_ != "POS":
                return page.doc[end]
        if token.ent_type_ == "ORG" and best is None:
            best = token
    return best


def _right_before(page: Page, verb: int) -> int | None:
    """The person whose name stands right before a verb, but for a bracket ("Senator Jane Roe (D-Ohio) released")."""
    index = verb - 1
    if index >= 0 and page.doc[index].text == ")":
        while index >= 0 and page.doc[index].text != "(":
            index -= 1
        index -= 1
    return index if index >= 0 and page.doc[index].ent_type_ == "PERSON" else None


def _is_written(token: Token) -> bool:
    """Whether a noun is an event or a text, and nobody who issues statements ("in response to *reports* that …")."""
    return token.lemma_.lower() in ("report", "news", "announcement", "decision", "vote", "passage", "death")


def _by_noun(page: Page, first: int, noun: Token) -> tuple[Token | None, Token | None] | None:
    for child in noun.children:
        if child.lower_ in ("from", "by") and child.i > noun.i:
            source = next((t for t in child.children if t.dep_ == "pobj"), None)
            if source is not None and source.pos_ in ("PROPN", "NOUN"):
                return noun, source
    source = subject(noun.head) if noun.dep_ in ("dobj", "nsubjpass") else None
    near = _right_before(page, noun.head.i)
    if (
        near is not None
        and near >= first
        and noun.dep_ == "dobj"
        and page.doc[near].dep_ not in ("conj", "pobj", "dobj")
    ):
        return noun.head, page.doc[near]
    written = source is not None and source.tag_ in ("NN", "NNS") and _is_written(source)
    if source is None or source.ent_type_ in ("GPE", "DATE", "LOC", "TIME") or _is_place(source) or written:
        source = _actor_before(page, first, noun.head.i) or source
    if source is not None and source.pos_ in _NAMES:
        return noun.head, source
    return None


def _by_name(page: Page, first: int, last: int) -> tuple[Token | None, Token | None]:
    """ "And from Chairwoman X:", or the subject of whatever the sentence says."""
    for index in range(max(first, last - 25), last):
        token = page.doc[index]
        if token.lower_ in ("from", "by") and token.dep_ == "prep":
            source = next((t for t in token.children if t.dep_ == "pobj" and t.pos_ == "PROPN"), None)
            if source is not None and source.ent_type_ not in ("GPE", "LOC", "DATE"):
                return token, source
    for index in range(first, last):
        token = page.doc[index]
        if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ in ("PROPN", "PRON") and page.quoted(token) is None:
            return token.head, token
    return None, None
