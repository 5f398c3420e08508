"""Markdown: the words without their marks; a YAML front matter is metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pipeline.errors import MetadataError
from pipeline.layout.calendar import Order
from pipeline.reading.article import Reading
from pipeline.reading.encoding import decode
from pipeline.reading.rows import fill

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def read(data: bytes, *, order: Order = "MDY") -> Reading:
    """The text of a Markdown file: blocks parted by blank lines, list items with their marks.

    Raises:
        MetadataError: a front matter that is not YAML, or whose date is none.
    """
    source, encoding = decode(data)
    front = _FRONT.match(source)
    values = _front_matter(front.group(1)) if front else {}
    reading = Reading("\n\n".join(_blocks(source[front.end() :] if front else source)), encoding=encoding)
    fill(reading.metadata, values, order=order)
    return reading


def _front_matter(text: str) -> Mapping[str, Any]:
    import yaml

    try:
        values = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        raise MetadataError(
            f"the front matter is not YAML ({' '.join(str(error).split())})", where="front matter", remedy="Mend it"
        ) from error
    return {str(key): value for key, value in values.items()} if isinstance(values, dict) else {}


def _blocks(source: str) -> list[str]:
    from markdown_it import MarkdownIt

    blocks: list[str] = []
    marks: list[str] = []
    counters: list[int | None] = []
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        if token.type == "ordered_list_open":
            counters.append(int(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            counters.append(None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            counters.pop()
        elif token.type == "list_item_open":
            marks.append(_next_mark(counters))
        elif token.type == "inline":
            text = _inline(token.children or [])
            if text.strip():
                blocks.append("".join(marks) + text)
                marks.clear()
        elif token.type in {"fence", "code_block"}:
            blocks.append(token.content.rstrip("\n"))
    return blocks


def _next_mark(counters: list[int | None]) -> str:
    number = counters[-1]
    if number is None:
        return "• "
    counters[-1] = number + 1
    return f"{number}. "


def _inline(children: list[Any]) -> str:
    pieces: list[str] = []
    for child in children:
        if child.type in {"text", "code_inline"}:
            pieces.append(child.content)
        elif child.type == "image":
            pieces.append(_inline(child.children or []))
        elif child.type == "hardbreak":
            pieces.append("\n")
        elif child.type == "softbreak":
            pieces.append(" ")
    return "".join(pieces)
