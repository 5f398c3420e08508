"""What any import yields: a text and the claims that a person marked in it, and how that becomes gold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from pipeline.errors import InputError
from pipeline.records import Claim

#: Import format → module and function that reads it.
READERS: dict[str, tuple[str, str]] = {
    "label-studio": ("labelstudio", "read_label_studio"),
    "doccano": ("doccano", "read_doccano"),
    "dna": ("dna", "read_dna"),
}


@dataclass(frozen=True, slots=True)
class Annotated:
    """One document as a person annotated it.

    `machine_ids` names the machine's claim that each claim was made from; `carries` the fields of a claim that the
    program can hold (the others are no judgement of the person). Empty: the format cannot become decisions.
    """

    document: str
    text: str
    claims: tuple[Claim, ...]
    machine_ids: tuple[str | None, ...]
    title: str | None = None
    published: str | None = None
    annotator: str | None = None
    refused: tuple[str, ...] = ()
    carries: frozenset[str] = field(default=frozenset())


def read_annotations(path: Path, format: str, *, records: Path | None = None) -> Iterator[Annotated]:
    """The annotated documents of a file.

    Args:
        path: what the other program exported.
        format: a name of `READERS`.
        records: folder of the records that were exported; DNA's event list needs it, as it holds no texts.

    Raises:
        InputError: the file is not of the format, or cannot be read.
    """
    if format not in READERS:
        raise InputError(f"no import format {format!r}; there are {', '.join(READERS)}", source=str(path))
    module, function = READERS[format]
    reader = cast(
        Callable[[Path, Path | None], Iterator[Annotated]],
        getattr(import_module(f"pipeline.export.imports.{module}"), function),
    )
    try:
        yield from reader(path, records)
    except FileNotFoundError:
        raise InputError("no such file", source=str(path)) from None
    except (KeyError, TypeError, IndexError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(f"not a {format} export: {type(error).__name__} {error}", source=str(path)) from error


def write_gold(annotated: Iterable[Annotated], out: Path) -> tuple[int, int, tuple[str, ...]]:
    """Write gold, one JSON document a line, as `onrecord evaluate --gold` reads it.

    Returns:
        Documents, claims, and what was refused with its reason.
    """
    documents = claims = 0
    refused: list[str] = []
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as file:
        for one in annotated:
            documents, claims = documents + 1, claims + len(one.claims)
            refused += one.refused
            line = {
                "doc_id": one.document,
                "text": one.text,
                "title": one.title,
                "published": one.published,
                "claims": [gold_claim(claim) for claim in one.claims],
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return documents, claims, tuple(refused)


def gold_claim(claim: Claim) -> dict[str, Any]:
    """A claim as gold holds it: without what only a machine has to say."""
    return claim.model_dump(mode="json", exclude={"id", "confidence", "stage", "status", "attribution_id"})


def claim_of(number: int, text: str, spans: dict[str, tuple[int, int]], values: dict[str, Any]) -> Claim:
    """A validated claim from the spans and values that a person marked.

    Args:
        number: of the claim in the document, from 1.
        spans: role (`evidence`, `target`, `holder`, `cue`, …) → code points.
        values: fields of the claim; `holder_name`, `date` (its value).

    Raises:
        ValueError: something a claim must have is missing or wrong, in words for the annotator.
    """
    missing = [role for role in ("evidence", "target") if role not in spans]
    if missing or not values.get("stance"):
        raise ValueError(f"no {' and no '.join(missing) or 'stance'}")
    marked = {role: _span(text, *where) for role, where in spans.items()}
    name = values.get("holder_name") or (marked["holder"]["text"] if "holder" in marked else None)
    if not name:
        raise ValueError("no holder")
    addressee = marked.get("addressee")
    return Claim.model_validate(
        {
            "id": f"c{number}",
            "holder": {"name": name, "mention": marked.get("holder")},
            "organization": values.get("organization"),
            "stance": values["stance"],
            "target": marked["target"],
            "form": values.get("form") or "position",
            "addressee": {"name": addressee["text"], "mention": addressee} if addressee else None,
            "condition": marked.get("condition"),
            "justification": marked.get("justification"),
            "attribution": values.get("attribution") or "narrated",
            "evidence": marked["evidence"],
            "cue": marked.get("cue"),
            "date": {"value": values["date"], "source": "expression"} if values.get("date") else None,
            "subject": values.get("subject") or marked["target"]["text"],
            "subject_stance": values.get("subject_stance") or values["stance"],
            "instrument": values.get("instrument"),
            "confidence": 1.0,
            "stage": "person",
            "status": "added",
        }
    )


def _span(text: str, start: int, end: int) -> dict[str, Any]:
    if not 0 <= start < end <= len(text):
        raise ValueError(f"offsets {start} to {end} lie outside the text of {len(text)} characters")
    return {"start": start, "end": end, "text": text[start:end]}
