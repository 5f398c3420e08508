"""What reviewers differ in, on the articles that they both finished, as a list to settle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from pipeline.evaluation.claims import match
from pipeline.records import Claim
from pipeline.review.decisions import differing
from pipeline.review.readings import Reading, Readings, readings


def disagreements(folder: Path) -> list[dict[str, Any]]:
    """The list for a folder: rows of document, title, start, words, kind, fields, left and right.

    Raises:
        RecordError: the folder is missing or a record does not hold.
    """
    return list(differences(readings(folder)))


def differences(found: Readings) -> Iterator[dict[str, Any]]:
    """One row for every claim that one of two reviewers lacks or has otherwise; none for what was settled since."""
    for left, right in combinations(found.by_reviewer, 2):
        for document in sorted(left.claims.keys() & right.claims.keys()):
            title = found.records[document].document.title or document
            for row in _of_document(found, left, right, document):
                yield {"document": document, "title": title, **row}


def _of_document(found: Readings, left: Reading, right: Reading, document: str) -> Iterator[dict[str, Any]]:
    text = found.records[document].document.text
    ones, twos = left.claims[document], right.claims[document]
    matches = match(text, [c.model_dump() for c in ones], [c.model_dump() for c in twos])
    for i, j, _ in matches:
        decisions = {left.decisions[document][i], right.decisions[document][j]}
        fields = differing(ones[i], twos[j])
        if fields and not decisions <= found.settled:
            yield _row("fields", ones[i], fields, {left.name: _short(ones[i]), right.name: _short(twos[j])})
    for one, other, taken in ((left, right, {i for i, _, _ in matches}), (right, left, {j for _, j, _ in matches})):
        for n, claim in enumerate(one.claims[document]):
            if n not in taken and one.decisions[document][n] not in found.settled:
                yield _row("missing", claim, (), {one.name: _short(claim), other.name: "—"})


def _row(kind: str, claim: Claim, fields: tuple[str, ...], sides: dict[str, str]) -> dict[str, Any]:
    words = claim.evidence.text[:300]
    return {"kind": kind, "start": claim.evidence.start, "words": words, "fields": list(fields), "sides": sides}


def _short(claim: Claim) -> str:
    return f"{claim.holder.name} · {claim.stance} · {claim.target.text[:120]} · {claim.form}"
