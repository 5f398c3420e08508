"""Records as plain dictionaries, from memory or from disk, without building models.

Tables of a hundred thousand records need a few fields of each; validating all of them again would cost minutes.
What a store holds was validated when it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from pydantic_core import from_json

from pipeline.errors import RecordError
from pipeline.records import Record
from pipeline.store import read_record_bytes

#: One record as parsed JSON.
Raw: TypeAlias = Mapping[str, Any]
#: What every analysis accepts: a folder (or file) of records, or records.
Records: TypeAlias = Path | str | Iterable[Record] | Iterable[Raw]


def rereadable(source: Records) -> Records:
    """The same source, fit to be read more than once: an iterator is read into a list of parsed records."""
    return source if isinstance(source, str | Path | list | tuple) else list(raw_records(source))


def raw_records(source: Records) -> Iterator[Raw]:
    """Each record as a dictionary, one at a time, in stored order.

    Args:
        source: folder or file of records as `onrecord extract` writes them, or `Record`s, or parsed records.

    Raises:
        RecordError: the folder is missing, or something in it is not a record (file and place are named).
    """
    if isinstance(source, str | Path):
        for place, line in read_record_bytes(Path(source)):
            yield _parsed(line, place)
        return
    for item in source:
        yield item.model_dump(mode="json") if isinstance(item, Record) else item


def _parsed(line: bytes, place: str) -> Raw:
    try:
        raw = from_json(line, cache_strings="keys")
    except ValueError as error:
        raise RecordError(f"{place}: not JSON ({error}). Extract the article again.") from error
    if not isinstance(raw, dict) or "document" not in raw:
        raise RecordError(f"{place}: not a record (no 'document'). Only records belong in this folder.")
    return raw
