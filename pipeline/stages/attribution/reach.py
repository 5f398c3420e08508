"""Half-quoted words that a reported sentence goes on to, past where the parse sees its end."""

from __future__ import annotations

import re

from pipeline.annotations import Range
from pipeline.stages.attribution.draft import Draft, Page

_REACH = 160
_SENTENCE_BREAK = re.compile(r"[.?!;][”’\"')\]]*\s|\n")


def reach(page: Page, draft: Draft, content: list[Range], owned: dict[Range, Draft]) -> list[Range]:
    """A content with the half-quoted words that its sentence goes on to, past where the parse sees its end
    ("said he had offers, but “the offers were …”")."""
    if draft.cue is None or content[-1].start < draft.cue.end or page.quotations.at(draft.cue.start) is not None:
        return content
    end = content[-1].end
    while True:
        rest = Range(end, min(end + _REACH, len(page.text)))
        quotation = next((q for q in page.quotations.within(rest) if q.range.start >= end), None)
        if quotation is None or quotation.range in owned or _parted(page, draft, end, quotation.range.start):
            return [*content[:-1], Range(content[-1].start, end)]
        end = quotation.range.end


def _parted(page: Page, draft: Draft, start: int, end: int) -> bool:
    """Whether the words between a content and a quotation end the sentence or bring another cue."""
    words = page.text[start:end]
    if _SENTENCE_BREAK.search(words):
        return True
    first, last = page.tokens(Range(start, end)) if end > start else (0, 0)
    clause = draft.rule.startswith("clause")
    for index in range(first, last):
        token = page.doc[index]
        if index in page.cues and page.cues[index].part == "VERB" and page.cues[index].quotation:
            return True
        if not clause and (
            token.text == "," or (token.dep_ in ("nsubj", "nsubjpass") and token.tag_ not in ("WP", "WDT"))
        ):
            return True
    return False
