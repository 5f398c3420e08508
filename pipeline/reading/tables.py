"""Tables of many articles, read row by row: `.jsonl[.gz]`, `.csv[.gz]`, `.tsv[.gz]`, `.parquet`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from pipeline.errors import EmptyTextError, InputError, MetadataError, UnreadableError
from pipeline.reading.encoding import decode, detect
from pipeline.reading.limits import MAX_ROW_BYTES

_PARQUET_BATCH = 64
_SAMPLE = 65536


class Row(NamedTuple):
    """One row: its place in the file and its values, or what is wrong with it."""

    where: str
    number: int
    values: dict[str, Any] | InputError


def json_lines(stream: BinaryIO) -> Iterator[Row]:
    """Rows of a JSON Lines stream; a line that is no JSON object is a row with an error."""
    number = 0
    while line := stream.readline(MAX_ROW_BYTES + 1):
        number += 1
        where = f"line {number}"
        if len(line) > MAX_ROW_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_ROW_BYTES)
            error = UnreadableError(f"a line of more than {MAX_ROW_BYTES // 2**20} MiB", remedy="Split the text")
            yield Row(where, number, error)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield Row(where, number, _object(line))


def _object(line: bytes) -> dict[str, Any] | InputError:
    try:
        content = json.loads(decode(line).text)
    except (json.JSONDecodeError, RecursionError) as error:
        return UnreadableError(f"not JSON ({error})", remedy="Each line must be one JSON object")
    except InputError as error:
        return error
    if not isinstance(content, dict):
        return UnreadableError(f"a JSON {type(content).__name__}, not an object", remedy='Write {"text": "…"}')
    return content


def csv_rows(stream: BinaryIO, *, delimiter: str | None = None) -> Iterator[Row]:
    """Rows of a CSV stream with a header line. The delimiter is told from the header unless given.

    Raises:
        UnreadableError: binary data.
        MetadataError: the header has no column `text`.
    """
    buffered = io.BufferedReader(stream, _SAMPLE)  # type: ignore[type-var]
    sample = buffered.peek(_SAMPLE)[:_SAMPLE]
    with io.TextIOWrapper(buffered, encoding=detect(sample), errors="strict", newline="") as lines:
        yield from _csv_rows(lines, delimiter)


def _csv_rows(lines: io.TextIOWrapper, delimiter: str | None) -> Iterator[Row]:
    csv.field_size_limit(MAX_ROW_BYTES)
    header = lines.readline().lstrip("\ufeff")
    if not header.strip():
        raise EmptyTextError("no line that names the columns", remedy="Begin with one such as id,text,published")
    if delimiter is None:
        delimiter = max(",;\t|", key=header.count)
    names = [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
    if "text" not in names:
        raise MetadataError(
            f"no column 'text' among {', '.join(names[:12]) or 'nothing'}",
            where="line 1",
            remedy="The first line must name the columns, one of them 'text'",
        )
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        where = f"row {number}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(where, number, UnreadableError(f"broken CSV ({error})", remedy="Quote cells that hold quotes"))
            continue
        except UnicodeDecodeError as error:
            yield Row(where, number, UnreadableError(f"bytes that do not fit ({error.reason})", remedy="Save as UTF-8"))
            return
        if cells:
            yield Row(where, number, _cells(names, cells))


def _cells(names: list[str], cells: list[str]) -> dict[str, Any] | InputError:
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        return MetadataError(
            f"{len(cells)} cells for {len(names)} columns", remedy="Quote cells that hold the delimiter"
        )
    return {name: cell for name, cell in zip(names, cells, strict=False) if name}


def parquet_rows(stream: BinaryIO) -> Iterator[Row]:
    """Rows of a Parquet file, a few at a time.

    Raises:
        UnreadableError: not Parquet, or broken.
        MetadataError: no column `text`.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(stream)
        names = table.schema_arrow.names
        if "text" not in names:
            raise MetadataError(f"no column 'text' among {', '.join(names[:12])}", remedy="Rename the text's column")
        number = 0
        for batch in table.iter_batches(batch_size=_PARQUET_BATCH):
            for values in batch.to_pylist():
                number += 1
                yield Row(f"row {number}", number, values)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError(f"broken Parquet file ({error})", remedy="Write it again") from error
