"""Codebooks: lookup, refusal of bad files, proposed concepts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codebook import load_codebooks, read_codebook, shipped_codebooks, suggest
from pipeline.errors import SettingsError


@pytest.mark.parametrize(
    ("subject", "concept"),
    [
        ("police use of face recognition technology", "fr.police"),
        ("moratorium on the use of facial recognition", "fr.ban"),
        ("Amazon's sale of face recognition", "fr.sale"),
        ("full repeal of Obamacare", "affordable-care-act"),
        ("expanded background checks for gun buyers", "guns"),
        ("police reform act", "policing"),
        ("a widget", "unlisted"),
        ("", "unlisted"),
    ],
)
def test_a_subject_has_the_concept_of_its_longest_match(subject: str, concept: str) -> None:
    assert load_codebooks().concept(subject) == concept


def test_the_target_counts_where_the_subject_is_unlisted() -> None:
    assert load_codebooks().concept("it", "the Medicare trust fund") == "medicare"


def test_two_codebooks_ship_and_the_general_one_is_broad() -> None:
    books = [read_codebook(path) for path in shipped_codebooks()]
    assert [book.id for book in books] == ["face-recognition", "us-federal-policy"]
    assert len(books[1].concepts) >= 60


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id: x\nlabel: X\nconcepts:\n  - {id: a, label: A, patterns: []}", "patterns"),
        ("id: x\nlabel: X\nconcepts:\n  - {id: a, label: A, patterns: [b], colour: red}", "colour"),
        ("id: x\nlabel: X\nconcepts:\n  - {id: a, label: A, patterns: [b], parent: z}", "'z'"),
        ("id: x\nlabel: X\nconcepts:\n  - &c {id: a, label: A, patterns: [b]}\n  - *c", "used twice: a"),
        ("id: [", "not valid YAML"),
    ],
)
def test_a_bad_codebook_is_refused_with_its_reason(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as refusal:
        read_codebook(path)
    assert str(path) in str(refusal.value) and message in str(refusal.value)


def test_a_missing_codebook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such codebook"):
        read_codebook(tmp_path / "none.yaml")


def test_suggestions_group_subjects_by_shared_words() -> None:
    subjects = ["noise of delivery drones", "delivery drones", "a delivery drone hub"] * 2 + ["rent cap"] * 4
    found = suggest(subjects, floor=5)
    assert [(p.words, p.count) for p in found] == [("delivery drone", 6)]
    assert set(found[0].examples) == set(subjects[:3])


@given(st.lists(st.text(max_size=30), max_size=30))
def test_suggestions_never_fail_and_keep_the_floor(subjects: list[str]) -> None:
    assert all(proposal.count >= 3 for proposal in suggest(subjects, floor=3))
