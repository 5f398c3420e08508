"""Noun phrases that may name somebody: how far they reach, what they say as a name, what they are listed with."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.annotations import Range
from pipeline.tokens import token_range

#: What counts the items of a list, and other marks that the parser takes for a noun: "(a)", "III.", "•", "2026–28".
LIST_MARK = re.compile(r"[\W\d_]*|[\W\d_]*(?:[a-hj-z]|[IVX]\.|[IVX]{2,4}|[ivx]{2,4})[\W\d_]*")
_DETERMINERS = re.compile(
    r"^(?:the|an?|these|those|this|that|his|her|its|their|our|my|your|some(?! of)|both|all(?: of)? the)\s+", re.I
)
_CUT = re.compile(r"\s+(?:who|which|that|whose|where)\s|,\s|\s[—–-]+\s|\s\(|[“\"”]")


def phrase(token: Token) -> Range:
    """A noun's phrase for use as a holder: with its modifiers and complements, without clauses and appositions."""
    if token.pos_ == "PRON":
        return token_range(token, token)
    cut = {"relcl", "acl", "appos", "conj", "cc", "punct", "parataxis"}
    first = token
    for child in token.lefts:
        if child.dep_ not in cut:
            first = child.left_edge if child.left_edge.i < first.i else first
            break
    last = token
    for child in token.rights:
        if child.dep_ in cut or child.dep_ == "case":
            break
        last = child.right_edge
    return token_range(first, last)


def description(text: str, span: Range) -> str:
    """A phrase's words as a name: without article or possessive and without what a clause or comma adds."""
    words = " ".join(text[span.start : span.end].split())
    cut = _CUT.search(words)
    if cut is not None and cut.start() > 0 and len(words[: cut.start()].split()) > 1:
        words = words[: cut.start()]
    return (_DETERMINERS.sub("", words) or words).strip(" .,;:")


def coordinated(noun: Token) -> list[Token]:
    """A noun and the nouns coordinated with it, in text order."""
    found, queue = [], [noun]
    while queue:
        token = queue.pop(0)
        found.append(token)
        queue.extend(c for c in token.children if c.pos_ in {"NOUN", "PROPN", "PRON"} and _coordinate(token, c))
    return sorted(found, key=lambda t: t.i)


def _coordinate(token: Token, child: Token) -> bool:
    """Whether a child goes on a list. Of "A, B and C" the parser often takes B for another name of A."""
    alike = token.ent_type_ != "" and child.ent_type_ == token.ent_type_
    return child.dep_ == "conj" or (child.dep_ == "appos" and alike and any(c.dep_ == "conj" for c in child.children))


def antecedent(token: Token) -> Token | None:
    """What "who" or "which" stands for: the noun its clause hangs on; None for other words."""
    if token.tag_ not in {"WDT", "WP"}:
        return None
    clause = next((t for t in (token.head, *token.ancestors) if t.dep_ == "relcl"), None)
    return clause.head if clause is not None and clause.head.tag_ not in {"WDT", "WP"} else None


def names_whole(text: str, span: Range, name: Range) -> bool:
    """Whether a person's name is what a phrase is about: it ends the phrase, or opens it before a comma or bracket."""
    behind = text[name.end : span.end].strip()
    before = text[span.start : name.start]
    if re.search(r"[’']s?\s*$", text[name.end : name.end + 3]) and behind[:2] in {"’s", "'s"} and len(behind) > 2:
        return False
    if re.search(r"\b(?:of|by|with|for|from|against|to|and)\s+$", before):
        return False
    return behind == "" or behind[0] in ",(–—" or behind in {"’s", "'s"}
