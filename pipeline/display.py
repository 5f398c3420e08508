"""How a record looks in a notebook: the text with its claims marked, everything escaped."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.records import Record

_COLOURS = {"support": "#cfe8ff", "oppose": "#ffd9c2", "neutral": "#e6e6e6", "mixed": "#eadcff"}


def record_html(record: Record) -> str:
    """One record as an HTML fragment: title, marked text, and a table of its claims."""
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td>{escape(str(value or ''))}</td>"
            for value in (
                claim.holder.name,
                claim.stance,
                claim.target.text,
                claim.form,
                claim.date.value if claim.date else "",
                f"{claim.confidence:.2f}",
            )
        )
        + "</tr>"
        for claim in record.claims
    )
    head = "".join(f"<th>{name}</th>" for name in ("holder", "stance", "target", "form", "date", "confidence"))
    title = escape(record.document.title or record.document.id)
    return (
        f"<div><b>{title}</b><div style='white-space:pre-wrap;max-width:70em'>{marked_text(record)}</div>"
        f"<table><tr>{head}</tr>{rows}</table></div>"
    )


def marked_text(record: Record) -> str:
    """The text, escaped, with the evidence of each claim in a `<mark>` coloured by stance."""
    text = record.document.text
    cuts = sorted({0, len(text), *(at for c in record.claims for at in (c.evidence.start, c.evidence.end))})
    parts = []
    for start, end in pairwise(cuts):
        claim = next((c for c in record.claims if c.evidence.start <= start and end <= c.evidence.end), None)
        piece = escape(text[start:end])
        if claim is not None:
            piece = (
                f"<mark style='background:{_COLOURS[claim.stance]}' title='{escape(claim.holder.name)}'>{piece}</mark>"
            )
        parts.append(piece)
    return "".join(parts)
