"""What reading hands on: an `Article` for each text. Small and picklable, as articles are sent to worker processes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

from pipeline.annotations import Metadata
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


@dataclass(slots=True)
class Reading:
    """What a format's reader found in one file: the text, what the file says of it, and the encoding."""

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    encoding: str | None = None


def give(metadata: Metadata, **values: str | None) -> None:
    """Set metadata that the input states itself; empty values are left unknown."""
    for name, value in values.items():
        cleaned = " ".join((value or "").split())
        if cleaned:
            setattr(metadata, name, cleaned)
            metadata.origins[name] = GIVEN
