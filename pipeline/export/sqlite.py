"""One SQLite database: made for Datasette, good for anything that speaks SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from pipeline.analysis.arrays import KINDS
from pipeline.analysis.columns import TABLES
from pipeline.analysis.rows import PATHS, ROWS
from pipeline.analysis.sources import Raw, Records, raw_records
from pipeline.export.formats import Exported
from pipeline.export.parts import parts
from pipeline.review.journal import FILE, Journal

_TYPES = {"text": "TEXT", "category": "TEXT", "count": "INTEGER", "number": "REAL", "flag": "INTEGER", "day": "TEXT"}
#: Primary keys; tables without one get a rowid.
_KEYS = {
    "documents": ("document",),
    "claims": ("document", "claim"),
    "entities": ("document", "entity"),
    "attributions": ("document", "attribution"),
}
_MORE = """
CREATE TABLE texts (document TEXT PRIMARY KEY REFERENCES documents(document), text TEXT NOT NULL);
CREATE TABLE evidence (
    document TEXT NOT NULL REFERENCES documents(document), claim TEXT NOT NULL, role TEXT NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (document, claim, role), FOREIGN KEY (document, claim) REFERENCES claims(document, claim));
CREATE TABLE mentions (
    document TEXT NOT NULL REFERENCES documents(document), entity TEXT NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,
    FOREIGN KEY (document, entity) REFERENCES entities(document, entity));
CREATE TABLE decisions (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, reviewer TEXT NOT NULL, document TEXT NOT NULL, verb TEXT NOT NULL,
    holder TEXT, stance TEXT, target TEXT, evidence TEXT, "start" INTEGER, "end" INTEGER);
"""
_INDEXES = """
CREATE INDEX claims_holder ON claims(holder);
CREATE INDEX claims_subject ON claims(subject);
CREATE INDEX claims_date ON claims(date_earliest);
CREATE INDEX mentions_entity ON mentions(document, entity);
CREATE VIRTUAL TABLE texts_fts USING fts5(text, content="texts");
INSERT INTO texts_fts(rowid, text) SELECT rowid, text FROM texts;
"""


def write_sqlite(source: Records, out: Path) -> Exported:
    """The tables of docs/analysis.md, and `texts` (with full-text search), `evidence` (every span of a claim by role),
    `mentions`, and the `decisions` of reviewers where `source` is a folder that has some. A file that is there is
    replaced."""
    for leftover in (out, Path(f"{out}-wal"), Path(f"{out}-journal")):
        leftover.unlink(missing_ok=True)
    documents = claims = 0
    with closing(sqlite3.connect(out)) as database, database:
        database.execute("PRAGMA foreign_keys = ON")
        for name in ("documents", *(name for name in TABLES if name != "documents")):
            database.execute(_create(name))
        database.executescript(_MORE)
        for raw in raw_records(source):
            documents, claims = documents + 1, claims + len(raw["claims"])
            _insert(database, raw)
        if isinstance(source, str | Path):
            _fill(database, "decisions", _decisions(Path(source)), 11)
        database.executescript(_INDEXES)
    return Exported((out,), documents=documents, claims=claims)


def _create(name: str) -> str:
    columns = [f'"{column.name}" {_TYPES[column.kind]}' for column in TABLES[name]]
    if name in _KEYS:
        columns.append(f"PRIMARY KEY ({', '.join(_KEYS[name])})")
    if name != "documents":
        columns.append("FOREIGN KEY (document) REFERENCES documents(document)")
    return f'CREATE TABLE "{name}" ({", ".join(columns)})'


def _insert(database: sqlite3.Connection, raw: Raw) -> None:
    id_ = raw["document"]["id"]
    for name in ("documents", *(name for name in TABLES if name != "documents")):
        columns = PATHS[name].values(ROWS[name](raw))
        _fill(database, name, (tuple(map(_plain, row)) for row in zip(*columns, strict=True)), len(columns))
    _fill(database, "texts", iter([(id_, raw["document"]["text"])]), 2)
    spans = ((id_, c["id"], p.role, p.start, p.end, p.text) for c in raw["claims"] for p in parts(c))
    _fill(database, "evidence", spans, 6)
    mentions = (
        (id_, e["id"], m["start"], m["end"], m["text"], m["kind"]) for e in raw["entities"] for m in e["mentions"]
    )
    _fill(database, "mentions", mentions, 6)


def _decisions(folder: Path) -> Iterator[tuple[Any, ...]]:
    if not (folder / FILE).exists():
        return
    journal = Journal(folder)
    try:
        for decision in journal.all():
            about = decision.value or decision.seen
            claim = about.claim if about else None
            words = (
                (
                    claim.holder.name,
                    claim.stance,
                    claim.target.text,
                    claim.evidence.text,
                    claim.evidence.start,
                    claim.evidence.end,
                )
                if claim
                else (None,) * 6
            )
            yield (decision.id, decision.at, decision.reviewer, decision.document, decision.verb, *words)
    finally:
        journal.close()


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _fill(database: sqlite3.Connection, name: str, rows: Iterator[tuple[Any, ...]], width: int) -> None:
    database.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * width)})', rows)


assert set(_TYPES) == set(KINDS)
