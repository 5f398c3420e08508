"""PDF, through pypdf. The printed lines of a paragraph are joined, as a PDF does not know its paragraphs."""

from __future__ import annotations

import io
import re
from statistics import quantiles

from pipeline.errors import UnreadableError
from pipeline.reading.article import Reading
from pipeline.reading.limits import MAX_TEXT_CHARS

_PAGE_NUMBER = re.compile(r"^\s*(?:page\s+)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?\s*$", re.IGNORECASE)
_LIST_MARK = re.compile(r"^\s*(?:[•▪◦‣·*–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
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
        pages: list[list[str]] = []
        size = 0
        for page in reader.pages:
            lines = page.extract_text().splitlines()
            size += sum(map(len, lines))
            pages.append(lines)
            if size > MAX_TEXT_CHARS:
                break
    except broken as error:
        raise UnreadableError(f"broken PDF ({error})", remedy="Print it to a new PDF, or save its text") from error
    return Reading("\n\n".join(paragraphs(_without_furniture(pages))))


def _without_furniture(pages: list[list[str]]) -> list[str]:
    """The lines of all pages without page numbers."""
    return [line.rstrip() for page in pages for line in page if not _PAGE_NUMBER.match(line)]


def paragraphs(lines: list[str]) -> list[str]:
    """Joins lines that a typesetter broke: a full line runs on unless the next one opens a list item."""
    lengths = [len(line) for line in lines if line.strip()]
    full = 0.75 * (quantiles(lengths, n=10)[8] if len(lengths) > 1 else 80)
    found: list[str] = []
    last = ""
    for line in lines:
        stripped = line.strip()
        if stripped:
            if last and _runs_on(last, stripped, full=full):
                found[-1] = _join(found[-1], stripped)
            else:
                found.append(stripped)
        last = stripped
    return found


def _runs_on(last: str, line: str, *, full: float) -> bool:
    if _LIST_MARK.match(line):
        return False
    if line[0].islower():
        return True
    return len(last) >= full and not (_SENTENCE_END.search(last) and len(last) < full / 0.75 * 0.9)


def _join(head: str, tail: str) -> str:
    if re.search(r"[a-z]-$", head) and tail[:1].islower():
        return head[:-1] + tail
    return f"{head} {tail}"
