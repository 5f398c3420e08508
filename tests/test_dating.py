"""Which expression dates a claim."""

from __future__ import annotations

import pytest

from pipeline.annotations import Metadata, Range
from pipeline.dating import claim_date
from pipeline.stages.dates import DateTagger


@pytest.mark.parametrize(
    ("text", "evidence", "cue", "expected"),
    [
        ("The city banned the technology in 2019.", None, "banned", ("2019", "expression")),
        (
            "The company said on Wednesday that it opposes the bill.",
            "it opposes the bill",
            "opposes",
            ("2020-06-10", "expression"),
        ),
        ("In 2009, civil society called for a moratorium.", None, "called for", ("2009", "expression")),
        ("She supports a ban by 2030.", None, "supports", ("2020-06-11", "document")),
        ("He condemned Monday's decision.", None, "condemned", ("2020-06-11", "document")),
        ("The group opposes the Privacy Act of 2018.", None, "opposes", ("2020-06-11", "document")),
        ("She recently called for a ban.", None, "called for", ("2020-06-11", "document")),
        ("We will vote against the bill on Friday.", None, "vote against", ("2020-06-11", "document")),
        ("The senator praised the bill today.", None, "praised", ("2020-06-11", "expression")),
    ],
)
def test_claim_date(base_nlp, text, evidence, cue, expected):  # type: ignore[no-untyped-def]
    doc = base_nlp(text)
    doc._.metadata = Metadata(published="2020-06-11")
    DateTagger("MDY")(doc)
    start = text.index(evidence) if evidence else 0
    end = start + len(evidence) if evidence else len(text)
    at = text.index(cue)
    assert claim_date(doc, Range(start, end), Range(at, at + len(cue)), "position", "narrated") == expected


def test_nothing_known(base_nlp):  # type: ignore[no-untyped-def]
    doc = base_nlp("She supports the bill.")
    doc._.metadata = Metadata()
    doc._.dates = None
    assert claim_date(doc, Range(0, 22), None, "position", "narrated") == (None, "document")


def test_the_hour_of_publication_dates_no_claim(base_nlp):  # type: ignore[no-untyped-def]
    text = "The group opposes the bill."
    doc = base_nlp(text)
    doc._.metadata = Metadata(published="2020-06-11T12:45")
    assert claim_date(doc, Range(0, len(text)), None, "position", "narrated") == ("2020-06-11", "document")
