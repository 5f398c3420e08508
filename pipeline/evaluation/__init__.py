"""How good extraction is: the measures, on gold that people marked.

`evaluate_files` is behind `onrecord evaluate`; `python -m pipeline.evaluation` (`make evaluate`) runs all sets, writes
docs/evaluation.md and checks the floors.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.errors import OnrecordError
from pipeline.evaluation.gold import GoldDocument, articles, read_gold
from pipeline.evaluation.report import Report
from pipeline.evaluation.tasks import TASKS, Records, check_task
from pipeline.extraction import Extractor
from pipeline.rejections import Rejection
from pipeline.settings import Settings
from pipeline.store import read_records

__all__ = ["Report", "evaluate_files", "extract_gold"]


def evaluate_files(
    task: str,
    gold: Iterable[Path],
    *,
    split: str | None = None,
    records: Path | None = None,
    settings: Settings | None = None,
    errors: int = 0,
) -> Report:
    """Measure one task on gold files.

    Args:
        task: one of `TASKS`: claims, dates, attribution, entities, names, coreference or cases.
        split: only documents of this split.
        records: a folder of records made before; without it the gold texts are extracted now.
        errors: how many errors of each kind the report lists.

    Raises:
        OnrecordError: a gold file cannot be used, or a gold document has no record.
    """
    documents: list[GoldDocument] = []
    for path in gold:
        found = read_gold(path, split)
        check_task(task, found, str(path))
        documents += found
    if not documents:
        raise OnrecordError(f"no gold documents{f' of split {split!r}' if split else ''}")
    made = extract_gold(documents, Extractor(settings)) if records is None else _stored(documents, records)
    return TASKS[task][1](", ".join(path.stem for path in gold), documents, made, errors)


def extract_gold(documents: Iterable[GoldDocument], extractor: Extractor) -> Records:
    """Records of the gold texts, as plain data.

    Raises:
        OnrecordError: a text could not be extracted.
    """
    made: dict[str, Any] = {}
    for outcome in extractor.outcomes(articles(documents)):
        if isinstance(outcome, Rejection):
            raise OnrecordError(f"{outcome.where}: {outcome.reason}")
        made[outcome.id] = json.loads(outcome.line)
    return made


def _stored(documents: Iterable[GoldDocument], folder: Path) -> Records:
    """Stored records by gold id; a record's id may be the gold id's file stem."""
    by_id = {record.document.id: record for record in read_records(folder)}
    made = {}
    for document in documents:
        id_ = document["doc_id"]
        record = by_id.get(id_) or by_id.get(Path(id_).stem)
        if record is None:
            raise OnrecordError(
                f"{folder}: no record of gold document {id_!r}. Extract the gold's texts into it first."
            )
        if record.document.text != document["text"]:
            raise OnrecordError(f"{folder}: the record of {id_!r} was read from another text than the gold's")
        made[id_] = record.model_dump(mode="json")
    return made
