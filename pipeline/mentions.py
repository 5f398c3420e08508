"""Mentions by place: which entity a token, a range or a name means, and the entities of a document in order."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from pipeline import names
from pipeline.annotations import Entity, Mention, Metadata, Range
from pipeline.stretches import Stretches
from pipeline.tokens import range_span, text_of


class Mentions:
    """The mentions of a document by place. It does not follow later changes."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text: str = text_of(doc)  # spaCy joins its tokens anew at each call
        self.metadata: Metadata = doc._.metadata or Metadata()
        self.entities: list[Entity] = doc._.entities or []
        self.by_id = {entity.id: entity for entity in self.entities}
        self._heads: dict[int, tuple[Mention, Entity]] = {}
        self._mentions: list[tuple[Mention, Entity]] = sorted(
            ((m, e) for e in self.entities for m in e.mentions),
            key=lambda pair: (pair[0].range.start, -pair[0].range.end),
        )
        for mention, entity in self._mentions:
            known = self._heads.get(mention.head)
            if known is None or mention.range.end - mention.range.start < known[0].range.end - known[0].range.start:
                self._heads[mention.head] = (mention, entity)
        self._places = Stretches((m.range, (m, e)) for m, e in self._mentions)
        self._starts = {m.range.start: (m, e) for m, e in reversed(self._mentions) if m.kind == "name"}

    def mention_of(self, token: Token) -> tuple[Mention, Entity] | None:
        """The mention whose head is this token, or that covers it as part of a name; with its entity."""
        found = self._heads.get(token.i)
        if found is not None:
            return found
        best: tuple[Mention, Entity] | None = None
        for mention, entity in self._near(token.idx):
            if mention.kind == "name" and mention.range.start <= token.idx < mention.range.end:
                best = (mention, entity)
        return best

    def for_token(self, token: Token) -> Entity | None:
        """The entity that a token names: as head of a mention, or as a part of a name."""
        found = self.mention_of(token)
        return None if found is None else found[1]

    def at(self, span: Range) -> Entity | None:
        """The entity mentioned by exactly this range, but for articles, titles and possessives at its ends."""
        for mention, entity in self._near(span.start, span.end):
            if mention.range.start >= span.end:
                break
            if mention.range == span:
                return entity
            if Range(*span).covers(mention.range) or mention.range.covers(Range(*span)):
                left = self.text[min(span.start, mention.range.start) : max(span.start, mention.range.start)]
                right = self.text[min(span.end, mention.range.end) : max(span.end, mention.range.end)]
                if right.strip(" ’'s.,") == "" and (
                    left.strip().lower() in {"", "the", "a", "an"} or _only_title(left)
                ):
                    return entity
        return None

    def inside(self, span: Range) -> list[tuple[Mention, Entity]]:
        """Mentions that lie wholly in a range, with their entities, in text order."""
        return [
            (m, e)
            for m, e in self._near(span.start, span.end)
            if span.start <= m.range.start and m.range.end <= span.end
        ]

    def _near(self, start: int, end: int | None = None) -> Sequence[tuple[Mention, Entity]]:
        return self._places.near(start, start + 1 if end is None else end)

    def named(self, name: str) -> Entity | None:
        """The entity of this name: by canonical name or alias first, then as the same person or organisation."""
        key = names.key(name)
        for entity in self.entities:
            if key and key in {names.key(n) for n in (entity.name, *entity.aliases)}:
                return entity
        for entity in self.entities:
            if entity.type == "PERSON" and names.same_person(entity.name, name):
                return entity
            if entity.type in {"ORG", "GPE"} and names.same_organization(entity.name, name):
                return entity
        return None

    def members(self, entity: Entity) -> list[Entity]:
        """The entities that a joint one ("the two companies") stands for; the entity itself if it is no joint one."""
        return [self.by_id[id_] for id_ in entity.members if id_ in self.by_id] or [entity]

    def organization(self, entity: Entity | None) -> str | None:
        """The body that a person speaks for, as the document or the register states; None otherwise."""
        if entity is None or entity.type != "PERSON" or not entity.affiliations:
            return None
        return entity.affiliations[0].organization


def _only_title(text: str) -> bool:
    """Whether a stretch before a name holds titles alone ("U.S. Senator ")."""
    plain = tuple(w.lower().replace(".", "").rstrip(",") for w in text.split())
    return bool(plain) and names.leading_title((*plain, "x")) == len(plain)


def numbered(entities: list[Entity]) -> list[Entity]:
    """Entities in the order of their first mention with ids e1, e2, …; mentions sorted, members' ids follow."""
    for entity in entities:
        entity.mentions.sort(key=lambda m: (m.range.start, -m.range.end))
    ordered = sorted(entities, key=lambda e: (e.mentions[0].range.start, -e.mentions[0].range.end, e.type, e.name))
    new = {}
    for number, entity in enumerate(ordered, 1):
        if entity.id:
            new[entity.id] = f"e{number}"
        entity.id = f"e{number}"
    for entity in ordered:
        entity.members = [new[id_] for id_ in entity.members if id_ in new]
    return ordered


def mark(doc: Doc) -> None:
    """Writes the mentions of `doc._.entities` to `doc.spans["entities"]`, labelled by type, with the entity's id."""
    spans = []
    for entity in doc._.entities or []:
        for mention in entity.mentions:
            tokens = range_span(doc, mention.range)
            if len(tokens):
                spans.append(Span(doc, tokens.start, tokens.end, label=entity.type, span_id=entity.id))
    doc.spans["entities"] = sorted(spans, key=lambda s: (s.start, -s.end))
