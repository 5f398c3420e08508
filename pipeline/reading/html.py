"""Web pages: trafilatura finds the body and the page's own metadata, htmldate the date.

The date is one that the page states (JSON-LD, meta tags, time elements). Nothing here looks at the clock.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.errors import EmptyTextError, UnreadableError
from pipeline.layout.calendar import read_date
from pipeline.reading.article import Reading, give
from pipeline.reading.encoding import decode

#: No search through the text (that takes a copyright line for a date), and a bound that is not today.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01", "max_date": "2199-12-31"}
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]+)""", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read(data: bytes) -> Reading:
    """The article of a web page: its paragraphs parted by blank lines, lists with marks, and its metadata.

    Raises:
        EmptyTextError: no article could be found in the page.
    """
    declared = _DECLARED.search(data[:4096])
    markup, encoding = decode(data, declared=declared.group(1).decode() if declared else None)
    return read_markup(markup, encoding=encoding)


def read_markup(markup: str, *, encoding: str | None = None) -> Reading:
    """The same for markup that is already text."""
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction

    try:
        page: Any = bare_extraction(
            markup, with_metadata=True, include_comments=False, favor_recall=True, date_extraction_params=_DATES
        )
    except (LxmlError, ValueError, RecursionError) as error:
        raise UnreadableError(f"broken HTML ({error})", remedy="Save the article's text") from error
    if page is None or page.body is None:
        raise EmptyTextError("no article was found in the page", remedy="Save the article's text as .txt")
    reading = Reading("\n\n".join(_blocks(page.body)), encoding=encoding)
    give(reading.metadata, title=page.title, author=page.author, outlet=page.sitename, url=page.url)
    give(reading.metadata, language=_language(page.language, markup))
    give(reading.metadata, published=read_date(page.date) if page.date else None)
    return reading


def _language(found: str | None, markup: str) -> str | None:
    if found:
        return found
    attribute = re.search(r"<html[^>]*\blang=[\"']?([A-Za-z]{2})\b", markup[:4096])
    return attribute.group(1).lower() if attribute else None


def _blocks(body: Any) -> list[str]:
    """Paragraphs, headings, list items and quotations of trafilatura's tree, in order."""
    blocks: list[str] = []
    for element in body.iterchildren("*"):
        if element.tag == "list":
            ordered = element.get("rend") == "ol"
            items = [text for item in element.iterchildren("item") if (text := _text(item))]
            blocks.append("\n".join((f"{n}. " if ordered else "• ") + item for n, item in enumerate(items, 1)))
        elif element.tag == "table":
            rows = ("\t".join(text for cell in row if (text := _text(cell))) for row in element.iter("row"))
            blocks.append("\n".join(row for row in rows if row))
        else:
            blocks.append(_text(element))
        if element.tail and element.tail.strip():
            blocks.append(_SPACE.sub(" ", element.tail).strip())
    return [block for block in blocks if block]


def _text(element: Any) -> str:
    """The words of an element on one line, but for line breaks that the page sets itself."""
    pieces: list[str] = [_SPACE.sub(" ", element.text or "")]
    for child in element.iterchildren("*"):
        inner = "\n" if child.tag == "lb" else _text(child)
        block = child.tag in {"p", "head", "item", "quote"}
        pieces.append(f"\n{inner}\n" if block and inner else inner)
        pieces.append(_SPACE.sub(" ", child.tail or ""))
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    kept = "\n".join(line for line in lines if line)
    # Space around inline elements is the page's own.
    if element.tag in {"hi", "ref", "del", "span"}:
        lead = " " if (element.text or "")[:1].isspace() else ""
        return lead + kept + (" " if pieces[-1][-1:].isspace() else "")
    return kept
