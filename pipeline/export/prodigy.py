"""For Prodigy (`spans.manual`, `rel.manual`): tasks with tokens, spans, relations, JSONL, offsets in code points."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.analysis.sources import Raw, Records, raw_records
from pipeline.export.formats import Exported
from pipeline.export.parts import Part, kept, parts
from pipeline.export.tokens import cut


def write_prodigy(source: Records, out: Path) -> Exported:
    """One line a document: `text`, `tokens`, `spans` (evidence is labelled by its stance), `relations`, `meta`."""
    documents = claims = 0
    with out.open("w", encoding="utf-8") as file:
        for raw in raw_records(source):
            file.write(json.dumps(_task(raw), ensure_ascii=False) + "\n")
            documents, claims = documents + 1, claims + len(kept(raw))
    return Exported((out,), documents, claims)


def _task(raw: Raw) -> dict[str, Any]:
    document, claims = raw["document"], kept(raw)
    text = document["text"]
    found = [list(parts(claim)) for claim in claims]
    tokens = cut(text, (at for group in found for part in group for at in (part.start, part.end)))
    first = {start: number for number, (start, _) in enumerate(tokens)}
    last = {end: number for number, (_, end) in enumerate(tokens)}

    def span(part: Part, label: str) -> dict[str, Any]:
        ends = {"token_start": _at(first, part.start, 1), "token_end": _at(last, part.end, -1)}
        return {"start": part.start, "end": part.end, **ends, "label": label}

    spans, relations = [], []
    for claim, group in zip(claims, found, strict=True):
        head = span(group[0], claim["stance"])
        children = [span(part, part.role) for part in group[1:]]
        spans += [head, *children]
        relations += [
            {
                "head": head["token_end"],
                "child": child["token_end"],
                "head_span": head,
                "child_span": child,
                "label": child["label"],
            }
            for child in children
        ]
    return {
        "text": text,
        "tokens": [
            {"text": text[start:end], "start": start, "end": end, "id": number, "ws": text[end : end + 1].isspace()}
            for number, (start, end) in enumerate(tokens)
        ],
        "spans": spans,
        "relations": relations,
        "meta": {"document": document["id"], "title": document["title"] or ""},
    }


def _at(places: dict[int, int], point: int, step: int) -> int:
    """The token at a border; a span that begins or ends in white space takes the next token inside it."""
    while point not in places:
        point += step
    return places[point]
