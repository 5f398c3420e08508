"""What the annotation formats share: a claim as labelled spans with relations, and a topic with a side."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.analysis.sources import Raw

#: Spans of a claim beside its evidence: role → where it stands in the claim.
ROLES: tuple[str, ...] = ("holder", "target", "cue", "addressee", "condition", "justification")
_NAMESPACE = uuid.UUID("6f1d7c6e-2f0e-5d0b-9a51-0d3c7b1f9a10")


class Part(NamedTuple):
    """One span of a claim. `id` is unique in the document; `role` is `evidence` or one of `ROLES`."""

    id: str
    role: str
    start: int
    end: int
    text: str


def parts(claim: dict[str, Any]) -> Iterator[Part]:
    """The evidence, then every other span that the claim has."""
    for role, span in (("evidence", claim["evidence"]), *((role, _span(claim, role)) for role in ROLES)):
        if span is not None:
            yield Part(f"{claim['id']}-{role}", role, span["start"], span["end"], span["text"])


def _span(claim: dict[str, Any], role: str) -> dict[str, Any] | None:
    found: dict[str, Any] | None = claim[role]
    return found["mention"] if role in ("holder", "addressee") and found is not None else found


def kept(raw: Raw) -> list[dict[str, Any]]:
    """The claims of a record that nobody rejected."""
    return [claim for claim in raw["claims"] if claim["status"] != "rejected"]


def concept_and_side(claim: dict[str, Any]) -> tuple[str, str]:
    """What the claim is about and on which side: in normal form where that is clear, else as the text words it."""
    concept = claim["target"]["concept"]
    if claim["subject_stance"] == "unclear":
        return claim["target"]["text"], claim["stance"]
    return (concept if concept and concept != "unlisted" else claim["subject"]), claim["subject_stance"]


def guid(*names: str) -> str:
    """A UUID made of names: the same names always give the same one."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(names)))
