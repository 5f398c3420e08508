"""Confidence from signals."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from pipeline.annotations import Actor, Claim, Encoding, Proposal, Range, Scored
from pipeline.stages.confidence import ConfidenceModel, ConfidenceStage, Feature, described, read_model


def claim(**signals: float) -> Claim:
    where = Range(0, 2)
    return Claim(
        holder=Actor("We"),
        stance="oppose",
        target=where,
        form="position",
        evidence=where,
        attribution="own_voice",
        subject="it",
        subject_stance="oppose",
        stage="rules",
        signals=signals,
    )


MODEL = ConfidenceModel(0.0, {"score": Feature(0.5, 2.0), "form=position": Feature(0.0, 1.0)})


@pytest.mark.parametrize(("signals", "expected"), [({}, 0.731), ({"score": 0.5}, 0.731), ({"score": 1.0}, 0.881)])
def test_probability(signals: dict[str, float], expected: float) -> None:
    assert MODEL.probability(described(claim(**signals), None)) == pytest.approx(expected, abs=0.001)


def test_claims_below_the_least_are_dropped(base_nlp) -> None:  # type: ignore[no-untyped-def]
    doc = base_nlp("We do.")
    doc._.claims = [claim(score=-2.0), claim(score=2.0)]
    ConfidenceStage(MODEL, least=0.5)(doc)
    assert [one.signals["score"] for one in doc._.claims] == [2.0]
    assert not doc._.skipped


def test_a_sentence_that_loses_its_only_claim_is_reported(base_nlp) -> None:  # type: ignore[no-untyped-def]
    doc = base_nlp("We do. They don't.")
    doc._.claims = [claim(score=-2.0)]
    doc.spans["claims"] = [doc[0:1]]
    ConfidenceStage(MODEL, least=0.5)(doc)
    assert [(skip.range, skip.reason) for skip in doc._.skipped] == [((0, 6), "unlikely")]
    assert not doc.spans["claims"]


def test_of_two_contrary_readings_of_the_same_words_the_surer_stays(base_nlp) -> None:  # type: ignore[no-untyped-def]
    doc = base_nlp("We do.")
    contrary = claim(score=1.0)
    contrary.stance = "support"
    doc._.claims = [claim(score=2.0), contrary]
    ConfidenceStage(MODEL)(doc)
    assert [one.stance for one in doc._.claims] == ["oppose"]


def test_without_a_model_confidences_stay(base_nlp, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    doc = base_nlp.make_doc("We do.")
    doc._.claims = [claim()]
    ConfidenceStage(read_model(tmp_path / "none.json"))(doc)
    assert doc._.claims[0].confidence == 0.5


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "confidence.json"
    path.write_text(json.dumps({"bias": -1.0, "features": {"score": {"default": 0.5, "weight": 2.0}}}))
    assert read_model(path) == ConfidenceModel(-1.0, {"score": Feature(0.5, 2.0)})


def test_the_proposal_for_the_same_stretch_speaks_for_a_claim() -> None:
    near = Proposal(
        Range(0, 2), 0.9, stance={"oppose": 0.8}, form={"demand": 1.0}, target=[Scored(Range(1, 2), "t", 0.7)]
    )
    signals = described(claim(), Encoding([near, Proposal(Range(5, 9), 1.0)]))
    assert signals["proposal"] == pytest.approx(math.log(9))
    assert signals["proposal_stance"] == pytest.approx(math.log(4))
    assert signals["proposal_form"] < -6
    assert signals["proposal_target"] == pytest.approx(math.log(7 / 3))
    assert described(claim(), Encoding())["proposed=no"] == 1.0


def test_a_holder_that_was_not_made_out_is_told() -> None:
    unnamed = claim()
    assert described(unnamed, None)["holder_unnamed"] == 1.0
    unnamed.holder = Actor("Reef Watch")
    assert described(unnamed, None)["holder_unnamed"] == 0.0
