"""The words that name a source."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.annotations import Range
from pipeline.quotations import Quotation
from pipeline.stages.attribution.draft import Page
from pipeline.stages.attribution.lexicon import titles
from pipeline.stages.attribution.syntax import ranges

_TITLE_REST = re.compile(r"\.(?: [A-Z][\w’'-]+)+")


def source_range(page: Page, source: Token, cue: Token, content_tokens: list[int]) -> Range | None:
    """The words that name a source: its noun phrase, without the cue, the content and quotations."""
    drop = set(content_tokens)
    below = {t.i for t in cue.subtree}
    if source.i in below or not any(t.i == cue.i for t in source.subtree):
        tokens = [t.i for t in source.subtree if t.i not in drop]
    else:  # the cue hangs on the noun: "a letter urging …", "the man who said …"
        tokens = [t.i for t in source.subtree if t.i not in below and t.i not in drop]
    quotation = page.quoted(source)
    run = [source.i]
    for step in (-1, 1):
        index = source.i + step
        chosen = set(tokens)
        while index in chosen and page.quoted(page.doc[index]) is quotation and "\n" not in page.doc[index].text:
            run.append(index)
            index += step
    found = ranges(page.doc, run)
    return _outside(page, found[0], quotation) if found else None


def _outside(page: Page, span: Range, home: Quotation | None) -> Range:
    """A source without what belongs to a quotation beside it, where no space parts the two; titles with their name."""
    for other in page.quotations.within(span):
        if other is not home and other.range.end < span.end and other.range.start <= span.start:
            span = Range(other.range.end, span.end)
    rest = _TITLE_REST.match(page.text, span.end) if page.text[span.start : span.end].casefold() in titles() else None
    return Range(span.start, rest.end()) if rest else span
