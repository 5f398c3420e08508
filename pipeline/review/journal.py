"""The file of decisions: `review.sqlite`, append-only, safe for several reviewers at once and against a crash.

A decision is acknowledged when its transaction is on the disk (write-ahead log, `synchronous = FULL`). Triggers refuse
to change or remove one. Nothing of the machine's own is kept in this file.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import ReviewError
from pipeline.review.decisions import Decision

FILE = "review.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS decisions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    document TEXT NOT NULL,
    verb TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body))
);
CREATE INDEX IF NOT EXISTS decisions_document ON decisions (document);
CREATE INDEX IF NOT EXISTS decisions_at ON decisions (at);
CREATE TABLE IF NOT EXISTS samples (size INTEGER PRIMARY KEY, documents TEXT NOT NULL CHECK (json_valid(documents)));
CREATE TRIGGER IF NOT EXISTS decisions_stay BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER IF NOT EXISTS decisions_remain BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are never removed'); END;
"""


@dataclass(frozen=True)
class LoadReport:
    """What came of loading a file of decisions."""

    added: int
    known: int
    refused: tuple[str, ...]


class Journal:
    """All decisions on one folder of records.

    Args:
        folder: the folder of records; the file is made on first use.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._lock = threading.Lock()
        try:
            self._base = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=30)
            weakref.finalize(self, self._base.close)
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = FULL")
            self._base.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise ReviewError(f"{self.path}: cannot be used as the file of decisions: {error}") from error

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._base.close()

    def append(self, decision: Decision, *, keep_time: bool = False) -> Decision:
        """Write one decision and return it as written: with its time, or as it already stood there.

        Raises:
            ReviewError: another decision has this id.
        """
        with self._lock:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                known = self._base.execute("SELECT body FROM decisions WHERE id = ?", (decision.id,)).fetchone()
                written = _parse(known[0]) if known else self._write(decision, keep_time=keep_time)
                self._base.execute("COMMIT")
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
        if known and written.model_copy(update={"at": decision.at}) != decision:
            raise ReviewError(f"decision {decision.id}: this id is taken by another decision; send it under a new id")
        return written

    def _write(self, decision: Decision, *, keep_time: bool) -> Decision:
        if not keep_time:
            last = self._base.execute("SELECT MAX(at) FROM decisions").fetchone()[0]
            decision = decision.model_copy(update={"at": _later_than(last)})
        body = json.dumps(decision.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        self._base.execute(
            "INSERT INTO decisions (id, at, reviewer, document, verb, body) VALUES (?, ?, ?, ?, ?, ?)",
            (decision.id, decision.at, decision.reviewer, decision.document, decision.verb, body),
        )
        return decision

    def mark(self) -> int:
        """A number that rises with every decision, by whatever process it was written."""
        with self._lock:
            return int(self._base.execute("SELECT COALESCE(MAX(seq), 0) FROM decisions").fetchone()[0])

    def since(self, mark: int) -> list[Decision]:
        """Decisions written after `mark`, as they were written."""
        with self._lock:
            rows = self._base.execute("SELECT body FROM decisions WHERE seq > ? ORDER BY seq", (mark,)).fetchall()
        return [_parse(body) for (body,) in rows]

    def all(self) -> list[Decision]:
        """Every decision, in the order of their times."""
        return sorted(self.since(0), key=lambda decision: (decision.at, decision.id))

    def sample(self, size: int, documents: Iterable[str]) -> tuple[str, ...]:
        """The documents of the sample of this size: drawn once from `documents`, then the same for everybody."""
        drawn = json.dumps(list(documents), ensure_ascii=False)
        with self._lock:
            self._base.execute("INSERT OR IGNORE INTO samples (size, documents) VALUES (?, ?)", (size, drawn))
            row = self._base.execute("SELECT documents FROM samples WHERE size = ?", (size,)).fetchone()
        return tuple(json.loads(row[0]))


def dump_decisions(folder: Path, path: Path) -> int:
    """Write all decisions to `path`, one JSON object a line in order of time (for `git diff`), and count them."""
    decisions = Journal(folder).all() if (folder / FILE).exists() else []
    lines = [json.dumps(d.model_dump(mode="json"), sort_keys=True, ensure_ascii=False) + "\n" for d in decisions]
    path.write_text("".join(lines), encoding="utf-8")
    return len(lines)


def load_decisions(folder: Path, path: Path) -> LoadReport:
    """Add the decisions of a dump to the folder's. Those already there stay as they are; times are kept.

    Raises:
        ReviewError: `path` cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ReviewError(f"{path}: cannot be read: {error}") from error
    journal, refused, before = Journal(folder), [], 0
    start = journal.mark()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            journal.append(Decision.model_validate_json(line), keep_time=True)
            before += 1
        except (ValidationError, ReviewError) as error:
            refused.append(f"{path}: line {number}: {str(error).splitlines()[0]}")
    added = journal.mark() - start
    journal.close()
    return LoadReport(added=added, known=before - added, refused=tuple(refused))


def _parse(body: str) -> Decision:
    return Decision.model_validate_json(body)


def _later_than(last: str | None) -> str:
    now = datetime.now(UTC)
    if last is not None:
        now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds")
