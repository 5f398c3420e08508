"""What stands in the report: gathered from a ledger, ready to be set."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipeline.analysis.contradictions import contradictions
from pipeline.analysis.frames import skipped_frame
from pipeline.analysis.history import SIDES, position_history
from pipeline.analysis.ledger import By, counted
from pipeline.analysis.report.texts import Text, cited_texts
from pipeline.analysis.sources import Records
from pipeline.codebook import UNLISTED

#: Rows, columns and list lengths: what a reader can take in. The tables and exports hold the rest.
ACTORS, TOPICS, CARDS, LISTED = 30, 15, 40, 40
#: Claims below are listed as unsure.
UNSURE = 0.5

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one actor says on one topic: utterances for and against, neither, and the first that shows it."""

    support: int
    oppose: int
    other: int
    key: str

    @property
    def kind(self) -> str:
        """`support`, `oppose`, `both` or `other`."""
        if self.support and self.oppose:
            return "both"
        return "support" if self.support else "oppose" if self.oppose else "other"


@dataclass(slots=True)
class Content:
    """All that the template and the figures use."""

    by: By
    counts: dict[str, int]
    span: tuple[str, str] | None
    topics: list[str]
    matrix: list[tuple[str, list[Cell | None]]]
    cards: list[tuple[str, list[Row]]]
    changes: list[Row]
    conflicts: list[Row]
    cited: list[Row]
    unsure: list[Row]
    rejected: list[Row]
    skipped: list[Row]
    made_by: list[Row]
    texts: list[Text]
    frame: pd.DataFrame
    places: dict[str, str] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)


def gather(source: Records, frame: pd.DataFrame, *, by: By) -> Content:
    """The content of a report on a ledger."""
    said = counted(frame)
    actors = _ranked(said, "actor")
    topics = _topics(said)
    shown, matrix = _matrix(said, actors, topics[:TOPICS])
    history = position_history(frame)
    conflicts = contradictions(frame)
    content = Content(
        by=by,
        counts={},
        span=_span(said),
        topics=shown,
        matrix=matrix,
        cards=_cards(said, history, actors),
        changes=_rows(history[history["previous"].notna()].sort_values("since", kind="stable")),
        conflicts=_rows(conflicts),
        cited=_cited(frame),
        unsure=_rows(said[said["confidence"] < UNSURE].sort_values("confidence", kind="stable").head(LISTED)),
        rejected=_rows(frame[frame["status"] == "rejected"].head(LISTED)),
        skipped=[],
        made_by=[],
        texts=[],
        frame=frame,
    )
    content.left = {
        "actors": max(0, len(actors) - ACTORS),
        "topics": len(topics) - len(shown),
        "cards": max(0, len(actors) - CARDS),
        "unsure": max(0, int((said["confidence"] < UNSURE).sum()) - LISTED),
    }
    content.texts, content.made_by, documents = cited_texts(source, _keys(content))
    content.places = {key: f"t{number}-{mark}" for number, text in enumerate(content.texts) for key, mark in text.marks}
    skipped = skipped_frame(source)
    content.skipped = _rows(skipped.head(LISTED))
    content.left["skipped"] = max(0, len(skipped) - LISTED)
    content.counts = {
        "documents": documents,
        "claims": len(frame),
        "utterances": len(said),
        "actors": len(actors),
        "topics": said["topic"].nunique(),
        "reprints": int((frame["copy"] == "reprint").sum()),
        "quotations": int(frame["copy"].isin(["quotation", "wire"]).sum()),
        "restatements": int((frame["copy"] == "restatement").sum()),
        "unclear": int((said["position"] == "unclear").sum()),
        "undated": int(said["date_earliest"].isna().sum()),
        "skipped": len(skipped),
    }
    return content


def _rows(frame: pd.DataFrame) -> list[Row]:
    """Rows as plain values: missing is None, days are ISO dates."""
    columns = [[_plain(value) for value in frame[name].tolist()] for name in frame.columns]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else value


