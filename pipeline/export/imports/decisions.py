"""Imported annotations as review decisions: what stayed is accepted, what changed edited, what went rejected."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import InputError
from pipeline.export.imports.annotated import Annotated
from pipeline.records import Claim, Record
from pipeline.review.decisions import Decision, Verb, differing, judge, text_digest
from pipeline.review.folder import Folder
from pipeline.review.journal import Journal


def import_decisions(
    annotated: Iterable[Annotated], folder: Path, *, reviewer: str | None = None
) -> tuple[Counter[str], tuple[str, ...]]:
    """Add the annotations to the decisions on a folder of records. Importing the same file twice adds nothing.

    Args:
        annotated: documents as people annotated them.
        folder: the records that were exported.
        reviewer: whose decisions they are; default: the annotator that the file names, else "import".

    Returns:
        How many of each verb, and what was refused with its reason.

    Raises:
        InputError: the format cannot become decisions.
    """
    records, journal = Folder(folder), Journal(folder)
    counts: Counter[str] = Counter()
    refused: list[str] = []
    try:
        for one in annotated:
            refused += one.refused
            if not one.carries:
                raise InputError("this format does not hold enough of a claim for decisions; import it as gold")
            glance = records.glances().get(one.document)
            if glance is None or glance.text_sha256 != text_digest(one.text):
                refused.append(f"{one.document}: {'no such record' if glance is None else 'its text has changed'}")
                continue
            who = reviewer or one.annotator or "import"
            for decision in _decisions(one, records.record(one.document), glance.version, who):
                journal.append(decision)
                counts[decision.verb] += 1
    finally:
        journal.close()
    return counts, tuple(refused)


def _decisions(one: Annotated, record: Record, version: str, reviewer: str) -> Iterator[Decision]:
    """Decisions on one document, in the order of the machine's claims, then what was added."""
    machine = {claim.id: claim for claim in record.claims}
    taken: dict[str, Claim] = {}
    added: list[Claim] = []
    for claim, id_ in zip(one.claims, one.machine_ids, strict=True):
        found = id_ if id_ in machine else _same_place(claim, [m for m in record.claims if m.id not in taken])
        if found is None or found in taken:
            added.append(claim)
        else:
            taken[found] = claim
    text = record.document.text
    for id_, seen in machine.items():
        value = None if id_ not in taken else _completed(taken[id_], seen, one.carries)
        verb: Verb = "reject" if value is None else "edit" if differing(seen, value) else "accept"
        yield _decision(verb, one, version, reviewer, text, seen, value if verb == "edit" else None)
    for claim in added:
        yield _decision("add", one, version, reviewer, text, None, claim)


def _same_place(claim: Claim, machine: list[Claim]) -> str | None:
    """The machine's claim with the same evidence and target; of several the one with the same holder."""
    place = (claim.evidence, claim.target.start, claim.target.end)
    there = [m for m in machine if (m.evidence, m.target.start, m.target.end) == place]
    there.sort(key=lambda m: (m.holder.mention != claim.holder.mention, m.holder.name != claim.holder.name))
    return there[0].id if there else None


def _completed(claim: Claim, seen: Claim, carries: frozenset[str]) -> Claim:
    """The imported claim with what the other program cannot hold taken from the claim it was made from."""
    update: dict[str, object] = {name: getattr(seen, name) for name in Claim.model_fields if name not in carries}
    update["target"] = claim.target.model_copy(
        update={"concept": seen.target.concept, "resolved": seen.target.resolved}
    )
    for role in ("holder", "addressee"):
        was, now = getattr(seen, role), getattr(claim, role)
        same_mention = was is not None and (now.mention if now else None) == was.mention
        if same_mention and not (role == "holder" and _renamed(claim, seen, carries)):
            update[role] = was
    if claim.date and seen.date and claim.date.value == seen.date.value:
        update["date"] = seen.date
    return claim.model_copy(update=update)


def _renamed(claim: Claim, seen: Claim, carries: frozenset[str]) -> bool:
    """Whether the program holds the holder's canonical name, and the person changed it."""
    return "subject" in carries and claim.holder.name != seen.holder.name


def _decision(
    verb: Verb, one: Annotated, version: str, reviewer: str, text: str, seen: Claim | None, value: Claim | None
) -> Decision:
    about = f"{seen.model_dump_json() if seen else ''}\x1f{value.model_dump_json() if value else ''}"
    key = "\x1f".join((one.document, version, reviewer, verb, about))
    return Decision(
        id=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        at="1970-01-01T00:00:00.000000+00:00",
        reviewer=reviewer[:80],
        document=one.document,
        text_sha256=text_digest(text),
        record_sha256=version,
        verb=verb,
        seen=judge(seen, text) if seen else None,
        value=judge(value, text) if value else None,
    )
