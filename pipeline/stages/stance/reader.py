"""Reads the claims of one stretch of text: from its evidence range, and a proposal of the encoder where there is one.

The rules decide what a tagger cannot: the holder, the wording, composition, the normal form. What they leave open is
filled from the proposal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from pipeline import labels
from pipeline.annotations import Actor, Claim, Proposal, Range, Scored
from pipeline.stages.stance import forms, grammar, matching, targets
from pipeline.stages.stance.composition import Reading, compose
from pipeline.stages.stance.conditions import condition_in, justification_in
from pipeline.stages.stance.context import Context
from pipeline.stages.stance.forms import Act
from pipeline.stages.stance.holders import Holders, holders, resolve
from pipeline.stages.stance.lexicon import GENERIC
from pipeline.stages.stance.matching import Match
from pipeline.stages.stance.normal_form import normal_form
from pipeline.stages.stance.ranking import Candidate, rank
from pipeline.stages.stance.voices import voice
from pipeline.tokens import range_span


@dataclass(slots=True)
class Draft:
    """A claim while it is being decided. `signals` go to the confidence stage."""

    evidence: Range
    reading: Reading | None
    act: Act
    stance: str
    target: Range
    signals: dict[str, float] = field(default_factory=dict)


def usable(match: Match) -> bool:
    """Whether a match stands where its part of speech can say something."""
    frame, head = match.frame, match.head
    if frame.pos == "verb":
        return head.dep_ not in {"amod", "compound", "aux", "auxpass"}
    if frame.holder == "speaker":
        return matching.is_predicative(head)
    if frame.pos == "adjective":
        return head.dep_ in {"acomp", "ROOT", "conj", "advcl", "ccomp", "attr", "acl", "relcl", "xcomp", "oprd"}
    return any(c.dep_ in {"prep", "acl"} for c in head.children)


def candidates(context: Context, evidence: Range, proposal: Proposal | None = None) -> list[Candidate]:
    """The readings of a stretch, the one that carries its claim first."""
    matches = [m for m in matching.in_span(range_span(context.doc, evidence)) if usable(m)]
    matches.extend(generic_matches(context, evidence))
    readings = [compose(match) for match in matches]
    return rank([(reading, forms.classify(reading)) for reading in readings], evidence, proposal)


def generic_matches(context: Context, evidence: Range) -> list[Match]:
    """Clauses that demand or promise by their grammar alone: must, should, let us, commands, "we will"."""
    found = []
    for token in range_span(context.doc, evidence):
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass", "amod"}:
            form = forms.generic_form(token)
            if form is not None:
                found.append(Match(token, (token,), GENERIC[form]))
    return found


def _argmax(distribution: dict[str, float]) -> tuple[str | None, float]:
    if not distribution:
        return None, 0.0
    label = max(distribution, key=lambda key: (distribution[key], key))
    return label, distribution[label]


def _best(candidates: list[Scored]) -> Range | None:
    return max(candidates, key=lambda c: (c.score, -c.range.start)).range if candidates else None


def fallback_target(context: Context, evidence: Range, *, about_subject: bool) -> Range | None:
    """The subject (of a judgement) or the object (of anything else) of the topmost verb of a stretch."""
    span = range_span(context.doc, evidence)
    if not len(span):
        return None
    root = grammar.clause_verb(span.root)
    subject, obj = grammar.subject(root), grammar.objects(root)
    chosen = (subject or obj) if about_subject else (obj or grammar.infinitive(root) or subject)
    return None if chosen is None else targets.phrase(chosen)


def _decide_stance(reading: Reading | None, proposal: Proposal | None, signals: dict[str, float]) -> str:
    ruled = None
    if reading is not None:
        neutral = reading.match.frame.stance == "neutral"
        ruled = "neutral" if neutral else {1: "support", -1: "oppose"}.get(reading.sign)
    learned, probability = _argmax(proposal.stance if proposal else {})
    signals["rule_stance"] = float(ruled is not None)
    signals["model_stance"] = probability
    if ruled is not None and learned is not None:
        signals["stance_agrees"] = float(ruled == learned)
    return ruled or learned or "support"


def _decide_form(act: Act, proposal: Proposal | None, signals: dict[str, float]) -> str:
    learned, probability = _argmax(proposal.form if proposal else {})
    signals["model_form"] = probability
    if learned is not None:
        signals["form_agrees"] = float(learned == act.form)
    return act.form


def draft(context: Context, evidence: Range, proposal: Proposal | None) -> Draft | None:
    """Decides stance, target and form of the claim in a stretch."""
    signals: dict[str, float] = {}
    ranked = candidates(context, evidence, proposal)
    reading = ranked[0].reading if ranked else None
    act = ranked[0].act if ranked else _unruled_act(proposal)
    signals["rule_fit"] = ranked[0].score if ranked else -9.0
    stance = _decide_stance(reading, proposal, signals)
    form = _decide_form(act, proposal, signals)
    target = reading.target if reading is not None else None
    if target is None or (
        act.about_subject and act.rule == "effect" and reading is not None and reading.match.frame.pos == "verb"
    ):
        subject_target = fallback_target(context, evidence, about_subject=form == "assessment")
        target = subject_target or target
    target = target or _best(proposal.target if proposal else []) or evidence
    act.form = form
    return Draft(evidence, reading, act, stance, targets.clipped(target, evidence, context.doc.text) or target, signals)


def _unruled_act(proposal: Proposal | None) -> Act:
    learned, _ = _argmax(proposal.form if proposal else {})
    return Act(learned or "assessment", None, rule="none")


def read(context: Context, evidence: Range, proposal: Proposal | None = None) -> list[Claim]:
    """The claims of one stretch: one for each holder; none where nobody holds it."""
    found = draft(context, evidence, proposal)
    if found is None:
        return []
    who = holders(context, found.act.holder, evidence)
    if not who.actors:
        who = _holder_fallback(context, evidence, proposal, found)
    return [_claim(context, found, who, n) for n in range(len(who.actors))]


def _holder_fallback(context: Context, evidence: Range, proposal: Proposal | None, found: Draft) -> Holders:
    """The proposal's holder mention, else whoever speaks, else the subject of the stretch."""
    span = _best(proposal.holder if proposal else [])
    if span is not None:
        who = holders(context, range_span(context.doc, span).root, evidence)
        if who.actors:
            return who
    who = holders(context, None, evidence)
    if who.actors or found.act.holder is not None:
        return who
    return who


