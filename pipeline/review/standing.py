"""How one article stands: the claims to judge, what was said of each, and the decisions that no longer fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from pipeline.records import Claim, Record
from pipeline.review.decisions import Decision, Judged, fingerprint, judge

Reason = Literal["changed", "lost"]


@dataclass(frozen=True)
class Verdict:
    """One reviewer's decision on one claim, and the claim it leaves (None: rejected)."""

    decision: Decision
    claim: Claim | None


@dataclass
class Item:
    """One claim to judge.

    `machine` is what the machine says now; None where only people say it, and `base` is then what they first said.
    """

    key: str
    machine: Claim | None = None
    base: Claim | None = None
    seen: Judged | None = None
    thread: str | None = None
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    @property
    def latest(self) -> Verdict | None:
        """The last word: the latest of the reviewers' verdicts."""
        return max(self.verdicts.values(), key=lambda v: (v.decision.at, v.decision.id), default=None)

    @property
    def shown(self) -> Claim:
        """The claim to show: as the latest verdict leaves it, else as the machine or the first person has it."""
        latest = self.latest
        claim = (latest.claim if latest else None) or self.machine or self.base
        assert claim is not None, "an item comes from the machine or from a person"
        return claim

    @property
    def disputed(self) -> bool:
        """Whether reviewers left different claims."""
        if len(self.verdicts) < 2:
            return False
        return len({None if v.claim is None else fingerprint(v.claim) for v in self.verdicts.values()}) > 1

    def saw(self, text: str) -> Judged | None:
        """What a new decision on this item says it has seen."""
        if self.machine is not None:
            return judge(self.machine, text)
        return self.seen or judge(self.shown, text)


@dataclass(frozen=True)
class Conflict:
    """A decision that no longer fits: its words are `lost`, or the machine's claim has `changed` into `rival`.

    `placed` is the decided claim where its words stand now; `fields` are those in which the rival differs.
    """

    decision: Decision
    reason: Reason
    lost: tuple[str, ...] = ()
    placed: Claim | None = None
    rival: str | None = None
    fields: tuple[str, ...] = ()


@dataclass
class Standing:
    """One article and all decisions on it. `resting`: rejections of claims that the machine no longer makes."""

    record: Record
    items: dict[str, Item]
    conflicts: list[Conflict] = field(default_factory=list)
    resting: list[Decision] = field(default_factory=list)
    finished: dict[str, Decision] = field(default_factory=dict)

    @property
    def undecided(self) -> list[Item]:
        """Items nobody judged yet."""
        return [item for item in self.items.values() if not item.verdicts]

    def claims(self) -> list[Claim]:
        """The merged claims in text order: accepted, edited and added ones, and those nobody judged; rejected ones out.

        Until a conflict is settled, the person's claim stands in for the changed one that nobody judged.
        """
        kept = {conflict.rival: conflict.placed for conflict in self.conflicts if conflict.decision.verb != "reject"}
        found: list[Claim] = []
        for item in self.items.values():
            latest = item.latest
            if latest is not None:
                found += [latest.claim] if latest.claim is not None else []
            else:
                found.append(kept.get(item.key) or item.shown)
        return sorted(found, key=lambda claim: (claim.evidence.start, claim.evidence.end, claim.id))


def live(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions that hold, in order of time: not taken back, not settled, and each reviewer's last on one claim."""
    ordered = sorted(decisions, key=lambda decision: (decision.at, decision.id))
    undone = {decision.undoes for decision in ordered if decision.verb == "undo"}
    standing = [d for d in ordered if d.verb != "undo" and d.id not in undone]
    settled = {identifier for decision in standing for identifier in decision.settles}
    last: dict[tuple[str, object], Decision] = {}
    for decision in standing:
        if decision.id not in settled:
            last.pop(subject := (decision.reviewer, _subject(decision)), None)
            last[subject] = decision
    return list(last.values())


def _subject(decision: Decision) -> object:
    """What a decision is about, so that a later one on the same takes its place."""
    if decision.verb in ("finish", "move", "drop"):
        return decision.verb, decision.id if decision.verb == "drop" else decision.document
    if decision.thread is not None or decision.seen is None:
        return decision.thread or decision.id
    evidence = decision.seen.quotes["evidence"]
    return decision.seen.print, evidence.start, evidence.prefix
