"""Cuts a text into windows of word pieces for the encoder: whole sentences, with marks for quotation and layout.

A window depends on its document alone, so that records do not depend on how documents are batched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from pipeline.annotations import Range

#: Bits of the mark of a word piece.
QUOTED, LINE_START, HEADING = 1, 2, 4
MARKS = 8

_BREAK = re.compile(r"\n+|(?<=[.!?…])[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[A-Z0-9•])")
_ABBREVIATION = re.compile(r"(?:\b[A-Z][a-z]{0,3}|\b[A-Z]|\bNo|\bvs|\b(?:[A-Z]\.)+[A-Z])\.$")
_LINE = re.compile(r"[^\n]+")
_QUOTE = re.compile(r"[“”«»\"]|\n")
_CLOSED = re.compile(r"[.!?:;,…][\"”’'»)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text: vocabulary ids, marks, character ranges and the number of the word, aligned."""

    ids: np.ndarray  # int64 [pieces]
    marks: np.ndarray  # int64 [pieces]
    offsets: np.ndarray  # int64 [pieces, 2], half-open code points
    words: np.ndarray  # int64 [pieces]

    def characters(self, first: int, end: int) -> Range:
        """The characters of pieces `[first, end)`, made up to whole words."""
        while first and self.words[first - 1] == self.words[first]:
            first -= 1
        while end < len(self.words) and self.words[end] == self.words[end - 1]:
            end += 1
        return Range(int(self.offsets[first, 0]), int(self.offsets[end - 1, 1]))


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `[start, end)` of a text."""

    start: int
    end: int


def quoted_ranges(text: str) -> list[Range]:
    """What stands between quotation marks. Straight marks open and close by turns; an open one ends with its line."""
    ranges: list[Range] = []
    start: int | None = None
    for match in _QUOTE.finditer(text):
        mark = match.group()
        if start is None:
            if mark in '“«"':
                start = match.end()
        elif mark in '”»"\n':
            ranges.append(Range(start, match.start()))
            start = None
    if start is not None:
        ranges.append(Range(start, len(text)))
    return ranges


def sentence_starts(text: str) -> list[int]:
    """Where sentences or lines begin, as far as punctuation tells. Cheap; a wrong break only moves a window's edge."""
    starts = [0]
    for match in _BREAK.finditer(text):
        if "\n" in match.group() or not _ABBREVIATION.search(text, max(0, match.start() - 8), match.start()):
            starts.append(match.end())
    return [start for start in starts if start < len(text)] or [0]


def pieces_of(text: str, tokenizer: Tokenizer) -> Pieces:
    """The word pieces of a text without special ones."""
    encoded = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.asarray(encoded.offsets, dtype=np.int64).reshape(-1, 2)
    marks = np.zeros(len(offsets), dtype=np.int64)
    begins = offsets[:, 0]
    for first, last in _places(begins, quoted_ranges(text)):
        marks[first:last] |= QUOTED
    lines = list(_LINE.finditer(text))
    for line, (first, last) in zip(lines, _places(begins, [line.span() for line in lines]), strict=True):
        if first < last:
            marks[first] |= LINE_START
            if last - first < 40 and not _CLOSED.search(line.group()):
                marks[first:last] |= HEADING
    words = np.asarray(encoded.word_ids, dtype=np.int64)
    return Pieces(np.asarray(encoded.ids, dtype=np.int64), marks, offsets, words)


def _places(begins: np.ndarray, ranges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Which pieces begin in each range of characters: half-open pairs."""
    found: list[list[int]] = np.searchsorted(begins, np.asarray(ranges, dtype=np.int64).reshape(-1, 2)).tolist()
    return found


def cut(pieces: Pieces, starts: Sequence[int], *, size: int, first: int | None = None) -> list[Window]:
    """Windows of at most `size` pieces that begin where a sentence does.

    Args:
        starts: characters where sentences begin, ascending.
        first: size of the first window, where it is to differ (training shifts the cuts with it).
    """
    total = len(pieces.ids)
    bounds = np.unique(np.searchsorted(pieces.offsets[:, 0], np.asarray(starts)))
    bounds = bounds[(bounds > 0) & (bounds < total)]
    windows: list[Window] = []
    begin, room = 0, first or size
    while begin < total:
        end = total if total - begin <= room else _last_before(bounds, begin, begin + room)
        windows.append(Window(begin, end))
        begin, room = end, size
    return windows


def _last_before(bounds: np.ndarray, begin: int, limit: int) -> int:
    at = int(np.searchsorted(bounds, limit, side="right")) - 1
    return int(bounds[at]) if at >= 0 and bounds[at] > begin else limit


def special_marks(tokenizer: Tokenizer) -> tuple[int, int]:
    """Vocabulary ids of the pieces that start and end a window."""
    start, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    assert start is not None and end is not None
    return start, end


def framed(pieces: Pieces, window: Window, *, start_mark: int, end_mark: int) -> tuple[np.ndarray, np.ndarray]:
    """Ids and marks of a window with the special pieces around it."""
    ids = np.concatenate([[start_mark], pieces.ids[window.start : window.end], [end_mark]])
    return ids, np.concatenate([[0], pieces.marks[window.start : window.end], [0]])
