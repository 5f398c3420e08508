"""Common nouns that point back: "the company", "the senator", "the Board", "the bill", "the two companies"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from pipeline import names
from pipeline.annotations import Entity, Range
from pipeline.resources import word_list
from pipeline.stages.coreference.reported import sayer
from pipeline.stages.coreference.salience import Discourse
from pipeline.tokens import token_range, word_places

_DEFINITE = frozenset({"the", "this", "that"})
_PUBLIC = frozenset(
    "administration agency assembly authority board bureau cabinet caucus chamber commission committee congress"
    " council court delegation"
    " department district government house legislature ministry office panel parliament party police senate"
    " subcommittee tribunal union university"
    " college school church association federation society guild league forum outlet tribe coalition alliance".split()
)
_BODY = frozenset(
    "agency authority bureau commission administration department ministry office service board council".split()
)
#: Bodies that nobody calls "the group" or "the organization".
_NO_GROUP = frozenset(
    "senate house court government department committee congress commission parliament ministry agency police board"
    " legislature cabinet tribunal administration district outlet".split()
)
_LIGHT = frozenset(
    "tech technology software search social media internet giant online same full whole new state city regional"
    " local federal".split()
)


class Noun(NamedTuple):
    """A pointing noun: what it stands for and how its antecedent is found (see the resource file)."""

    kind: str
    how: str


@cache
def pointing_nouns() -> dict[str, Noun]:
    """The nouns, in lower case."""
    rows = (tuple(part.strip() for part in line.split("|")) for line in word_list("actors/nominals.txt"))
    return {row[0]: Noun(row[1], row[2]) for row in rows}


@cache
def _words() -> frozenset[str]:
    return frozenset(pointing_nouns().keys() | names.organization_families().keys())


def nominal_places(doc: Doc) -> list[int]:
    """Token indices of nouns that may point back."""
    return word_places(doc, _words())


def pointing(discourse: Discourse, token: Token) -> Range | None:
    """The extent of a definite noun phrase that says no more than its noun does; None if it is none such."""
    if token.pos_ not in {"NOUN", "PROPN"} or (token.dep_ in {"compound", "amod", "nmod"} and token.head.i > token.i):
        return None
    definite, first = False, token
    for child in token.lefts:
        if child.dep_ in {"det"} and child.lower_ in _DEFINITE:
            definite, first = True, child
        elif child.dep_ in {"compound", "amod"} and (child.lower_ in _LIGHT or _tells(child)):
            continue
        elif child.dep_ in {"compound", "amod", "nummod", "poss", "nmod", "advmod", "quantmod"} or child.dep_ == "det":
            return None
    for child in token.rights:
        if child.dep_ in {"prep", "relcl", "acl", "appos"} and child.i - token.i <= 2:
            return None
    return token_range(first, token) if definite else None


def _tells(modifier: Token) -> bool:
    """Whether a modifier names a state, country or party: "the Minnesota Democrat"."""
    text = modifier.doc[modifier.left_edge.i : modifier.i + 1].text
    return (
        names.place_name(text) is not None
        or modifier.text in names.demonyms()
        or modifier.text in {"West", "New", "North", "South", "Democratic", "Republican", "Labour"}
    )


def antecedent(discourse: Discourse, token: Token, extent: Range) -> Entity | None:
    """The entity that a pointing noun phrase means, or None where that is not plain."""
    low = token.lower_
    if token.is_title and len(low) > 3:
        capital = _by_its_word(discourse, token, extent)
        if capital is not None:
            return capital
    noun = pointing_nouns().get(low)
    if noun is None:
        return None
    if noun.kind == "organization":
        return _organization(discourse, token, extent, noun.how)
    if noun.kind == "person":
        return _person(discourse, token, extent, noun.how)
    return _law(discourse, token, extent)


def _earlier(discourse: Discourse, token: Token, extent: Range, back: int) -> list[tuple[float, Entity]]:
    """Entities mentioned in the last sentences, with how well placed their best mention is; best first."""
    sentence = discourse.sentence_of(token.i)
    quotation = discourse.quotation_of(token.idx)
    scores: dict[int, tuple[float, Entity]] = {}
    for rank, seen in enumerate(discourse.before(extent.start, back=back, sentence=sentence)[:60]):
        if seen.entity.members:
            continue
        value = (
            1
            - 0.18 * (sentence - seen.sentence)
            - 0.01 * rank
            + (0.3 if seen.subject else 0)
            + 0.03 * min(6, len(seen.entity.mentions))
        )
        if seen.quotation >= 0 and quotation < 0:
            value -= 0.3
        if discourse.doc[seen.mention.head].dep_ in {"compound", "amod", "nmod"}:
            value -= 0.2
        if value > scores.get(id(seen.entity), (-9.0, seen.entity))[0]:
            scores[id(seen.entity)] = (value, seen.entity)
    return sorted(scores.values(), key=lambda pair: -pair[0])


def _by_its_word(discourse: Discourse, token: Token, extent: Range) -> Entity | None:
    """ "The Society" is the body whose name has that word: the issuer first, else the one named last."""
    low = token.lower_
    issuer = discourse.issuer
    if issuer is not None and issuer.type == "ORG" and low in names.words(issuer.name):
        return issuer
    for _, entity in _earlier(discourse, token, extent, 60):
        if entity.type == "ORG" and low in names.words(entity.name) and len(names.words(entity.name)) > 1:
            return entity
    return None


def _organization(discourse: Discourse, token: Token, extent: Range, how: str) -> Entity | None:
    spoken = _sayers_body(discourse, token, how)
    if spoken is not None:
        return spoken
    issuer = discourse.issuer
    candidates = [
        (v, e)
        for v, e in _earlier(discourse, token, extent, 5)
        if e.type == "ORG" and e.mentions[0].kind == "name" and not discourse.is_outlet(e)
    ]
    if how == "company":
        fitting = [
            (v, e) for v, e in candidates if not names.families(e.name) & _PUBLIC and not _public_acronym(e.name)
        ]
    elif how == "private":
        fitting = [(v, e) for v, e in candidates if not names.families(e.name) & _NO_GROUP]
    elif how == "body":
        fitting = [(v, e) for v, e in candidates if names.families(e.name) & _BODY or names.looks_acronym(e.name)]
    else:
        whole = [(v, e) for v, e in _earlier(discourse, token, extent, 60) if e.type == "ORG"]
        fitting = [(v, e) for v, e in whole if how in _all_families(e)]
    if issuer is not None and issuer.type == "ORG" and any(e is issuer for _, e in fitting):
        return issuer
    if not fitting:
        return None
    if (
        issuer is not None
        and issuer.type == "ORG"
        and how in {"private", "company"}
        and not names.families(issuer.name) & {"senate", "house"}
    ):
        return issuer
    return fitting[0][1]


def _sayers_body(discourse: Discourse, token: Token, how: str) -> Entity | None:
    """The body that speaks or whose officer does, where the noun is in what is said or done: "said the firm would"."""
    head = sayer(token) or _subject_over(token)
    if head is None:
        return None
    seen = discourse.at_head(head.i)
    if seen is not None and seen.entity.type == "ORG":
        return seen.entity if sayer(token) is not None and _fits(seen.entity, how) else None
    found = [] if seen is None else [a.organization for a in seen.entity.affiliations[:1]]
    bodies = [e.entity for e in discourse.seen if e.entity.type == "ORG" and e.entity.name in found]
    if not bodies:
        # "A Zipeats spokesperson said the company …", "a spokesman for the League"
        inside = [discourse.at_head(t.i) for t in head.subtree if t.dep_ in {"compound", "poss", "pobj"}]
        bodies = [s.entity for s in inside if s is not None and s.entity.type == "ORG"]
    return next((body for body in bodies if _fits(body, how)), None)


def _subject_over(token: Token) -> Token | None:
    """The subject of the nearest clause around a noun: "Acme president Jo Roe won praise for the company's plan"."""
    for governor in token.ancestors:
        found = next((c for c in governor.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < token.i), None)
        if found is not None:
            return found
    return None


def _fits(entity: Entity, how: str) -> bool:
    """Whether a body may be called by a noun of this kind."""
    families = names.families(entity.name)
    if how == "company":
        return not families & _PUBLIC and not _public_acronym(entity.name)
    if how in {"private", "body"}:
        return not families & {"senate", "house", "congress"}
    return not families or how in _all_families(entity)


def _public_acronym(name: str) -> bool:
    return name in {
        "Congress",
        "Senate",
        "White House",
        "Supreme Court",
        "FBI",
        "EPA",
        "FDA",
        "FCC",
        "FTC",
        "SEC",
        "DHS",
        "ICE",
        "DOJ",
        "NATO",
        "EU",
        "UN",
    }


def _all_families(entity: Entity) -> frozenset[str]:
    return frozenset().union(*(names.families(name) for name in (entity.name, *entity.aliases)))


def _person(discourse: Discourse, token: Token, extent: Range, how: str) -> Entity | None:
    """A person with that office, named near; the one the document is about where several have it."""
    candidates = [
        (v + (0.5 if e is discourse.issuer else 0), e)
        for v, e in _earlier(discourse, token, extent, 12)
        if e.type == "PERSON"
    ]
    if how.startswith("title:"):
        offices = how.removeprefix("title:").split(",")
        fitting = [(v, e) for v, e in candidates if _has_office(discourse, e, offices)]
    else:
        fitting = [(v, e) for v, e in candidates if _party(discourse, e, token.lower_)]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _has_office(discourse: Discourse, person: Entity, offices: list[str]) -> bool:
    office = discourse.office(person) or ""
    roles = [office, *(a.role.lower() for a in person.affiliations if a.role)]
    return any(re.search(rf"\b{re.escape(o)}", role) for o in offices for role in roles)


def _party(discourse: Discourse, person: Entity, party: str) -> bool:
    letter = party[0].upper()
    for mention in person.mentions:
        behind = discourse.text[mention.range.end : mention.range.end + 12]
        if re.match(rf"\s*(?:\(|,\s){letter}\b", behind):
            return True
    return False


def _law(discourse: Discourse, token: Token, extent: Range) -> Entity | None:
    candidates = [(v, e) for v, e in _earlier(discourse, token, extent, 6) if e.type == "LAW" and " v. " not in e.name]
    low = token.lower_
    for _, entity in candidates:
        if any(low in names.words(name) for name in (entity.name, *entity.aliases)):
            return entity
    return candidates[0][1] if candidates and low in {"bill", "legislation", "law", "measure", "act"} else None
