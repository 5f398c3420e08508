"""The silence report: sentences with an actor and a stance cue that yielded no claim, and why."""

from __future__ import annotations

from pipeline.annotations import Claim, Range, Skip
from pipeline.stages.stance.context import Context
from pipeline.stretches import Stretches
from pipeline.tokens import range_span


def silences(context: Context, claims: list[Claim], refused: list[tuple[Range, str]]) -> list[Skip]:
    """One entry for each sentence that was refused, names an actor and holds no claim; the first reason counts."""
    taken = Stretches((claim.evidence, claim) for claim in claims)
    found: dict[Range, str] = {}
    for span, reason in sorted(refused):
        tokens = range_span(context.doc, span)
        if not len(tokens):
            continue
        sentence = tokens[0].sent
        where = Range(sentence.start_char, sentence.start_char + len(sentence.text.rstrip()))
        if where.start >= where.end or taken.near(*where):
            continue
        if context.names_actor(sentence):
            found.setdefault(where, reason)
    return [Skip(where, reason) for where, reason in sorted(found.items())]
