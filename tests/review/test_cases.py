"""The corrections that people made are run against the machine: what it once got right stays right."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language

from pipeline.evaluation import extract_gold
from pipeline.evaluation.cases import check_cases, read_cases
from pipeline.evaluation.tasks import cases_report
from pipeline.extraction import Extractor

CASES = Path(__file__).parents[1] / "gold" / "cases.jsonl"


def test_no_held_case_fails(nlp: Language) -> None:
    documents = read_cases(CASES)
    records = extract_gold(documents, Extractor(nlp=nlp))
    report = check_cases(documents, records)
    print(cases_report("own-review", documents, records, errors=99).text())
    assert report.total >= 20
    assert report.regressions == []
