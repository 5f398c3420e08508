"""A claim as it comes from the page, spans as `[start, end)` pairs: checked, and made into a `Claim`."""

from __future__ import annotations

from typing import Any

from pydantic import Field, ValidationError

from pipeline import labels
from pipeline.annotations import Range
from pipeline.errors import ReviewError
from pipeline.records import Claim, Model, Record, Span

Pair = tuple[int, int]
#: The most code points a name or a normal form may have.
_LONG = 1000


class ActorDraft(Model):
    """A holder or addressee."""

    name: str = Field(min_length=1, max_length=_LONG)
    mention: Pair | None = None


class DateDraft(Model):
    """When the position was taken."""

    value: str = Field(pattern=r"^\d{4}(-(\d{2}(-\d{2}(T[\d:]+(Z|[+-]\d{2}:?\d{2})?)?)?|W\d{2}))?$")
    source: labels.DateSource


class Draft(Model):
    """All fields a person can set."""

    holder: ActorDraft
    organization: str | None = Field(None, max_length=_LONG)
    stance: labels.Stance
    target: Pair
    concept: str | None = Field(None, max_length=_LONG)
    resolved: Pair | None = None
    form: labels.Form
    addressee: ActorDraft | None = None
    condition: Pair | None = None
    justification: Pair | None = None
    attribution: labels.Voice
    reporter: tuple[str, ...] = Field((), max_length=20)
    evidence: Pair
    cue: Pair | None = None
    date: DateDraft | None = None
    subject: str = Field("", max_length=_LONG)
    subject_stance: labels.SubjectStance | None = None
    instrument: str | None = Field(None, max_length=_LONG)


def claim_of(draft: Draft, record: Record, *, machine: Claim | None, added: bool) -> Claim:
    """The claim that a draft describes.

    Args:
        machine: the claim it is an edit of; its attribution relation is kept.
        added: whether a person added it, rather than edited the machine's.

    Raises:
        ReviewError: a span lies outside the text, or a field does not hold.
    """
    entities = {entity.name: entity.id for entity in reversed(record.entities)}
    values: dict[str, Any] = draft.model_dump(exclude={"concept", "resolved"})
    for name in ("evidence", "cue", "condition", "justification"):
        values[name] = _span(getattr(draft, name), name, record)
    target = _span(draft.target, "target", record)
    assert target is not None
    values["target"] = {**target, "concept": draft.concept, "resolved": _span(draft.resolved, "resolved", record)}
    for role in ("holder", "addressee"):
        actor: ActorDraft | None = getattr(draft, role)
        if actor is not None:
            mention = _span(actor.mention, f"{role}.mention", record)
            values[role] = {"name": actor.name, "entity": entities.get(actor.name), "mention": mention}
    values["subject"] = draft.subject or target["text"]
    values["subject_stance"] = draft.subject_stance or draft.stance
    values |= {"id": machine.id if machine else "new", "confidence": 1.0, "stage": "review"}
    values["attribution_id"] = machine.attribution_id if machine else None
    values["status"] = "added" if added else "edited"
    try:
        return Claim.model_validate(values)
    except ValidationError as error:
        problem = error.errors()[0]
        raise ReviewError(f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}") from error


def draft_of(claim: Claim) -> dict[str, Any]:
    """A claim in the shape of a draft, for the page."""
    values = claim.model_dump(mode="json", include=set(Draft.model_fields))
    for name in ("evidence", "cue", "condition", "justification", "target"):
        values[name] = _pair(getattr(claim, name))
    values |= {"concept": claim.target.concept, "resolved": _pair(claim.target.resolved)}
    for role in ("holder", "addressee"):
        actor = getattr(claim, role)
        values[role] = None if actor is None else {"name": actor.name, "mention": _pair(actor.mention)}
    return values


def _pair(span: Span | None) -> Pair | None:
    return None if span is None else (span.start, span.end)


def _span(pair: Pair | None, field: str, record: Record) -> dict[str, Any] | None:
    if pair is None:
        return None
    where, text = Range(*pair), record.document.text
    if not 0 <= where.start < where.end <= len(text):
        raise ReviewError(f"{field}: [{where.start}, {where.end}) is not a stretch of the text (0 to {len(text)})")
    return {"start": where.start, "end": where.end, "text": text[where.start : where.end]}
