"""`rejected/`: what was set aside, why, and what to do about it; one small file an input."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from pipeline.rejections import Rejection
from pipeline.store.atomic import write_atomic

FOLDER = "rejected"


def write_reject(folder: Path, reject: Rejection) -> None:
    """Write one reject under `folder/rejected/`."""
    content = json.dumps(asdict(reject), ensure_ascii=False, indent=2) + "\n"
    write_atomic(folder / FOLDER / reject.filename, content.encode("utf-8", "surrogatepass"))


def read_rejects(folder: Path) -> Iterator[Rejection]:
    """All rejects of a folder, by file name."""
    for path in sorted((folder / FOLDER).glob("*.json")):
        yield Rejection(**json.loads(path.read_text(encoding="utf-8", errors="replace")))


def clear_rejects(folder: Path, sources: set[str], keep: set[str]) -> None:
    """Remove rejects of earlier runs whose source was read again and is no longer among those kept (file names)."""
    for path in (folder / FOLDER).glob("*.json"):
        if (
            path.name not in keep
            and json.loads(path.read_text(encoding="utf-8", errors="replace"))["source"] in sources
        ):
            path.unlink(missing_ok=True)
