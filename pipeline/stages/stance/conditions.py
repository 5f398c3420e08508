"""Conditions and justifications: the stretches that say what a position depends on, and why it is held."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.annotations import Range
from pipeline.stages.stance.lexicon import operators
from pipeline.stages.stance.targets import trimmed_range


def _opened_by(token: Token, words: frozenset[str]) -> bool:
    marks = [token, *(c for c in token.children if c.dep_ in {"mark", "advmod", "prep", "cc"} and c.i < token.i)]
    return any(mark.lower_ in words for mark in marks)


def condition_in(sentence: Span, evidence: Range) -> Range | None:
    """The first clause of the sentence opened by "if", "unless", "until", …, that touches or adjoins the evidence."""
    words = operators("condition")
    for token in sentence:
        if token.dep_ in {"advcl", "prep", "ccomp"} and _opened_by(token, words):
            found = trimmed_range(list(token.subtree))
            if found is not None and found.start < evidence.end + 3 and found.end > evidence.start - 3:
                return found
    return None


def justification_in(sentence: Span, evidence: Range) -> Range | None:
    """The reason given in the same sentence: a clause opened by "because", "since", "given", …"""
    words = operators("reason") - {"as", "since"}
    for token in sentence:
        if token.dep_ in {"advcl", "prep"} and _opened_by(token, words):
            found = trimmed_range(list(token.subtree))
            if found is not None and found.start < evidence.end + 3 and found.end > evidence.start - 3:
                return found
    return None
