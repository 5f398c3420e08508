"""One entity for the several names of one actor: surnames, acronyms, shortened and suffixed forms, handles."""

from __future__ import annotations

import re
from functools import cache

from pipeline import names
from pipeline.annotations import Entity, Metadata
from pipeline.resources import word_list

_COMPANY_TAIL = frozenset(
    "company corp corporation motor motors industries technologies systems holdings stores airlines airways computer"
    " entertainment international enterprises labs pharmaceuticals energy communications foods brands group"
    " platforms works".split()
)
_COUNTRY_HEAD = frozenset({"us", "united", "states", "uk", "eu", "federal", "national", "european", "british"})
#: Words for a kind of body by which one is called for short; not those that mean a country's own by themselves.
_KINDS = frozenset(
    "academy agency alliance assembly association authority board brotherhood bureau caucus centre center chamber club"
    " coalition college commission committee conference confederation consortium cooperative council federation forum"
    " foundation fund group guild initiative institute league movement network party project roundtable society trust"
    " union".split()
)
#: Names of these types may be shortened, abbreviated or bracketed.
_BODIES = frozenset({"ORG", "LAW", "PRODUCT", "FAC", "EVENT", "WORK", "GPE"})


class _Sets:
    """Union of entities by their place in the list; the earlier one stays the representative."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def find(self, n: int) -> int:
        while self.parent[n] != n:
            n = self.parent[n]
        return n

    def join(self, a: int, b: int) -> None:
        a, b = self.find(a), self.find(b)
        if a != b:
            self.parent[max(a, b)] = min(a, b)


def merge_names(text: str, entities: list[Entity], metadata: Metadata) -> list[Entity]:
    """The entities with all names of one actor put together. Sets without names are left as they are."""
    _retype_issuer(entities, metadata)
    joined = _Sets(len(entities))
    _persons(text, entities, joined, metadata)
    _bodies(text, entities, joined)
    _called_by_kind(entities, joined, metadata)
    _handles(entities, joined)
    out: dict[int, list[Entity]] = {}
    for number, entity in enumerate(entities):
        out.setdefault(joined.find(number), []).append(entity)
    return [_one(group, metadata) for group in out.values()]


def _retype_issuer(entities: list[Entity], metadata: Metadata) -> None:
    """A lone surname of the person who issues the document is that person's, whatever it was taken for."""
    issuer = names.person_parts(metadata.issuer) if metadata.issuer and metadata.genre != "article" else None
    if issuer is None or not issuer.given or issuer.gender is None:
        return
    for entity in entities:
        if entity.type != "PERSON" and entity.name == issuer.surname and entity.mentions[0].kind == "name":
            entity.type = "PERSON"


def _one(group: list[Entity], metadata: Metadata) -> Entity:
    """The merged entity: the fullest name, all mentions and affiliations, the other names as aliases."""
    best = max(group, key=lambda e: (e.type != "HANDLE", _fullness(e)))
    for other in group:
        if other is best:
            continue
        best.mentions.extend(other.mentions)
        known = {names.key(a.organization) for a in best.affiliations}
        best.affiliations.extend(a for a in other.affiliations if names.key(a.organization) not in known)
        best.confidence = min(best.confidence, other.confidence)
    best.aliases = sorted({e.name for e in group if e.name != best.name} | set(best.aliases))
    if best.type == "PERSON":
        _name_from_metadata(best, metadata)
    elif best.name.isupper() and metadata.issuer and names.key(metadata.issuer) == names.key(best.name):
        best.name = names.without_article(metadata.issuer)
    return best


def _name_from_metadata(person: Entity, metadata: Metadata) -> None:
    """A person known by surname alone takes the full name that the issuer or author field gives."""
    for name in (metadata.issuer, metadata.author):
        if name is None or names.is_body(name) or " and " in name:
            continue
        full = names.person_of(name) or names.person_name(name)
        longer = len(full.split()) > len(person.name.split())
        if longer and names.person_parts(full).given and _ends_with(full, person.name):
            person.aliases = sorted({*person.aliases, person.name})
            person.name = full
            return


