"""Sections: what each stretch of the text is there for, and what its lines say of the document.

Reads the text alone, so it runs before the parser. Writes `doc._.sections`, completes `doc._.metadata`, fills
`doc.spans["sections"]`, and, where no parse is there yet, starts a sentence at each section so that none runs over
a blank line, a heading or a list item.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.annotations import Metadata, Section
from pipeline.attributes import register
from pipeline.layout.calendar import Order
from pipeline.layout.cues import words
from pipeline.layout.metadata import complete
from pipeline.layout.parts import read_layout
from pipeline.tokens import text_of

#: A stop, and either a mark that closes what stands before it or space and a word.
_STOP = re.compile(r"[.!?…,](?:(?P<glued>(?=[\"”’»)\]]))|(?<=\.)[ \t\u00a0]+(?=\S))")
#: Characters of the longest abbreviation.
_LONGEST = 16
IntArray = npt.NDArray[Any]


class Sections:
    """The component."""

    def __init__(self, *, order: Order) -> None:
        self.order = order
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Sections, metadata and sentence starts of one document."""
        text = text_of(doc)
        layout = read_layout(text, order=self.order)
        doc._.sections = [Section(part.range, part.kind) for part in layout.parts]
        metadata = doc._.metadata or Metadata()
        complete(metadata, text, layout, order=self.order)
        doc._.metadata = metadata
        _mark(doc, text)
        return doc


def _mark(doc: Doc, text: str) -> None:
    """Span group and sentence starts."""
    free = not doc.has_annotation("DEP") and not doc.has_annotation("SENT_START")
    starts = doc.to_array("IDX")
    sections: list[Section] = doc._.sections
    firsts = np.searchsorted(starts, [section.range.start for section in sections]).tolist()
    ends = np.searchsorted(starts, [section.range.end for section in sections]).tolist()
    if free:
        for number in _never_starts(text, starts):
            doc[number].is_sent_start = False
    spans: list[Span] = []
    for section, first, end in zip(sections, firsts, ends, strict=True):
        if first >= end:
            continue
        spans.append(Span(doc, first, end, label=section.kind))
        if free and section.kind == "list_item" and end > first + 1:
            # The item's mark is no sentence.
            doc[first + 1].is_sent_start = False
        if free and first > 0:
            doc[first].is_sent_start = True
    doc.spans["sections"] = spans


def _never_starts(text: str, starts: IntArray) -> list[int]:
    """Indices of tokens that start no sentence: after "Sen.", a closing quotation mark after a full stop, …"""
    places = [match.end() for match in _STOP.finditer(text) if match["glued"] is not None or _abbreviates(text, match)]
    found = np.searchsorted(starts, places).tolist()
    return [n for n, place in zip(found, places, strict=True) if n < len(starts) and starts[n] == place]


def _abbreviates(text: str, stop: re.Match[str]) -> bool:
    """Whether the full stop ends an abbreviation after which the sentence goes on."""
    at = stop.start()
    head = text[max(0, at - _LONGEST) : at + 1].split()
    if text[at] != "." or not head:
        return False
    word, first = head[-1].lstrip('("“‘'), text[stop.end()]
    if word in words("title_abbreviations"):
        return True
    if word in words("state_abbreviations"):
        follows = text[stop.end() : stop.end() + _LONGEST].split()[0]
        return first.isupper() and follows.strip(",").lower() not in words("english")
    return first.islower() and word[:-1] in words("abbreviations")


@Language.factory(
    "onrecord_sections",
    assigns=["doc._.sections", "doc._.metadata", "doc.spans"],
    default_config={"order": "MDY"},
)
def make_sections(nlp: Language, name: str, order: Order) -> Sections:
    """The factory. `order`: which comes first in a masthead date such as 6/11/20."""
    return Sections(order=order)