def _ranked(said: pd.DataFrame, name: str) -> list[str]:
    """Names by number of utterances, most first, then by name."""
    counts = Counter(said[name].tolist())
    return sorted(counts, key=lambda one: (-counts[one], one))


def _topics(said: pd.DataFrame) -> list[str]:
    """Topics by number of actors, then those that a codebook lists, then by utterances: what divides comes first."""
    sides = said[said["position"] != "neutral"].assign(listed=said["concept"].fillna(UNLISTED) != UNLISTED)
    ranks = sides.groupby("topic", observed=True).agg({"actor": "nunique", "listed": "any", "key": "size"})
    rows = [(-int(actors), not listed, -int(size), name) for name, actors, listed, size in ranks.itertuples()]
    return [name for *_, name in sorted(rows)]


def _span(said: pd.DataFrame) -> tuple[str, str] | None:
    first, last = said["date_earliest"].min(), said["date_latest"].max()
    return None if pd.isna(first) else (first.date().isoformat(), last.date().isoformat())


def _matrix(
    said: pd.DataFrame, actors: list[str], topics: list[str]
) -> tuple[list[str], list[tuple[str, list[Cell | None]]]]:
    """The topics on which an actor of the matrix takes a position, and a row of cells for each actor."""
    shown = said[said["topic"].isin(topics)]
    sides: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, str], str] = {}
    for actor, topic, position, key in zip(
        *(shown[name].tolist() for name in ("actor", "topic", "position", "key")), strict=True
    ):
        sides[actor, topic][position] += 1
        first.setdefault((actor, topic), key)
    cells = {
        place: Cell(n["support"], n["oppose"], n.total() - n["support"] - n["oppose"], first[place])
        for place, n in sides.items()
    }
    present = [actor for actor in actors if any((actor, topic) in cells for topic in topics)][:ACTORS]
    taken = [topic for topic in topics if any((actor, topic) in cells for actor in present)]
    return taken, [(actor, [cells.get((actor, topic)) for topic in taken]) for actor in present]


def _cards(said: pd.DataFrame, history: pd.DataFrame, actors: list[str]) -> list[tuple[str, list[Row]]]:
    """For each actor its positions: the spells, and what has no clear side or no date, once a subject."""
    shown = actors[:CARDS]
    rest = said[~said["position"].isin(SIDES) | said["date_earliest"].isna()]
    rest = rest[rest["actor"].isin(shown)].drop_duplicates(["actor", "topic", "position", "subject"])
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _rows(history[history["actor"].isin(shown)]):
        found[row["actor"]].append(row)
    for row in _rows(rest):
        found[row["actor"]].append({**row, "since": row["date"], "until": None, "utterances": 1, "previous": None})
    return [
        (actor, sorted(found[actor], key=lambda row: (-row["utterances"], row["since"] or "9", row["topic"])))
        for actor in shown
    ]


def _cited(frame: pd.DataFrame) -> list[Row]:
    """Events that most documents tell of, by the words of the first, with how many told it independently."""
    kept = frame[frame["status"] != "rejected"]
    documents = kept.groupby("event")["document"].nunique()
    firsts = kept[kept["key"] == kept["event"]].copy()
    firsts["documents"] = firsts["key"].map(documents).astype(int)
    firsts = firsts[firsts["documents"] > 1]
    return _rows(firsts.sort_values(["documents", "sources", "key"], ascending=[False, False, True]).head(LISTED))


def _keys(content: Content) -> set[str]:
    """Every claim that something in the report points to."""
    keys = {cell.key for _, cells in content.matrix for cell in cells if cell}
    keys |= {row["key"] for _, rows in content.cards for row in rows}
    for rows in (content.changes, content.cited, content.unsure, content.rejected):
        keys |= {row["key"] for row in rows}
    keys |= {row["previous_key"] for row in content.changes}
    return keys | {row[f"{side}_key"] for row in content.conflicts for side in ("one", "other")}