def _ends_with(full: str, short: str) -> bool:
    """Whether a surname alone ("Van Duyne") ends a full name."""
    part = names.words(short)
    return bool(part) and names.words(full)[-len(part) :] == part


def _fullness(entity: Entity) -> tuple[int, int, int, str]:
    """How full a name is: words that are no initials, then all words, then letters; capitals alone count little."""
    parts = entity.name.split()
    shout = entity.name.isupper() and len(entity.name) > 6
    return (-1 if shout else sum(len(p.strip(".")) > 1 for p in parts), len(parts), len(entity.name), entity.name)


def _persons(text: str, entities: list[Entity], joined: _Sets, metadata: Metadata) -> None:
    persons = [(n, e, names.person_parts(e.name)) for n, e in enumerate(entities) if e.type == "PERSON"]
    full = [(n, e, p) for n, e, p in persons if p.given]
    for place, (n, e, _) in enumerate(full):
        for m, other, _ in full[:place]:
            if names.same_person(e.name, other.name):
                joined.join(m, n)
                break
    for n, entity, parts in persons:
        if not parts.given:
            found = _full_name_of(text, entity, full)
            if found is not None:
                joined.join(found, n)


def _full_name_of(text: str, single: Entity, full: list[tuple[int, Entity, names.Person]]) -> int | None:
    """The person a lone surname (or given name) belongs to: the only one, else the one named last before it."""
    start = single.mentions[0].range.start
    title = names.title_before(text, start)
    name = names.words(single.name)
    found = [
        (n, e)
        for n, e, p in full
        if names.words(p.surname)[-len(name) :] == name
        and not (title is not None and title.gender and p.gender and title.gender != p.gender)
    ]
    if not found and title is None:
        found = [(n, e) for n, e, p in full if names.words(p.given[0]) == name]
        return found[0][0] if len(found) == 1 else None
    if len(found) < 2:
        return found[0][0] if found else None
    before = [
        (max(m.range.start for m in e.mentions if m.range.start < start), n)
        for n, e in found
        if e.mentions[0].range.start < start
    ]
    return max(before)[1] if before else None


def _bodies(text: str, entities: list[Entity], joined: _Sets) -> None:
    bodies = [(n, e) for n, e in enumerate(entities) if e.type in _BODIES and e.mentions[0].kind == "name"]
    ends = {m.range.end: n for n, e in bodies for m in e.mentions}
    for n, entity in bodies:
        behind = _bracketed(text, entity, ends)
        if behind is not None and _may_abbreviate(entities[behind], entity):
            joined.join(behind, n)
    for n, entity in bodies:
        if names.looks_acronym(entity.name):
            long = [
                m
                for m, e in bodies
                if m != n and names.is_acronym(entity.name, e.name) and e.type in {entity.type, "ORG"}
            ]
            if long and len({joined.find(m) for m in long}) == 1:
                joined.join(long[0], n)
    keys = {n: names.words(names.without_article(e.name)) for n, e in bodies if e.type in {"ORG", "LAW"}}
    for n, short in keys.items():
        longer = {
            joined.find(m)
            for m, long in keys.items()
            if m != n and entities[m].type == entities[n].type and _shortened(short, long)
        }
        if len(longer) == 1:
            joined.join(longer.pop(), n)


