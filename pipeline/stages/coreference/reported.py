"""Whose words a reported clause is: "Acme said it would appeal", "Acme's chief, Jo Roe, said the firm would appeal"."""

from __future__ import annotations

from spacy.tokens import Token

_SAYING = frozenset(
    "say tell add announce argue claim note state write declare insist maintain explain warn believe think hope expect"
    " promise pledge vow confirm admit acknowledge concede contend stress emphasize emphasise reply respond deny"
    " suggest"
    " indicate reveal report testify complain know feel fear agree conclude remark observe assert predict estimate"
    " boast tweet post reiterate recall decide recognize recognise".split()
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DOWN = frozenset({"conj", "advcl", "xcomp", "dep"})
_MOST_STEPS = 5


def sayer(token: Token) -> Token | None:
    """The subject of the verb of saying over the clause that a word is subject or possessor in; None in no report."""
    verb = token.head
    if token.dep_ == "poss":
        while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
            verb = verb.head
    elif token.dep_ not in _SUBJECTS:
        return None
    for _ in range(_MOST_STEPS):
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in _SAYING:
            return _subject(verb.head, token)
        if verb.dep_ not in _DOWN or (verb.dep_ == "conj" and _has_own_report(verb)):
            return None
        verb = verb.head
    return None


def _has_own_report(verb: Token) -> bool:
    return verb.lemma_.lower() in _SAYING


def _subject(saying: Token, token: Token) -> Token | None:
    for _ in range(_MOST_STEPS):
        found = next((c for c in saying.children if c.dep_ in _SUBJECTS), None)
        if found is not None:
            return found if found.i != token.i else None
        if saying.dep_ != "conj":
            return None
        saying = saying.head
    return None
