"""How a relation is put together from what a finder saw in the parse: content, cue, source and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from pipeline.stages.attribution.draft import Draft, Page
from pipeline.stages.attribution.sources import source_range
from pipeline.stages.attribution.syntax import hypothetical, negated, ranges


def relation(
    page: Page,
    head: Token,
    *,
    rule: str,
    content: Iterable[int],
    cue: Iterable[int],
    source: Token | None,
    verb: Token | None,
    type: str,
    away: Iterable[int] | None = None,
) -> Draft | None:
    """The relation of a cue and a content in the parse, or None where no word of content is left.

    Args:
        head: the cue's head word.
        content, cue: token indices; what the cue has is left out of the content.
        source: the head of the words that name the source.
        verb: the verb that says whether the attribution is denied or supposed.
        away: tokens that do not belong to the source though they hang on it (default: the content).
    """
    tokens, words = list(content), set(cue)
    spans = ranges(page.doc, (i for i in tokens if i not in words), keep_marks=True)
    if not spans:
        return None
    return Draft(
        content=spans,
        rule=rule,
        head=head.i,
        cue=ranges(page.doc, range(min(words), max(words) + 1))[0],
        source=None if source is None else source_range(page, source, head, list(away or tokens)),
        source_head=None if source is None else source.i,
        negated=verb is not None and negated(verb),
        hypothetical=verb is not None and hypothetical(verb),
        type=type,
    )
