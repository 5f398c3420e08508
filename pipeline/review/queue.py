"""What is to be looked at, in which order: one row a claim, filtered and sorted; and how far the work has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from pipeline.records import Claim, Model
from pipeline.review.desk import Desk
from pipeline.review.standing import Item

State = Literal["open", "accepted", "edited", "added", "rejected"]
Show = Literal["open", "all", "accepted", "edited", "added", "rejected", "conflict", "disputed"]


class Filter(Model):
    """What the page asks to see."""

    order: Literal["sure", "article"] = "sure"
    show: Show = "open"
    actor: str = Field("", max_length=200)
    concept: str = Field("", max_length=200)
    stance: str = Field("", max_length=20)
    form: str = Field("", max_length=20)
    document: str = Field("", max_length=4096)
    since: str = Field("", max_length=32, description="first date, ISO 8601")
    until: str = Field("", max_length=32, description="last date, ISO 8601, at any precision")
    least: float = Field(0.0, ge=0, le=1, description="least confidence")
    most: float = Field(1.0, ge=0, le=1, description="greatest confidence")
    offset: int = Field(0, ge=0)
    limit: int = Field(200, ge=1, le=1000)


@dataclass(frozen=True)
class Article:
    """One article's rows and how far it has come."""

    rows: tuple[dict[str, Any], ...]
    decided: int
    finished: bool
    conflicts: int


class Queue:
    """The queue of a desk. Articles that nothing happened to are not looked at again.

    Args:
        documents: the only documents to offer; None for all.
    """

    def __init__(self, desk: Desk, documents: Sequence[str] | None = None) -> None:
        self._desk = desk
        self._only = None if documents is None else frozenset(documents)
        self._articles: dict[str, tuple[str, int, Article]] = {}

    def documents(self) -> list[str]:
        """The documents offered, in order of the folder."""
        return [document for document in self._desk.folder.glances() if self._only is None or document in self._only]

    def page(self, wanted: Filter) -> dict[str, Any]:
        """Rows of one window of the queue, and how many there are in all."""
        rows = [row for article in self._all().values() for row in article.rows if _fits(row, wanted)]
        if wanted.order == "sure":
            rows.sort(key=lambda row: row["confidence"])
        return {"total": len(rows), "rows": rows[wanted.offset : wanted.offset + wanted.limit]}

    def progress(self) -> dict[str, int]:
        """Counts of claims, decided ones, articles, finished ones, and conflicts."""
        articles = self._all().values()
        return {
            "claims": sum(len(article.rows) for article in articles),
            "decided": sum(article.decided for article in articles),
            "articles": len(articles),
            "finished": sum(article.finished for article in articles),
            "conflicts": sum(article.conflicts for article in articles),
        }

    def _all(self) -> dict[str, Article]:
        decided = self._desk.decided()
        found: dict[str, Article] = {}
        for document in self.documents():
            stamp = self._desk.folder.glances()[document].version, decided.get(document, 0)
            known = self._articles.get(document)
            if known is None or known[:2] != stamp:
                known = *stamp, self._article(document, decided=document in decided)
                self._articles[document] = known
            found[document] = known[2]
        return found

    def _article(self, document: str, *, decided: bool) -> Article:
        glance = self._desk.folder.glances()[document]
        if not decided:
            rows = tuple({**row, "document": document, "title": glance.title, "state": "open"} for row in glance.rows)
            return Article(tuple(sorted(rows, key=lambda row: row["start"])), 0, False, 0)
        standing = self._desk.standing(document)
        rivals = {conflict.rival for conflict in standing.conflicts}
        rows = tuple(_row(item, document, glance.title, item.key in rivals) for item in standing.items.values())
        rows += tuple(
            _plain(c.decision.value or c.decision.seen, document, glance.title, c.decision.id)
            for c in standing.conflicts
            if c.rival is None
        )
        return Article(
            rows=tuple(sorted(rows, key=lambda row: row["start"])),
            decided=sum(row["state"] != "open" for row in rows),
            finished=bool(standing.finished),
            conflicts=len(standing.conflicts),
        )


def state_of(item: Item) -> State:
    """What was decided of an item."""
    latest = item.latest
    if latest is None:
        return "open"
    if latest.claim is None:
        return "rejected"
    return "open" if latest.claim.status == "machine" else latest.claim.status


def _row(item: Item, document: str, title: str, conflict: bool) -> dict[str, Any]:
    row = {"key": item.key, **_fields(item.shown), "document": document, "title": title, "state": state_of(item)}
    return row | {"conflict": conflict, "disputed": item.disputed}


def _plain(about: Any, document: str, title: str, decision: str) -> dict[str, Any]:
    row = {"key": f"conflict-{decision}", **_fields(about.claim), "document": document, "title": title}
    return row | {"state": "open", "conflict": True, "disputed": False}


def _fields(claim: Claim) -> dict[str, Any]:
    return {
        "holder": claim.holder.name,
        "stance": claim.stance,
        "form": claim.form,
        "target": claim.target.text[:120],
        "concept": claim.target.concept or "",
        "date": claim.date.value if claim.date else "",
        "confidence": claim.confidence,
        "start": claim.evidence.start,
    }


def _fits(row: dict[str, Any], wanted: Filter) -> bool:
    return (
        _shows(row, wanted.show)
        and wanted.least <= row["confidence"] <= wanted.most
        and all(not value or row[name] == value for name, value in _exact(wanted))
        and (not wanted.actor or wanted.actor.casefold() in row["holder"].casefold())
        and (not wanted.since or row["date"] >= wanted.since)
        and (not wanted.until or ("" < row["date"][: len(wanted.until)] <= wanted.until))
    )


def _exact(wanted: Filter) -> Iterable[tuple[str, str]]:
    return (
        ("concept", wanted.concept),
        ("stance", wanted.stance),
        ("form", wanted.form),
        ("document", wanted.document),
    )


def _shows(row: dict[str, Any], show: Show) -> bool:
    if show == "all":
        return True
    if show in ("conflict", "disputed"):
        return bool(row.get(show))
    return bool(row["state"] == show)
