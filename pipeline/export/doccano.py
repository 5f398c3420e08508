"""For doccano (project type: relation extraction): texts with entities and relations, JSONL.

The evidence of a claim is labelled by its stance, the other spans by their role. doccano's importer counts code points.
Claims overlap: the project must allow overlapping spans, or doccano drops some and then fails at their relations.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.analysis.sources import Raw, Records, raw_records
from pipeline.export.formats import Exported
from pipeline.export.parts import kept, parts


def write_doccano(source: Records, out: Path) -> Exported:
    """One line a document: `text`, `entities` (`id`, `start_offset`, `end_offset`, `label`), `relations` (`id`,
    `from_id`, `to_id`, `type`). `document`, `title` and `holders` (of claims whose holder has no words in the text, by
    place) become doccano's metadata, which its own export gives back."""
    documents = claims = number = 0
    with out.open("w", encoding="utf-8") as file:
        for raw in raw_records(source):
            line, number = _line(raw, number)
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            documents, claims = documents + 1, claims + len(kept(raw))
    return Exported((out,), documents, claims)


def _line(raw: Raw, number: int) -> tuple[dict[str, Any], int]:
    entities: list[dict[str, Any]] = []
    relations: list[dict[str, Any]] = []
    for claim in kept(raw):
        head = None
        for part in parts(claim):
            number += 1
            label = claim["stance"] if part.role == "evidence" else part.role
            entities.append({"id": number, "label": label, "start_offset": part.start, "end_offset": part.end})
            if head is None:
                head = number
            else:
                number += 1
                relations.append({"id": number, "from_id": head, "to_id": number - 1, "type": part.role})
    document = raw["document"]
    line = {"text": document["text"], "entities": entities, "relations": relations}
    unnamed = {
        place_of(claim["evidence"], claim["target"]): claim["holder"]["name"]
        for claim in kept(raw)
        if claim["holder"]["mention"] is None
    }
    return {**line, "document": document["id"], "title": document["title"] or "", "holders": unnamed}, number


def place_of(evidence: Mapping[str, int], target: Mapping[str, int]) -> str:
    """A key for a claim by where it stands."""
    return f"{evidence['start']}-{evidence['end']}/{target['start']}-{target['end']}"
