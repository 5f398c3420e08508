"""Who the source is: from its words to an entity or a name, in the order of the text.

Names and nominals go by `doc._.entities`; pronouns to the last speaker they may mean; an utterance without a source to
the issuer. Without entities a name is read from the words themselves and completed from fuller mentions before it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from pipeline.annotations import Entity, Metadata, Range
from pipeline.stages.attribution.draft import Draft, Page
from pipeline.stages.attribution.naming import Names, gender_of_pronoun

_FIRST = frozenset({"i", "we", "me", "my", "us", "our", "myself", "ourselves"})
_THIRD = frozenset({"he", "she", "they", "him", "her", "his", "their", "them", "himself", "herself"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_NEARBY = 1500
_SPEAKERS = ("PERSON", "ORG", "GROUP", "GPE", "NORP", "HANDLE")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source. `at` is where it was last heard; `gender` "f", "m" or None."""

    name: str
    entity: str | None
    at: int
    gender: str | None = None
    person: bool = True


class Speakers:
    """Resolves sources one after the other and remembers who spoke."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.doc: Doc = page.doc
        self.entities: dict[str, Entity] = {e.id: e for e in self.doc._.entities or []}
        mentions = sorted((m.range, m.kind, e.id) for e in self.entities.values() for m in e.mentions)
        self._mentions = mentions
        self._starts = [m[0].start for m in mentions]
        self.names = Names(self.doc)
        self.issuer = self._issuer()
        self.last: Speaker | None = None

    def resolve(self, drafts: list[Draft]) -> None:
        """Set `name` and `entity` of each draft, in text order."""
        for draft in drafts:
            speaker = self._speaker(draft)
            if speaker is None:
                continue
            draft.name, draft.entity = speaker.name, speaker.entity
            if draft.quotations or speaker.person:
                heard = draft.source.start if draft.source is not None else speaker.at
                self.last = replace(speaker, at=heard)

    def _speaker(self, draft: Draft) -> Speaker | None:
        at = draft.content[0].start
        if draft.source is None or draft.source_head is None:
            if draft.quotations and draft.cue is None:
                return self.issuer or self.last
            return None
        token = self._antecedent(self.doc[draft.source_head])
        word = token.lower_
        if word in _FIRST:
            return self._first_person(draft, at)
        if word in _THIRD:
            return self._third_person(token, draft, at)
        if word in ("it", "its"):
            return self._thing(token, at)
        return self._named(token, draft, at)

    def _antecedent(self, token: Token) -> Token:
        """The noun that a relative pronoun stands for."""
        if token.lower_ not in _RELATIVE:
            return token
        verb = token.head
        while verb.dep_ in ("conj", "xcomp", "ccomp", "aux") and verb.head != verb:
            verb = verb.head
        return verb.head if verb.dep_ == "relcl" else token

    def _first_person(self, draft: Draft, at: int) -> Speaker | None:
        quotation = self.page.quotations.at(at)
        if quotation is not None and draft.source is not None and quotation.range.covers(draft.source):
            return self.last
        return self.issuer

    def _third_person(self, token: Token, draft: Draft, at: int) -> Speaker | None:
        gender = gender_of_pronoun(token.lower_)
        if token.lower_ in ("they", "their", "them"):
            last = self.last
            if last is not None and not last.person and token.idx - last.at < _NEARBY:
                return Speaker(last.name, last.entity, at, None, False)
            return self._linked(token, at, None)
        return self._recent(token.idx, at, gender) or self._linked(token, at, gender)

    def _thing(self, token: Token, at: int) -> Speaker | None:
        """ "it": the body that spoke last, or that coreference names."""
        linked = self._entity_at(Range(token.idx, token.idx + len(token)))
        if linked is not None:
            return self._of_entity(linked, at, None)
        if self.last is not None and not self.last.person and token.idx - self.last.at < _NEARBY:
            return Speaker(self.last.name, self.last.entity, at, None, False)
        name = self.names.body_before(token.idx)
        return None if name is None else Speaker(name, None, at, None, False)

    def _recent(self, position: int, at: int, gender: str | None) -> Speaker | None:
        """Who spoke last, or the person that a later sentence is about, if the gender may fit."""
        last = self.last
        if last is not None and (not last.person or position - last.at > _NEARBY or _clash(last.gender, gender)):
            last = None
        for start, name in reversed(self.names.subjects):
            if start >= position:
                continue
            if position - start > _NEARBY or (last is not None and start <= last.at):
                break
            known = self.names.gender(name)
            if not _clash(known, gender) and self.page.quotations.at(start) is None:
                entity = self._entity_at(Range(start, start + 1))
                name = self.entities[entity].name if entity else name
                return Speaker(name, entity, at, known or gender)
        if last is not None:
            return Speaker(last.name, last.entity, at, last.gender or gender)
        return None

    def _linked(self, token: Token, at: int, gender: str | None) -> Speaker | None:
        """What coreference says of a pronoun, or else the nearest person before it."""
        linked = self._entity_at(Range(token.idx, token.idx + len(token)))
        if linked is not None:
            return self._of_entity(linked, at, gender)
        name = self.names.person_before(token.idx, gender)
        return None if name is None else Speaker(name, None, at, gender)

    def _named(self, token: Token, draft: Draft, at: int) -> Speaker | None:
        assert draft.source is not None
        head = Range(token.idx, token.idx + len(token))
        entity = self._entity_at(head) or self._entity_in(draft.source, token)
        if entity is not None:
            return self._of_entity(entity, at, self.names.gender(self.entities[entity].name))
        text = self.page.text[draft.source.start : draft.source.end]
        name = self.names.full_name(token, draft.source)
        if name is not None:
            return Speaker(name, None, at, self.names.gender(name))
        if token.pos_ == "PROPN" and not self.names.stands_for_person(token):
            name = self.names.named(token, text)
            return Speaker(name, None, at, self.names.gender(name), self.names.is_person(name))
        if self.names.stands_for_person(token):
            known = self._recent(token.idx, at, self.names.role_gender(token.lower_)) or self._issuing_person(token)
            if known is not None:
                return known
        return Speaker(self.names.plain(text), None, at, None, False)

    def _issuing_person(self, token: Token) -> Speaker | None:
        """ "the congresswoman" in a release is its issuer."""
        gender = self.names.role_gender(token.lower_)
        return self.issuer if self.issuer is not None and not _clash(self.issuer.gender, gender) else None

    def _of_entity(self, identifier: str, at: int, gender: str | None) -> Speaker:
        entity = self.entities[identifier]
        return Speaker(entity.name, identifier, at, gender, entity.type == "PERSON")

    def _entity_at(self, span: Range) -> str | None:
        """The entity of the shortest mention that holds the span."""
        best: tuple[int, str] | None = None
        index = bisect_right(self._starts, span.start) - 1
        while index >= 0 and span.start - self._starts[index] < 200:
            mention, _, identifier = self._mentions[index]
            if mention.covers(span) and self.entities[identifier].type in _SPEAKERS:
                size = mention.end - mention.start
                if best is None or size < best[0]:
                    best = (size, identifier)
            index -= 1
        return best[1] if best else None

    def _entity_in(self, span: Range, head: Token) -> str | None:
        """A person in apposition to the head ("the group's director, Jane Smith"), or else None."""
        for child in head.children:
            if child.dep_ == "appos" and child.idx < span.end:
                found = self._entity_at(Range(child.idx, child.idx + len(child)))
                if found is not None:
                    return found
        return None

    def _issuer(self) -> Speaker | None:
        """Who issues the document, as the metadata says."""
        metadata: Metadata | None = self.doc._.metadata
        name = None if metadata is None else metadata.issuer or (metadata.author if not metadata.outlet else None)
        if not name:
            return None
        entity = next((e for e in self.entities.values() if _same(e, name)), None)
        if entity is not None:
            return self._of_entity(entity.id, 0, self.names.gender(entity.name))
        return Speaker(name, None, 0, self.names.gender(name), self.names.is_person(name))


def _clash(known: str | None, wanted: str | None) -> bool:
    return known is not None and wanted is not None and known != wanted


def _same(entity: Entity, name: str) -> bool:
    wanted = name.casefold()
    return entity.name.casefold() == wanted or any(alias.casefold() == wanted for alias in entity.aliases)
