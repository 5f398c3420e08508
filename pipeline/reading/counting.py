"""How many articles there are to read, for a progress bar: cheap, and None rather than a guess."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

from pipeline.reading.inputs import STDIN, files_of
from pipeline.reading.registry import format_of


def count_inputs(paths: Sequence[str | Path]) -> int | None:
    """Articles and bad inputs that `read_inputs` will yield; None where only reading them all would tell."""
    total = 0
    for name, path in files_of(paths):
        count = None if name == STDIN else _count(name, path)
        if count is None:
            return None
        total += count
    return total


def _count(name: str, path: Path | None) -> int | None:
    format_, zipped = format_of(name)
    if path is None or format_ is None or format_.shape == "text":
        return 1
    try:
        if format_.shape == "json_lines":
            return _lines(path, zipped=zipped)
        if format_.shape == "parquet" and not zipped:
            import pyarrow.parquet as pq

            return int(pq.read_metadata(path).num_rows)
    except (OSError, EOFError, ValueError):
        return 1
    return None


def _lines(path: Path, *, zipped: bool) -> int:
    """Lines that are not blank. A last one without an end counts."""
    with gzip.open(path) if zipped else path.open("rb") as lines:
        return sum(1 for line in lines if line.strip())
