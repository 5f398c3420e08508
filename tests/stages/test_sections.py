"""The sections stage: its notes on the document and the sentences that it makes possible."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.annotations import Metadata
from pipeline.assembly import make_doc

TEXT = """Nurses Cheer the Ruling on Overtime Pay

June 11, 2020

The union welcomed the ruling of the court on Tuesday.

We ask the governor to

1. sign the bill
2. publish the list of hospitals

"It is over," said Sen. Ann Lee. "We won." Police depts. in the U.S. Senate district agreed.

Sign up for our newsletter"""


@pytest.fixture(scope="module")
def sectioned():  # type: ignore[no-untyped-def]
    from pipeline.assembly import build_nlp

    return build_nlp(only=("onrecord_sections",))


def test_runs_before_the_parser(sectioned) -> None:  # type: ignore[no-untyped-def]
    assert sectioned.pipe_names[0] == "onrecord_sections"


def test_sections_and_metadata(sectioned) -> None:  # type: ignore[no-untyped-def]
    doc = sectioned(make_doc(sectioned, TEXT, Metadata(id="x", issuer="NU", origins={"issuer": "given"})))
    assert [section.kind for section in doc._.sections] == [
        "headline",
        "dateline",
        "body",
        "body",
        "list_item",
        "list_item",
        "body",
        "boilerplate",
    ]
    assert [span.label_ for span in doc.spans["sections"]] == [section.kind for section in doc._.sections]
    metadata = doc._.metadata
    assert (metadata.title, metadata.published, metadata.issuer) == (doc[0:7].text, "2020-06-11", "NU")
    assert metadata.origins == {
        "issuer": "given",
        "title": "headline",
        "published": "date line",
        "language": "function words",
    } | ({"genre": metadata.origins["genre"]} if "genre" in metadata.origins else {})


def test_no_sentence_runs_over_a_line_of_its_own(sectioned) -> None:  # type: ignore[no-untyped-def]
    doc = sectioned(TEXT)
    sentences = [sent.text.strip() for sent in doc.sents]
    for line in ("Nurses Cheer the Ruling on Overtime Pay", "June 11, 2020", "1. sign the bill"):
        assert line in sentences


def test_no_sentence_starts_after_an_abbreviation(sectioned) -> None:  # type: ignore[no-untyped-def]
    starts = {doc_sent.text.split()[0] for doc_sent in sectioned(TEXT).sents}
    assert not starts & {"Ann", "in", "Senate", '"'}


def test_works_after_a_parser_and_without_metadata(base_nlp) -> None:  # type: ignore[no-untyped-def]
    from pipeline.stages.sections import Sections

    doc = Sections(order="MDY")(base_nlp(TEXT))
    assert doc._.sections[0].kind == "headline"
    assert doc._.metadata.published == "2020-06-11"


@pytest.mark.parametrize("text", ["", " \n\t\n", "x", "\ufeff", "###", "a\0b", "\u2028\u2029"])
def test_odd_texts(sectioned, text: str) -> None:  # type: ignore[no-untyped-def]
    doc = sectioned(text)
    assert len(doc._.sections) <= 1


def test_seeds(shared: Path, sectioned) -> None:  # type: ignore[no-untyped-def]
    found = {}
    for path in sorted((shared / "seeds").glob("*.txt")):
        doc = sectioned(path.read_text(encoding="utf-8"))
        found[path.stem[:3]] = (doc._.metadata, [section.kind for section in doc._.sections])
    assert [found[key][0].published for key in ("000", "003", "004")] == ["2020-06-11T12:45", "2020-06-11", "2019-10"]
    assert found["000"][1][2:7] == ["contact"] * 5
    assert found["000"][1][-1] == "boilerplate"
    assert found["003"][1].count("embedded_post") == 1
    assert found["004"][1].count("list_item") == 4
