"""What review teaches: finished articles become gold, corrections become regression cases and proposals.

`to_gold` writes three files into a folder:

    gold.jsonl       finished articles with their merged claims, in the form of every gold file
    cases.jsonl      one case for every correction (see `pipeline.evaluation.cases`)
    proposals.yaml   words for the lexicon, names for the actor register, phrases for the codebook: a file to edit
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.records import Claim, Record
from pipeline.review.desk import Desk
from pipeline.review.proposals import Correction, write_proposals
from pipeline.review.standing import Item, Standing

_NOT_GOLD = {"id", "confidence", "stage", "status", "attribution_id"}


@dataclass(frozen=True)
class GoldReport:
    """What was written, and which finished articles were left out (id: why)."""

    documents: int
    claims: int
    cases: int
    proposals: int
    left_out: dict[str, str]


def to_gold(folder: Path, out: Path) -> GoldReport:
    """Write what the review of `folder` teaches into the folder `out`.

    Raises:
        RecordError: the folder is missing or a record does not hold.
    """
    desk = Desk(folder)
    standings = [desk.standing(document) for document in desk.decided() if document in desk.folder.glances()]
    desk.close()
    standings.sort(key=lambda standing: standing.record.document.id)
    left_out = {s.record.document.id: why for s in standings if s.finished and (why := _unfit(s))}
    gold = [s for s in standings if s.finished and s.record.document.id not in left_out]
    corrections = {s.record.document.id: list(_corrections(s)) for s in standings}
    out.mkdir(parents=True, exist_ok=True)
    rows = [{**_head(s.record), "claims": [gold_claim(claim) for claim in s.claims()]} for s in gold]
    _write(out / "gold.jsonl", rows)
    known = _states(out / "cases.jsonl")
    cases = [
        {**_head(s.record), "cases": [_case(c, known) for c in found]}
        for s in standings
        if (found := corrections[s.record.document.id])
    ]
    _write(out / "cases.jsonl", cases)
    proposed = write_proposals([c for found in corrections.values() for c in found], out / "proposals.yaml")
    return GoldReport(
        documents=len(rows),
        claims=sum(len(row["claims"]) for row in rows),
        cases=sum(len(row["cases"]) for row in cases),
        proposals=proposed,
        left_out=left_out,
    )


def gold_claim(claim: Claim) -> dict[str, Any]:
    """A claim in the form of the gold files."""
    values = claim.model_dump(mode="json", exclude=_NOT_GOLD)
    values["target"] = {name: value for name, value in values["target"].items() if value is not None}
    for role in ("holder", "addressee"):
        if values[role] is not None:
            values[role].pop("entity")
    return values


def _unfit(standing: Standing) -> str:
    """Why a finished article cannot be gold yet."""
    if standing.conflicts:
        return f"{len(standing.conflicts)} conflicts to settle"
    disputed = sum(item.disputed for item in standing.items.values())
    return f"{disputed} disagreements to settle" if disputed else ""


def _corrections(standing: Standing) -> Iterator[Correction]:
    """What people changed: claims rejected, corrected and added. Nothing of what they still differ in."""
    for item in standing.items.values():
        latest = item.latest
        if latest is not None and not item.disputed and (pair := _pair(item)) is not None:
            yield Correction(standing.record, latest.decision.id, *pair)


def _pair(item: Item) -> tuple[Claim | None, Claim | None] | None:
    """The claim that was wrong and the one that is right; None where nothing was corrected."""
    latest = item.latest
    assert latest is not None, "only judged items are asked"
    seen = latest.decision.seen.claim if latest.decision.seen is not None and item.thread is None else None
    wrong = item.machine or seen
    if latest.claim is None:
        return (wrong, None) if wrong is not None else None
    if latest.claim.status == "accepted" and item.machine is not None:
        return None
    return (wrong if latest.claim.status == "edited" else None), latest.claim


def _head(record: Record) -> dict[str, Any]:
    made = record.document
    return {
        "doc_id": made.id,
        "split": "train",
        "source": made.source.url or made.source.path,
        "published": made.published.value if made.published else None,
        "issuer": made.issuer,
        "title": made.title,
        "genre": made.genre,
        "text": made.text,
    }


def _case(correction: Correction, known: dict[tuple[str, str], str]) -> dict[str, Any]:
    wrong, right = correction.wrong, correction.right
    return {
        "id": correction.decision,
        "state": known.get((correction.record.document.id, correction.decision), "open"),
        "wrong": gold_claim(wrong) if wrong else None,
        "right": gold_claim(right) if right else None,
    }


def _states(path: Path) -> dict[tuple[str, str], str]:
    """Which cases of an earlier file are held already."""
    if not path.is_file():
        return {}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return {(row["doc_id"], case["id"]): case["state"] for row in rows for case in row["cases"]}


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
