"""One document as the stance stage sees it: who is mentioned where, who speaks where, whose document it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from pipeline.annotations import Attribution, Entity, Metadata, Range, Section
from pipeline.labels import SILENT_SECTIONS
from pipeline.tokens import range_span

#: Genres in which the document's own voice is somebody's position.
OWN_VOICE_GENRES = frozenset({"statement", "release", "letter", "declaration", "post"})
_ACTOR_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP", "GROUP", "HANDLE"})


@dataclass(slots=True)
class Context:
    """What earlier stages left, indexed for the reader."""

    doc: Doc
    metadata: Metadata
    entities: dict[str, Entity]
    attributions: list[Attribution]
    sections: list[Section]
    by_head: dict[int, Entity] = field(default_factory=dict)
    by_token: dict[int, Entity] = field(default_factory=dict)
    topics: list[Range] = field(default_factory=list)  # targets read so far, in reading order

    def entity_at(self, token: Token) -> Entity | None:
        """The entity a noun or pronoun mentions: by the mention's head, else the shortest mention around the token."""
        return self.by_head.get(token.i) or self.by_token.get(token.i)

    def section_at(self, position: int) -> str:
        """The kind of section a character stands in ("body" where sections are unknown)."""
        for section in self.sections:
            if section.range.start <= position < section.range.end:
                return section.kind
        return "body"

    def is_silent(self, position: int) -> bool:
        """Whether nothing is read there: contact lines, boilerplate, captions."""
        return self.section_at(position) in SILENT_SECTIONS

    def attribution_of(self, span: Range) -> Attribution | None:
        """The innermost attribution relation whose content holds most of a range."""
        best, size = None, 0
        for item in self.attributions:
            for content in item.content:
                shared = min(content.end, span.end) - max(content.start, span.start)
                if shared * 2 > span.end - span.start:
                    length = content.end - content.start
                    if best is None or length < size:
                        best, size = item, length
        return best

    def attribution(self, id_: str | None) -> Attribution | None:
        """An attribution relation by its id."""
        return next((item for item in self.attributions if item.id == id_), None)

    def quoted(self, span: Range) -> bool:
        """Whether a range lies within quotation marks, by the marks of its paragraph."""
        text = self.doc.text
        start = text.rfind("\n", 0, span.start) + 1
        before = text[start : span.start]
        if before.count("“") > before.count("”"):
            return True
        straight = before.count('"') + before.count("``") + before.count("''")
        return straight % 2 == 1

    def find_entity(self, name: str | None) -> Entity | None:
        """The entity of a canonical name or alias."""
        if not name:
            return None
        wanted = name.casefold()
        for entity in self.entities.values():
            if entity.name.casefold() == wanted or any(alias.casefold() == wanted for alias in entity.aliases):
                return entity
        return None


def is_actor(entity: Entity) -> bool:
    """Whether an entity can hold a position."""
    return entity.type in _ACTOR_TYPES


def build(doc: Doc) -> Context:
    """The context of a document; what an earlier stage did not leave counts as empty."""
    entities: list[Entity] = doc._.entities or []
    context = Context(
        doc,
        doc._.metadata or Metadata(),
        {entity.id: entity for entity in entities},
        doc._.attributions or [],
        doc._.sections or [],
    )
    sizes: dict[int, int] = {}
    for entity in entities:
        for mention in entity.mentions:
            context.by_head.setdefault(mention.head, entity)
            size = mention.range.end - mention.range.start
            for token in range_span(doc, mention.range):
                if token.i not in sizes or size < sizes[token.i]:
                    context.by_token[token.i], sizes[token.i] = entity, size
    return context
