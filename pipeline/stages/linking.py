"""Linking: the register's canonical name, type, id and parent for the actors of a document.

Reads `doc._.entities`, `doc._.unresolved` and `doc._.metadata`; rewrites the first two.
A name that is nobody's or several actors' stays as the text has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from rapidfuzz import fuzz, process
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import names
from pipeline.actors_register import KnownActor, Register, read_register
from pipeline.annotations import Affiliation, Entity, Mention, Metadata
from pipeline.attributes import register as register_attributes
from pipeline.mentions import mark, numbered
from pipeline.resources import word_list
from pipeline.tokens import text_of

#: Types that a name recogniser takes for an organisation's and the other way round.
_LIKE_ORG = frozenset({"ORG", "PRODUCT", "WORK", "FAC", "LAW", "EVENT", "LOC"})
#: Offices that one person at a time holds, so that title and surname name them.
_SINGLE = frozenset(
    {"president", "vice president", "prime minister", "chancellor", "secretary of state", "attorney general"}
)
_FUZZY = 95.0
_PART = re.compile(r"\b(?:state|the State|provincial|regional|county|city|municipal)(?:['’]s)?\s$")
_TAG = re.compile(r"\((?:[RDI])[-–—][A-Z]|\b[RD]-[A-Z][a-z]+")


class Linking:
    """The component."""

    def __init__(self, registers: Iterable[str]) -> None:
        register_attributes()
        self.register: Register = read_register(registers)
        self._sorted = {" ".join(sorted(key.split())): key for key in self.register.long_keys}
        self._long: dict[int, list[str]] = {}
        for form in self._sorted:
            self._long.setdefault(len(form), []).append(form)

    def __call__(self, doc: Doc) -> Doc:
        """Links the entities of one document."""
        entities: list[Entity] = doc._.entities or []
        metadata: Metadata = doc._.metadata or Metadata()
        text = text_of(doc)
        about = _countries(text, entities)
        linked: dict[str, Entity] = {}
        kept: list[Entity] = []
        merged: dict[str, str] = {}
        for entity in entities:
            actor = None if entity.members else self.find(text, entity, metadata, about)
            if actor is not None and actor.name in linked:
                _merge(linked[actor.name], entity)
                merged[entity.id] = linked[actor.name].id
                continue
            if actor is not None:
                _apply(entity, actor, metadata)
                linked[actor.name] = entity
            kept.append(entity)
        _rename_joint(kept, merged)
        self._rename_affiliations(kept, about)
        if "United States" in about:
            self._president(doc, kept, metadata)
        doc._.entities = numbered(kept)
        mark(doc)
        return doc

    def _rename_affiliations(self, entities: list[Entity], about: frozenset[str]) -> None:
        """Bodies that persons speak for under the names that the entities or the register have."""
        known = {names.key(n): e.name for e in entities if e.type in {"ORG", "GPE"} for n in (*e.aliases, e.name)}
        for entity in entities:
            for affiliation in entity.affiliations:
                body = affiliation.organization
                listed = [a.name for a in self.register.called(body) if a.country in about and " " in body]
                only = listed[0] if len(listed) == 1 else body
                affiliation.organization = known.get(names.key(body), only)

    def _president(self, doc: Doc, entities: list[Entity], metadata: Metadata) -> None:
        """Links "the President", where the text names none, to the one in office at the document's date."""
        day = metadata.published
        left: list[Mention] = doc._.unresolved or []
        text = text_of(doc)
        meant = {"the President", "The President"}
        if metadata.genre != "article":
            meant |= {"the president", "The president"}  # in news it may be another country's or a company's
        found = [m for m in left if text[m.range.start : m.range.end] in meant]
        if not found or day is None:
            return
        holders = [
            actor
            for actor in self.register.actors
            for role in actor.roles
            if (role.role, role.organization) == ("president", "United States") and role.held_on(day[:4])
        ]
        if len({actor.name for actor in holders}) != 1:
            return
        actor = holders[0]
        entity = next((e for e in entities if e.name == actor.name), None)
        if entity is None:
            entity = Entity("", actor.name, "PERSON", [], external_id=actor.external_id, confidence=0.8)
            entities.append(entity)
        entity.mentions.extend(found)
        doc._.unresolved = [m for m in left if m not in found]

    def find(self, text: str, entity: Entity, metadata: Metadata, about: frozenset[str]) -> KnownActor | None:
        """The one known actor that an entity is; None if there is none or more than one."""
        if entity.mentions[0].kind != "name":
            return None
        if _of_a_part(text, entity):
            return None
        found = {a.name: a for name in (entity.name, *entity.aliases) for a in self._candidates(name, entity, about)}
        if not found and entity.type == "PERSON":
            found = {a.name: a for a in self._by_office(text, entity, metadata)}
        if not found and entity.type == "ORG":
            found = {a.name: a for a in self._nearly(entity)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _candidates(self, name: str, entity: Entity, about: frozenset[str]) -> list[KnownActor]:
        fitting = []
        for actor in self.register.called(name):
            if actor.type == "PERSON" and (entity.type != "PERSON" or not names.person_parts(name).given):
                continue
            like = entity.type in {actor.type, *(_LIKE_ORG if actor.type == "ORG" else ())}
            if actor.type != "PERSON" and not like and " " not in name:
                continue  # of one word, "Ford" or "Shell", the type must be right
            if actor.country is not None and actor.country not in about and not _says_country(name):
                continue
            if names.looks_acronym(name) and not _safe_acronym(name, actor, entity):
                continue
            fitting.append(actor)
        return fitting

    def _by_office(self, text: str, entity: Entity, metadata: Metadata) -> list[KnownActor]:
        """Persons whom title and surname name at the document's date: "President Obama"."""
        parts = names.person_parts(entity.name)
        if parts.given:
            return []
        offices = {
            title.office
            for mention in entity.mentions
            if mention.kind == "name" and (title := names.title_before(text, mention.range.start)) is not None
        }
        day = metadata.published
        return [
            actor
            for actor in self.register.surnamed(parts.surname)
            for role in actor.roles
            if role.role in offices & _SINGLE and (day is None or role.held_on(day[:4]))
        ]

    def _nearly(self, entity: Entity) -> list[KnownActor]:
        """Bodies whose long name differs by a letter or the order of words."""
        key = names.key(entity.name)
        if len(key) < 14 or " " not in key:
            return []
        sorted_key = " ".join(sorted(key.split()))
        near = [form for n in (-1, 0, 1) for form in self._long.get(len(key) + n, ())]
        best = process.extractOne(sorted_key, near, scorer=fuzz.ratio, score_cutoff=_FUZZY)
        if best is None:
            return []
        return [actor for actor in self.register.by_key(self._sorted[best[0]]) if actor.type == "ORG"]


def _countries(text: str, entities: list[Entity]) -> frozenset[str]:
    """Countries that a text is about, as its places and party tags show."""
    states = names.state_names()
    found = {e.name for e in entities if e.type == "GPE"}
    found |= {names.demonyms()[e.name] for e in entities if e.type == "NORP" and e.name in names.demonyms()}
    if found & states or _TAG.search(text):
        found.add("United States")
    if found & {"England", "Scotland", "Wales", "Northern Ireland", "London"}:
        found.add("United Kingdom")
    return frozenset(found)


def _of_a_part(text: str, entity: Entity) -> bool:
    """Whether a name is that of a body of a part of the country: "the state Senate"."""
    return any(_PART.search(text[max(0, m.range.start - 16) : m.range.start]) for m in entity.mentions)


def _says_country(name: str) -> bool:
    return names.words(name)[:1] in {("us",), ("united",), ("uk",), ("british",)}


@cache
def _known_short_names() -> frozenset[str]:
    return frozenset(word_list("actors/bodies.txt"))


def _safe_acronym(short: str, actor: KnownActor, entity: Entity) -> bool:
    """Whether a short form may be taken for this actor: spelled out in the text, or well known by itself."""
    spelled = [name for name in (entity.name, *entity.aliases) if " " in name]
    if spelled:
        known = {names.key(name) for name in (actor.name, *actor.aliases)}
        return any(names.key(name) in known for name in spelled)
    return short in _known_short_names() or short == actor.name


def _apply(entity: Entity, actor: KnownActor, metadata: Metadata) -> None:
    if entity.name != actor.name:
        entity.aliases = sorted({*entity.aliases, entity.name} - {actor.name})
    entity.name, entity.type = actor.name, actor.type
    entity.external_id, entity.parent = actor.external_id, actor.parent
    if not entity.affiliations and metadata.published is not None:
        entity.affiliations = [
            Affiliation(role.organization, role.role) for role in actor.roles if role.held_on(metadata.published[:4])
        ]


def _merge(into: Entity, other: Entity) -> None:
    into.mentions.extend(other.mentions)
    into.aliases = sorted({*into.aliases, other.name, *other.aliases} - {into.name})
    known = {a.organization for a in into.affiliations}
    into.affiliations.extend(a for a in other.affiliations if a.organization not in known)


def _rename_joint(entities: list[Entity], merged: dict[str, str]) -> None:
    """Joint actors follow their members: other names, members that turned out to be one."""
    by_id = {entity.id: entity for entity in entities}
    for entity in entities:
        if entity.members:
            entity.members = list(dict.fromkeys(merged.get(id_, id_) for id_ in entity.members))
            listed = [by_id[id_].name for id_ in entity.members if id_ in by_id]
            entity.name = f"{', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else listed[0]


@Language.factory(
    "onrecord_linking",
    assigns=["doc._.entities", "doc._.unresolved", "doc.spans"],
    requires=["doc._.entities"],
    default_config={"registers": []},
)
def make_linking(nlp: Language, name: str, registers: list[str]) -> Linking:
    """The factory. `registers`: `.jsonl` files; none: those that ship."""
    return Linking(registers)
