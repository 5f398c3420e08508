"""Writing: finished records in, files and manifest rows out."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.rejections import Rejection
from pipeline.store.atomic import sweep, write_atomic
from pipeline.store.manifest import Entry, Manifest
from pipeline.store.rejects import clear_rejects, write_reject

Format = Literal["json", "jsonl", "parquet"]

#: Records a part file holds. A part is written when it is full, and at the end.
PART_SIZE = 1000


@dataclass(frozen=True, slots=True)
class Result:
    """A finished record as a worker returns it: one line of JSON and the figures of the summary."""

    id: str
    digest: str
    line: bytes
    words: int
    claims: int
    dates: int
    entities: int


class Store:
    """One output folder, open for one run.

    Args:
        folder: made if it is not there.
        format: `json` one file an article; `jsonl`, `parquet` parts of 1,000 records under `records/`.
        fingerprint: of the pipeline that makes the records.
    """

    def __init__(self, folder: Path, *, format: Format, fingerprint: str) -> None:
        self.folder, self.format, self.fingerprint = folder, format, fingerprint
        self.manifest = Manifest(folder)
        self._pending: list[Result] = []
        self._kept: set[str] = set()
        sweep(folder)
        sweep(folder / "records")

    def is_current(self, id_: str, digest: str) -> bool:
        """Whether the same text with the same metadata was extracted by the same pipeline, and its record is there."""
        entry = self.manifest.get(id_)
        return (
            entry is not None
            and entry.digest == digest
            and entry.fingerprint == self.fingerprint
            and (entry.file.endswith(".json") == (self.format == "json"))
            and (self.folder / entry.file).is_file()
        )

    def add(self, result: Result) -> None:
        """Store one finished record."""
        if self.format == "json":
            name = f"{safe_name(result.id)}.json"
            write_atomic(self.folder / name, indented(result.line))
            self._enter(result, name)
        else:
            self._pending.append(result)
            if len(self._pending) >= PART_SIZE:
                self._write_part()

    def reject(self, reject: Rejection) -> None:
        """Set one input aside."""
        self._kept.add(reject.filename)
        write_reject(self.folder, reject)

    def close(self, *, sources: set[str]) -> None:
        """Write what is pending; forget rejects of earlier runs whose source (one of `sources`) is good now."""
        if self._pending:
            self._write_part()
        clear_rejects(self.folder, sources, self._kept)
        self.manifest.close()

    def _write_part(self) -> None:
        parts = self.folder / "records"
        numbers = [int(m[1]) for p in parts.glob("part-*") if (m := re.match(r"part-(\d+)\.", p.name))]
        name = f"records/part-{max(numbers, default=0) + 1:06d}.{self.format}"
        write: Callable[[list[Result]], bytes] = jsonl_part if self.format == "jsonl" else parquet_part
        write_atomic(self.folder / name, write(self._pending))
        for result in self._pending:
            self._enter(result, name)
        self._pending.clear()

    def _enter(self, result: Result, name: str) -> None:
        self.manifest.put(
            Entry(
                result.id,
                result.digest,
                self.fingerprint,
                name,
                result.words,
                result.claims,
                result.dates,
                result.entities,
            )
        )
        self.manifest.commit()


def safe_name(id_: str) -> str:
    """A file name for an id: letters, digits, `-_.` kept, the rest `_` (and a digest, so that no two ids meet)."""
    name = re.sub(r"[^\w\-.]", "_", id_).lstrip(".")[:120]
    if name == id_:
        return name
    return f"{name or 'article'}-{hashlib.sha256(id_.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def indented(line: bytes) -> bytes:
    """A record's line as an indented file that people can read and git can compare."""
    return (json.dumps(json.loads(line), ensure_ascii=False, indent=1) + "\n").encode()


def jsonl_part(results: list[Result]) -> bytes:
    """The bytes of a JSONL part."""
    return b"".join(result.line + b"\n" for result in results)


def parquet_part(results: list[Result]) -> bytes:
    """The bytes of a Parquet part: id, words, claims, dates, entities (counts) and record (JSON text)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "id": [r.id for r in results],
            "words": [r.words for r in results],
            "claims": [r.claims for r in results],
            "dates": [r.dates for r in results],
            "entities": [r.entities for r in results],
            "record": [r.line.decode() for r in results],
        }
    )
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()
