"""The manifest: one row an article, in SQLite, so that a run of millions stays small in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import RecordError

NAME = "manifest.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS articles (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    file TEXT NOT NULL,
    words INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    dates INTEGER NOT NULL,
    entities INTEGER NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest knows of one article. `digest` is of its text and metadata, `file` relative to the folder."""

    id: str
    digest: str
    fingerprint: str
    file: str
    words: int
    claims: int
    dates: int
    entities: int


class Manifest:
    """The manifest of one folder. Rows become durable at `commit`.

    Raises:
        RecordError: the file is there but is no manifest.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._db = _opened(self.path)
        except sqlite3.DatabaseError as error:
            raise RecordError(
                f"{self.path}: not a manifest ({error}). Remove it: the next run makes it anew."
            ) from error

    def get(self, id_: str) -> Entry | None:
        """The row of one article."""
        row = self._db.execute("SELECT * FROM articles WHERE id = ?", (id_,)).fetchone()
        return None if row is None else Entry(*row)

    def put(self, entry: Entry) -> None:
        """Add or replace a row."""
        values = tuple(getattr(entry, name) for name in Entry.__slots__)
        self._db.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)

    def commit(self) -> None:
        """Make all rows put so far durable."""
        self._db.commit()

    def entries(self) -> Iterator[Entry]:
        """All rows by id."""
        for row in self._db.execute("SELECT * FROM articles ORDER BY id"):
            yield Entry(*row)

    def files(self) -> dict[str, str]:
        """Article id → file that holds its current record."""
        return dict(self._db.execute("SELECT id, file FROM articles"))

    def close(self) -> None:
        """Commit and close."""
        self._db.commit()
        self._db.close()


def _opened(path: Path) -> sqlite3.Connection:
    """The database of a manifest; closed again if it is none."""
    database = sqlite3.connect(path)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        database.execute(_SCHEMA)
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database
