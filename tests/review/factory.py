"""Records and decisions made by hand for the tests."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from pipeline.records import Claim, Document, Entity, Record, Run, Source
from pipeline.review.decisions import Decision, judge, text_digest

TEXT = (
    "Northbrook, June 3, 2020. “We oppose the new camera network,” said Ada Holm of the Harbour League.\n\n"
    "The city council voted to ban live face recognition in schools. Mayor Lee Otis called the ban a mistake.\n\n"
    "Vantor Systems will stop selling its scanners to the police until a law is passed. 🛰️ Activists cheered."
)
RUN = Run(pipeline_version="0", models={}, settings_sha256="0" * 64)


def span(text: str, words: str, nth: int = 0) -> dict[str, Any]:
    """The nth place where `words` stand in `text`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def claim(text: str, id_: str, evidence: str, holder: str, target: str, stance: str = "oppose", **more: Any) -> Claim:
    """A claim whose spans are found by their words."""
    spans = {k: span(text, more.pop(k)) for k in ("cue", "condition", "justification") if k in more}
    values = {
        "id": id_,
        "holder": {"name": holder, "mention": span(text, holder) if holder in text else None},
        "stance": stance,
        "target": {**span(text, target), "concept": more.pop("concept", None)},
        "form": "position",
        "attribution": "narrated",
        "evidence": span(text, evidence),
        "subject": target,
        "subject_stance": stance,
        "confidence": 0.5,
        "stage": "test",
        **spans,
        **more,
    }
    return Claim.model_validate(values)


def claims(text: str = TEXT) -> tuple[Claim, ...]:
    """Four claims of `TEXT`."""
    made = [
        ("“We oppose the new camera network,”", "Harbour League", "the new camera network"),
        (
            "The city council voted to ban live face recognition in schools.",
            "city council",
            "live face recognition in schools",
        ),
        ("Mayor Lee Otis called the ban a mistake.", "Lee Otis", "the ban"),
        (
            "Vantor Systems will stop selling its scanners to the police until a law is passed.",
            "Vantor Systems",
            "selling its scanners to the police",
        ),
    ]
    more: list[dict[str, Any]] = [
        {"cue": "oppose", "attribution": "direct", "confidence": 0.9, "reporter": ("Ada Holm",), "concept": "cameras"},
        {"cue": "voted to ban", "form": "action", "confidence": 0.8, "instrument": "ban"},
        {"cue": "called", "form": "assessment", "confidence": 0.3, "subject_stance": "unclear"},
        {"cue": "will stop", "form": "commitment", "confidence": 0.6, "condition": "until a law is passed"},
    ]
    return tuple(claim(text, f"c{n}", *m, **x) for n, (m, x) in enumerate(zip(made, more, strict=True), 1))


def record(id_: str = "north", text: str = TEXT, made: tuple[Claim, ...] | None = None, **document: Any) -> Record:
    """A record of `text`, with the claims given."""
    made = claims(text) if made is None else made
    names = sorted({c.holder.name for c in made if c.holder.mention})
    entities = tuple(
        Entity.model_validate(
            {"id": f"e{n}", "name": name, "type": "ORG", "mentions": [{**span(text, name), "kind": "name"}]}
        )
        for n, name in enumerate(names, 1)
    )
    source = Source(path=f"raw/{id_}.txt", sha256=text_digest(text), media_type="text/plain")
    made_document = Document.model_validate({"id": id_, "source": source, "text": text, **document})
    return Record(document=made_document, entities=entities, claims=made, run=RUN)


def write(folder: Path, *made: Record) -> Path:
    """Write records into a folder, one file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in made:
        name = one.document.id.replace("/", "_")
        (folder / f"{name}.json").write_text(one.model_dump_json(), encoding="utf-8")
    return folder


def decision(of: Record, verb: str, about: str | None = None, value: Claim | None = None, **more: Any) -> Decision:
    """A decision on one of the record's claims (by id), or one that adds `value`."""
    text = of.document.text
    seen = next((judge(c, text) for c in of.claims if c.id == about), None)
    values = {
        "id": uuid.uuid4().hex,
        "at": f"2026-01-01T00:00:00.{len(_MADE):06d}+00:00",
        "reviewer": "ada",
        "document": of.document.id,
        "text_sha256": text_digest(text),
        "record_sha256": "0",
        "verb": verb,
        "seen": seen,
        "value": None if value is None else judge(value, text),
        **more,
    }
    made = Decision.model_validate(values)
    _MADE.append(made.id)
    return made


_MADE: list[str] = []


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
