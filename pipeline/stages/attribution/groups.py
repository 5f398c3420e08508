"""Sources that are several: "Smith and his colleagues", "Roe joined Lee and Doe to release …", "the lawmakers".

What the entity stages know as a joint actor stays theirs; here are those whose company has no name.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.actors import ActorIndex
from pipeline.annotations import Entity, Range
from pipeline.names import title_before
from pipeline.phrases import phrase
from pipeline.stages.attribution.draft import Page
from pipeline.stages.attribution.syntax import subject

_COMPANY = frozenset(
    "colleagues members lawmakers senators representatives legislators congressmen congresswomen republicans democrats"
    " cosponsors governors mayors leaders others".split()
)
_LEAD = 3
_LISTED = re.compile(r"(?: \([^()]{1,20}\))?, (?:[A-Z][\w.]+ ){0,4}")
_ALONG = re.compile(r"\b(?:along|together) with\b")


def is_company(token: Token) -> bool:
    """Whether a word stands for several persons whom the text need not name ("the lawmakers", "they")."""
    return token.lower_ in _COMPANY or token.lower_ in ("they", "them")


def together(index: ActorIndex, token: Token, source: Range) -> tuple[str, Entity | None] | None:
    """Name, and entity where there is one, of a coordination of persons, some of whom may have no name."""
    found = [*_host(token), *(t for t in _listed(token) if t.idx < source.end)]
    if len(found) < 2:
        return None
    titled = _titled(index, source)
    if len(titled) > len(found):
        return _name([e.name for e in titled]), None
    names: list[str] = []
    members: list[str] = []
    for item in found:
        entity = index.for_token(item)
        if entity is not None and entity.type == "PERSON":
            names.append(entity.name)
            members.append(entity.id)
        elif is_company(item):
            names.append(_words(index.text, _with_number(item)))
        else:
            return None
    if not members or len(set(names)) < 2:
        return None
    if len(members) == len(names):
        others = _others(index, found[0], source, members)
        names = [*(e.name for e in others[0]), *names, *(e.name for e in others[1])]
        members = [*(e.id for e in others[0]), *members, *(e.id for e in others[1])]
    known = next((e for e in index.entities if len(e.members) > 1 and sorted(e.members) == sorted(members)), None)
    if known is not None and len(members) == len(names):
        return known.name, known
    return _name(names), None


def _name(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _titled(index: ActorIndex, source: Range) -> list[Entity]:
    """The persons of a long list, each with an office before the name, whatever the parse makes of it."""
    named = ((m, e) for m, e in index.inside(source) if m.kind == "name" and e.type == "PERSON" and not e.members)
    found = {e.id: e for m, e in named if title_before(index.text, m.range.start) is not None}
    return list(found.values())


def _others(index: ActorIndex, first: Token, source: Range, members: list[str]) -> tuple[list[Entity], list[Entity]]:
    """Persons of a list that the parse parted: those right before its first, and those "along with" it."""
    before: list[Entity] = []
    start = source.start
    for mention, entity in reversed(index.inside(Range(max(0, start - 300), start))):
        named = mention.kind == "name" and entity.type == "PERSON" and entity.id not in members
        if not named or not _LISTED.fullmatch(index.text, mention.range.end, start):
            break
        before.insert(0, entity)
        start = mention.range.start
    along = _ALONG.search(index.text, first.idx, source.end)
    inside = [] if along is None else index.inside(Range(along.end(), source.end))
    after = [e for m, e in inside if m.kind == "name" and e.type == "PERSON" and e.id not in members]
    return before, list({e.id: e for e in after}.values())


def joint(index: ActorIndex, token: Token) -> Entity | None:
    """The joint actor that the text calls by the same word elsewhere ("the lawmakers")."""
    for entity in index.entities:
        if entity.members and any(index.doc[m.head].lower_ == token.lower_ for m in entity.mentions):
            return entity
    return None


def lead_company(page: Page, index: ActorIndex) -> str | None:
    """Who "the lawmakers" are where the lead names only one of them: "Roe led 40 of her colleagues in a letter"."""
    for number, sentence in enumerate(page.doc.sents):
        if number > _LEAD:
            return None
        leader = None
        for token in sentence:
            if page.quoted(token) is not None:
                continue
            if leader is None and token.dep_ in ("nsubj", "ROOT"):
                entity = index.for_token(token)
                leader = entity if entity is not None and entity.type == "PERSON" else None
            elif leader is not None and token.lower_ in _COMPANY and _accompanies(token):
                return f"{leader.name} and {_words(index.text, _with_number(token))}"
    return None


def _host(token: Token) -> list[Token]:
    """Who is joined by those that a source names ("*Roe* joined Lee and Doe to release …")."""
    if token.dep_ != "dobj" or token.head.lemma_ != "join":
        return []
    host = subject(token.head)
    return [] if host is None else [host]


def _listed(token: Token) -> list[Token]:
    return [token, *(name for child in token.children if child.dep_ == "conj" for name in _listed(child))]


def _accompanies(token: Token) -> bool:
    """Whether those whom a noun names act together with the sentence's subject ("led a group of *members*", "and 27
    *colleagues*", "along with *others*")."""
    host = _counted(token)
    if host.dep_ == "dobj":
        return host.head.lemma_ in ("lead", "join")
    return host.dep_ == "conj" or (host.dep_ == "pobj" and host.head.lower_ in ("with", "by", "alongside"))


def _counted(token: Token) -> Token:
    """The number or union that a noun hangs on ("*14* of her colleagues", "*group* of lawmakers"), or the noun."""
    host = token.head.head if token.head.lower_ == "of" else token
    return host if host.pos_ == "NUM" or host.lower_ in ("group", "coalition", "number") else token


def _with_number(token: Token) -> Range:
    """A noun's phrase, from the number or union that it hangs on."""
    words, host = phrase(token), _counted(token)
    return Range(min(words.start, phrase(host).start), words.end)


def _words(text: str, span: Range) -> str:
    return re.sub(r"\s+", " ", text[span.start : span.end])
