"""Who the source is: from its words to an actor, in the order of the text.

Names and nominals go by `ActorIndex`; pronouns to whom they most likely mean here, which is the last speaker more often
than the nearest name; an utterance without a source to the issuer. Without entities the words themselves are the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from pipeline import names
from pipeline.actors import ActorIndex
from pipeline.annotations import Actor, Entity, Range
from pipeline.stages.attribution import groups
from pipeline.stages.attribution.draft import Draft, Page
from pipeline.stages.attribution.lexicon import phrases
from pipeline.stages.attribution.persons import (
    before_office,
    behind_office,
    clash,
    gender_of,
    gender_of_role,
    gender_told,
    is_subject,
    stands_for_person,
)
from pipeline.stages.attribution.syntax import possessor, subject_of_support
from pipeline.tokens import range_span

_FIRST = frozenset({"i", "we", "me", "my", "us", "our", "myself", "ourselves"})
_THIRD = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_GROUP = frozenset({"they", "their", "them", "themselves"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_NEARBY = 1500
_FULL_NAME = re.compile(r"\s*[A-Z][\w.’'\-]+ [A-Z]")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source. `at` is where it was last heard; `gender` "f", "m" or None; `person` whether it is one."""

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
        self.index = ActorIndex(page.doc)
        self.genders: dict[str, str] = {}
        self.subjects = self._subjects()
        self.issuer = self._issuer()
        self.last: Speaker | None = None
        self._lead: str | None = None
        self._company_read = False

    def resolve(self, drafts: list[Draft]) -> None:
        """Set `name` and `entity` of each draft, in text order."""
        for draft in drafts:
            speaker = self._speaker(draft) or (self.issuer if draft.told_by is not None else None)
            if speaker is None:
                continue
            speaker = self._in_full(speaker, draft)
            draft.name, draft.entity = speaker.name, speaker.entity
            if draft.quotations or speaker.person:
                heard = draft.source.start if draft.source is not None else speaker.at
                self.last = replace(speaker, at=heard)

    def _in_full(self, speaker: Speaker, draft: Draft) -> Speaker:
        """A speaker known by surname alone, with the given name that the source has."""
        if draft.source is None or " " in speaker.name or not speaker.person:
            return speaker
        words = behind_office(self.page.text[draft.source.start : draft.source.end].split(",")[0]).strip(" .")
        given = _FULL_NAME.match(words) and words.endswith(f" {speaker.name}") and len(words.split()) <= 3
        name = names.person_parts(words).name if given else speaker.name
        return replace(speaker, name=name or speaker.name)

    def _subjects(self) -> list[tuple[int, Entity]]:
        """Persons that sentences are about, by where; also notes what their names and titles tell of gender."""
        found = []
        for entity in self.index.entities:
            if entity.type != "PERSON":
                continue
            for mention in entity.mentions:
                gender = gender_told(self.page.text, mention)
                if gender is not None:
                    self.genders.setdefault(entity.id, gender)
                if mention.kind != "pronoun" and is_subject(self.doc[mention.head]):
                    found.append((mention.range.start, entity))
        return sorted(found, key=lambda pair: (pair[0], pair[1].id))

    def _issuer(self) -> Speaker | None:
        actor = self.index.issuer
        if actor is None:
            return None
        entity = self.index.by_id.get(actor.entity or "")
        gender = self.genders.get(actor.entity or "") or names.person_parts(actor.name).gender
        return Speaker(actor.name, actor.entity, 0, gender, entity is None or entity.type == "PERSON")

    def _speaker(self, draft: Draft) -> Speaker | None:
        at = draft.content[0].start
        if draft.source is None or draft.source_head is None:
            return (self.issuer or self.last) if draft.quotations and draft.cue is None else None
        token = self._antecedent(self.doc[draft.source_head])
        word = token.lower_
        if word in _FIRST:
            return self._first_person(token, draft, at)
        if word in _THIRD:
            return self._recent(token.idx, at, gender_of(word)) or self._linked(token, at)
        if word in _GROUP or word in ("it", "its"):
            cue = self.page.cues.get(draft.head)
            if draft.quotations and word == "they" and cue is not None and cue.lemma in ("continue", "add", "conclude"):
                return self._body(token.idx, at) or self._linked(token, at) or self._company(at)
            known = self._linked(token, at) or self._body(token.idx, at)
            return known or (self._company(at) if groups.is_company(token) else None)
        return self._named(token, draft.source, at)

    def _antecedent(self, token: Token) -> Token:
        """The noun that a relative pronoun stands for."""
        if token.lower_ not in _RELATIVE:
            return token
        verb = token.head
        while verb.dep_ in ("conj", "xcomp", "ccomp", "aux") and verb.head != verb:
            verb = verb.head
        return verb.head if verb.dep_ == "relcl" else token

    def _first_person(self, token: Token, draft: Draft, at: int) -> Speaker | None:
        quotation = self.page.quotations.at(at)
        inside = quotation is not None and draft.source is not None and quotation.range.covers(draft.source)
        speaker = self.last if inside else self.issuer
        if speaker is None:
            return None
        voice = self.index.first_person(token, speaker=Actor(speaker.name, speaker.entity))
        if len(voice.actors) == 1 and voice.actors[0].name != speaker.name:
            return Speaker(voice.actors[0].name, voice.actors[0].entity, at, None, False)
        return speaker

    def _recent(self, position: int, at: int, gender: str | None) -> Speaker | None:
        """Who spoke last, or the person that a later sentence is about, if the gender may fit."""
        last = self.last
        if last is not None and (not last.person or position - last.at > _NEARBY or clash(last.gender, gender)):
            last = None
        for start, entity in reversed(self.subjects):
            if start >= position or self.page.quotations.at(start) is not None:
                continue
            if position - start > _NEARBY or (last is not None and start <= last.at):
                break
            if not clash(self.genders.get(entity.id), gender):
                return self._of_entity(entity, at, gender)
        if last is not None:
            return replace(last, at=at, gender=last.gender or gender)
        return None

    def _linked(self, token: Token, at: int) -> Speaker | None:
        """What coreference says of a pronoun."""
        entity = self.index.for_token(token)
        return None if entity is None else self._of_entity(entity, at, gender_of(token.lower_))

    def _body(self, position: int, at: int) -> Speaker | None:
        """The body or group that spoke last, for "it" and "they"."""
        last = self.last
        if last is None or last.person or position - last.at > _NEARBY:
            return None
        return replace(last, at=at)

    def _named(self, token: Token, source: Range, at: int) -> Speaker | None:
        text = self.page.text[source.start : source.end]
        first = text.split(",")[0]
        officer = before_office(first)
        if officer != first and range_span(self.doc, source)[0].ent_type_ == "PERSON":
            person = self.index.named(officer)
            return _unknown(officer, at) if person is None else self._of_entity(person, at, None)
        several = groups.together(self.index, token, source)
        if several is not None:
            name, entity = several
            return self._of_entity(entity, at, None) if entity is not None else Speaker(name, None, at, None, False)
        actors = self.index.resolve(source)
        if len(actors) == 1 and actors[0].entity is not None:
            entity = self.index.by_id[actors[0].entity]
            bare = entity.type == "GROUP" and not entity.members and " " not in entity.name and groups.is_company(token)
            return (self._company(at) if bare else None) or self._of_entity(entity, at, None)
        joint = self.index.for_token(token) or (groups.joint(self.index, token) if groups.is_company(token) else None)
        if joint is not None:
            return self._of_entity(joint, at, None)
        if token.lemma_.lower() in phrases("attribution_statements.txt"):
            author = possessor(token) or subject_of_support(token)
            entity = None if author is None else self.index.for_token(author)
            if entity is not None:
                return self._of_entity(entity, at, None)
        return self._by_words(token, source, at)

    def _by_words(self, token: Token, source: Range, at: int) -> Speaker | None:
        """Whom the words of a source mean that no entity is found for."""
        text = self.page.text[source.start : source.end]
        if stands_for_person(token):
            gender = gender_of_role(token.lower_)
            issuer = self.issuer if self.issuer is not None and not clash(self.issuer.gender, gender) else None
            known = self._recent(token.idx, at, gender) or issuer
            if known is not None:
                return known
        person = self._only_person(source)
        if person is not None:
            return self._of_entity(person, at, None)
        if token.pos_ == "PROPN" and self.issuer is not None and text in self.issuer.name.split():
            return replace(self.issuer, at=at)
        if token.pos_ == "PROPN":
            named = next((part for part in text.split(",") if _FULL_NAME.match(part)), text.split(",")[0])
            return _unknown(behind_office(named), at)
        return Speaker(self.index.description(source) or text, None, at, None, False)

    def _only_person(self, source: Range) -> Entity | None:
        """The one person whom a source names, whatever the parse takes for its head ("novelist, Jane Roe, winner of …",
        "Jane Roe President of the union")."""
        named = {e.id: e for m, e in self.index.inside(source) if m.kind == "name" and e.type == "PERSON"}
        if len(named) != 1:
            return None
        (person,) = named.values()
        start = min(m.range.start for m in person.mentions if source.covers(m.range))
        before = self.page.text[source.start : start]
        return None if re.search(r"\b(?:of|by|with|for|from|to|and)\s$|[’']s?\s$", before) else person

    def _company(self, at: int) -> Speaker | None:
        """Those whom the lead names by one of them ("Roe and 40 of her colleagues")."""
        if not self._company_read:
            self._lead, self._company_read = groups.lead_company(self.page, self.index), True
        return None if self._lead is None else Speaker(self._lead, None, at, None, False)

    def _of_entity(self, entity: Entity, at: int, gender: str | None) -> Speaker:
        return Speaker(entity.name, entity.id, at, self.genders.get(entity.id, gender), entity.type == "PERSON")


def _unknown(words: str, at: int) -> Speaker:
    """Somebody whom only these words name."""
    parts = names.person_parts(words)
    return Speaker(parts.name.strip() or words, None, at, parts.gender, bool(parts.given))
