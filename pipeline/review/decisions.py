"""What a person decided, when, on which version of the record, and the words it was about."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from pipeline.annotations import Range
from pipeline.records import Claim, Model, Record, Span
from pipeline.review.anchors import Quote, locate, quote

Verb = Literal["accept", "reject", "edit", "add", "drop", "finish", "move", "undo"]

#: Span fields of a claim, by path.
SPAN_FIELDS: tuple[str, ...] = (
    "evidence",
    "target",
    "target.resolved",
    "holder.mention",
    "addressee.mention",
    "cue",
    "condition",
    "justification",
)
#: What a person judges: the claim without what only the machine has to say about it.
_NOT_JUDGED = {"id", "confidence", "stage", "status", "attribution_id"}


class Judged(Model):
    """A claim as a person saw or wrote it, with every span anchored to its words."""

    claim: Claim
    quotes: dict[str, Quote] = Field(description="by path of the span field")

    @cached_property
    def print(self) -> str:
        """The claim's fingerprint."""
        return fingerprint(self.claim)


class Decision(Model):
    """One act of review. Decisions are only ever appended; an undo is a decision too."""

    id: str = Field(pattern=r"^[0-9a-f]{32}$", description="chosen by who decides, so that sending twice is safe")
    at: str = Field(description="UTC time, ISO 8601 with microseconds; rises with every decision of one file")
    reviewer: str = Field(min_length=1, max_length=80)
    document: str = Field(min_length=1)
    text_sha256: str = Field(description="of the text that was on the screen")
    record_sha256: str = Field(description="of the record that was on the screen")
    verb: Verb
    seen: Judged | None = Field(None, description="the machine's claim, where the decision is about one")
    thread: str | None = Field(None, description="id of the decision that added the claim, where a person added it")
    value: Judged | None = Field(None, description="what the claim should be (edit, add)")
    undoes: str | None = Field(None, description="the decision taken back")
    settles: tuple[str, ...] = Field((), description="decisions that this one stands in for")
    adjudication: bool = Field(False, description="settles a disagreement between reviewers, not a conflict")
    moved_to: str | None = Field(None, description="id the document has now (move)")


def judge(claim: Claim, text: str) -> Judged:
    """`claim`, anchored in `text`."""
    return Judged(claim=claim, quotes={path: quote(text, span) for path, span in claim_spans(claim).items()})


def claim_spans(claim: Claim) -> dict[str, Span]:
    """The spans a claim has, by path, in the order of `SPAN_FIELDS`."""
    found = {
        "evidence": claim.evidence,
        "target": claim.target,
        "target.resolved": claim.target.resolved,
        "holder.mention": claim.holder.mention,
        "addressee.mention": claim.addressee.mention if claim.addressee else None,
        "cue": claim.cue,
        "condition": claim.condition,
        "justification": claim.justification,
    }
    return {path: span for path in SPAN_FIELDS if (span := found[path]) is not None}


def fingerprint(claim: Claim) -> str:
    """Digest of what a person judges in a claim, by words and not by offsets."""
    return _digest(_without_offsets(claim.model_dump(mode="json", exclude=_NOT_JUDGED)))


def place(judged: Judged, text: str) -> tuple[dict[str, Range], tuple[str, ...]]:
    """Where the spans of a judged claim stand in `text`: the places found, and the paths that were not.

    A span inside the evidence goes with the evidence; the others are looked for by themselves.
    """
    old, places, lost = judged.quotes["evidence"], {}, []
    evidence = locate(text, old)
    for path, mark in judged.quotes.items():
        if evidence is not None and old.start <= mark.start and mark.end <= old.end:
            shift = evidence.start - old.start
            places[path] = Range(mark.start + shift, mark.end + shift)
        elif (found := locate(text, mark)) is not None:
            places[path] = found
        else:
            lost.append(path)
    return places, tuple(lost)


def rebase(claim: Claim, places: dict[str, Range], record: Record) -> Claim:
    """`claim` with its spans at `places` of `record`, its actors tied to the entities that the record has now."""
    values = claim.model_dump()
    for path, span in places.items():
        where = {"start": span.start, "end": span.end, "text": record.document.text[span.start : span.end]}
        outer, _, inner = path.partition(".")
        if inner:
            values[outer][inner] = where
        elif path == "target":
            values["target"].update(where)
        else:
            values[path] = where
    entities = {entity.name: entity.id for entity in reversed(record.entities)}
    for role in ("holder", "addressee"):
        if values[role] is not None:
            values[role]["entity"] = entities.get(values[role]["name"])
    values["attribution_id"] = None
    return Claim.model_validate(values)


def text_digest(text: str) -> str:
    """Digest by which a text is recognised."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def differing(left: Claim, right: Claim) -> tuple[str, ...]:
    """Names of the judged fields in which two claims differ, by words."""
    one, two = (_without_offsets(c.model_dump(mode="json", exclude=_NOT_JUDGED)) for c in (left, right))
    return tuple(name for name in one if one[name] != two[name])


def _without_offsets(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_offsets(v) for k, v in value.items() if k not in ("start", "end", "entity")}
    if isinstance(value, list):
        return [_without_offsets(item) for item in value]
    return value


def _digest(value: object) -> str:
    return text_digest(json.dumps(value, sort_keys=True, ensure_ascii=False))
