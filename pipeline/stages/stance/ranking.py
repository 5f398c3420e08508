"""Which reading of a stretch carries its claim: the topmost that fits, with the proposal's word where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from spacy.tokens import Token

from pipeline.annotations import Proposal, Range
from pipeline.resources import word_list
from pipeline.stages.stance import grammar
from pipeline.stages.stance.composition import Reading
from pipeline.stages.stance.forms import Act

_FLOOR = 0.02


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a stretch with the act it makes and how well both fit."""

    reading: Reading
    act: Act
    score: float


def clause_depth(token: Token) -> int:
    """How many clauses stand above a token."""
    depth = 0
    while token.head != token:
        if token.dep_ not in {"acomp", "attr", "conj", "prep", "pobj", "aux", "det", "amod", "compound", "poss"}:
            depth += 1
        token = token.head
    return depth


def fitness(reading: Reading, act: Act) -> float:
    """How well the grammar around an entry fits its frame; higher is better, about -5 to 2."""
    match = reading.match
    frame, score = match.frame, 0.3 * (len(match.words) - 1)
    if reading.target is None and not act.about_subject:
        score -= 3
    if not reading.sign and frame.stance not in {"neutral", "mixed"}:
        score -= 3
    if frame.addressee and reading.addressee is not None and reading.inner is not None:
        score += 0.6
    if frame.holder == "subj" and act.rule not in {"imperative", "duty", "duty-passive"}:
        score += _subject_fit(act, form=frame.form)
    if act.rule == "effect" and frame.holder == "subj":
        score -= 0.6
    if len(match.words) == 1 and match.head.lemma_.lower() in word_list("stance/weak.txt"):
        score -= 0.8
    if frame.pos == "noun":
        score -= 0.3
    return score


def _subject_fit(act: Act, *, form: str) -> float:
    if act.holder is None:
        return -0.6
    actor = grammar.names_actor(act.holder)
    if actor is False:
        return -2.0 if form == "commitment" else -0.8
    if actor is None:
        return -0.8 if form == "commitment" else 0.0
    return 0.4


def _model(reading: Reading, act: Act, proposal: Proposal | None) -> float:
    """What the encoder thinks of a reading's form, stance and cue (0 without a proposal)."""
    if proposal is None:
        return 0.0
    score = 0.0
    if proposal.form:
        score += log(max(proposal.form.get(act.form, 0.0), _FLOOR))
    stance = {1: "support", -1: "oppose", 0: "neutral"}[reading.sign]
    if proposal.stance:
        score += 0.5 * log(max(proposal.stance.get(stance, 0.0), _FLOOR))
    here = reading.match.range
    score += max((1.0 * cue.score for cue in proposal.cue if cue.range.overlaps(here)), default=0.0)
    return score


def rank(pairs: list[tuple[Reading, Act]], evidence: Range, proposal: Proposal | None) -> list[Candidate]:
    """The readings of a stretch, the one that carries its claim first."""
    if not pairs:
        return []
    top = min(clause_depth(reading.match.head) for reading, _ in pairs)
    length = max(1, evidence.end - evidence.start)
    found = []
    for reading, act in pairs:
        place = 1.0 * (clause_depth(reading.match.head) - top)
        place += 0.5 * (reading.match.range.start - evidence.start) / length
        found.append(Candidate(reading, act, fitness(reading, act) + _model(reading, act, proposal) - place))
    return sorted(found, key=lambda c: (-c.score, c.reading.match.range))
