"""One row of a table, or one JSON object, to an article's text and metadata."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pipeline.annotations import Metadata
from pipeline.errors import EmptyTextError, MetadataError
from pipeline.labels import GENRES
from pipeline.layout.calendar import Order, iso_value, read_date
from pipeline.reading.article import GIVEN, Reading, give

#: Field of the metadata → the columns it may stand in, best first. All other columns go to `metadata.extra`.
COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "published": ("published", "date"),
    "outlet": ("outlet", "source"),
    "author": ("author",),
    "issuer": ("issuer",),
    "url": ("url",),
    "language": ("language",),
}
#: Columns of common exports that say the same; they are read *and* kept in `metadata.extra`.
ALSO: dict[str, tuple[str, ...]] = {"id": ("doc_id",), "published": ("publication_date",)}


def read_row(values: Mapping[str, Any], *, order: Order = "MDY") -> tuple[str | None, Reading]:
    """The id given (None if there is none) and the reading of one row.

    Raises:
        EmptyTextError: no text in column `text`.
        MetadataError: a value of the wrong kind, or a date that is none.
    """
    text = values.get("text")
    if _empty(text):
        raise EmptyTextError(
            "no text in column 'text'", remedy=f"Columns here: {', '.join(map(str, list(values)[:12])) or 'none'}"
        )
    if not isinstance(text, str):
        raise MetadataError(f"column 'text' holds {type(text).__name__} {_short(text)}, not a string", where="text")
    reading = Reading(text)
    fill(reading.metadata, {key: value for key, value in values.items() if key != "text"}, order=order)
    return _id(values), reading


def fill(metadata: Metadata, values: Mapping[str, Any], *, order: Order = "MDY") -> None:
    """Set metadata from named values; unknown names are kept in `metadata.extra`.

    Raises:
        MetadataError: a value of the wrong kind, or a date that is none.
    """
    known = {"id"}
    for name, columns in COLUMNS.items():
        known.update(columns)
        column = next((c for c in (*columns, *ALSO.get(name, ())) if not _empty(values.get(c))), None)
        if column is None:
            continue
        value = values[column]
        if name == "published":
            metadata.published = given_date(value, where=column, order=order)
            metadata.origins["published"] = GIVEN
        else:
            give(metadata, **{name: _string(value, where=column)})
    genre = values.get("genre")
    if isinstance(genre, str) and genre in GENRES:
        metadata.genre, metadata.origins["genre"] = genre, GIVEN  # type: ignore[assignment]
        known.add("genre")
    metadata.extra.update({str(k): _plain(v) for k, v in values.items() if k not in known and not _empty(v)})


def given_date(value: object, *, where: str, order: Order = "MDY") -> str:
    """ISO value of a date that the input gives: a string, a number that is a year, or a Python date.

    Raises:
        MetadataError: it is no date, or one that does not exist.
    """
    if isinstance(value, date):
        return iso_value(value)
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    found = read_date(text, order=order) or _mail_date(text) if isinstance(text, str) else None
    if found is None:
        raise MetadataError(
            f"{_short(value)} is no date",
            where=where,
            remedy="Allowed: 2020-06-11, 2020-06, 2020, 2020-06-11T12:45, June 11, 2020, or an empty cell",
        )
    return found


def _mail_date(text: str) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        return iso_value(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError):
        return None


def _id(values: Mapping[str, Any]) -> str | None:
    for column in ("id", *ALSO["id"]):
        value = values.get(column)
        if not _empty(value):
            return _string(value, where=column)
    return None


def _string(value: object, *, where: str) -> str:
    """Strings and numbers as text, lists of strings (authors) joined."""
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise MetadataError(f"{_short(value)} is not a string", where=where, remedy="Give plain text")
    return " ".join(str(value).split())


def _empty(value: object) -> bool:
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    return isinstance(value, float) and math.isnan(value)


def _plain(value: Any) -> Any:
    """A value that JSON can hold."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
