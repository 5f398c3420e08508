"""Reading records back, from a folder in any of its formats or from a single file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import RecordError
from pipeline.records import Record
from pipeline.store.folder import safe_name
from pipeline.store.manifest import NAME, Manifest


def read_record(path: Path) -> Record:
    """One record from its `.json` file.

    Raises:
        RecordError: the file is missing or breaks the contract.
    """
    try:
        return _validated(path.read_bytes(), str(path))
    except FileNotFoundError:
        raise RecordError(f"{path}: no such record. `onrecord extract` makes them.") from None


def find_record(folder: Path, id_: str) -> Record:
    """The record of one article by its id.

    Raises:
        RecordError: there is none.
    """
    path = folder / f"{safe_name(id_)}.json"
    if path.is_file():
        return read_record(path)
    for record in read_records(folder):
        if record.document.id == id_:
            return record
    raise RecordError(f"{folder}: no record with id {id_!r}")


def read_records(folder: Path | str) -> Iterator[Record]:
    """All current records of a folder (or of one `.json`, `.jsonl` or `.parquet` file), validated, in a stable order.

    Raises:
        RecordError: the folder is missing, or a record breaks the contract (file and place are named).
    """
    for source, line in read_record_bytes(Path(folder)):
        yield _validated(line, source)


def read_record_bytes(path: Path) -> Iterator[tuple[str, bytes]]:
    """The same records as raw JSON, with where each was read: for tables that need only a few fields, fast.

    Raises:
        RecordError: there is no such file or folder.
    """
    if path.is_file():
        yield from _file_lines(path, None)
        return
    if not path.is_dir():
        raise RecordError(f"{path}: no such folder of records. `onrecord extract raw/ --out {path}` makes one.")
    current = _current_files(path)
    for part in sorted((path / "records").glob("part-*")):
        yield from _file_lines(part, current)
    known = set(current.values())
    for file in sorted(path.glob("*.json")):
        # A folder that changed its format keeps the old files; the manifest says which record is the current one.
        if file.name in known or not known or _id_of(file.read_bytes()) not in current:
            yield from _file_lines(file, None)


def _current_files(folder: Path) -> dict[str, str]:
    if not (folder / NAME).is_file():
        return {}
    manifest = Manifest(folder)
    try:
        return manifest.files()
    finally:
        manifest.close()


def _file_lines(path: Path, current: dict[str, str] | None) -> Iterator[tuple[str, bytes]]:
    """Raw records of one file; of a part only those that the manifest does not place elsewhere."""
    name = f"records/{path.name}"
    if path.suffix == ".json":
        yield str(path), path.read_bytes()
    elif path.suffix == ".jsonl":
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip() and (not current or current.get(_id_of(line), name) == name):
                    yield f"{path}:{number}", line
    elif path.suffix == ".parquet":
        import pyarrow.parquet as pq

        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=256, columns=["id", "record"]):
                for id_, line in zip(batch["id"].to_pylist(), batch["record"].to_pylist(), strict=True):
                    if not current or current.get(id_, name) == name:
                        yield f"{path}#{id_}", line.encode()


def _id_of(line: bytes) -> str:
    from pydantic_core import from_json

    return str(from_json(line)["document"]["id"])


def _validated(line: bytes, source: str) -> Record:
    try:
        return Record.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise RecordError(f"{source}: {place or 'record'}: {first['msg']}. Extract the article again.") from error
