"""PDF, through pypdf. The printed lines of a paragraph are joined, as a PDF does not know its paragraphs."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from statistics import quantiles
from typing import Any, NamedTuple

from pipeline.errors import UnreadableError
from pipeline.reading.article import Reading
from pipeline.reading.limits import MAX_TEXT_CHARS

_PAGE_NUMBER = re.compile(r"^\s*(?:page\s+)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?\s*$", re.IGNORECASE)
_LIST_MARK = re.compile(r"^\s*(?:[•▪◦‣·*–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_HYPHEN = re.compile(r"[a-z]-$")
#: Letters that a font draws as one.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
#: Above this share of lines with space below them, space parts lines, not paragraphs.
_MOST_SPACED = 0.6
#: A line this much of the usual width is full.
_FULL = 0.75
_SENTENCE_END = re.compile(r"[.!?:;][\"”’')\]]*$")


def read(data: bytes) -> Reading:
    """The text of a PDF file, a blank line between paragraphs.

    Raises:
        UnreadableError: not a PDF, broken, or locked with a password.
    """
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    broken = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("locked with a password", remedy="Save a copy without the password")
        lines: list[Line] = []
        size = 0
        for page in reader.pages:
            lines.extend(_lines(page))
            size += sum(len(line.text) for line in lines)
            if size > MAX_TEXT_CHARS:
                break
    except broken as error:
        raise UnreadableError(f"broken PDF ({error})", remedy="Print it to a new PDF, or save its text") from error
    return Reading(paragraphs(lines))


class Line(NamedTuple):
    """One printed line, and whether the page leaves space below it."""

    text: str
    spaced: bool


def _lines(page: Any) -> list[Line]:
    """A page's lines in reading order without page numbers."""
    plain = [line.strip() for line in page.extract_text().translate(_LIGATURES).splitlines()]
    drawn = page.extract_text(extraction_mode="layout").translate(_LIGATURES).splitlines()
    spaced = {_bare(one) for one, two in pairwise(drawn) if one.strip() and not two.strip()}
    if len(spaced) > _MOST_SPACED * len(plain):
        spaced = set()
    return [Line(line, _bare(line) in spaced) for line in plain if line and not _PAGE_NUMBER.match(line)]


def _bare(line: str) -> str:
    return "".join(line.split())


def paragraphs(lines: list[Line]) -> str:
    """Joins lines that a typesetter broke: a full line runs on unless space or a list item follows it."""
    lengths = [len(line.text) for line in lines]
    full = _FULL * (quantiles(lengths, n=10)[8] if len(lengths) > 1 else 80)
    broken = sum(bool(_HYPHEN.search(one.text)) and two.text[:1].islower() for one, two in pairwise(lines))
    hyphenated = broken >= max(3, 0.04 * len(lines))
    text = ""
    last: Line | None = None
    for line in lines:
        if last is None:
            text = line.text
        elif _runs_on(last, line.text, full=full):
            cut = hyphenated and _HYPHEN.search(last.text) and line.text[:1].islower()
            text = text[:-1] + line.text if cut else text + ("" if last.text.endswith("-") else " ") + line.text
        else:
            text += ("\n\n" if last.spaced or _SENTENCE_END.search(last.text) else "\n") + line.text
        last = line
    return text


def _runs_on(last: Line, line: str, *, full: float) -> bool:
    if last.spaced or _LIST_MARK.match(line):
        return False
    return line[0].islower() or len(last.text) >= full
