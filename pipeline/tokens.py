"""Small readings of the dependency parse that every stage needs, in the notation of `Range`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.strings import StringStore
from spacy.tokens import Doc, Span, Token

from pipeline.annotations import Range

#: Verbs whose past looks like their present: "the news hurt shares on Friday".
PAST_ALIKE = frozenset("cut put hit hurt let cost shut split spread quit read beat cast".split())

_TEXT = "onrecord_text"
_WORDS = "onrecord_words"


def text_of(doc: Doc) -> str:
    """The text of a document, put together once: `doc.text` joins all tokens anew at every call."""
    text = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return str(text)


@cache
def _hashes(words: frozenset[str]) -> frozenset[int]:
    store = StringStore()
    return frozenset(store.add(word) for word in words)


def word_places(doc: Doc, words: frozenset[str]) -> list[int]:
    """Indices of the tokens that are one of these words (given in lower case), in text order."""
    wanted, written = _hashes(words), doc.user_data.get(_WORDS)
    if written is None:
        written = doc.user_data[_WORDS] = doc.to_array("LOWER").tolist()
    return [index for index, word in enumerate(written) if word in wanted]


def span_range(span: Span) -> Range:
    """The characters of a spaCy span."""
    return Range(span.start_char, span.end_char)


def token_range(first: Token, last: Token) -> Range:
    """The characters from the first token to the end of the last one."""
    return Range(first.idx, last.idx + len(last))


def trimmed(text: str, start: int, end: int, *, drop: str = " \t\r\n\u00a0") -> Range | None:
    """The range without the characters of `drop` at its ends; None if nothing is left."""
    while start < end and text[start] in drop:
        start += 1
    while end > start and text[end - 1] in drop:
        end -= 1
    return Range(start, end) if start < end else None


def range_span(doc: Doc, span: Range) -> Span:
    """The tokens that a range touches (at least partly). `doc[0:0]` if it touches none."""
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return doc[0:0] if found is None else found


def subtree_range(token: Token, *, without: Iterable[Token] = ()) -> Range:
    """The characters of a token's subtree, leaving out the subtrees of its descendants in `without`.

    The range is continuous: from the first token kept to the last one kept.
    """
    left_out = {descendant.i for child in without for descendant in child.subtree}
    kept = [t for t in token.subtree if t.i not in left_out] or [token]
    return token_range(kept[0], kept[-1])
