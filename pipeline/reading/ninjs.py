"""JSON files: IPTC ninjs news items, or objects with the same keys as table rows (one, or a list of them)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.errors import EmptyTextError, UnreadableError
from pipeline.layout.calendar import Order
from pipeline.reading.article import Reading, give
from pipeline.reading.encoding import decode
from pipeline.reading.html import read_markup
from pipeline.reading.rows import given_date, read_row

#: Keys that only a ninjs item has.
_MARKS = ("body_text", "body_html", "body_xhtml", "bodies")
_TAKEN = frozenset({*_MARKS, "uri", "headline", "headlines", "byline", "language", "versioncreated", "firstcreated"})


def objects(data: bytes) -> Iterator[tuple[str, object]]:
    """The objects of a JSON file with their places.

    Raises:
        UnreadableError: not JSON.
    """
    text, _ = decode(data)
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableError(f"not JSON ({error})", remedy="One object a line is .jsonl") from error
    if isinstance(content, list):
        yield from ((f"item {number}", item) for number, item in enumerate(content, 1))
    else:
        yield "", content


def read_object(values: Mapping[str, Any], *, order: Order = "MDY") -> tuple[str | None, Reading]:
    """Id and reading of one object, ninjs or row.

    Raises:
        InputError: as `read_row`.
    """
    if any(mark in values for mark in _MARKS):
        return read_item(values, order=order)
    return read_row(values, order=order)


def read_item(item: Mapping[str, Any], *, order: Order = "MDY") -> tuple[str | None, Reading]:
    """Id (its `uri`) and reading of one ninjs item (1.x and 2.x/3.x).

    Raises:
        EmptyTextError: no body.
        MetadataError: a date that is none.
    """
    reading = _body(item)
    headline = item.get("headline") or _first(item.get("headlines"), "value")
    give(
        reading.metadata, title=_text(headline), author=_text(item.get("byline")), language=_text(item.get("language"))
    )
    for key in ("versioncreated", "firstcreated"):
        if item.get(key):
            give(reading.metadata, published=given_date(item[key], where=key, order=order))
            break
    sources = [*_list(item.get("infosource")), *_list(item.get("infosources"))]
    give(reading.metadata, outlet=_text(_first(sources, "name")))
    reading.metadata.extra.update({key: value for key, value in item.items() if key not in _TAKEN})
    return _text(item.get("uri")), reading


def _body(item: Mapping[str, Any]) -> Reading:
    bodies = _list(item.get("bodies"))
    plain = item.get("body_text") or next(
        (b.get("value") for b in bodies if "plain" in str(b.get("contenttype"))), None
    )
    if isinstance(plain, str) and plain.strip():
        return Reading(plain)
    markup = item.get("body_html") or item.get("body_xhtml") or _first(bodies, "value")
    if isinstance(markup, str) and markup.strip():
        return Reading(read_markup(f"<html><body><article>{markup}</article></body></html>").text)
    raise EmptyTextError("no text in body_text, body_html or bodies", remedy="Give the item with its body")


def _list(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _first(value: object, key: str) -> object:
    return next((entry[key] for entry in _list(value) if entry.get(key)), None)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
