"""Records and decisions side by side: how every article of a folder stands, for everybody or for one reviewer."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.records import Record
from pipeline.review.anchors import occurrences
from pipeline.review.decisions import Decision
from pipeline.review.fold import Ground
from pipeline.review.folder import Folder, Glance
from pipeline.review.journal import FILE, Journal
from pipeline.review.standing import Standing, live

#: Records kept ready for decisions.
_GROUNDS = 16


@dataclass(frozen=True)
class Stray:
    """Decisions on a document that has no record any more, and the documents in which their words stand."""

    document: str
    decisions: tuple[Decision, ...]
    candidates: tuple[str, ...]


class Desk:
    """A folder of records with its decisions.

    Args:
        path: the folder of records.
        only: a reviewer whose decisions alone are to be seen (blind review, agreement).
        adjudicated: False leaves out how disagreements were settled, and undoes nothing else.
        make: make the file of decisions where there is none.
        folder: the same folder, where it is open already.
    """

    def __init__(
        self,
        path: Path,
        *,
        only: str | None = None,
        adjudicated: bool = True,
        make: bool = False,
        folder: Folder | None = None,
    ) -> None:
        self.folder = folder or Folder(path)
        self.journal = Journal(path) if make or (path / FILE).exists() else None
        self._only, self._adjudicated = only, adjudicated
        self._mark = 0
        self._glances: dict[str, Glance] = {}
        self._by_document: dict[str, list[Decision]] = {}
        self._home: dict[str, str] = {}
        self._moved: set[str] = set()
        self._grounds: dict[str, Ground] = {}
        self._known: dict[str, tuple[str, int, Standing]] = {}
        self._lock = threading.RLock()

    def close(self) -> None:
        """Let go of the file of decisions."""
        if self.journal is not None:
            self.journal.close()

    def refresh(self) -> None:
        """Take in what any process has decided since."""
        with self._lock:
            glances = self.folder.glances()
            mark = self.journal.mark() if self.journal is not None else 0
            if mark == self._mark and glances is self._glances:
                return
            for decision in self.journal.since(self._mark) if self.journal is not None else ():
                if self._only not in (None, decision.reviewer) or (decision.adjudication and not self._adjudicated):
                    continue
                self._by_document.setdefault(decision.document, []).append(decision)
                if decision.verb == "move":
                    self._moved.add(decision.document)
            self._mark, self._glances = mark, glances
            self._settle_homes()

    def decided(self) -> dict[str, int]:
        """Documents (as they are called now) with decisions, and how many."""
        with self._lock:
            self.refresh()
            counts: dict[str, int] = {}
            for document, decisions in self._by_document.items():
                home = self._home.get(document, document)
                counts[home] = counts.get(home, 0) + len(decisions)
            return counts

    def decisions(self, document: str) -> list[Decision]:
        """All decisions on a document, under any name it had."""
        with self._lock:
            names = [document, *(old for old, new in self._home.items() if new == document)]
            return [decision for name in names for decision in self._by_document.get(name, ())]

    def standing(self, document: str) -> Standing:
        """How the article stands now.

        Raises:
            RecordError: there is no record of it.
        """
        with self._lock:
            self.refresh()
            record = self.folder.record(document)
            version = self.folder.glances()[document].version
            decisions = self.decisions(document)
            known = self._known.get(document)
            if known is None or known[:2] != (version, len(decisions)):
                known = version, len(decisions), self._ground(record, version).stand(decisions)
                if decisions:
                    self._known[document] = known
            return known[2]

    def home(self, document: str) -> str:
        """What a document is called now."""
        with self._lock:
            self.refresh()
            return self._home.get(document, document)

    def finishers(self) -> set[str]:
        """Reviewers who finished an article."""
        with self._lock:
            self.refresh()
            return {d.reviewer for found in self._by_document.values() for d in found if d.verb == "finish"}

    def undoable(self, reviewer: str) -> Decision | None:
        """The reviewer's last decision that is not taken back."""
        with self._lock:
            self.refresh()
            mine = [d for decisions in self._by_document.values() for d in decisions if d.reviewer == reviewer]
            undone = {decision.undoes for decision in mine}
            open_ = (d for d in mine if d.verb != "undo" and d.id not in undone)
            return max(open_, key=lambda decision: (decision.at, decision.id), default=None)

    def _ground(self, record: Record, version: str) -> Ground:
        """The record made ready; the last few are kept."""
        if version not in self._grounds:
            while len(self._grounds) >= _GROUNDS:
                self._grounds.pop(next(iter(self._grounds)))
            self._grounds[version] = Ground(record)
        return self._grounds[version]

    def strays(self) -> list[Stray]:
        """Decisions on documents that are not there any more and that nothing with the same text has taken over."""
        with self._lock:
            self.refresh()
            found = []
            for document in sorted(self._by_document):
                if self._home.get(document, document) in self.folder.glances():
                    continue
                decisions = tuple(d for d in live(self._by_document[document]) if d.verb not in ("move", "drop"))
                if decisions:
                    found.append(Stray(document, decisions, self._candidates(decisions)))
            return found

    def _settle_homes(self) -> None:
        """Where the decisions of each document belong: it was moved by hand, or its text has one other name now."""
        glances = self.folder.glances()
        missing = [document for document in self._by_document if document not in glances]
        by_text: dict[str, list[str]] = {}
        for glance in glances.values() if missing else ():
            by_text.setdefault(glance.text_sha256, []).append(glance.document)
        self._home = {}
        for document in missing:
            last = max(self._by_document[document], key=lambda decision: (decision.at, decision.id))
            same = by_text.get(last.text_sha256, [])
            if len(same) == 1:
                self._home[document] = same[0]
        for document in self._moved:
            moves = [d.moved_to for d in live(self._by_document[document]) if d.verb == "move"]
            if moves and moves[-1]:
                self._home[document] = moves[-1]

    def _candidates(self, decisions: Iterable[Decision]) -> tuple[str, ...]:
        """Documents in which at least half of the decided evidence stands word for word, best first."""
        words = {about.claim.evidence.text for d in decisions if (about := d.value or d.seen) is not None}
        scores: dict[str, int] = {}
        for document in self.folder.glances():
            text = self.folder.record(document).document.text
            scores[document] = sum(next(occurrences(text, quoted), -1) >= 0 for quoted in words)
        fit = [document for document, score in scores.items() if words and score * 2 >= len(words)]
        return tuple(sorted(fit, key=lambda document: (-scores[document], document))[:5])


def merged(standing: Standing) -> Record:
    """The record with the merged claims, their status set."""
    return standing.record.model_copy(update={"claims": tuple(standing.claims())})


def merged_records(folder: Path, *, undecided: bool = True) -> Iterator[Record]:
    """Every record of the folder with what people decided: accepted, edited and added claims in, rejected ones out.

    `claim.status` says which it is. Where reviewers differ, the latest word counts.

    Args:
        undecided: keep the claims that nobody judged (status `machine`).

    Raises:
        RecordError: the folder is missing or a record does not hold.
    """
    desk = Desk(folder)
    try:
        decided = desk.decided()
        for document in list(desk.folder.glances()):
            record = merged(desk.standing(document)) if document in decided else desk.folder.record(document)
            if not undecided:
                kept = tuple(claim for claim in record.claims if claim.status != "machine")
                record = record.model_copy(update={"claims": kept})
            yield record
    finally:
        desk.close()
