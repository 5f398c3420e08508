"""What reading hands on: an `Article` for each text, a `Rejection` for each input that cannot be read.

Both are small and picklable, as articles are sent to worker processes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

from pipeline.annotations import Metadata
from pipeline.errors import InputError
from pipeline.records import Source

#: Where a value given with the input (row, option, metadata of the file) came from.
GIVEN = "given"


@dataclass(slots=True)
class Article:
    """One press text as read, before any stage has run. `id` is unique within a run."""

    id: str
    text: str
    metadata: Metadata
    source: Source

    @property
    def digest(self) -> str:
        """SHA-256 of all that a record depends on besides the pipeline: id, text, metadata, source; hexadecimal."""
        known = {name: getattr(self.metadata, name) for name in Metadata.__slots__}
        content = json.dumps([self.id, self.text, known, self.source.model_dump()], sort_keys=True, default=str)
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(slots=True, frozen=True)
class Rejection:
    """One input that was set aside: which file, where in it, why, and what to do about it."""

    source: str
    where: str
    reason: str
    remedy: str
    error: str

    def __str__(self) -> str:
        head = ": ".join(part for part in (self.source, self.where, self.reason) if part)
        return f"{head}. {self.remedy}" if self.remedy else head


@dataclass(slots=True)
class Reading:
    """What a format's reader found in one file: the text, what the file says of it, and the encoding."""

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    encoding: str | None = None


def rejection(error: InputError, *, source: str, where: str = "") -> Rejection:
    """The rejection that an error stands for; what the error does not name is filled in."""
    return Rejection(
        source=error.source or source,
        where=error.where or where,
        reason=error.reason,
        remedy=error.remedy,
        error=type(error).__name__,
    )


def give(metadata: Metadata, **values: str | None) -> None:
    """Set metadata that the input states itself; empty values are left unknown."""
    for name, value in values.items():
        cleaned = " ".join((value or "").split())
        if cleaned:
            setattr(metadata, name, cleaned)
            metadata.origins[name] = GIVEN
