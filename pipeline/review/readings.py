"""What each reviewer left of the articles that he or she finished, by their own decisions alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.records import Claim, Record
from pipeline.review.desk import Desk
from pipeline.review.standing import live


@dataclass
class Reading:
    """One reviewer's claims of each finished document, and the decision that left each of them."""

    name: str
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    decisions: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Readings:
    """All readings of a folder, the records they are of, and the decisions that an adjudication settled."""

    records: Mapping[str, Record]
    by_reviewer: tuple[Reading, ...]
    settled: frozenset[str]


def readings(folder: Path) -> Readings:
    """How every reviewer reads the folder. How disagreements were settled afterwards is left out.

    Raises:
        RecordError: the folder is missing or a record does not hold.
    """
    everybody = Desk(folder)
    journal = everybody.journal
    if journal is None:
        return Readings({}, (), frozenset())
    all_ = journal.all()
    names = sorted({decision.reviewer for decision in all_ if decision.verb == "finish"})
    found = tuple(_reading(folder, name, everybody) for name in names)
    documents = {document for reading in found for document in reading.claims}
    records = {document: everybody.folder.record(document) for document in sorted(documents)}
    settled = {identifier for d in live(all_) if d.adjudication for identifier in d.settles}
    everybody.close()
    return Readings(records, found, frozenset(settled))


def _reading(folder: Path, reviewer: str, everybody: Desk) -> Reading:
    desk = Desk(folder, only=reviewer, adjudicated=False, folder=everybody.folder)
    reading = Reading(reviewer)
    for document in sorted(desk.decided()):
        if document not in desk.folder.glances():
            continue
        standing = desk.standing(document)
        if reviewer not in standing.finished:
            continue
        left = [v for item in standing.items.values() if (v := item.latest) is not None and v.claim is not None]
        reading.claims[document] = [v.claim for v in left if v.claim is not None]
        reading.decisions[document] = [v.decision.id for v in left]
    desk.close()
    return reading
