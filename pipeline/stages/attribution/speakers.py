"""Who the source is: from its words to an actor, in the order of the text.

Names and nominals go by `ActorIndex`; pronouns to whom they most likely mean here, which is the last speaker more often
than the nearest name; an utterance without a source to the issuer. Without entities the words themselves are the name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from pipeline import names
from pipeline.actors import ActorIndex
from pipeline.annotations import Actor, Entity, Mention, Range
from pipeline.stages.attribution.draft import Draft, Page
from pipeline.stages.attribution.lexicon import phrases
from pipeline.stages.attribution.syntax import possessor, subject_of_support

_FIRST = frozenset({"i", "we", "me", "my", "us", "our", "myself", "ourselves"})
_THIRD = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_GROUP = frozenset({"they", "their", "them", "themselves"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_NEARBY = 1500


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

    def _subjects(self) -> list[tuple[int, Entity]]:
        """Persons that sentences are about, by where; also notes what their names and titles tell of gender."""
        found = []
        for entity in self.index.entities:
            if entity.type != "PERSON":
                continue
            for mention in entity.mentions:
                gender = _gender(self.page.text, mention)
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
            return self._recent(token.idx, at, _gender_of(word)) or self._linked(token, at)
        if word in _GROUP or word in ("it", "its"):
            return self._linked(token, at) or self._body(token.idx, at)
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
        if last is not None and (not last.person or position - last.at > _NEARBY or _clash(last.gender, gender)):
            last = None
        for start, entity in reversed(self.subjects):
            if start >= position or self.page.quotations.at(start) is not None:
                continue
            if position - start > _NEARBY or (last is not None and start <= last.at):
                break
            if not _clash(self.genders.get(entity.id), gender):
                return self._of_entity(entity, at, gender)
        if last is not None:
            return replace(last, at=at, gender=last.gender or gender)
        return None

    def _linked(self, token: Token, at: int) -> Speaker | None:
        """What coreference says of a pronoun."""
        entity = self.index.for_token(token)
        return None if entity is None else self._of_entity(entity, at, _gender_of(token.lower_))

    def _body(self, position: int, at: int) -> Speaker | None:
        """The body or group that spoke last, for "it" and "they"."""
        last = self.last
        if last is None or last.person or position - last.at > _NEARBY:
            return None
        return replace(last, at=at)

    def _named(self, token: Token, source: Range, at: int) -> Speaker | None:
        together = self._together(token, source)
        if together is not None:
            return self._of_entity(together, at, None)
        actors = self.index.resolve(source)
        if len(actors) == 1 and actors[0].entity is not None:
            return self._of_entity(self.index.by_id[actors[0].entity], at, None)
        joint = self.index.for_token(token)
        if joint is not None:
            return self._of_entity(joint, at, None)
        if token.lemma_.lower() in phrases("attribution_statements.txt"):
            author = possessor(token) or subject_of_support(token)
            entity = None if author is None else self.index.for_token(author)
            if entity is not None:
                return self._of_entity(entity, at, None)
        if stands_for_person(token):
            gender = _gender_of_role(token.lower_)
            issuer = self.issuer if self.issuer is not None and not _clash(self.issuer.gender, gender) else None
            known = self._recent(token.idx, at, gender) or issuer
            if known is not None:
                return known
        text = self.page.text[source.start : source.end]
        if token.pos_ == "PROPN":
            parts = names.person_parts(text.split(",")[0])
            return Speaker(parts.name.strip() or text, None, at, parts.gender, bool(parts.given))
        return Speaker(self.index.description(source) or text, None, at, None, False)

    def _together(self, token: Token, source: Range) -> Entity | None:
        """The joint actor that a coordination of names is ("Reps. Don Bacon and Judy Chu")."""
        if not any(child.dep_ == "conj" and child.idx < source.end for child in token.children):
            return None
        for entity in self.index.entities:
            if entity.members and any(m.range.start <= token.idx < m.range.end for m in entity.mentions):
                return entity
        return None

    def _of_entity(self, entity: Entity, at: int, gender: str | None) -> Speaker:
        return Speaker(entity.name, entity.id, at, self.genders.get(entity.id, gender), entity.type == "PERSON")


def _gender(text: str, mention: Mention) -> str | None:
    """What a mention tells of gender: its title, its given name, or the title before it."""
    if mention.kind != "name":
        return None
    title = names.title_before(text, mention.range.start)
    if title is not None and title.gender is not None:
        return title.gender
    return names.person_parts(text[mention.range.start : mention.range.end]).gender


def _gender_of(word: str) -> str | None:
    if word in ("she", "her", "hers", "herself"):
        return "f"
    return "m" if word in ("he", "him", "his", "himself") else None


def _gender_of_role(word: str) -> str | None:
    if word.endswith("woman"):
        return "f"
    return "m" if word.endswith("man") and not word.endswith("woman") else None


def _clash(known: str | None, wanted: str | None) -> bool:
    return known is not None and wanted is not None and known != wanted


def stands_for_person(token: Token) -> bool:
    """Whether a nominal stands for a person named before ("the senator", "the 41-year-old care worker")."""
    words = list(token.children)
    if any(t.dep_ in ("prep", "poss", "relcl", "appos") for t in words) or token.tag_ in ("NNS", "NNPS"):
        return False
    office = (token.lower_.replace(".", ""),) in names.titles()
    if token.pos_ == "PROPN" and not office:
        return False
    definite = any(t.lower_ in ("the", "this", "that") for t in words) or token.text[:1].isupper()
    body = any(t.pos_ == "PROPN" and t.dep_ == "compound" and t.ent_type_ == "ORG" for t in words)
    return definite and not body and (office or token.lower_.endswith(("er", "or", "ist", "man", "ian", "ee")))


def is_subject(token: Token) -> bool:
    """Whether a name is what a sentence is about: the subject of its main verb, or in apposition to it."""
    if token.dep_ in ("appos", "compound"):
        token = token.head
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    verb = token.head
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
    return verb.dep_ == "ROOT" or verb.head == verb
