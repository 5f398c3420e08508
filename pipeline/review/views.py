"""An article as the page gets it: text, items, conflicts, silent sentences."""

from __future__ import annotations

from typing import Any

from pipeline.review.decisions import Decision
from pipeline.review.desk import Desk, Stray
from pipeline.review.draft import draft_of
from pipeline.review.queue import state_of
from pipeline.review.standing import Conflict, Item, Standing


def article_view(desk: Desk, document: str) -> dict[str, Any]:
    """Everything the page shows of an article.

    Raises:
        RecordError: there is no record of it, or it does not hold.
    """
    standing = desk.standing(document)
    made = standing.record.document
    return {
        "document": document,
        "version": desk.folder.glances()[document].version,
        "title": made.title or document,
        "published": made.published.value if made.published else None,
        "facts": _facts(standing),
        "text": made.text,
        "skipped": [{"start": s.start, "end": s.end, "reason": s.reason} for s in standing.record.skipped],
        "dates": [[date.start, date.end, date.value] for date in standing.record.dates],
        "actors": list(dict.fromkeys(entity.name for entity in standing.record.entities)),
        **standing_view(standing),
    }


def standing_view(standing: Standing) -> dict[str, Any]:
    """The part of an article that decisions change."""
    items = sorted(standing.items.values(), key=lambda item: (item.shown.evidence.start, item.shown.evidence.end))
    return {
        "items": [item_view(item) for item in items],
        "conflicts": [conflict_view(conflict) for conflict in standing.conflicts],
        "resting": [decision_view(decision) for decision in standing.resting],
        "finished": sorted(standing.finished),
    }


def item_view(item: Item) -> dict[str, Any]:
    """One claim, what the machine says of it and what people said."""
    machine = item.machine
    return {
        "key": item.key,
        "claim": draft_of(item.shown),
        "machine": draft_of(machine) if machine is not None and item.verdicts else None,
        "origin": "machine" if machine is not None else "person",
        "confidence": machine.confidence if machine is not None else None,
        "stage": machine.stage if machine is not None else None,
        "state": state_of(item),
        "disputed": item.disputed,
        "verdicts": [
            {**decision_view(v.decision), "claim": draft_of(v.claim) if v.claim is not None else None}
            for _, v in sorted(item.verdicts.items())
        ],
    }


def conflict_view(conflict: Conflict) -> dict[str, Any]:
    """A decision that no longer fits, with what it said."""
    stated = conflict.decision.value or conflict.decision.seen
    return {
        **decision_view(conflict.decision),
        "reason": conflict.reason,
        "lost": list(conflict.lost),
        "rival": conflict.rival,
        "fields": list(conflict.fields),
        "placed": draft_of(conflict.placed) if conflict.placed is not None else None,
        "stated": draft_of(stated.claim) if stated is not None else None,
        "words": stated.claim.evidence.text[:2000] if stated is not None else "",
    }


def decision_view(decision: Decision) -> dict[str, Any]:
    """Who decided what, when."""
    about = decision.value or decision.seen
    return {
        "id": decision.id,
        "reviewer": decision.reviewer,
        "verb": decision.verb,
        "at": decision.at,
        "holder": about.claim.holder.name if about is not None else "",
        "stance": about.claim.stance if about is not None else "",
        "target": about.claim.target.text[:200] if about is not None else "",
    }


def stray_view(stray: Stray) -> dict[str, Any]:
    """Decisions whose article is gone."""
    return {
        "document": stray.document,
        "candidates": list(stray.candidates),
        "decisions": [decision_view(decision) for decision in stray.decisions],
    }


def _facts(standing: Standing) -> dict[str, str]:
    made = standing.record.document
    facts = {
        "genre": made.genre,
        "outlet": made.outlet,
        "issuer": made.issuer,
        "author": made.author,
        "dateline": made.dateline,
    }
    return {name: value for name, value in facts.items() if value}
