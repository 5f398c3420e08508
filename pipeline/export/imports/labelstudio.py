"""Label Studio's JSON export (tasks with annotations), made with the labelling configuration of our export."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.export.imports.annotated import Annotated, claim_of
from pipeline.export.labelstudio import CHOICES, TEXTS
from pipeline.export.parts import ROLES
from pipeline.records import Claim


def read_label_studio(path: Path, records: Path | None = None) -> Iterator[Annotated]:
    """One document a task: its latest annotation that was not cancelled. Tasks without one are passed over."""
    for task in json.loads(path.read_text(encoding="utf-8")):
        annotations = [one for one in task.get("annotations", ()) if not one.get("was_cancelled")]
        if annotations:
            yield _annotated(task, annotations[-1])


def _annotated(task: dict[str, Any], annotation: dict[str, Any]) -> Annotated:
    data = task["data"]
    claims: list[Claim] = []
    machine_ids: list[str | None] = []
    refused: list[str] = []
    for id_, spans, values in _claims(annotation["result"]):
        try:
            claims.append(claim_of(len(claims) + 1, data["text"], spans, values))
            machine_ids.append(id_.removesuffix("-evidence") if id_.endswith("-evidence") else None)
        except (ValueError, ValidationError) as error:
            refused.append(f"{data['document']}: claim at {spans['evidence'][0]}: {_reason(error)}")
    return Annotated(
        document=data["document"],
        text=data["text"],
        claims=tuple(claims),
        machine_ids=tuple(machine_ids),
        title=data.get("title") or None,
        published=data.get("published") or None,
        annotator=_name(annotation.get("completed_by")),
        refused=tuple(refused),
        carries=frozenset(("holder", *TEXTS, *CHOICES, *ROLES, "evidence")) - {"holder_name"},
    )


def _name(completed_by: Any) -> str | None:
    if isinstance(completed_by, dict):
        return completed_by.get("email") or str(completed_by.get("id"))
    return None if completed_by is None else str(completed_by)


def _reason(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error)


def _claims(
    results: list[dict[str, Any]],
) -> Iterator[tuple[str, dict[str, tuple[int, int]], dict[str, Any]]]:
    """Each evidence region with the spans that relations lead to, and its choices and texts."""
    regions: dict[str, tuple[str, tuple[int, int]]] = {}
    values: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    related: defaultdict[str, list[str]] = defaultdict(list)
    for result in results:
        value = result.get("value", {})
        if result["type"] == "labels":
            regions[result["id"]] = (value["labels"][0], (value["start"], value["end"]))
        elif result["type"] == "choices":
            values[result["id"]][result["from_name"]] = value["choices"][0]
        elif result["type"] == "textarea":
            text = value["text"]
            values[result["id"]][result["from_name"]] = text if isinstance(text, str) else " ".join(text)
        elif result["type"] == "relation":
            related[result["from_id"]].append(result["to_id"])
    for id_, (label, where) in sorted(regions.items(), key=lambda item: item[1][1]):
        if label == "evidence":
            spans = {"evidence": where}
            for other in related[id_]:
                if other in regions:
                    spans.setdefault(*regions[other])
            yield id_, spans, values[id_]
