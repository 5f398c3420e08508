"""Coreference: one entity per actor of a document, with all its names, nouns and pronouns.

Reads `doc._.entities`, `doc._.metadata` and the parse; rewrites `doc._.entities`, writes `doc._.unresolved` (pronouns
and pointing nouns that nothing was linked to). "I" and "we" are linked where the words next
to a quotation say who speaks; once attribution knows more, `pipeline.actors.ActorIndex.first_person` answers better.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

from pipeline.annotations import Entity, Mention, Metadata
from pipeline.attributes import register
from pipeline.mentions import numbered
from pipeline.own_voice import UNDERSIGNED
from pipeline.stages.coreference import described, first_person, joint, nominals, pronouns
from pipeline.stages.coreference.bodies import affiliate_by_reference
from pipeline.stages.coreference.merging import merge_names
from pipeline.stages.coreference.salience import Discourse
from pipeline.tokens import text_of, token_range


class _Reading:
    """One pass over a document's pronouns and pointing nouns, in text order."""

    def __init__(self, doc: Doc, entities: list[Entity]) -> None:
        self.doc = doc
        self.entities = entities
        self.discourse = Discourse(doc, entities)
        self.unresolved: list[Mention] = []
        self._described: dict[int, Entity] = {}
        self._joint: dict[tuple[str, ...], Entity] = {}
        self._named = bytearray(len(text_of(doc)) + 1)
        for entity in entities:
            for mention in entity.mentions:
                if mention.kind == "name" or entity.name == UNDERSIGNED:
                    start, end = mention.range
                    self._named[start:end] = b"\1" * (end - start)
        self._sets = {m.head: e for e in entities if e.type == "GROUP" for m in e.mentions if m.kind == "nominal"}

    def read(self) -> None:
        """Links what can be linked."""
        for members, extent, head in joint.coordinations(self.discourse):
            self._add_joint(members, Mention(extent, "name", head))
        places = dict.fromkeys(pronouns.pronoun_places(self.doc), "pronoun")
        places.update((n, "nominal") for n in nominals.nominal_places(self.doc) if not self._named[self.doc[n].idx])
        places.update(
            (n, "described") for n in described.described_places(self.doc) if not self._named[self.doc[n].idx]
        )
        places.update((n, "set") for n in self._sets)
        spoken = first_person.first_person_places(self.doc)
        places.update((n, "first") for n in spoken if not self._named[self.doc[n].idx])
        for index in sorted(places):
            token = self.doc[index]
            if places[index] == "pronoun":
                self._pronoun(token)
            elif places[index] == "first":
                who = first_person.who(self.discourse, token, self.entities)
                if who is not None:
                    who.mentions.append(Mention(token_range(token, token), "pronoun", index))
            elif places[index] == "set":
                self._set(token, self._sets[index])
            elif not self._nominal(token) and places[index] == "described":
                self._describe(token)

    def _link(self, entity: Entity | None, mention: Mention) -> None:
        if entity is None:
            self.unresolved.append(mention)
            return
        if id(entity) in self._described:
            self.entities.append(self._described.pop(id(entity)))
        entity.mentions.append(mention)
        self.discourse.add(entity, mention)

    def _pronoun(self, token: Token) -> None:
        if pronouns.is_expletive(token):
            return
        entity = pronouns.antecedent(self.discourse, token)
        self._link(entity, Mention(token_range(token, token), "pronoun", token.i))

    def _nominal(self, token: Token) -> bool:
        """Links a noun that points back; whether it did."""
        extent = nominals.pointing(self.discourse, token)
        found = None if extent is None else nominals.antecedent(self.discourse, token, extent)
        if extent is not None:
            self._link(found, Mention(extent, "nominal", token.i))
        return found is not None

    def _describe(self, token: Token) -> None:
        """Keeps who is described in mind: an entity if a pronoun turns out to mean them."""
        entity = described.described(token, self.discourse.text)
        if entity is not None:
            self._described[id(entity)] = entity
            self.discourse.add(entity, entity.mentions[0])

    def _set(self, token: Token, entity: Entity) -> None:
        """A set that points back: to named members, or to the same set named before."""
        mention = next((m for m in entity.mentions if m.head == token.i), None)
        if mention is None:
            return
        members = joint.joint_members(self.discourse, token, mention.range)
        if members:
            self._move(entity, mention, self._add_joint(members, None))
            return
        pointing, number, more = joint.definite(token)
        if more or number is not None or (not pointing and list(token.lefts)):
            return
        for seen in self.discourse.before(
            mention.range.start, back=8 if pointing else 2, sentence=self.discourse.sentence_of(token.i)
        ):
            other = seen.entity
            if (
                other is not entity
                and other.type == "GROUP"
                and not other.members
                and self.doc[seen.mention.head].lower_ == token.lower_
            ):
                self._move(entity, mention, other)
                return

    def _move(self, old: Entity, mention: Mention, new: Entity) -> None:
        old.mentions.remove(mention)
        new.mentions.append(mention)
        for seen in self.discourse.seen:
            if seen.mention is mention:
                seen.entity = new

    def _add_joint(self, members: list[Entity], mention: Mention | None) -> Entity:
        key = tuple(sorted(str(id(member)) for member in members))
        entity = self._joint.get(key)
        if entity is None:
            entity = self._joint[key] = joint.joined(members, [])
            self.entities.append(entity)
        if mention is not None:
            entity.mentions.append(mention)
            self.discourse.add(entity, mention)
        return entity

    def result(self) -> list[Entity]:
        """All entities that have mentions; joint ones only where something points to them."""
        joint_ones = set(map(id, self._joint.values()))
        return [
            e
            for e in self.entities
            if e.mentions and (id(e) not in joint_ones or any(m.kind != "name" for m in e.mentions))
        ]


def resolve(doc: Doc) -> None:
    """Coreference of one document, in place."""
    entities = merge_names(text_of(doc), doc._.entities or [], doc._.metadata or Metadata())
    entities = numbered(entities)
    reading = _Reading(doc, entities)
    reading.read()
    affiliate_by_reference(text_of(doc), reading.entities, reading.discourse.issuing_body)
    doc._.entities = numbered(reading.result())
    doc._.unresolved = reading.unresolved


class Coreference:
    """The component."""

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Coreference of one document."""
        resolve(doc)
        return doc


@Language.factory(
    "onrecord_coreference",
    assigns=["doc._.entities", "doc._.unresolved"],
    requires=["doc._.entities", "token.dep"],
)
def make_coreference(nlp: Language, name: str) -> Coreference:
    """The factory."""
    return Coreference()
