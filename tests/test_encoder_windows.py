"""How a text is cut for the encoder."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotations import Range
from pipeline.stages.encoder.windows import Pieces, cut, quoted_ranges, sentence_starts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no.” Then he left.", ["no."]),
        ('"Yes," she said. "No," he said.', ["Yes,", "No,"]),
        ("“When it began\nit was small.", ["When it began"]),
        ("«Oui», dit-il.", ["Oui"]),
        ("No quotation here.", []),
        ("It is “unfinished", ["unfinished"]),
    ],
)
def test_quoted_ranges(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_ranges(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One ended. Two began.", ["One ended. ", "Two began."]),
        ("Sen. Smith met Rep. Jones.", ["Sen. Smith met Rep. Jones."]),
        ("The U.S. Senate voted.", ["The U.S. Senate voted."]),
        ("A heading\n\nA line.", ["A heading\n\n", "A line."]),
        ("“Stop it!” “We will.”", ["“Stop it!” ", "“We will.”"]),
    ],
)
def test_sentence_starts(text: str, expected: list[str]) -> None:
    starts = sentence_starts(text)
    assert [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)] == expected


@settings(deadline=None)
@given(st.text(alphabet='aA .!\n“”"', max_size=80))
def test_quotations_are_in_order_and_inside(text: str) -> None:
    last = 0
    for span in quoted_ranges(text):
        assert isinstance(span, Range)
        assert last <= span.start <= span.end <= len(text)
        last = span.end


@settings(deadline=None)
@given(st.integers(1, 400), st.lists(st.integers(0, 399), max_size=40), st.integers(20, 90))
def test_windows_cover_every_piece_once(total: int, starts: list[int], size: int) -> None:
    places = np.arange(total)
    pieces = Pieces(places, np.zeros(total, dtype=np.int64), np.stack([places, places + 1], 1), places)
    windows = cut(pieces, sorted(starts), size=size)
    assert [window.start for window in windows] == [0, *(window.end for window in windows[:-1])]
    assert windows[-1].end == total
    assert all(window.start < window.end <= window.start + size for window in windows)


def test_stretches_are_made_up_to_whole_words() -> None:
    offsets = np.array([[0, 2], [3, 6], [6, 9], [10, 12]])
    pieces = Pieces(np.arange(4), np.zeros(4, dtype=np.int64), offsets, np.array([0, 1, 1, 2]))
    assert pieces.characters(2, 3) == Range(3, 9)
    assert pieces.characters(0, 2) == Range(0, 9)
    assert pieces.characters(3, 4) == Range(10, 12)