def _called_by_kind(entities: list[Entity], joined: _Sets, metadata: Metadata) -> None:
    """Bodies called by the kind that their name says, where only one is of it: "the Network" of a longer name."""
    kinds = {n: _kind(names.words(names.without_article(e.name))) for n, e in enumerate(entities) if e.type == "ORG"}
    for n, entity in enumerate(entities):
        short = names.without_article(entity.name).casefold()
        if entity.type != "ORG" or short not in _KINDS or not entity.name[:1].isupper():
            continue
        longer = {joined.find(m) for m, kind in kinds.items() if kind == short and " " in entities[m].name}
        if len(longer) == 1:
            joined.join(longer.pop(), n)
        elif not longer and metadata.issuer and _kind(names.words(metadata.issuer)) == short:
            entity.aliases = sorted({*entity.aliases, entity.name})
            entity.name = names.without_article(metadata.issuer)


def _kind(long: tuple[str, ...]) -> str:
    """The word of a body's name that says what it is: "society" of "State Society of Medicine"; "" if none."""
    head = next(
        (long[n - 1] for n, word in enumerate(long) if n and word in {"of", "for", "on"}), long[-1] if long else ""
    )
    return head if head in _KINDS else ""


def _bracketed(text: str, entity: Entity, ends: dict[int, int]) -> int | None:
    """The name that the entity's first mention follows in brackets."""
    start = entity.mentions[0].range.start
    before = text[max(0, start - 8) : start]
    match = re.search(r"[\s]*\((?:the |[“\"])?$", before)
    if match is None:
        return None
    end = start - len(match.group())
    return ends.get(end, ends.get(end - 1) if text[end - 1 : end] == "." else None)


def _may_abbreviate(long: Entity, short: Entity) -> bool:
    if long.type == "LAW" and short.type == "LAW":
        return True
    if not names.looks_acronym(short.name) or long.name[:1].lower() != short.name[:1].lower():
        return False
    return long.type == short.type or (long.type == "ORG" and _spells(short.name, long.name))


def _spells(short: str, long: str) -> bool:
    """Whether the letters of a short form stand in the long name, in that order."""
    letters = iter(long.lower())
    return all(letter in letters for letter in short.lower())


def _shortened(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether `short` is `long` without a company's tail or a country's head, or ends a committee's longer name."""
    if not short or len(short) >= len(long):
        return False
    if long[: len(short)] == short:
        if len(short) == 1 and _is_head(short[0], long):
            return True
        return (
            bool(long[-1] in _COMPANY_TAIL) and len(short[0]) > 2 and short[0] not in _COUNTRY_HEAD and "of" not in long
        )
    if long[-len(short) :] == short:
        head = set(long[: -len(short)])
        return head <= _COUNTRY_HEAD or (
            len(short) >= 2
            and short[-1] in {"committee", "subcommittee", "council", "commission", "administration", "act"}
        )
    return False


def _is_head(short: str, long: tuple[str, ...]) -> bool:
    """Whether a word may stand for the body whose name it opens: "Northline" for "Northline Ferries"."""
    rest = long[1:]
    return (
        len(short) > 4
        and len(rest) < 3
        and short not in _COUNTRY_HEAD
        and short not in _known_heads()
        and not names.organization_families().keys() & {short, *rest}
        and "of" not in rest
        and names.place_name(short.title()) is None
    )


@cache
def _known_heads() -> frozenset[str]:
    """Bodies known by one word: what bears it in a longer name may be another's, as a union of their workers."""
    return frozenset(name.casefold() for name in word_list("actors/bodies.txt") if " " not in name)


def _handles(entities: list[Entity], joined: _Sets) -> None:
    named = [
        (n, e, _squashed(e.name))
        for n, e in enumerate(entities)
        if e.type in {"PERSON", "ORG"} and e.mentions[0].kind == "name"
    ]
    for n, entity in enumerate(entities):
        if entity.type != "HANDLE":
            continue
        handle = _squashed(entity.name)
        found = [
            m
            for m, _, name in named
            if len(handle) >= 5
            and (name.startswith(handle) or name.endswith(handle) or (handle.endswith(name) and len(name) >= 5))
        ]
        if len(set(map(joined.find, found))) == 1:
            joined.join(found[0], n)


def _squashed(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
