"""One document as the stance stage sees it: who is mentioned where, who speaks where, whose document it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from pipeline.actors import ACTOR_TYPES, ActorIndex
from pipeline.annotations import Attribution, Entity, Metadata, Range, Section
from pipeline.labels import SILENT_SECTIONS
from pipeline.stretches import Stretches
from pipeline.tokens import text_of, trimmed

_NAMED = frozenset({"PERSON", "ORG", "NORP"})


@dataclass(slots=True)
class Context:
    """What earlier stages left, indexed for the reader."""

    doc: Doc
    metadata: Metadata
    attributions: list[Attribution]
    sections: list[Section]
    index: ActorIndex
    text: str  # text_of(doc), which spaCy builds anew at every look
    topics: list[Range] = field(default_factory=list)  # targets read so far, in reading order
    _contents: Stretches[tuple[int, Range]] = field(init=False)
    _sections: Stretches[Section] = field(init=False)

    def __post_init__(self) -> None:
        contents = [(order, content) for order, item in enumerate(self.attributions) for content in item.content]
        self._contents = Stretches((content, (order, content)) for order, content in contents)
        self._sections = Stretches((section.range, section) for section in self.sections)

    def entity_at(self, token: Token) -> Entity | None:
        """The entity a noun or pronoun mentions."""
        return self.index.for_token(token)

    def names_actor(self, sentence: Span) -> bool:
        """Whether a sentence names somebody, by the base model's tags (looked at first: they cost least) or ours."""
        return any(token.ent_type_ in _NAMED for token in sentence) or any(
            entity.type in ACTOR_TYPES for token in sentence if (entity := self.entity_at(token)) is not None
        )

    def section_at(self, position: int) -> str:
        """The kind of section a character stands in ("body" where sections are unknown)."""
        return next((section.kind for section in self._sections.near(position, position + 1)), "body")

    def is_silent(self, position: int) -> bool:
        """Whether nothing is read there: contact lines, boilerplate, captions."""
        return self.section_at(position) in SILENT_SECTIONS

    def within_paragraph(self, span: Range, at: Range) -> Range:
        """The part of a range that stands in the same paragraph, or item of a list, as `at`."""
        start, end = span
        for section in self._sections.near(*span):
            opens = section.range.start
            apart = section.kind == "list_item" or self.text[:opens].endswith("\n\n")
            if apart and start < opens <= at.start:
                start = opens
            elif apart and at.end <= opens < end:
                end = opens
        return trimmed(self.text, start, end) or span

    def attribution_of(self, span: Range) -> Attribution | None:
        """The innermost attribution relation whose content holds most of a range."""
        held = []
        for order, content in self._contents.near(*span):
            shared = min(content.end, span.end) - max(content.start, span.start)
            if shared * 2 > span.end - span.start:
                held.append((content.end - content.start, order))
        return self.attributions[min(held)[1]] if held else None

    def attribution(self, id_: str | None) -> Attribution | None:
        """An attribution relation by its id."""
        return next((item for item in self.attributions if item.id == id_), None)

    def quoted(self, span: Range) -> bool:
        """Whether a range lies within quotation marks, by the marks of its paragraph."""
        text = self.text
        start = text.rfind("\n", 0, span.start) + 1
        before = text[start : span.start]
        if before.count("“") > before.count("”"):
            return True
        straight = before.count('"') + before.count("``") + before.count("''")
        return straight % 2 == 1


def build(doc: Doc) -> Context:
    """The context of a document; what an earlier stage did not leave counts as empty."""
    return Context(
        doc, doc._.metadata or Metadata(), doc._.attributions or [], doc._.sections or [], ActorIndex(doc), text_of(doc)
    )
