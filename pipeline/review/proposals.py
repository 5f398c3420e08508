"""Proposals that corrections make for the lexicon, the actor register and the codebook: a file for people to edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline.records import Claim, Record

_HEAD = """\
# Proposals from review, for people to edit; nothing reads this file.
#   lexicon   cues of claims that the machine missed, whose stance it had wrong, or that were no claims
#             -> pipeline/resources/
#   actors    names that people gave to what stands in the text -> models/actors/ or a register of your own
#   codebook  phrases that people put under a concept -> models/codebooks/ or a codebook of your own
# Take out what is wrong, move what you keep to its place, extract again, and review what has changed.
"""


@dataclass(frozen=True)
class Correction:
    """What a person changed in one article: the claim that was wrong, the one that is right, or both."""

    record: Record
    decision: str
    wrong: Claim | None
    right: Claim | None


def write_proposals(corrections: Sequence[Correction], path: Path) -> int:
    """Write the proposals file and count the proposals in it."""
    proposals = {
        "lexicon": _gather(row for c in corrections for row in _lexicon(c)),
        "actors": _gather(row for c in corrections for row in _actors(c)),
        "codebook": _gather(row for c in corrections for row in _codebook(c)),
    }
    body = yaml.safe_dump(proposals, allow_unicode=True, sort_keys=False, width=120)
    path.write_text(_HEAD + body, encoding="utf-8")
    return sum(len(rows) for rows in proposals.values())


def _lexicon(correction: Correction) -> Iterable[dict[str, Any]]:
    wrong, right = correction.wrong, correction.right
    if right is not None and right.cue is not None and (wrong is None or wrong.stance != right.stance):
        why = "missed" if wrong is None else "stance"
        yield _row(correction, right, cue=right.cue.text, why=why, stance=right.stance, form=right.form)
    elif right is None and wrong is not None and wrong.cue is not None:
        yield _row(correction, wrong, cue=wrong.cue.text, why="no claim", stance=wrong.stance, form=wrong.form)


def _actors(correction: Correction) -> Iterable[dict[str, Any]]:
    """Names that a person gave, with what stands in the text for them."""
    wrong, right = correction.wrong, correction.right
    if right is None or (wrong is not None and wrong.holder == right.holder and wrong.addressee == right.addressee):
        return
    pairs = (
        (right.holder, wrong.holder if wrong else None),
        (right.addressee, wrong.addressee if wrong else None),
    )
    for actor, before in pairs:
        if actor is None or (before is not None and before.name == actor.name):
            continue
        known = any(actor.name in (entity.name, *entity.aliases) for entity in correction.record.entities)
        if before is not None or not known:
            stands = actor.mention.text if actor.mention else None
            yield _row(correction, right, name=actor.name, mention=stands, instead_of=before.name if before else None)


def _codebook(correction: Correction) -> Iterable[dict[str, Any]]:
    wrong, right = correction.wrong, correction.right
    if right is not None and right.target.concept and (wrong is None or wrong.target.concept != right.target.concept):
        yield _row(correction, right, concept=right.target.concept, phrase=right.target.text)


def _row(correction: Correction, claim: Claim, **fields: Any) -> dict[str, Any]:
    known = {name: value for name, value in fields.items() if value is not None}
    return known | {"seen": [{"document": correction.record.document.id, "words": claim.evidence.text[:300]}]}


def _gather(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Equal proposals as one, with all places where they were seen; the most frequent first."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        key = repr({name: value for name, value in row.items() if name != "seen"})
        if key in found:
            found[key]["seen"] += row["seen"]
        else:
            found[key] = row
    return sorted(found.values(), key=lambda row: -len(row["seen"]))
