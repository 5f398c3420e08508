"""Which formats there are, and the one function that writes any of them."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from pipeline.analysis.sources import Records
from pipeline.errors import OnrecordError


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote. `left_out` counts claims that the format cannot hold, `why` says why."""

    paths: tuple[Path, ...]
    documents: int = 0
    claims: int = 0
    left_out: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """One export format: its module under `pipeline.export`, its function there, and what it is for."""

    module: str
    function: str
    help: str
    folder: bool = field(default=False)


#: Format name → how it is written. Modules are loaded when they are used.
FORMATS: dict[str, Format] = {
    "csv": Format("tables", "write_csv", "tables for spreadsheets; a folder, or claims alone where OUT ends in .csv"),
    "jsonl": Format("tables", "write_jsonl", "the same tables, a JSON object a row"),
    "parquet": Format("tables", "write_parquet", "the same tables for pandas, Arrow, DuckDB, R"),
    "sqlite": Format("sqlite", "write_sqlite", "one database for Datasette: documents, claims, entities, evidence, …"),
    "graphml": Format("graphs", "write_graphml", "actor × concept network for Gephi, visone, igraph"),
    "gexf": Format("graphs", "write_gexf", "the same network with time intervals for Gephi's timeline"),
    "dna": Format("dna", "write_event_list", "event list as Discourse Network Analyzer writes it (CSV)"),
    "rdna": Format("dna", "write_rdna", "documents, statements and an R script that loads them into DNA", folder=True),
    "label-studio": Format("labelstudio", "write_label_studio", "tasks with predictions, and OUT's labelling .xml"),
    "prodigy": Format("prodigy", "write_prodigy", "tasks with spans and relations (JSONL)"),
    "doccano": Format("doccano", "write_doccano", "texts with entities and relations (JSONL)"),
    "web-annotation": Format("webannotation", "write_web_annotations", "W3C Web Annotations (JSON-LD)"),
    "refi-qda": Format("refiqda", "write_qdpx", "project for ATLAS.ti, MAXQDA, NVivo, QualCoder (.qdpx)"),
    "docbin": Format("docbin", "write_docbin", "spaCy Docs with claims in doc.spans (.spacy)"),
}


def export(source: Records, to: str, out: Path) -> Exported:
    """Write records in one format.

    Args:
        source: folder of records, or records.
        to: a name of `FORMATS`.
        out: file, or folder for formats of several files; parents are made.

    Raises:
        OnrecordError: there is no such format.
    """
    if to not in FORMATS:
        raise OnrecordError(f"no export format {to!r}; there are {', '.join(FORMATS)}")
    chosen = FORMATS[to]
    module = importlib.import_module(f"pipeline.export.{chosen.module}")
    write = cast(Callable[[Records, Path], Exported], getattr(module, chosen.function))
    out.parent.mkdir(parents=True, exist_ok=True)
    return write(source, out)
