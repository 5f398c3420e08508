"""Where quoted words stand after a text has changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.records import Span
from pipeline.review.anchors import locate, quote

TEXT = "Ann said no. Bob said no. Cid said that the harbour wall must go, and Dan said no."


def marked(text: str, words: str, nth: int = 0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return quote(text, Span(start=start, end=start + len(words), text=words))


@pytest.mark.parametrize(
    ("words", "nth", "now", "expected"),
    [
        ("said no", 1, TEXT, 17),
        ("said no", 1, "Well. " + TEXT, 23),
        ("said no", 0, TEXT.replace("Dan said no", "Dan left"), 4),
        ("said no", 1, TEXT.replace("Bob said no. ", ""), None),
        ("the harbour wall must go", 0, TEXT.replace("Cid said", "Eve wrote"), 41),
        ("the harbour wall must go", 0, "New. the harbour wall must go", 5),
        ("the harbour wall must go", 0, TEXT.replace("wall", "bridge"), None),
        ("the harbour wall must go", 0, "the harbour wall must go. the harbour wall must go", None),
        ("no", 0, "no", None),
    ],
)
def test_words_are_found_again_or_given_up(words: str, nth: int, now: str, expected: int | None) -> None:
    found = locate(now, marked(TEXT, words, nth))
    assert (found.start if found else None) == expected


def test_a_whole_text_is_its_own_context() -> None:
    assert locate("no", marked("no", "no")) == (0, 2)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=60), st.data())
def test_an_unchanged_text_gives_every_span_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert locate(text, quote(text, Span(start=start, end=end, text=text[start:end]))) == (start, end)


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_words_found_are_the_words_quoted(before: str, after: str) -> None:
    mark = marked(TEXT, "the harbour wall must go")
    now = before + TEXT[13:] + after
    found = locate(now, mark)
    assert found is not None and now[found.start : found.end] == mark.exact
