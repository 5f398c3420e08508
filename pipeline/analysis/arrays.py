"""Kinds of columns as Arrow types and pandas dtypes, and columns of values as Arrow arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.analysis.columns import Column
from pipeline.errors import RecordError

#: Kind → (Arrow type, pandas dtype as it reads in documentation).
KINDS: dict[str, tuple[Any, str]] = {
    "text": (pa.string(), "string[pyarrow]"),
    "category": (pa.dictionary(pa.int8(), pa.string()), "category"),
    "count": (pa.int64(), "Int64"),
    "number": (pa.float64(), "Float64"),
    "flag": (pa.bool_(), "boolean"),
    "day": (pa.timestamp("s"), "datetime64[s]"),
}


def schema_of(columns: Sequence[Column]) -> pa.Schema:
    """The Arrow schema of a table."""
    return pa.schema([(column.name, KINDS[column.kind][0]) for column in columns])


def array_of(column: Column, values: Sequence[Any]) -> pa.Array:
    """One Arrow array of a column's kind.

    Raises:
        RecordError: a category holds a value that the schema does not know.
    """
    if column.kind == "day":
        return pa.array(values, pa.date32()).cast(pa.timestamp("s"))
    if column.kind != "category":
        return pa.array(values, KINDS[column.kind][0])
    codes: dict[str | None, int | None] = {value: code for code, value in enumerate(column.values)}
    codes[None] = None
    try:
        indices = [codes[value] for value in values]
    except KeyError as error:
        raise RecordError(f"column {column.name}: {error.args[0]!r} is none of {', '.join(column.values)}") from None
    return pa.DictionaryArray.from_arrays(pa.array(indices, pa.int8()), pa.array(column.values, pa.string()))


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """The table as pandas with nullable types, those of `KINDS`."""
    mapping = {
        pa.string(): pd.StringDtype("pyarrow"),
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    frame: pd.DataFrame = table.to_pandas(types_mapper=mapping.get)
    return frame
