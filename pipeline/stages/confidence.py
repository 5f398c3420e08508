"""Confidence: how likely each claim is right as a whole.

Reads `doc._.encoding` and `doc._.claims`; rewrites the claims' `confidence`, from their `signals`, and `doc._.skipped`.
The model is a small logistic regression, fitted by `pipeline.training.calibration` on claims of documents that nothing
was trained on; claims below `least` are left out. Without the model's file the confidences stay as they were.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotations import Claim, Encoding, Range, Skip
from pipeline.attributes import register
from pipeline.resources import models_dir
from pipeline.tokens import range_span

#: Signals that are probabilities: they enter as log-odds, because .99 and .999 are far apart.
CHANCES = frozenset(
    ("stance", "form", "voice", "proposal", "proposal_stance", "proposal_form", "proposal_target", "proposal_holder")
)


@dataclass(frozen=True, slots=True)
class Feature:
    """One input of the model; a claim that lacks the signal counts as one with its `default`."""

    default: float
    weight: float


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """A logistic regression on a claim's signals."""

    bias: float
    features: Mapping[str, Feature]

    def probability(self, signals: Mapping[str, float]) -> float:
        """How likely a claim with these signals is right, 0..1."""
        total = self.bias
        for name, value in signals.items():
            feature = self.features.get(name)
            if feature is not None:
                total += feature.weight * (value - feature.default)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


#: A holder that is called no more than this was not made out.
_PRONOUNS = frozenset("i we you he she it they us me him her them this that these those who which one some".split())


def described(claim: Claim, encoding: Encoding | None) -> dict[str, float]:
    """The signals of a claim, with what can be seen on its face and what the encoder says of that place."""
    face = {
        f"form={claim.form}": 1.0,
        f"voice={claim.attribution}": 1.0,
        f"stage={claim.stage}": 1.0,
        "resolved_holder": float(claim.holder.entity is not None),
        "has_mention": float(claim.holder.mention is not None),
        "has_attribution": float(claim.attribution_id is not None),
        "holder_unnamed": float(claim.holder.name.lower() in _PRONOUNS),
    }
    chances = {**claim.signals, **_proposed(claim, encoding)}
    return {**face, **{name: _log_odds(value) if name in CHANCES else value for name, value in chances.items()}}


def _log_odds(chance: float) -> float:
    kept = min(max(chance, 0.002), 0.998)
    return math.log(kept / (1 - kept))


def _proposed(claim: Claim, encoding: Encoding | None) -> dict[str, float]:
    """How far the encoder's proposal for the same stretch agrees."""
    near = [
        one for one in (encoding.near(claim.evidence) if encoding else []) if one.evidence.shared(claim.evidence) >= 0.5
    ]
    if not near:
        return {"proposed=no": 1.0}
    best = max(near, key=lambda one: (one.evidence.shared(claim.evidence), one.score))
    target, mention = claim.resolved or claim.target, claim.holder.mention
    agreement = {
        "proposal": best.score,
        "proposal_stance": best.stance.get(claim.stance, 0.0),
        "proposal_form": best.form.get(claim.form, 0.0),
        "proposal_target": max((one.score * one.range.overlaps(target) for one in best.target), default=0.0),
    }
    if mention is not None:
        agreement["proposal_holder"] = max((o.score * o.range.overlaps(mention) for o in best.holder), default=0.0)
    return agreement


@cache
def read_model(path: Path) -> ConfidenceModel | None:
    """The model of a file; None where there is none."""
    if not path.is_file():
        return None
    stored = json.loads(path.read_text(encoding="utf-8"))
    features = {name: Feature(item["default"], item["weight"]) for name, item in stored["features"].items()}
    return ConfidenceModel(stored["bias"], features)


class ConfidenceStage:
    """Sets the confidence of every claim and drops those below `least`."""

    def __init__(self, model: ConfidenceModel | None, *, least: float = 0.0) -> None:
        self.model = model
        self.least = least

    def __call__(self, doc: Doc) -> Doc:
        """Judge the claims of one document."""
        claims: list[Claim] = doc._.claims or []
        for claim in claims:
            if self.model is not None:
                claim.confidence = self.model.probability(described(claim, doc._.encoding))
        lost = [claim for claim in claims if claim.confidence < self.least] + contradicted(claims)
        if lost:
            _leave_out(doc, lost)
        return doc


def contradicted(claims: list[Claim]) -> list[Claim]:
    """Claims whose contrary, of the same holder on the same target in the same words, is surer."""
    alike: dict[tuple[str, Range], list[Claim]] = {}
    for claim in claims:
        alike.setdefault((claim.holder.name, claim.target), []).append(claim)
    return [
        claim
        for group in alike.values()
        for claim in group
        if any(
            other.confidence > claim.confidence
            and {other.stance, claim.stance} == {"support", "oppose"}
            and other.evidence.shared(claim.evidence) >= 0.5
            for other in group
        )
    ]


def _leave_out(doc: Doc, lost: list[Claim]) -> None:
    """Drop these claims; sentences that lose their only claim are reported as skipped."""
    gone = {id(claim) for claim in lost}
    kept = [claim for claim in doc._.claims if id(claim) not in gone]
    silent = {}
    for claim in lost:
        sentence = range_span(doc, claim.evidence)[0].sent
        where = Range(sentence.start_char, sentence.start_char + len(sentence.text.rstrip()))
        if not any(where.overlaps(other.evidence) for other in kept):
            silent[where] = Skip(where, "unlikely")
    said = {skip.range for skip in doc._.skipped or []}
    doc._.claims = kept
    doc._.skipped = sorted(
        [*(doc._.skipped or []), *(skip for where, skip in silent.items() if where not in said)],
        key=lambda skip: skip.range,
    )
    here = {tuple(range_span(doc, claim.evidence)) for claim in kept}
    doc.spans["claims"] = [span for span in doc.spans.get("claims", []) if tuple(span) in here]


@Language.factory(
    "onrecord_confidence",
    default_config={"min_confidence": 0.0},
    assigns=["doc._.claims", "doc._.skipped"],
    requires=["doc._.claims"],
)
def make_confidence(nlp: Language, name: str, min_confidence: float) -> ConfidenceStage:
    """The stage with the model that ships."""
    register()
    return ConfidenceStage(read_model(models_dir() / "confidence.json"), least=min_confidence)
