"""SQL over records, by DuckDB, without a database to set up."""

from __future__ import annotations

import duckdb
import pandas as pd
import pyarrow as pa

from pipeline.analysis.columns import TABLES
from pipeline.analysis.frames import tables
from pipeline.analysis.sources import Records
from pipeline.errors import RecordError


def connect(source: Records) -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB with the tables `claims`, `entities`, `dates`, `documents`, `attributions` and `skipped`.

    The connection can read nothing outside memory: no files, no network.
    """
    connection = duckdb.connect(":memory:")
    for name, table in tables(source).items():
        connection.register(f"_{name}", _plain(table))
        connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM "_{name}"')
        connection.unregister(f"_{name}")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _plain(table: pa.Table) -> pa.Table:
    """Categories as strings: DuckDB would make an ENUM of each, which does not compare with a misspelt literal."""
    types = [pa.string() if pa.types.is_dictionary(field.type) else field.type for field in table.schema]
    return table.cast(pa.schema(list(zip(table.schema.names, types, strict=True))))


def query(source: Records, sql: str) -> pd.DataFrame:
    """The answer to one SQL query over records.

    Args:
        source: folder of records, or records.
        sql: DuckDB's SQL over the tables of docs/analysis.md, such as
            `SELECT holder, subject, subject_stance, count(*) AS n FROM claims GROUP BY ALL ORDER BY n DESC`.

    Raises:
        RecordError: the query is not valid SQL, or names a table or column that is not there.
    """
    connection = connect(source)
    try:
        return connection.execute(sql).df()
    except duckdb.Error as error:
        raise RecordError(f"{error}\nTables: {', '.join(TABLES)}; their columns: docs/analysis.md") from error
    finally:
        connection.close()
