"""Regression cases: corrections that people made, kept so that the same mistake does not come back.

A case file is JSONL, one article a line: what a gold line has (`doc_id`, `text`, …) and `cases`. A case has the claim
that was wrong, the one that is right, or both. It is `open` until the machine gets it right, then `held`: a held case
that fails is a regression.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.evaluation.claims import match
from pipeline.evaluation.gold import GoldDocument, read_gold
from pipeline.evaluation.names import same_holder

Case = Mapping[str, Any]
#: Fields compared where a person corrected them.
FIELDS = (
    "holder",
    "stance",
    "form",
    "attribution",
    "date",
    "subject_stance",
    "instrument",
    "organization",
    "addressee",
)


@dataclass(slots=True)
class CaseReport:
    """How many cases hold, which held ones fail (regressions), which open ones hold now. Names: `doc_id case_id`."""

    total: int = 0
    right: int = 0
    regressions: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)


def read_cases(path: Path) -> list[GoldDocument]:
    """The articles of a case file.

    Raises:
        OnrecordError: as `read_gold`.
    """
    return read_gold(path)


def check_cases(documents: Iterable[GoldDocument], records: Mapping[str, Mapping[str, Any]]) -> CaseReport:
    """Whether the machine's records (plain data, by document id) do what people said they should."""
    report = CaseReport()
    for document in documents:
        claims = records[document["doc_id"]]["claims"]
        for case in document["cases"]:
            right = holds(case, document["text"], claims)
            report.total += 1
            report.right += right
            name = f"{document['doc_id']} {case['id']}"
            if right and case["state"] == "open":
                report.mended.append(name)
            elif not right and case["state"] == "held":
                report.regressions.append(name)
    return report


def holds(case: Case, text: str, claims: Sequence[Mapping[str, Any]]) -> bool:
    """Whether claims of an article do not make the case's mistake.

    A claim wrongly made must not be there in full (holder, stance and target); a claim missed must be. One that was
    corrected must be there with the fields that were corrected.
    """
    wrong, right = case["wrong"], case["right"]
    if right is None:
        return not any(agreed[2] for _, _, agreed in match(text, [wrong], claims))
    if wrong is None:
        return any(agreed[2] for _, _, agreed in match(text, [right], claims))
    corrected = [name for name in FIELDS if _value(wrong, name) != _value(right, name)]
    near = [claim for claim in claims if match(text, [right], [claim])]
    return any(all(_same(right, claim, name) for name in corrected) and _target(text, right, claim) for claim in near)


def hold(path: Path, mended: Iterable[str]) -> int:
    """Mark cases as held in their file, from now on; returns how many were."""
    names, count = set(mended), 0
    lines = []
    for document in read_cases(path):
        cases = [dict(case) for case in document["cases"]]
        for case in cases:
            if case["state"] == "open" and f"{document['doc_id']} {case['id']}" in names:
                case["state"] = "held"
                count += 1
        lines.append(json.dumps({**document, "cases": cases}, ensure_ascii=False) + "\n")
    path.write_text("".join(lines), encoding="utf-8")
    return count


def _value(claim: Mapping[str, Any], name: str) -> Any:
    value = claim.get(name)
    if isinstance(value, Mapping):
        return value.get("value", value.get("name"))
    return value


def _same(right: Mapping[str, Any], claim: Mapping[str, Any], name: str) -> bool:
    wanted, got = _value(right, name), _value(claim, name)
    if name in ("holder", "addressee") and wanted and got:
        return same_holder(wanted, got)
    return bool(wanted == got)


def _target(text: str, right: Mapping[str, Any], claim: Mapping[str, Any]) -> bool:
    """Whether the target is the same, leaving holder and stance aside."""
    likened = {**claim, "holder": right["holder"], "stance": right["stance"]}
    return any(agreed[2] for _, _, agreed in match(text, [right], [likened]))
