"""Where a decision holds on to a text: the words, what stands before and after them, and where they stood.

After the W3C Web Annotation selectors TextQuoteSelector (exact, prefix, suffix) and TextPositionSelector (start, end).
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from pipeline.annotations import Range
from pipeline.records import Model, Span

#: Code points kept on either side of a quotation.
WIDTH = 48
#: A quotation this long that stands once in the text needs no context to be recognised.
DISTINCT = 24
#: The least context on each side that tells one place from another.
ENOUGH = 4


class Quote(Model):
    """A stretch of words and its surroundings."""

    exact: str = Field(min_length=1, description="the words")
    prefix: str = Field("", description="what stands before")
    suffix: str = Field("", description="what stands after")
    start: int = Field(ge=0, description="first code point, where it was read")
    end: int = Field(gt=0, description="one past the last")
    repeats: int = Field(0, ge=0, description="how often the same words stand elsewhere in the text")


def quote(text: str, span: Span) -> Quote:
    """The quotation of `span` in `text`."""
    return Quote(
        exact=span.text,
        prefix=text[max(0, span.start - WIDTH) : span.start],
        suffix=text[span.end : span.end + WIDTH],
        start=span.start,
        end=span.end,
        repeats=max(0, text.count(span.text) - 1),
    )


def locate(text: str, mark: Quote) -> Range | None:
    """Where the quoted words stand in `text` now, or None where that is not certain.

    The place with most of its old surroundings wins. Words that stood, or stand, more than once are only recognised by
    what is on both sides of them, and words too few to be distinct by what is on either: a wrong place is worse than
    none.
    """
    if text.startswith(mark.exact, mark.start) and _context(text, mark.start, mark) == (
        len(mark.prefix),
        len(mark.suffix),
    ):
        return Range(mark.start, mark.end)
    places = [(sum(sides := _context(text, start, mark)), start, sides) for start in occurrences(text, mark.exact)]
    if not places:
        return None
    best, start, (before, after) = max(places)
    if sum(context == best for context, _, _ in places) > 1:
        return None
    if mark.repeats or len(places) > 1:
        known = before >= min(ENOUGH, len(mark.prefix)) and after >= min(ENOUGH, len(mark.suffix))
    else:
        known = len(mark.exact) >= DISTINCT or best >= min(2 * ENOUGH, len(mark.prefix) + len(mark.suffix))
    return Range(start, start + len(mark.exact)) if known else None


def occurrences(text: str, words: str) -> Iterator[int]:
    """Starts of all places where `words` stand in `text`, overlapping ones included."""
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _context(text: str, start: int, mark: Quote) -> tuple[int, int]:
    """How many code points before and after `start` are as they were before and after the quotation."""
    before = text[max(0, start - len(mark.prefix)) : start]
    after = text[start + len(mark.exact) : start + len(mark.exact) + len(mark.suffix)]
    return _common(before[::-1], mark.prefix[::-1]), _common(after, mark.suffix)


def _common(left: str, right: str) -> int:
    count = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        count += 1
    return count
