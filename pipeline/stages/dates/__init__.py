"""Finds time expressions and gives each its TIMEX3 value (docs/dates.md).

Reads `doc._.metadata.published` (the date that relative expressions count from) and `doc._.sections` (silent ones are
skipped); writes `doc._.dates` (`list[DateMention]`, in text order) and `doc.spans["dates"]`.
"""

from __future__ import annotations

from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotations import DateMention
from pipeline.attributes import register
from pipeline.stages.dates.cascade import Cascade, mentions
from pipeline.tokens import range_span


class DateTagger:
    """The stage. `order` says how 6/11/20 reads: month first ("MDY") or day first ("DMY")."""

    def __init__(self, order: Literal["MDY", "DMY"]) -> None:
        self.cascade = Cascade(order)

    def __call__(self, doc: Doc) -> Doc:
        found: list[DateMention] = mentions(doc, self.cascade)
        doc._.dates = found
        spans = [range_span(doc, mention.range) for mention in found]
        for span, mention in zip(spans, found, strict=True):
            span.label_ = mention.type
        doc.spans["dates"] = [span for span in spans if len(span)]
        return doc


@Language.factory(
    "onrecord_dates", default_config={"order": "MDY"}, assigns=["doc._.dates"], requires=["token.tag", "token.head"]
)
def make_date_tagger(nlp: Language, name: str, order: Literal["MDY", "DMY"]) -> DateTagger:
    """The component for `nlp.add_pipe("onrecord_dates")`."""
    register()
    return DateTagger(order)
