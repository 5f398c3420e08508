"""Tables for spreadsheets and statistics: CSV, JSONL, Parquet. Columns: docs/analysis.md."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.analysis.columns import TABLES
from pipeline.analysis.frames import tables
from pipeline.analysis.sources import Records
from pipeline.export.cells import neutral
from pipeline.export.formats import Exported


def write_csv(source: Records, out: Path) -> Exported:
    """UTF-8, comma, header row, missing values empty; cells that a spreadsheet would compute get an apostrophe."""
    return _write(source, out, "csv", _csv)


def write_jsonl(source: Records, out: Path) -> Exported:
    """One JSON object a row; days as ISO dates."""
    return _write(source, out, "jsonl", _jsonl)


def write_parquet(source: Records, out: Path) -> Exported:
    """Arrow types as they are, zstd."""
    return _write(source, out, "parquet", lambda table, path: pq.write_table(table, path, compression="zstd"))


def _write(source: Records, out: Path, suffix: str, write: Callable[[pa.Table, Path], None]) -> Exported:
    """Claims alone into a file whose name ends in the format's suffix, else every table into a folder."""
    alone = out.suffix == f".{suffix}"
    made = tables(source, ("claims", "documents") if alone else TABLES)
    targets = {"claims": out} if alone else {name: out / f"{name}.{suffix}" for name in TABLES}
    if not alone:
        out.mkdir(parents=True, exist_ok=True)
    for name, path in targets.items():
        write(made[name], path)
    return Exported(tuple(targets.values()), documents=made["documents"].num_rows, claims=made["claims"].num_rows)


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=1000):
        yield from batch.to_pylist()


def _plain(value: Any) -> Any:
    return value.date().isoformat() if hasattr(value, "date") else value


def _csv(table: pa.Table, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.schema.names)
        for row in _rows(table):
            writer.writerow([neutral(_plain(value)) for value in row.values()])


def _jsonl(table: pa.Table, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in _rows(table):
            file.write(json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False) + "\n")
