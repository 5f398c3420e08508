"""Who said it: every attribution relation of a document, with its source, cue and content.

Reads the parse, the quotation marks, `doc._.sections` and `doc._.entities`; writes `doc._.attributions` and
`doc.spans["attributions"]`. Quotations are tied to cues by layout and order; indirect speech comes from the parse.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import labels
from pipeline.annotations import Attribution, Range
from pipeline.attributes import register
from pipeline.stages.attribution.draft import Draft, Page
from pipeline.stages.attribution.merge import attributions, merge
from pipeline.stages.attribution.phrases import phrase_drafts
from pipeline.stages.attribution.raising import raised_drafts
from pipeline.stages.attribution.sequence import spoken_drafts
from pipeline.stages.attribution.speakers import Speakers
from pipeline.stages.attribution.unmarked import read_on
from pipeline.stages.attribution.verbs import verb_drafts
from pipeline.stages.attribution.voices import cards, headlines, posts, turns
from pipeline.tokens import range_span


def attributions_of(doc: Doc) -> list[Attribution]:
    """All attribution relations of a parsed document, in text order."""
    page = Page(doc, _silent(doc))
    laid_out = turns(page) + posts(page) + cards(page) + headlines(page)
    spoken = [draft for draft in spoken_drafts(page) if not _within(draft, laid_out)]
    for draft in spoken:
        read_on(page, draft)
    parsed = verb_drafts(page) + raised_drafts(page) + phrase_drafts(page)
    drafts = merge(page, laid_out + spoken, parsed)
    Speakers(page).resolve(drafts)
    return attributions(page, drafts)


def _within(draft: Draft, laid_out: list[Draft]) -> bool:
    return any(part.overlaps(draft.content[0]) for other in laid_out for part in other.content)


def _silent(doc: Doc) -> list[Range]:
    return [section.range for section in doc._.sections or [] if section.kind in labels.SILENT_SECTIONS]


class AttributionStage:
    """The component: `doc._.attributions` and a span group with one span a content part."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the relations and hang them on the document."""
        found = attributions_of(doc)
        doc._.attributions = found
        doc.spans["attributions"] = [_labelled(doc, part, item) for item in found for part in item.content]
        return doc


def _labelled(doc: Doc, part: Range, item: Attribution) -> Span:
    span = range_span(doc, part)
    return Span(doc, span.start, span.end, label=item.kind)


@Language.factory(
    "onrecord_attribution",
    assigns=["doc._.attributions", "doc.spans"],
    requires=["token.dep", "token.lemma", "doc.sents"],
)
def make_attribution(nlp: Language, name: str) -> AttributionStage:
    """The `onrecord_attribution` component."""
    register()
    return AttributionStage()