def _claim(context: Context, found: Draft, who: Holders, n: int) -> Claim:
    doc, reading, act = context.doc, found.reading, found.act
    sentence = range_span(doc, found.evidence)
    sent = sentence[0].sent if len(sentence) else doc[:]
    cue = None if reading is None else reading.match.range
    lemma = "" if reading is None else (reading.inner or reading.match.head).lemma_.lower()
    normal = normal_form(doc, found.target, found.stance, cue=lemma)
    spoken = voice(context, who, act.form, found.evidence)
    return Claim(
        holder=who.actors[n],
        organization=who.organizations[n],
        stance=cast("labels.Stance", found.stance),
        target=found.target,
        form=cast("labels.Form", act.form),
        evidence=found.evidence,
        attribution=cast("labels.Voice", spoken),
        subject=normal.subject,
        subject_stance=cast("labels.SubjectStance", normal.stance),
        instrument=normal.instrument,
        stage="rules" if reading is not None else "encoder",
        addressee=_addressee(context, act),
        condition=condition_in(sent, found.evidence),
        justification=justification_in(sent, found.evidence),
        attribution_id=None if who.attribution is None else who.attribution.id,
        reporter=who.reporters,
        cue=cue,
        date=context.metadata.published,
        signals=dict(found.signals),
    )


def _addressee(context: Context, act: Act) -> Actor | None:
    if act.form != "demand" or act.addressee is None:
        return None
    found = resolve(context, act.addressee)
    return found[0][0] if found else None
