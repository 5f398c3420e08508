"""What was mentioned where, so that a pronoun can look back: sentences, subjects, quotations, titles and genders."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Token

from pipeline import names
from pipeline.annotations import Entity, Mention, Metadata, Range
from pipeline.own_voice import own_voice_name
from pipeline.quotations import find_quotations
from pipeline.stages.coreference.speakers import speaker
from pipeline.tokens import text_of

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})


@dataclass(slots=True)
class Seen:
    """One mention as a pronoun's candidate sees it."""

    entity: Entity
    mention: Mention
    sentence: int
    subject: bool
    quotation: int  # its number, or -1
    possessive: bool


def _quotations(text: str) -> tuple[list[Range], list[int]]:
    """The outermost quotations in double marks, and for each the number of the chain of paragraphs it belongs to."""
    found = [q for q in find_quotations(text).outer if q.mark == "double" and q.inner.end - q.inner.start > 1]
    return [q.range for q in found], [q.chain for q in found]


def _is_subject(head: Token) -> bool:
    """Whether a noun is a subject, or in apposition to one: "The farm federation, FDEA, is not taking part"."""
    return head.dep_ in SUBJECTS or (head.dep_ == "appos" and head.head.dep_ in SUBJECTS)


class Discourse:
    """The document as far as it has been read, mention by mention in text order."""

    def __init__(self, doc: Doc, entities: list[Entity]) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.metadata: Metadata = doc._.metadata or Metadata()
        starts = np.flatnonzero(doc.to_array("SENT_START") == 1).tolist() if len(doc) else []
        self._sentences: list[int] = starts
        self._numbers: list[int] = []
        self.quotations, self.chains = _quotations(self.text)
        self._quotation_starts = [q.start for q in self.quotations]
        number = 0
        for start in starts:
            # Sentences inside a quotation put no distance between a pronoun and the words before the quotation.
            number += self.quotation_of(doc[start].idx - 1) < 0 or self.quotation_of(doc[start].idx) < 0
            self._numbers.append(number)
        self.seen: list[Seen] = sorted(
            (self.look(entity, mention) for entity in entities for mention in entity.mentions),
            key=lambda s: (s.mention.range.start, -s.mention.range.end),
        )
        self._titles: dict[int, names.Title | None] = {}
        self.offices = self._offices()
        self.issuer = self._issuer(entities)
        self._speakers: dict[int, Entity | None] = {}

    def sentence_of(self, index: int) -> int:
        """Number of the sentence that a token stands in; those inside one quotation share a number."""
        place = bisect_right(self._sentences, index) - 1
        return self._numbers[place] if place >= 0 else 0

    def quotation_of(self, offset: int) -> int:
        """Number of the quotation that covers a place; -1 outside."""
        number = bisect_right(self._quotation_starts, offset) - 1
        return number if number >= 0 and offset < self.quotations[number].end else -1

    def look(self, entity: Entity, mention: Mention) -> Seen:
        """A mention with its grammar."""
        head: Token = self.doc[mention.head]
        return Seen(
            entity,
            mention,
            self.sentence_of(mention.head),
            _is_subject(head),
            self.quotation_of(mention.range.start),
            head.dep_ == "poss",
        )

    def add(self, entity: Entity, mention: Mention) -> None:
        """Another mention, found while reading on."""
        seen = self.look(entity, mention)
        place = bisect_right(self.seen, mention.range.start, key=lambda s: s.mention.range.start)
        self.seen.insert(place, seen)

    def before(self, offset: int, *, back: int, sentence: int) -> list[Seen]:
        """Mentions that end before `offset`, at most `back` sentences ago; nearest first."""
        end = bisect_right(self.seen, offset - 1, key=lambda s: s.mention.range.start)
        found = []
        for seen in reversed(self.seen[:end]):
            if seen.sentence < sentence - back:
                break
            if seen.mention.range.end <= offset:
                found.append(seen)
        return found

    def between(self, start: int, end: int) -> list[Seen]:
        """Mentions that start in `[start, end)`, in text order."""
        first = bisect_left(self.seen, start, key=lambda s: s.mention.range.start)
        last = bisect_left(self.seen, end, key=lambda s: s.mention.range.start)
        return self.seen[first:last]

    def at_head(self, index: int) -> Seen | None:
        """The mention whose head is this token: the shortest one; None if it is nobody's."""
        place = self.doc[index].idx
        start = bisect_right(self.seen, place, key=lambda s: s.mention.range.start)
        for seen in reversed(self.seen[max(0, start - 12) : start]):
            if seen.mention.head == index:
                return seen
        return None

    def speaker_of(self, quotation: int) -> Entity | None:
        """Whose words a quotation is: as said next to it, else that of its chain or the last one in its paragraph."""
        if quotation not in self._speakers:
            found = speaker(self, self.quotations[quotation])
            if found is None:
                mates = [n for n, chain in enumerate(self.chains) if chain == self.chains[quotation] and n != quotation]
                found = next((s for s in (speaker(self, self.quotations[n]) for n in mates) if s is not None), None)
            if found is None and quotation > 0:
                gap = self.text[self.quotations[quotation - 1].end : self.quotations[quotation].start]
                if "\n" not in gap or not gap.strip():
                    found = self.speaker_of(quotation - 1)
            self._speakers[quotation] = found
        return self._speakers[quotation]

    def title_before(self, start: int) -> names.Title | None:
        """The title before a name at this place; read once."""
        if start not in self._titles:
            self._titles[start] = names.title_before(self.text, start)
        return self._titles[start]

    def _offices(self) -> dict[int, str]:
        """Office of each person by what stands before a name; members of a list share the title that opens it."""
        offices: dict[int, str] = {}
        last: tuple[int, str] | None = None
        for seen in self.seen:
            if seen.entity.type != "PERSON" or seen.mention.kind != "name":
                continue
            where = seen.mention.range
            title = self.title_before(where.start)
            office = title.office if title is not None else None
            if office is None and last is not None and where.start - last[0] < 60:
                between = self.text[last[0] : where.start]
                if re.fullmatch(
                    r"(?:[’']s)?[ ]*(?:\([^)]*\))?(?:,[ ]?[RDI]-[\w. ]+)?(?:,|;| and| &|, and)[ ]+", between
                ):
                    office = last[1]
            if office is not None:
                offices.setdefault(id(seen.entity), office)
            last = (where.end, office) if office is not None else None
        return offices

    def office(self, entity: Entity) -> str | None:
        """What a person is by title, list or stated role."""
        found = self.offices.get(id(entity))
        if found is not None:
            return found
        return next((a.role.lower() for a in entity.affiliations if a.role), None)

    @property
    def issuing_body(self) -> Entity | None:
        """The body that issues the document, also where the text never names it; None in news or if a person does."""
        if self.issuer is not None:
            return self.issuer if self.issuer.type in {"ORG", "GROUP"} else None
        name = own_voice_name(self.metadata, self.text)
        if name is None or self.metadata.genre == "article" or not names.families(name):
            return None
        return Entity("", name, "ORG", [])

    def is_outlet(self, entity: Entity) -> bool:
        """Whether a body is the paper that tells the news, or the first words of its name."""
        paper = self.metadata.outlet or (self.metadata.issuer if self.metadata.genre == "article" else None)
        words = names.words(names.without_article(entity.name))
        return paper is not None and names.words(names.without_article(paper))[: len(words)] == words

    def _issuer(self, entities: list[Entity]) -> Entity | None:
        """The entity that issues the document; None in news."""
        meta = self.metadata
        # Who wrote a news article is none of those it tells of.
        name = meta.issuer if meta.genre == "article" else own_voice_name(meta, self.text)
        if name is None:
            return None
        for entity in entities:
            if meta.genre == "article" and entity.type != "PERSON":
                continue  # the outlet
            if names.key(name) in {names.key(n) for n in (entity.name, *entity.aliases)}:
                return entity
        for entity in entities:
            if entity.type == "PERSON" and names.same_person(entity.name, name):
                return entity
            if meta.genre != "article" and entity.type == "ORG" and names.same_organization(entity.name, name):
                return entity
        return None
