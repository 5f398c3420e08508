"""Sets of actors without a name: "more than 80 civil rights groups", "lawmakers", "a coalition of 65 organizations"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

import numpy as np
from spacy.tokens import Doc, Token

from pipeline import names
from pipeline.annotations import Range
from pipeline.labels import EntityType
from pipeline.resources import word_list
from pipeline.tokens import text_of, token_range, word_places

_LEFT = frozenset({"det", "amod", "compound", "nummod", "poss", "quantmod", "nmod", "advmod", "predet"})
_UNIONS = frozenset(
    {
        "coalition",
        "alliance",
        "group",
        "majority",
        "number",
        "handful",
        "movement",
        "network",
        "delegation",
        "community",
    }
)


#: Singular nouns that mean many actors with the right word before them.
_COLLECTIVES = frozenset({"society", "community"})
#: After these a set is spoken to or acts: "by activists", "calls on countries", "urges companies".
_TO_ACTORS = frozenset({"by", "on", "upon", "with"})
_ON_ACTORS = frozenset(
    {"urge", "ask", "call", "tell", "press", "join", "thank", "accuse", "warn", "invite", "represent"}
)


#: Words that set a phrase off and are no part of it.
_FOCUS = frozenset({"even", "only", "just", "also", "especially", "particularly"})


#: Where a set is that is everywhere.
_EVERYWHERE = frozenset({"nationwide", "worldwide", "everywhere", "statewide", "elsewhere"})


class Set(NamedTuple):
    """One phrase for a set: its extent, its head's token index, its type, and what each of the set is."""

    range: Range
    head: int
    type: EntityType
    of: EntityType


@cache
def plural_nouns() -> dict[str, EntityType]:
    """Plural nouns for sets of actors, with the type of a member."""
    return {
        a.strip(): cast("EntityType", b.strip()) for a, b in (line.split("|") for line in word_list("actors/sets.txt"))
    }


@cache
def _words() -> frozenset[str]:
    return frozenset(plural_nouns().keys() | _UNIONS | _COLLECTIVES)


def sets(doc: Doc, taken: list[Range]) -> Iterator[Set]:
    """Phrases for sets of actors, in text order; none whose noun stands inside a name of `taken`."""
    named = np.zeros(len(text_of(doc)) + 1, dtype=bool)
    for item in taken:
        named[item.start : item.end] = True
    inside: set[int] = set()
    for index in word_places(doc, _words()):
        token = doc[index]
        if named[token.idx] or index in inside or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        ahead = doc[index + 1 : index + 3]
        titled = len(ahead) == 2 and (ahead[0].lower_,) in names.titles() and named[ahead[1].idx]
        if len(ahead) and token.is_title and (named[ahead[0].idx] or titled):
            continue  # a title: "Senators Jane Roe and Ann Lee"
        whole = token.lower_ in _COLLECTIVES and _is_collective(token)
        union = token.lower_ in _UNIONS
        if (
            (union or token.lower_ in _COLLECTIVES)
            and not whole
            and not (any(c.dep_ == "prep" and c.lower_ == "of" and _plural_object(c) for c in token.children))
        ):
            continue
        first, last = extent(token)
        inside.update(range(first.i, last.i + 1))
        if (whole or not union) and not _acts(token):
            continue
        of = plural_nouns().get(token.lower_, "ORG")
        yield Set(token_range(first, last), index, "ORG" if union and not whole else "GROUP", of)


def _acts(token: Token) -> bool:
    """Whether a set may hold a position or be spoken of again: a subject or agent, or one with "the" or "these"."""
    if any(child.dep_ == "neg" or child.lower_ == "not" for child in token.children):
        return False
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    if token.dep_ in {"nsubj", "nsubjpass"}:
        # "would allow companies to use it": these do nothing yet
        infinite = any(child.lower_ == "to" and child.dep_ == "aux" for child in token.head.children)
        return not infinite or token.head.head.lemma_ in _ON_ACTORS
    if token.dep_ in {"appos", "ROOT"}:
        return True
    if token.dep_ == "pobj" and token.head.lower_ in _TO_ACTORS:
        return token.head.lower_ != "by" or token.head.dep_ == "agent"
    if token.dep_ == "dobj" and token.head.lemma_ in _ON_ACTORS:
        return True
    return any(child.lower_ in {"the", "these", "those", "both"} for child in token.lefts) and token.dep_ != "compound"


def _is_collective(token: Token) -> bool:
    """Whether a singular noun means many actors: "civil society", "the civil rights community"."""
    left = {c.lower_ for c in token.lefts if c.dep_ in {"amod", "compound"}}
    return "civil" in left if token.lower_ == "society" else bool(left) and not left & {"local", "whole", "entire"}


def _plural_object(preposition: Token) -> bool:
    return any(c.dep_ == "pobj" and c.tag_ in {"NNS", "NNPS"} for c in preposition.children)


def extent(token: Token) -> tuple[Token, Token]:
    """First and last token of a noun's phrase with its modifiers and "of …", "in …" close behind; no clauses."""
    first = token
    for child in token.lefts:
        if child.dep_ in _LEFT and child.i < first.i and child.lower_ not in _FOCUS:
            first = child.left_edge
            break
    last = token
    if token.i + 1 < len(token.doc) and token.nbor(1).lower_ in _EVERYWHERE:
        return first, token.nbor(1)
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ == "like" and child.i == token.i + 1:
            names_ = [c for c in child.children if c.dep_ == "pobj" and c.pos_ == "PROPN"]
            return (first, names_[0].right_edge) if names_ else (first, token)
        if child.dep_ == "prep" and child.lower_ in {"of", "in", "from"} and child.i == last.i + 1:
            edge = child.right_edge
            stop = next(
                (
                    t
                    for t in child.subtree
                    if t.dep_ in {"relcl", "acl", "appos"} or t.text in {",", "(", "—", "–", "”"}
                ),
                None,
            )
            last = (
                edge
                if stop is None
                else token.doc[
                    max(child.i, stop.left_edge.i - 1 if stop.dep_ in {"relcl", "acl", "appos"} else stop.i - 1)
                ]
            )
            if last.i <= child.i:
                last = token
            break
    return first, last
