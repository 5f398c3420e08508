"""The folder of records as the review reads it: found by document id, read again when a file changes, never written.

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

#: Seconds between two looks at the folder.
_PAUSE = 2.0
#: Parsed records kept in memory, in code points of text.
_KEPT = 8_000_000


@dataclass(frozen=True)
class Glance:
    """What is known of a record without parsing it again."""

    document: str
    path: Path
    offset: int
    length: int
    version: str
    text_sha256: str
    size: int
    title: str
    published: str
    actors: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    skipped: int


class Folder:
    """Records of a folder, one JSON file each or one a line of `.jsonl` files.

    Raises:
        RecordError: `path` is not a folder.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise RecordError(f"{path}: no such folder of records. Make one: onrecord extract")
        self.path = path
        self.broken: dict[str, str] = {}
        self._files: dict[Path, tuple[int, int]] = {}
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
        files = {p: (s.st_mtime_ns, s.st_size) for p in sorted(self.path.iterdir()) if _wanted(p) and (s := p.stat())}
        if files != self._files:
            old = {path for path, stamp in self._files.items() if files.get(path) == stamp}
            kept: dict[Path, list[Glance]] = {}
            for glance in self._glances.values():
                if glance.path in old:
                    kept.setdefault(glance.path, []).append(glance)
            self.broken = {where: why for where, why in self.broken.items() if Path(where.split("#")[0]) in old}
            fresh: dict[str, Glance] = {}
            for path in files:
                for glance in kept.get(path, ()) if path in old else self._read(path):
                    fresh.setdefault(glance.document, glance)
            self._files, self._glances = files, fresh
        self._looked = time.monotonic()

    def _read(self, path: Path) -> Iterator[Glance]:
        offset = 0
        with path.open("rb") as file:
            for number, raw in enumerate(file if path.suffix == ".jsonl" else (file.read(),), 1):
                where = f"{path}#{number}" if path.suffix == ".jsonl" else str(path)
                try:
                    if raw.strip() and (glance := _glance(path, offset, raw)) is not None:
                        yield glance
                except (ValueError, KeyError, TypeError) as error:
                    self.broken[where] = f"not a record: {type(error).__name__}: {error}"
                offset += len(raw)


def _wanted(path: Path) -> bool:
    return path.suffix in (".json", ".jsonl") and not path.name.startswith(".") and path.is_file()


def _parse(glance: Glance) -> Record:
    with glance.path.open("rb") as file:
        file.seek(glance.offset)
        raw = file.read(glance.length)
    try:
        return Record.model_validate_json(raw)
    except ValidationError as error:
        problem = error.errors()[0]["msg"]
        raise RecordError(f"{glance.path}: not a valid record: {problem}. Extract it again.") from error


def _glance(path: Path, offset: int, raw: bytes) -> Glance | None:
    values = json.loads(raw)
    if not isinstance(values, dict) or "document" not in values or "claims" not in values:
        return None  # the manifest, or another program's file
    document = values["document"]
    return Glance(
        document=document["id"],
        path=path,
        offset=offset,
        length=len(raw),
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
