"""Across documents: what was said once, what was said again, what changed."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.analysis.contradictions import contradictions
from pipeline.analysis.duplicates import reprints
from pipeline.analysis.history import position_changes, position_history
from pipeline.analysis.keys import actor_key, actor_keys, labels_of, topic_key
from pipeline.analysis.ledger import counted, ledger
from pipeline.records import Record
from tests.downstream.factory import SALE, planted, record


def test_planted_reprint_copy_corroboration_and_change_are_told_apart() -> None:
    frame = ledger(planted()).set_index("document")
    assert frame["copy"].to_dict() == {
        "d1-before": "first",
        "d2-wire": "first",
        "d3-reprint": "reprint",
        "d4-quotes": "wire",
        "d5-own": "first",
    }
    assert frame["utterance"]["d3-reprint"] == frame["utterance"]["d4-quotes"] == "d2-wire#c1"
    assert frame["cluster"]["d3-reprint"] == "d2-wire" and frame["cluster"]["d4-quotes"] == "d4-quotes"
    assert frame["event"]["d5-own"] == "d2-wire#c1" and frame["event"]["d1-before"] == "d1-before#c1"
    assert frame["sources"].to_dict() == {
        "d1-before": 1,
        "d2-wire": 2,
        "d3-reprint": 2,
        "d4-quotes": 2,
        "d5-own": 2,
    }
    changes = position_changes(frame.reset_index())
    assert changes[["actor", "topic", "previous", "previous_since", "position", "since", "form"]].values.tolist() == [
        ["Amazon", SALE, "support", "2019-05-22", "oppose", "2020-06-10", "commitment"]
    ]
    assert contradictions(frame.reset_index()).empty


def test_nothing_is_deleted_and_units_count_differently() -> None:
    frame = ledger(planted())
    assert len(frame) == 5
    assert {unit: len(counted(frame, unit)) for unit in ("claim", "document", "day", "utterance")} == {  # type: ignore[arg-type]
        "claim": 5,
        "document": 5,
        "day": 2,
        "utterance": 3,
    }


def test_the_order_of_records_does_not_matter() -> None:
    one, other = ledger(planted()), ledger(list(reversed(planted())))
    assert one.equals(other)


def test_reprints_are_named_after_the_earliest() -> None:
    frame = reprints(planted()).set_index("document")
    assert frame["reprint"].to_dict() == {
        "d1-before": False,
        "d2-wire": False,
        "d3-reprint": True,
        "d4-quotes": False,
        "d5-own": False,
    }
    assert frame["similarity"]["d3-reprint"] > 0.7


def _one(id_: str, evidence: str, **more: Any) -> Record:
    claim = {"holder": "Acme", "stance": "oppose", "target": "the levy", "evidence": evidence, **more}
    return record(id_, f"Report {id_}: {evidence}.", claim)


def test_quoted_words_in_another_article_are_a_quotation() -> None:
    words = "Acme called the levy a tax on every honest farmer in the county"
    frame = ledger([_one("a", words, attribution="direct"), _one("b", words, attribution="direct")])
    assert frame["copy"].tolist() == ["first", "quotation"]


def test_the_same_words_a_year_later_are_a_new_utterance() -> None:
    words = "Acme called the levy a tax on every honest farmer in the county"
    frame = ledger([_one("a", words, date="2019-05-01"), _one("b", words, date="2020-05-01")])
    assert frame["copy"].tolist() == ["first", "first"]


def test_again_in_the_same_document_is_a_restatement() -> None:
    text = "Acme opposes the levy. Later on its chairman said that Acme will fight the levy in court."
    first = {"holder": "Acme", "stance": "oppose", "target": "the levy", "evidence": "Acme opposes the levy"}
    frame = ledger([record("a", text, first, {**first, "evidence": "Acme will fight the levy in court"})])
    assert frame["copy"].tolist() == ["first", "restatement"]
    assert frame["sources"].tolist() == [1, 1]


def test_one_sentence_about_two_things_is_two_utterances() -> None:
    text = "Acme opposes the levy and opposes the toll on the bridge."
    one = {"holder": "Acme", "stance": "oppose", "target": "the levy", "evidence": text[:-1]}
    frame = ledger([record("a", text, one, {**one, "target": "the toll on the bridge"})])
    assert frame["copy"].tolist() == ["first", "first"]


def test_rejected_claims_stay_but_do_not_count() -> None:
    frame = ledger([_one("a", "Acme opposes the levy", status="rejected"), _one("b", "Acme opposes the levy")])
    assert frame["status"].tolist() == ["rejected", "machine"]
    assert counted(frame)["document"].tolist() == ["b"]
    assert counted(frame, "claim")["document"].tolist() == ["b"]


def test_dates_that_overlap_are_a_contradiction_and_no_change() -> None:
    plus = _one("a", "Acme applauds the levy", stance="support", date="2020")
    minus = _one("b", "Acme condemns the levy", stance="oppose", date="2020-03-01")
    frame = ledger([plus, minus])
    assert position_changes(frame).empty
    found = contradictions(frame)
    assert found[["kind", "one_document", "other_document"]].values.tolist() == [["reporters", "a", "b"]]


def test_acts_against_words() -> None:
    says = _one("a", "Acme promised to stop the levy", stance="oppose", form="commitment", date="2020-01-10")
    does = _one("b", "Acme introduced the levy", stance="support", form="action", date="2020-03-01")
    late = _one("c", "Acme introduced the levy", stance="support", form="action", date="2022-03-01")
    assert contradictions(ledger([says, does]))["kind"].tolist() == ["says-does"]
    assert contradictions(ledger([says, late])).empty


def test_history_has_spells_with_their_evidence() -> None:
    history = position_history(
        ledger(
            [
                _one("a", "Acme opposes the levy", date="2019-01-01"),
                _one("b", "Acme still fights the levy", date="2019-06"),
                _one("c", "Acme accepts the levy", stance="support", date="2020-01"),
            ]
        )
    )
    assert history[["position", "since", "until", "utterances", "previous"]].values.tolist() == [
        ["oppose", "2019-01-01", "2019-06", 2, None],
        ["support", "2020-01", "2020-01", 1, "oppose"],
    ]
    assert history["previous_evidence"].tolist()[1] == "Acme still fights the levy"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amazon.com, Inc.", "amazon.com"),
        ("The Sierra Club", "Sierra Club"),
        ("IBM Corp.", "IBM"),
        ("ACLU", "the ACLU"),
    ],
)
def test_one_actor(one: str, other: str) -> None:
    assert actor_key(one) == actor_key(other)


def test_a_public_id_joins_names() -> None:
    keys = actor_keys(["IBM", "International Business Machines", "IBM", "Acme"], ["Q37156", "Q37156", None, None])
    assert keys == ["Q37156", "Q37156", "Q37156", "acme"]
    assert labels_of(keys, ["IBM", "International Business Machines", "IBM", "Acme"]) == {
        "Q37156": "IBM",
        "acme": "Acme",
    }


def test_organization_speaks_through_people() -> None:
    one = _one("a", "Acme opposes the levy", organization="Acme Group")
    assert ledger([one], by="organization")["actor"].tolist() == ["Acme Group"]
    assert ledger([one])["actor"].tolist() == ["Acme"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the use of face recognition by police", "police use of face recognition", True),
        ("a moratorium", "moratoriums", True),
        ("sale of guns", "purchase of guns", False),
    ],
)
def test_one_topic(one: str, other: str, same: bool) -> None:
    assert (topic_key(None, one) == topic_key("unlisted", other)) is same
    assert topic_key("police-face-recognition", one) == topic_key("police-face-recognition", other)


def test_an_empty_ledger() -> None:
    frame = ledger([])
    assert frame.empty and counted(frame).empty and position_history(frame).empty and contradictions(frame).empty
