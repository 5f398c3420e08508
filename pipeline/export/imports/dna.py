"""Discourse Network Analyzer's event list (CSV), or the folder of documents.csv and statements.csv of our export.

An event list holds no texts: statements are looked up in the records, by document title and the words themselves.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.analysis.sources import raw_records
from pipeline.errors import InputError
from pipeline.export.cells import Utf16, restored, shortened
from pipeline.export.dna import LIMIT
from pipeline.export.imports.annotated import Annotated, claim_of
from pipeline.records import Claim

#: What DNA writes instead of characters that would break its CSV; one for one, so offsets stay.
_REPLACED = str.maketrans({";": ",", '"': "'", "\n": " ", "\r": " ", "\t": " "})


def read_dna(path: Path, records: Path | None = None) -> Iterator[Annotated]:
    """The documents in which there are statements.

    Raises:
        InputError: an event list without `records`.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    if path.is_dir():
        yield from _pair(path)
        return
    if records is None:
        raise InputError("an event list holds no texts; give the folder of records it was made from", source=str(path))
    yield from _event_list(path, records)


def _rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {name: restored(value) for name, value in row.items()} for row in csv.DictReader(file, delimiter=delimiter)
        ]


def _event_list(path: Path, records: Path) -> Iterator[Annotated]:
    by_title: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(path, ";"):
        by_title[_key(row["document title"])].append(row)
    for raw in raw_records(records):
        document = raw["document"]
        rows = by_title.pop(_key(shortened(document["title"] or document["id"], LIMIT)), [])
        if rows:
            plain = document["text"].translate(_REPLACED)
            places = [(row, plain.find(row["text"].translate(_REPLACED)), len(row["text"])) for row in rows]
            spans = [(row, (at, at + length) if at >= 0 else None) for row, at, length in places]
            yield _annotated(document["id"], document["text"], document["title"], spans)
    for title, rows in by_title.items():
        refused = (f"{title}: no record has this title ({len(rows)} statements)",)
        yield Annotated(title, "", (), (), refused=refused)


def _key(title: str) -> str:
    return " ".join(title.translate(_REPLACED).split())


def _pair(folder: Path) -> Iterator[Annotated]:
    statements: defaultdict[int, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(folder / "statements.csv", ","):
        statements[int(row["documentID"])].append(row)
    with (folder / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 1):
            shift = len(row["text"]) - len(restored(row["text"]))
            units = Utf16(row["text"])
            spans = [
                (s, (units.point(int(s["startCaret"])) - shift, units.point(int(s["endCaret"])) - shift))
                for s in statements[number]
            ]
            id_ = row["notes"].removeprefix("onrecord document ")
            yield _annotated(id_, restored(row["text"]), restored(row["title"]), spans)


def _annotated(
    document: str,
    text: str,
    title: str | None,
    rows: list[tuple[dict[str, str], Any]],
) -> Annotated:
    claims: list[Claim] = []
    refused: list[str] = []
    for row, evidence in rows:
        try:
            if evidence is None:
                raise ValueError("its words do not stand in the text")
            claims.append(claim_of(len(claims) + 1, text, _spans(row, evidence, text), _values(row)))
        except ValueError as error:
            refused.append(f"{document}: statement {row.get('statement ID', row.get('startCaret'))}: {error}")
    return Annotated(document, text, tuple(claims), (None,) * len(claims), title=title, refused=tuple(refused))


def _spans(row: dict[str, str], evidence: tuple[int, int], text: str) -> dict[str, tuple[int, int]]:
    """The target is the concept where its words stand in the statement, else the statement; the holder likewise."""
    words = text[slice(*evidence)]
    spans = {"evidence": evidence}
    at = words.casefold().find(row["concept"].casefold()) if len(words) == len(words.casefold()) else -1
    spans["target"] = (evidence[0] + at, evidence[0] + at + len(row["concept"])) if at >= 0 else evidence
    name = row["person"] or row["organization"]
    at = words.find(name) if name else -1
    if at >= 0:
        spans["holder"] = (evidence[0] + at, evidence[0] + at + len(name))
    return spans


def _values(row: dict[str, str]) -> dict[str, Any]:
    if row["agreement"] not in ("0", "1"):
        raise ValueError(f"agreement is {row['agreement']!r}, not 0 or 1")
    return {
        "stance": "support" if row["agreement"] == "1" else "oppose",
        "holder_name": row["person"] or row["organization"],
        "organization": row["organization"] if row["person"] else None,
        "subject": row["concept"],
        "date": row["time"][:10] if row.get("time") else None,
    }
