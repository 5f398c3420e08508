"""Records made by hand, for tests that need no extraction."""

from __future__ import annotations

from typing import Any

from pipeline.records import Record

RUN = {"pipeline_version": "0", "models": {"base": "none"}, "settings_sha256": "0" * 64}


def span(text: str, part: str, nth: int = 0) -> dict[str, Any]:
    """The `nth` occurrence of `part` as a span."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(part, start + 1)
    return {"start": start, "end": start + len(part), "text": part}


def claim(text: str, holder: str, target: str, evidence: str, **fields: Any) -> dict[str, Any]:
    """A claim whose spans are found in the text; further fields as in the record."""
    return {
        "id": "c1",
        "holder": {"name": holder, "mention": span(text, holder) if holder in text else None},
        "stance": "support",
        "target": span(text, target),
        "form": "position",
        "attribution": "narrated",
        "evidence": span(text, evidence),
        "date": {"value": "2024-03-01", "source": "document"},
        "subject": target,
        "subject_stance": fields.get("stance", "support"),
        "confidence": 0.9,
        "stage": "test",
    } | fields


def record(text: str, *, id: str = "a", claims: tuple[dict[str, Any], ...] = (), **document: Any) -> Record:
    """A valid record of `text`."""
    numbered = [c | {"id": f"c{n}"} for n, c in enumerate(claims, 1)]
    return Record.model_validate(
        {
            "document": {"id": id, "text": text, "source": {"sha256": "0" * 64, "media_type": "text/plain"}} | document,
            "claims": numbered,
            "run": RUN,
        }
    )
