"""The words that say what a stance is about: noun phrases and verb phrases as ranges of the text."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.annotations import Range
from pipeline.stages.stance.grammar import infinitive_mark
from pipeline.stages.stance.lexicon import operators

_SKIP_VERB = {"aux", "auxpass", "neg", "nsubj", "nsubjpass", "mark", "punct", "expl", "cc", "intj", "det"}
_EDGE = " \t\r\n\u00a0,;:.!?\"“”'‘’)(-–—"


def trimmed_range(tokens: list[Token]) -> Range | None:
    """From the first to the last token, without punctuation and blanks at the ends. None for an empty stretch."""
    while tokens and (tokens[0].is_punct or tokens[0].is_space) and tokens[0].text not in {"(", "$", "#"}:
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space) and tokens[-1].text not in {")", "%"}:
        tokens = tokens[:-1]
    if not tokens:
        return None
    return Range(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))


def _parts(token: Token) -> bool:
    """Whether a token is the blank line between two paragraphs."""
    return token.is_space and token.text.count("\n") > 1


def _contiguous(tokens: list[Token], around: Token) -> list[Token]:
    """The unbroken run of tokens (single gaps of punctuation allowed) that holds `around`."""
    chosen = {t.i for t in tokens}
    first = end = around.i
    while first - 1 in chosen and not _parts(around.doc[first - 1]):
        first -= 1
    while end + 1 in chosen and not _parts(around.doc[end + 1]):
        end += 1
    return list(around.doc[first : end + 1])


def _left_out(head: Token) -> set[int]:
    """Tokens under a noun that do not belong to the smallest full phrase: added relatives, clauses."""
    out: set[int] = set()
    for token in head.subtree:
        added = (
            token.dep_ in {"relcl", "advcl"}
            and token.left_edge.i > 0
            and token.left_edge.nbor(-1).text in {",", "—", "–", "-"}
        )
        # "Roe introduced new legislation", misread as a noun with "introduced" before it.
        verb = token.dep_ == "amod" and token.pos_ == "VERB" and any(c.dep_ == "nsubj" for c in token.children)
        conj_clause = token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"} and token.head.pos_ not in {"VERB", "AUX"}
        if token != head and (added or verb or conj_clause):
            out.update(t.i for t in token.subtree)
    return out


def noun_phrase(head: Token) -> Range | None:
    """The full phrase of a noun: its subtree without added relatives."""
    out = _left_out(head)
    tokens = [t for t in head.subtree if t.i not in out]
    return trimmed_range(_contiguous(tokens, head) if head in tokens else [head])


def verb_phrase(verb: Token) -> Range | None:
    """A verb with all that completes it, without subject, auxiliaries, negation, conditions and coordinated verbs."""
    out: set[int] = set()
    condition = operators("condition")
    for c in verb.children:
        coordinated = c.dep_ == "conj" and c.pos_ in {"VERB", "AUX"}
        conditional = c.dep_ in {"advcl", "prep"} and any(m.lower_ in condition for m in (c, *c.children))
        if (c.dep_ in _SKIP_VERB and (c.dep_ != "punct" or c.i < verb.i)) or coordinated or conditional:
            out.update(t.i for t in c.subtree)
    tokens = [t for t in verb.subtree if t.i not in out and t.i >= verb.i]
    return trimmed_range(_contiguous(tokens, verb))


def clause(verb: Token) -> Range | None:
    """A whole clause with its subject, without coordinated clauses and its complementiser."""
    out: set[int] = set()
    for c in verb.children:
        if (c.dep_ == "conj" and c.pos_ in {"VERB", "AUX"}) or c.dep_ in {"mark", "cc"}:
            out.update(t.i for t in c.subtree)
    tokens = [t for t in verb.subtree if t.i not in out]
    return trimmed_range(_contiguous(tokens, verb))


def phrase(head: Token) -> Range | None:
    """The phrase of a noun or of a verb, whichever the token is."""
    if head.pos_ in {"VERB", "AUX"} and (infinitive_mark(head) or head.tag_ in {"VB", "VBG"}):
        return verb_phrase(head)
    return clause(head) if head.pos_ in {"VERB", "AUX"} else noun_phrase(head)


def clipped(span: Range | None, bounds: Range, text: str) -> Range | None:
    """The part of a range inside the bounds, trimmed; the range itself where it lies wholly outside."""
    if span is None or not span.overlaps(bounds):
        return span
    start, end = max(span.start, bounds.start), min(span.end, bounds.end)
    while start < end and text[start] in " \t\r\n,;:.":
        start += 1
    while end > start and text[end - 1] in " \t\r\n,;:.":
        end -= 1
    return Range(start, end) if start < end else span
