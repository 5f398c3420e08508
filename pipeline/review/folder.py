"""The store as the review reads it: records by document id, read again when a file changes, never written.

A glance at each record is kept in memory, so that no request reads more than the article it is about.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.errors import RecordError
from pipeline.records import Record
from pipeline.review.decisions import text_digest
from pipeline.store import read_record_bytes
from pipeline.store.manifest import NAME, Manifest

#: When a file was last written (ns), and its length in bytes.
Stamp = tuple[int, int]

#: Seconds between two looks at the folder.
_PAUSE = 2.0
#: Parsed records kept in memory, in code points of text.
_KEPT = 8_000_000


@dataclass(frozen=True)
class Glance:
    """What is known of a record without parsing it again."""

    document: str
    path: Path
    source: str
    version: str
    text_sha256: str
    size: int
    title: str
    published: str
    actors: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    skipped: int


class Folder:
    """Records of a folder, in any of the store's formats.

    Raises:
        RecordError: `path` is not a folder.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise RecordError(f"{path}: no such folder of records. Make one: onrecord extract")
        self.path = path
        self.broken: dict[str, str] = {}
        self._stamps: dict[Path, Stamp] = {}
        self._read: dict[Path, list[Glance]] = {}
        self._glances: dict[str, Glance] = {}
        self._parsed: OrderedDict[str, Record] = OrderedDict()
        self._looked = -_PAUSE
        self._lock = threading.RLock()

    def glances(self) -> dict[str, Glance]:
        """All records by document id, in order of their files; looks at the folder anew every few seconds."""
        with self._lock:
            if time.monotonic() - self._looked >= _PAUSE:
                self._look()
            return self._glances

    def look(self) -> None:
        """Look at the folder now."""
        with self._lock:
            self._look()

    def record(self, document: str) -> Record:
        """The record of a document.

        Raises:
            RecordError: there is none, or it does not hold.
        """
        with self._lock:
            glance = self.glances().get(document)
            if glance is None:
                raise RecordError(f"{self.path}: no record of document {document!r}")
            if glance.version not in self._parsed:
                self._parsed[glance.version] = _parse(glance)
                while len(self._parsed) > 1 and sum(len(r.document.text) for r in self._parsed.values()) > _KEPT:
                    self._parsed.popitem(last=False)
            self._parsed.move_to_end(glance.version)
            return self._parsed[glance.version]

    def _look(self) -> None:
        """Read the files that are new or have changed, forget those that are gone."""
        stamps = {path: stamp for path in _files(self.path) if (stamp := _stamp(path)) is not None}
        if stamps != self._stamps:
            same = {path for path, stamp in stamps.items() if self._stamps.get(path) == stamp}
            self.broken = {
                where: why for where, why in self.broken.items() if any(where.startswith(str(p)) for p in same)
            }
            records = [path for path in stamps if path.name != NAME]
            self._read = {path: self._read[path] if path in same else list(self._glances_of(path)) for path in records}
            self._glances = self._current()
            self._stamps = stamps
        self._looked = time.monotonic()

    def _current(self) -> dict[str, Glance]:
        """The glances that count: a folder that changed its format keeps old files, and the manifest knows better."""
        placed: dict[str, str] = {}
        if (self.path / NAME).is_file():
            manifest = Manifest(self.path)
            placed = manifest.files()
            manifest.close()
        found: dict[str, Glance] = {}
        for glance in (glance for glances in self._read.values() for glance in glances):
            name = glance.path.relative_to(self.path).as_posix()
            if placed.get(glance.document, name) == name:
                found[glance.document] = glance
        return found

    def _glances_of(self, path: Path) -> Iterator[Glance]:
        try:
            for source, raw in read_record_bytes(path):
                try:
                    yield _glance(path, source, raw)
                except (ValueError, KeyError, TypeError) as error:
                    self.broken[source] = f"not a record: {type(error).__name__}: {error}"
        except OSError as error:
            self.broken[str(path)] = f"cannot be read: {error.strerror or error}"


def _files(folder: Path) -> list[Path]:
    return [*sorted(folder.glob("*.json")), *sorted((folder / "records").glob("part-*")), folder / NAME]


def _stamp(path: Path) -> Stamp | None:
    """When a file was last written and how long it is; None where it is not there (any more)."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size


def _parse(glance: Glance) -> Record:
    raw = next((raw for source, raw in read_record_bytes(glance.path) if source == glance.source), b"")
    try:
        return Record.model_validate_json(raw)
    except ValidationError as error:
        problem = error.errors()[0]["msg"]
        raise RecordError(f"{glance.source}: not a valid record: {problem}. Extract it again.") from error


def _glance(path: Path, source: str, raw: bytes) -> Glance:
    values = json.loads(raw)
    document = values["document"]
    return Glance(
        document=document["id"],
        path=path,
        source=source,
        version=hashlib.sha256(raw).hexdigest(),
        text_sha256=text_digest(document["text"]),
        size=len(document["text"]),
        title=document.get("title") or document["id"],
        published=(document.get("published") or {}).get("value") or "",
        actors=tuple(entity["name"] for entity in values.get("entities", ())),
        rows=tuple(_row(claim) for claim in values["claims"]),
        skipped=len(values.get("skipped", ())),
    )


def _row(claim: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": claim["id"],
        "holder": claim["holder"]["name"],
        "stance": claim["stance"],
        "form": claim["form"],
        "target": claim["target"]["text"][:120],
        "concept": claim["target"].get("concept") or "",
        "date": (claim.get("date") or {}).get("value") or "",
        "confidence": claim["confidence"],
        "start": claim["evidence"]["start"],
    }
