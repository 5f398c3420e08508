"""`rejected/`: what was set aside, why, and what to do about it; one small file an input."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.store.atomic import write_atomic

FOLDER = "rejected"


@dataclass(frozen=True, slots=True)
class Reject:
    """One input that was set aside. `where` is the row, line or field, if it is a part of a file."""

    source: str
    reason: str
    where: str = ""
    remedy: str = ""

    @property
    def filename(self) -> str:
        """A name that is the same whenever the same input is set aside."""
        stem = "".join(c if c.isalnum() or c in "-_." else "_" for c in Path(self.source).name)[:80] or "input"
        digest = hashlib.sha256("\0".join((self.source, self.where)).encode("utf-8", "surrogatepass")).hexdigest()
        return f"{stem}-{digest[:12]}.json"


def write_reject(folder: Path, reject: Reject) -> None:
    """Write one reject under `folder/rejected/`."""
    content = json.dumps(asdict(reject), ensure_ascii=False, indent=2) + "\n"
    write_atomic(folder / FOLDER / reject.filename, content.encode("utf-8", "surrogatepass"))


def read_rejects(folder: Path) -> Iterator[Reject]:
    """All rejects of a folder, by file name."""
    for path in sorted((folder / FOLDER).glob("*.json")):
        yield Reject(**json.loads(path.read_text(encoding="utf-8", errors="replace")))


def clear_rejects(folder: Path, sources: set[str], keep: set[str]) -> None:
    """Remove rejects of earlier runs whose source was read again and is no longer among those kept (file names)."""
    for path in (folder / FOLDER).glob("*.json"):
        if (
            path.name not in keep
            and json.loads(path.read_text(encoding="utf-8", errors="replace"))["source"] in sources
        ):
            path.unlink(missing_ok=True)
