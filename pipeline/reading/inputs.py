"""From paths to articles: walks files, folders and standard input, and sets aside what cannot be read."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from pipeline.errors import InputError, UnreadableError
from pipeline.layout.calendar import Order
from pipeline.reading import ninjs, tables
from pipeline.reading.article import Article, Reading
from pipeline.reading.ids import Ids, safe_stem
from pipeline.reading.limits import check_text, read_limited
from pipeline.reading.registry import FORMATS, Format, format_of, sniff, suffixes
from pipeline.reading.rows import read_row
from pipeline.records import Source
from pipeline.rejections import Rejection, rejection

#: The name that stands for standard input, on the command line and in `Source.path`.
STDIN = "-"
_SKIPPED_FOLDERS = frozenset({"extracted", "__pycache__", "__MACOSX"})
_HEAD = 4096
Found = Article | Rejection


def read_inputs(
    paths: Sequence[str | Path], *, order: Order = "MDY", stdin: BinaryIO | None = None
) -> Iterator[Article | Rejection]:
    """Everything that the paths hold, one by one, in a fixed order; bad inputs as rejections.

    Args:
        paths: files, folders (read recursively, sorted, without hidden files and `extracted/`) and `-`.
        order: which comes first in a given date such as 6/11/20.
        stdin: what `-` reads (default: the process's standard input).

    Yields:
        Articles with ids that are unique within this call, and rejections.
    """
    ids = Ids()
    for name, path in files_of(paths):
        try:
            if name == STDIN:
                stream = stdin if stdin is not None else sys.stdin.buffer
                yield from _read_stream(io.BufferedReader(cast(io.RawIOBase, stream)), STDIN, ids, order)
            elif path is None:
                yield rejection(UnreadableError("no such file or folder", remedy="Check the path"), source=name)
            elif not path.is_file():
                yield rejection(UnreadableError("not a regular file", remedy="Give files or folders"), source=name)
            else:
                with path.open("rb") as opened:
                    yield from _read_stream(opened, name, ids, order)
        except InputError as error:
            yield rejection(error, source=name)
        except OSError as error:
            reason = error.strerror or str(error)
            yield rejection(UnreadableError(reason, remedy="Check the file and its permissions"), source=name)


def files_of(paths: Sequence[str | Path]) -> Iterator[tuple[str, Path | None]]:
    """Name as given and path of every file, each file once; None for what does not exist."""
    seen: set[Path] = set()
    for given in paths:
        if str(given) == STDIN:
            yield STDIN, Path()
            continue
        root = Path(given)
        if not root.exists():
            yield str(given), None
            continue
        for path in _walk(root) if root.is_dir() else (root,):
            resolved = path.resolve()
            if resolved not in seen:
                seen.add(resolved)
                yield path.as_posix(), path


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in _SKIPPED_FOLDERS)
        yield from (Path(folder) / name for name in sorted(files) if not name.startswith((".", "~$")))


def _read_stream(stream: io.BufferedReader, name: str, ids: Ids, order: Order) -> Iterator[Found]:
    format_, zipped = format_of(name)
    if zipped:
        stream = io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=stream)))
    try:
        head = stream.peek(_HEAD)[:_HEAD]
        if format_ is None:
            format_ = _format_by_content(name, head)
        if format_.shape in {"text", "objects"}:
            yield from _read_whole(read_limited(cast(BinaryIO, stream)), format_, name, ids, order)
        else:
            yield from _read_rows(cast(BinaryIO, stream), format_, name, ids, order)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnreadableError(f"broken gzip file ({error})", remedy="Zip it again") from error


def _format_by_content(name: str, head: bytes) -> Format:
    suffix = Path(name).suffix.lower()
    format_ = sniff(head)
    if name != STDIN and suffix not in {"", ".gz"} and format_.media_type == "text/plain":
        raise UnreadableError(
            f"files named {suffix} are not read", remedy=f"Read are {' '.join(suffixes())}; rename plain text to .txt"
        )
    return format_


def _read_whole(data: bytes, format_: Format, name: str, ids: Ids, order: Order) -> Iterator[Found]:
    digest = hashlib.sha256(data).hexdigest()
    source = Source(path=name, sha256=digest, media_type=format_.media_type)
    if format_.shape == "text":
        reading = format_.reader()(data)
        check_text(reading.text)
        yield _article(ids.of_file(name), reading, source)
        return
    rows = [
        tables.Row(where, number, values if isinstance(values, dict) else _no_object(values))
        for number, (where, values) in enumerate(ninjs.objects(data), 1)
    ]
    alone = len(rows) == 1
    for row in rows:
        yield _row(row, name, ids, lambda values: ninjs.read_object(values, order=order), source, alone=alone)


def _no_object(value: object) -> InputError:
    return UnreadableError(f"a JSON {type(value).__name__}, not an object", remedy='Write {"text": "…"}')


def _read_rows(stream: BinaryIO, format_: Format, name: str, ids: Ids, order: Order) -> Iterator[Found]:
    if format_.shape == "json_lines":
        rows = tables.json_lines(stream)
    elif format_.shape == "csv":
        rows = tables.csv_rows(stream, delimiter="\t" if format_ is FORMATS["text/tab-separated-values"] else None)
    else:
        rows = tables.parquet_rows(stream)
    source = Source(path=name, sha256="", media_type=format_.media_type)
    for row in rows:
        if format_.shape == "json_lines":
            yield _row(row, name, ids, lambda values: ninjs.read_object(values, order=order), source)
        else:
            yield _row(row, name, ids, lambda values: read_row(values, order=order), source)


RowReader = Callable[[dict[str, object]], tuple[str | None, Reading]]


def _row(row: tables.Row, name: str, ids: Ids, read: RowReader, source: Source, *, alone: bool = False) -> Found:
    """The article of one row, or why there is none."""
    try:
        if isinstance(row.values, InputError):
            raise row.values
        given, reading = read(row.values)
        check_text(reading.text)
        where = row.where
        id_ = ids.given(given, where=f"{name}, {where}" if where else name) if given else ""
        if not id_:
            id_ = ids.of_file(name) if alone else ids.of_row(safe_stem(name), row.number)
    except InputError as error:
        where = ", ".join(part for part in (row.where, error.where) if part)
        return replace(rejection(error, source=name), where=where)
    digest = hashlib.sha256(reading.text.encode()).hexdigest()
    path = name if alone else f"{name}#{row.number}"
    return _article(id_, reading, source.model_copy(update={"path": path, "sha256": source.sha256 or digest}))


def _article(id_: str, reading: Reading, source: Source) -> Article:
    reading.metadata.id = id_
    url = reading.metadata.url
    return Article(
        id_, reading.text, reading.metadata, source.model_copy(update={"encoding": reading.encoding, "url": url})
    )
