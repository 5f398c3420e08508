"""Tokens cut so that every span of a claim begins and ends with one: for formats that speak in tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

_PIECE = re.compile(r"\w+|[^\w\s]|\s+")


def cut(text: str, borders: Iterable[int]) -> list[tuple[int, int]]:
    """Half-open ranges of words and signs, in order, white space left out, cut again at each of `borders`."""
    points = {0, len(text), *borders}
    for match in _PIECE.finditer(text):
        points |= {match.start(), match.end()}
    ordered = sorted(points)
    return [(start, end) for start, end in pairwise(ordered) if not text[start:end].isspace()]
