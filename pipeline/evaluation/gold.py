"""Gold files: one JSON document a line, its text and its annotations."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.annotations import Metadata
from pipeline.errors import OnrecordError
from pipeline.reading import Article
from pipeline.records import Source

GoldDocument = Mapping[str, Any]


def read_gold(path: Path, split: str | None = None) -> list[GoldDocument]:
    """All documents of a gold file (`.jsonl` or `.jsonl.gz`), or those of one split.

    Raises:
        OnrecordError: the file is missing, a line is no JSON object, or it has no `doc_id` and `text`.
    """
    try:
        documents = list(_lines(path))
    except OSError as error:
        raise OnrecordError(f"{path}: cannot be read: {error.strerror or error}") from error
    return [d for d in documents if split is None or d.get("split") == split]


def _lines(path: Path) -> Iterator[GoldDocument]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                document = json.loads(line)
            except json.JSONDecodeError as error:
                raise OnrecordError(f"{path}:{number}: not JSON: {error}") from error
            if not isinstance(document, dict) or not {"doc_id", "text"} <= document.keys():
                raise OnrecordError(f"{path}:{number}: a gold document needs doc_id and text")
            yield document


def articles(documents: Iterable[GoldDocument]) -> Iterator[Article]:
    """The texts as articles, with the metadata that the gold file gives."""
    for document in documents:
        id_ = document["doc_id"]
        metadata = Metadata(
            id=id_,
            published=document.get("published") or document.get("dct") or document.get("publication_date"),
            issuer=document.get("issuer"),
            title=document.get("title"),
        )
        for name in ("published", "issuer", "title"):
            if getattr(metadata, name):
                metadata.origins[name] = "given"
        source = Source(sha256="0" * 64, media_type="text/plain")
        yield Article(id=id_, text=document["text"], metadata=metadata, source=source)
