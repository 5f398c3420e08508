"""Re-applies decisions to a record as it is now.

A decision about a claim that the machine still makes, in the same words, is applied to it. A claim that a person
accepted or wrote stays while its words stand in the text, whether or not the machine finds it. Everything else is a
conflict to settle.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pipeline.records import Claim, Record
from pipeline.review.anchors import locate
from pipeline.review.decisions import Decision, Judged, differing, fingerprint, place, rebase, text_digest
from pipeline.review.rivals import LEAST, SAME, Rivals
from pipeline.review.standing import Conflict, Item, Standing, Verdict, live


class Ground:
    """A record made ready for decisions; worth keeping while the record stays the same."""

    def __init__(self, record: Record) -> None:
        self.record, self.digest = record, text_digest(record.document.text)
        self.rivals = Rivals(record.claims)
        self.by_print: dict[str, list[Claim]] = {}
        for claim in record.claims:
            self.by_print.setdefault(fingerprint(claim), []).append(claim)

    def stand(self, decisions: Iterable[Decision]) -> Standing:
        """How the article stands after `decisions` (all of this document, in any order)."""
        return _Fold(self).run(live(decisions))


def stand(record: Record, decisions: Iterable[Decision]) -> Standing:
    """How the article stands after `decisions` (all of this document, in any order)."""
    return Ground(record).stand(decisions)


class _Fold:
    """The work of `stand`, decision by decision."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.record = ground, ground.record
        self.text = self.record.document.text
        self.result = Standing(self.record, {claim.id: Item(claim.id, claim) for claim in self.record.claims})

    def run(self, decisions: list[Decision]) -> Standing:
        """Apply all, those that fit first, so that a claim with a fitting decision is not taken for a changed one."""
        unfit: list[Decision] = []
        for decision in decisions:
            if decision.verb == "finish":
                self.result.finished[decision.reviewer] = decision
            elif decision.verb in ("accept", "reject", "edit", "add") and not self._fit(decision):
                unfit.append(decision)
        for decision in unfit:
            if decision.thread is not None:
                self._on_added(decision)
            else:
                self._unfit(decision)
        self._forget_stale_finishes()
        return self.result

    def _fit(self, decision: Decision) -> bool:
        """Apply a decision to the machine's claim that it was about (or adds), if that is made in the same words."""
        about = decision.seen or decision.value
        if decision.thread is not None or about is None or (claim := self._same(about)) is None:
            return False
        left: Claim | None = claim if decision.verb in ("accept", "add") else None
        if decision.verb == "edit" and (left := self._placed(decision.value)[0]) is None:
            return False
        status: Literal["edited", "accepted"] = "edited" if decision.verb == "edit" else "accepted"
        if left is not None:
            left = left.model_copy(update={"id": claim.id, "status": status})
        self.result.items[claim.id].verdicts[decision.reviewer] = Verdict(decision, left)
        return True

    def _same(self, about: Judged) -> Claim | None:
        """The machine's claim with the same content at the same words."""
        candidates = self.ground.by_print.get(about.print, [])
        found = locate(self.text, about.quotes["evidence"]) if candidates else None
        return next((c for c in candidates if found is not None and c.evidence.start == found.start), None)

    def _placed(self, judged: Judged | None) -> tuple[Claim | None, tuple[str, ...]]:
        """A claim where its words stand now, or the paths of the spans whose words are lost."""
        if judged is None:
            return None, ()
        places, lost = place(judged, self.text)
        return (None, lost) if lost else (rebase(judged.claim, places, self.record), ())

    def _unfit(self, decision: Decision) -> None:
        """Keep, rest or list as a conflict a decision whose machine claim is not made in these words any more."""
        placed, lost = self._placed(decision.value or decision.seen)
        rival = self._rival(decision)
        if decision.verb == "reject" and rival is None:
            self.result.resting.append(decision)
        elif placed is None:
            self.result.conflicts.append(Conflict(decision, "lost", lost=lost, rival=rival.id if rival else None))
        elif rival is not None:
            self._changed(decision, placed, rival)
        else:
            self._keep(decision, placed)

    def _rival(self, decision: Decision) -> Claim | None:
        """The machine's claim that the one decided on has become; none that this reviewer has judged as it is."""
        about = decision.seen or decision.value
        if about is None:
            return None
        judged = {item.key for item in self.result.items.values() if decision.reviewer in item.verdicts}
        placed = self._placed(about)[0]
        least = SAME if decision.seen is None else LEAST
        return self.ground.rivals.of(placed or about.claim, placed=placed is not None, without=judged, least=least)

    def _changed(self, decision: Decision, placed: Claim, rival: Claim) -> None:
        about = decision.seen or decision.value
        fields = differing(about.claim, rival) if about else ()
        named = placed.model_copy(update={"id": _key(decision.id), "status": _status(decision)})
        self.result.conflicts.append(Conflict(decision, "changed", placed=named, rival=rival.id, fields=fields))

    def _keep(self, decision: Decision, placed: Claim) -> None:
        """A claim that only people make: added, or accepted or edited before the machine lost it."""
        item = self._twin(decision.seen) if decision.seen is not None else None
        if item is None:
            key = _key(decision.id)
            thread = decision.id if decision.seen is None else None
            item = self.result.items.setdefault(key, Item(key, base=placed, seen=decision.seen, thread=thread))
        claim = placed.model_copy(update={"id": item.key, "status": _status(decision)})
        item.verdicts[decision.reviewer] = Verdict(decision, claim)

    def _twin(self, seen: Judged) -> Item | None:
        """The item that another reviewer's decision on the same lost claim made."""
        for item in self.result.items.values():
            if item.machine is None and item.thread is None and item.seen and _alike(item.seen, seen):
                return item
        return None

    def _on_added(self, decision: Decision) -> None:
        """A verdict on a claim that a person added: kept together with it, or alone where that is gone."""
        assert decision.thread is not None
        placed, lost = self._placed(decision.value or decision.seen)
        if placed is None:
            self.result.conflicts.append(Conflict(decision, "lost", lost=lost))
            return
        key = _key(decision.thread)
        item = self.result.items.setdefault(key, Item(key, base=placed, thread=decision.thread))
        claim = placed.model_copy(update={"id": key, "status": "added"})
        item.verdicts[decision.reviewer] = Verdict(decision, None if decision.verb == "reject" else claim)

    def _forget_stale_finishes(self) -> None:
        """An article whose text has changed, or that has something open again, is not finished any more."""
        result, digest = self.result, self.ground.digest
        for reviewer, decision in list(result.finished.items()):
            disputed = any(conflict.decision.reviewer == reviewer for conflict in result.conflicts)
            if decision.text_sha256 != digest or disputed or result.undecided:
                del result.finished[reviewer]


def _status(decision: Decision) -> Literal["accepted", "edited", "added"]:
    return "accepted" if decision.verb == "accept" else "added" if decision.seen is None else "edited"


def _key(thread: str) -> str:
    return f"added-{thread[:12]}"


def _alike(left: Judged, right: Judged) -> bool:
    return left.print == right.print and left.quotes["evidence"] == right.quotes["evidence"]
