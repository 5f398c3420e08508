"""The measure of claims, on cases worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.evaluation.claims import ClaimScores, agreement, match
from pipeline.evaluation.names import same_holder
from tests.builders import claim

TEXT = (
    "The American Civil Liberties Union opposes the use of face recognition by police. "
    "Acme Corp. supports a moratorium on sales. Mayor Ann Lee vetoed the rent cap on Friday."
)
ONE = "The American Civil Liberties Union opposes the use of face recognition by police."
TWO = "Acme Corp. supports a moratorium on sales."
THREE = "Mayor Ann Lee vetoed the rent cap on Friday."


def first(**fields: Any) -> dict[str, Any]:
    given = {"stance": "oppose"} | fields
    return claim(TEXT, given.pop("holder", "ACLU"), "the use of face recognition by police", ONE, **given)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("ACLU", "American Civil Liberties Union", True),
        ("Microsoft Corp.", "Microsoft", True),
        ("Sen. Edward Markey", "Markey", True),
        ("the Senators", "", False),
        ("Edward J. Markey (D-Mass.)", "Edward J. Markey", True),
        ("Bernie Sanders", "Bernard Sanders", True),
        ("Amazon", "Google", False),
        ("City of Oakland", "City of Berkeley", False),
    ],
)
def test_same_holder(left: str, right: str, same: bool) -> None:
    assert same_holder(left, right) is same


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, (True, True, True)),
        ({"holder": "Amazon"}, (False, False, False)),
        ({"stance": "support", "subject_stance": "support"}, (True, False, False)),
        # Another wording, the same normal form.
        ({"stance": "support", "subject_stance": "oppose"}, (True, True, True)),
    ],
)
def test_agreement(fields: dict[str, Any], expected: tuple[bool, bool, bool]) -> None:
    assert agreement(first(), first(**fields)) == expected


def test_an_unclear_subject_stance_agrees_with_nothing() -> None:
    gold = first(stance="oppose", subject_stance="unclear")
    assert agreement(gold, first(stance="support", subject_stance="unclear"))[1] is False


def test_target_agrees_by_half_of_the_shorter_ones_words() -> None:
    other = claim(TEXT, "ACLU", "rent cap", ONE, stance="oppose", subject="rent cap")
    assert agreement(first(), other) == (True, True, False)


def test_one_prediction_matches_one_claim_and_the_best_pairing_is_found() -> None:
    gold = [first(), first(holder="Amazon")]
    predicted = [first(holder="Amazon"), first()]
    assert [(i, j) for i, j, _ in match(TEXT, gold, predicted)] == [(0, 1), (1, 0)]
    assert len(match(TEXT, gold, predicted[:1])) == 1


def test_evidence_must_overlap_by_half_of_the_shorter() -> None:
    far = claim(TEXT, "ACLU", "the rent cap", THREE)
    assert match(TEXT, [first()], [far]) == []


def test_counts_fields_and_errors() -> None:
    scores = ClaimScores()
    gold = [first(), claim(TEXT, "Acme Corp.", "a moratorium on sales", TWO)]
    predicted = [first(form="action"), claim(TEXT, "Ann Lee", "the rent cap", THREE, stance="oppose")]
    scores.add_document("d", TEXT, gold, predicted)
    assert (scores.levels["claim"].gold, scores.levels["claim"].predicted, scores.levels["claim"].right) == (2, 2, 1)
    assert scores.levels["full"].f1 == 0.5
    assert (scores.fields["form"].right, scores.fields["date"].right) == (0, 1)
    assert sorted(kind for kind, *_ in scores.errors) == ["form", "missed", "spurious"]


def test_optional_claims_are_neither_required_nor_penalised() -> None:
    scores = ClaimScores()
    optional = claim(TEXT, "Acme Corp.", "a moratorium on sales", TWO, optional=True)
    scores.add_document("d", TEXT, [first(), optional], [first(), claim(TEXT, "Acme Corp.", "sales", TWO)])
    assert (scores.levels["claim"].gold, scores.levels["claim"].predicted, scores.levels["claim"].right) == (1, 1, 1)
