"""doccano's JSONL export of a relation extraction project: evidence labelled by stance, related to the other spans."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline import labels
from pipeline.export.doccano import place_of
from pipeline.export.imports.annotated import Annotated, claim_of
from pipeline.records import Claim


def read_doccano(path: Path, records: Path | None = None) -> Iterator[Annotated]:
    """One document a line."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _annotated(json.loads(line), number)


def _annotated(row: dict[str, Any], number: int) -> Annotated:
    document = str(row.get("document") or row.get("id") or f"line-{number}")
    entities = {entity["id"]: entity for entity in row["entities"]}
    heads = sorted(
        (entity for entity in entities.values() if entity["label"] in labels.STANCES),
        key=lambda entity: (entity["start_offset"], entity["end_offset"], entity["id"]),
    )
    claims: list[Claim] = []
    refused: list[str] = []
    for head in heads:
        spans = {"evidence": _where(head)}
        for relation in row["relations"]:
            if relation["from_id"] == head["id"] and relation["to_id"] in entities:
                spans.setdefault(relation["type"], _where(entities[relation["to_id"]]))
        values = {"stance": head["label"], "holder_name": _unnamed(row, spans)}
        try:
            claims.append(claim_of(len(claims) + 1, row["text"], spans, values))
        except ValueError as error:
            refused.append(f"{document}: claim at {head['start_offset']}: {error}")
    return Annotated(
        document=document,
        text=row["text"],
        claims=tuple(claims),
        machine_ids=(None,) * len(claims),
        title=row.get("title") or None,
        carries=frozenset(("holder", "stance", "target", "addressee", "condition", "justification", "evidence", "cue")),
        refused=tuple(refused),
    )


def _unnamed(row: dict[str, Any], spans: dict[str, tuple[int, int]]) -> str | None:
    """The holder of a claim that has no words for it in the text, as our export wrote it into the metadata."""
    if "holder" in spans or "target" not in spans:
        return None
    evidence, target = ({"start": start, "end": end} for start, end in (spans["evidence"], spans["target"]))
    name = (row.get("holders") or {}).get(place_of(evidence, target))
    return str(name) if name else None


def _where(entity: dict[str, Any]) -> tuple[int, int]:
    return entity["start_offset"], entity["end_offset"]
