"""Sections: what each stretch of the text is there for, and what its lines say of the document.

Reads the text alone, so it runs before the parser. Writes `doc._.sections`, completes `doc._.metadata`, fills
`doc.spans["sections"]`, and, where no parse is there yet, starts a sentence at each section so that none runs over
a blank line, a heading or a list item.
"""

from __future__ import annotations

from bisect import bisect_left

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.annotations import Metadata, Section
from pipeline.attributes import register
from pipeline.layout.calendar import Order
from pipeline.layout.metadata import complete
from pipeline.layout.parts import read_layout


class Sections:
    """The component."""

    def __init__(self, *, order: Order) -> None:
        self.order = order
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Sections, metadata and sentence starts of one document."""
        layout = read_layout(doc.text, order=self.order)
        doc._.sections = [Section(part.range, part.kind) for part in layout.parts]
        metadata = doc._.metadata or Metadata()
        complete(metadata, doc.text, layout, order=self.order)
        doc._.metadata = metadata
        _mark(doc)
        return doc


def _mark(doc: Doc) -> None:
    """Span group and sentence starts."""
    starts = [token.idx for token in doc]
    free = not doc.has_annotation("DEP") and not doc.has_annotation("SENT_START")
    spans: list[Span] = []
    for section in doc._.sections:
        first, end = bisect_left(starts, section.range.start), bisect_left(starts, section.range.end)
        if first >= end:
            continue
        spans.append(Span(doc, first, end, label=section.kind))
        if free and first > 0:
            doc[first].is_sent_start = True
    doc.spans["sections"] = spans


@Language.factory(
    "onrecord_sections",
    assigns=["doc._.sections", "doc._.metadata", "doc.spans"],
    default_config={"order": "MDY"},
)
def make_sections(nlp: Language, name: str, order: Order) -> Sections:
    """The factory. `order`: which comes first in a masthead date such as 6/11/20."""
    return Sections(order=order)
