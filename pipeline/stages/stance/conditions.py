"""Conditions and justifications: the stretches that say what a position depends on, and why it is held."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Span, Token

from pipeline.annotations import Range
from pipeline.stages.stance.lexicon import operators
from pipeline.stages.stance.targets import trimmed_range
from pipeline.tokens import text_of

#: The relations in which a clause of each kind hangs on its verb.
_CLAUSES = {"condition": frozenset({"advcl", "prep", "ccomp"}), "reason": frozenset({"advcl", "prep"})}


def _opened_by(token: Token, words: frozenset[str]) -> bool:
    marks = [token, *(c for c in token.children if c.dep_ in {"mark", "advmod", "prep", "cc"} and c.i < token.i)]
    return any(mark.lower_ in words for mark in marks)


@cache
def _openers(kind: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """The single words that open a clause of this kind, and where any of them stands."""
    words = frozenset(word for word in operators(kind) if " " not in word) - {"as", "since"}
    return words, re.compile(rf"\b(?:{'|'.join(sorted(words))})\b", re.I)


def _opened(sentence: Span, kind: str, evidence: Range) -> Range | None:
    """The first clause that a word of this kind opens, and that touches or adjoins the evidence."""
    words, somewhere = _openers(kind)
    if somewhere.search(text_of(sentence.doc), sentence.start_char, sentence.end_char) is None:
        return None
    for token in sentence:
        if token.dep_ in _CLAUSES[kind] and _opened_by(token, words):
            found = trimmed_range(list(token.subtree))
            if found is not None and found.start < evidence.end + 3 and found.end > evidence.start - 3:
                return found
    return None


def condition_in(sentence: Span, evidence: Range) -> Range | None:
    """What the evidence depends on: a clause opened by "if", "unless", "until", …"""
    return _opened(sentence, "condition", evidence)


def justification_in(sentence: Span, evidence: Range) -> Range | None:
    """The reason given in the same sentence: a clause opened by "because", "given", …"""
    return _opened(sentence, "reason", evidence)
