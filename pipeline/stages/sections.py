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
from pipeline.layout.cues import words
from pipeline.layout.metadata import complete
from pipeline.layout.parts import read_layout

#: Marks that close what stands before them when no space parts the two.
_CLOSERS = "\"”’'»)]"


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
        if first < end:
            spans.append(Span(doc, first, end, label=section.kind))
    doc.spans["sections"] = spans
    if free:
        _join(doc)
        for span in spans:
            if span.label_ == "list_item" and len(span) > 1:
                # The item's mark is no sentence.
                doc[span.start + 1].is_sent_start = False
            if span.start > 0:
                doc[span.start].is_sent_start = True


def _join(doc: Doc) -> None:
    """Tells the parser where no sentence starts: after "Sen.", before a closing quotation mark, …"""
    titles, states, abbreviations = words("title_abbreviations"), words("state_abbreviations"), words("abbreviations")
    texts = [token.text for token in doc]
    last, before_last = "", ""
    for number, text in enumerate(texts):
        if text.isspace():
            if "\n" in text:
                last = before_last = ""
            continue
        first = text[0]
        if (
            (first in _CLOSERS and last and not doc[number - 1].whitespace_)
            or last in titles
            or (last in states and first.isupper() and text.lower() not in words("english"))
            or (last == "." and first.islower() and before_last in abbreviations)
        ):
            doc[number].is_sent_start = False
        last, before_last = text, last


@Language.factory(
    "onrecord_sections",
    assigns=["doc._.sections", "doc._.metadata", "doc.spans"],
    default_config={"order": "MDY"},
)
def make_sections(nlp: Language, name: str, order: Order) -> Sections:
    """The factory. `order`: which comes first in a masthead date such as 6/11/20."""
    return Sections(order=order)
