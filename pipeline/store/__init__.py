"""`extracted/`: where records lie, how they get there whole, and how they are read back.

    extracted/
    ├── <id>.json             one record an article (format json), or
    ├── records/part-*.jsonl  many records a file (format jsonl), or
    ├── records/part-*.parquet
    ├── manifest.sqlite       which article was extracted from what, by which pipeline, into which file
    └── rejected/*.json       what was set aside, and why

Every file appears whole or not at all: it is written beside its place, flushed to disk and moved. The manifest is
written after the file it speaks of, so a crash at any moment costs at most the work in hand, never a record.
"""

from __future__ import annotations

from pipeline.store.folder import Format, Result, Store
from pipeline.store.reading import find_record, read_record, read_record_bytes, read_records
from pipeline.store.rejects import read_rejects

__all__ = [
    "Format",
    "Result",
    "Store",
    "find_record",
    "read_record",
    "read_record_bytes",
    "read_records",
    "read_rejects",
]
