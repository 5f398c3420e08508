"""How a claim reaches the reader: in quotation marks, as reported speech, in the document's own voice, or told."""

from __future__ import annotations

from pipeline.annotations import Range
from pipeline.stages.stance.context import Context
from pipeline.stages.stance.holders import Holders

_MARKS = ('"', "“", "”", "``", "''")


def voice(context: Context, found: Holders, form: str, evidence: Range) -> str:
    """direct, mixed, indirect, own_voice or narrated."""
    text = context.text[evidence.start : evidence.end]
    marks = any(mark in text.strip("\"“”`' ,.") for mark in _MARKS)
    item = found.attribution
    if item is not None:
        if item.kind == "direct" or (context.quoted(evidence) and not marks):
            return "direct"
        return "mixed" if marks else "indirect"
    if context.quoted(evidence):
        return "direct"
    if marks and form != "action":
        return "mixed"
    if found.kind == "issuer" or _is_issuer(context, found):
        return "narrated" if form == "action" else "own_voice"
    return {"demand": "indirect", "commitment": "indirect", "assessment": "indirect"}.get(form, "narrated")


def _is_issuer(context: Context, found: Holders) -> bool:
    name = context.metadata.issuer
    return bool(name) and context.metadata.genre != "article" and any(_same(actor.name, name) for actor in found.actors)


def _same(name: str, issuer: str | None) -> bool:
    """Whether two names share their last word (titles and first names come and go)."""
    return bool(issuer) and name.split()[-1:] == (issuer or "").split()[-1:]
