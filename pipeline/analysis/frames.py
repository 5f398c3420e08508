"""Records as tables: pandas for people, Arrow for programs. Columns and dtypes: docs/analysis.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.analysis.arrays import array_of, schema_of, to_pandas
from pipeline.analysis.columns import TABLES
from pipeline.analysis.rows import PATHS, ROWS
from pipeline.analysis.sources import Records, raw_records

#: Records turned into Arrow arrays at a time: what bounds the memory beside the tables themselves.
CHUNK = 1000


def tables(source: Records, names: Iterable[str] = tuple(TABLES)) -> dict[str, pa.Table]:
    """Several Arrow tables in one pass over the records.

    Args:
        source: folder of records, or records.
        names: any of `claims`, `entities`, `dates`, `documents`, `attributions`, `skipped`.

    Returns:
        Table name → Arrow table with the columns of docs/analysis.md; rows in stored order.
    """
    pending: dict[str, list[list[Any]]] = {name: [[] for _ in TABLES[name]] for name in names}
    batches: dict[str, list[pa.RecordBatch]] = {name: [] for name in pending}
    for number, raw in enumerate(raw_records(source), 1):
        for name, columns in pending.items():
            # Record by record, so that each parsed record can go at once: memory that stays warm is fast.
            for column, values in zip(columns, PATHS[name].values(ROWS[name](raw)), strict=True):
                column += values
        if number % CHUNK == 0:
            _flush(pending, batches)
    _flush(pending, batches)
    return {name: pa.Table.from_batches(batches[name], schema_of(TABLES[name])) for name in batches}


def _flush(pending: dict[str, list[list[Any]]], batches: dict[str, list[pa.RecordBatch]]) -> None:
    """Turn the values so far into compact arrays, so that Python objects of no more than a chunk are ever alive."""
    for name, columns in pending.items():
        arrays = [array_of(column, values) for column, values in zip(TABLES[name], columns, strict=True)]
        batches[name].append(pa.RecordBatch.from_arrays(arrays, schema=schema_of(TABLES[name])))
        pending[name] = [[] for _ in TABLES[name]]


def _frame(source: Records, name: str) -> pd.DataFrame:
    return to_pandas(tables(source, (name,))[name])


def claims_frame(source: Records) -> pd.DataFrame:
    """One row a claim (holder × target). `source`: folder of records, or records.

    Raises:
        RecordError: the folder is missing or holds something that is not a record.
    """
    return _frame(source, "claims")


def entities_frame(source: Records) -> pd.DataFrame:
    """One row an entity of a document. `source`: folder of records, or records."""
    return _frame(source, "entities")


def dates_frame(source: Records) -> pd.DataFrame:
    """One row a time expression. `source`: folder of records, or records."""
    return _frame(source, "dates")


def documents_frame(source: Records) -> pd.DataFrame:
    """One row a document. `source`: folder of records, or records."""
    return _frame(source, "documents")


def attributions_frame(source: Records) -> pd.DataFrame:
    """One row an attribution relation. `source`: folder of records, or records."""
    return _frame(source, "attributions")


def skipped_frame(source: Records) -> pd.DataFrame:
    """One row a sentence with an actor and a stance cue that yielded no claim. `source`: as above."""
    return _frame(source, "skipped")


def with_intervals(frame: pd.DataFrame, name: str = "date") -> pd.DataFrame:
    """The frame with a column `{name}_interval` (pandas `Interval`, closed on both sides) from first and last day."""
    first, last = frame[f"{name}_earliest"].astype("datetime64[ns]"), frame[f"{name}_latest"].astype("datetime64[ns]")
    return frame.assign(**{f"{name}_interval": pd.arrays.IntervalArray.from_arrays(first, last, closed="both")})
