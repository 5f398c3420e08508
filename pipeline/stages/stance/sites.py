"""Where the rules alone see a claim: lexicon entries in a place where somebody can hold them, and their evidence.

Each site is an evidence range; a sentence with a stance cue that gives none gives the reason instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from pipeline.annotations import Range
from pipeline.labels import SILENT_SECTIONS
from pipeline.stages.stance import forms, grammar, matching, targets
from pipeline.stages.stance.composition import Reading, compose
from pipeline.stages.stance.context import Context
from pipeline.stages.stance.features import holder_features
from pipeline.stages.stance.holders import holders
from pipeline.stages.stance.learned import distribution
from pipeline.stages.stance.lexicon import operators
from pipeline.stages.stance.matching import Match
from pipeline.stages.stance.ranking import clause_depth
from pipeline.stages.stance.reader import draft, find_holders, usable
from pipeline.stretches import Stretches

#: A site less likely than this is refused where the rules work alone.
THRESHOLD = 0.3
#: The same beside the encoder where it sees nothing: none (on dev, 0.6 and 0.75 cost more precision than they gave).
BESIDE_ENCODER = 1.01


@dataclass(slots=True)
class Sites:
    """Evidence ranges in text order, and for other stretches with a stance cue why they gave none."""

    found: list[Range] = field(default_factory=list)
    refused: list[tuple[Range, str]] = field(default_factory=list)


def evidence_of(context: Context, match_head: Token) -> Range | None:
    """The clause that carries a predicate: without leading attribution, complementiser and coordinated clauses."""
    verb = grammar.clause_verb(match_head)
    if verb.dep_ in {"xcomp", "acomp"} and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    span = targets.clause(verb) if verb.pos_ in {"VERB", "AUX"} else targets.noun_phrase(match_head)
    if span is None:
        return None
    sent = match_head.sent
    bounds = Range(sent.start_char, sent.end_char)
    item = context.attribution_of(Range(match_head.idx, match_head.idx + len(match_head)))
    if item is not None:
        for content in item.content:
            if content.start <= match_head.idx < content.end:
                bounds = Range(max(bounds.start, content.start), min(bounds.end, content.end))
    return targets.clipped(span, bounds, context.text)


def _refusal(sentence: Span, head: Token) -> str | None:
    """Why nothing said in a sentence is a claim, or None."""
    if sentence.text.rstrip().rstrip("”\"'’)").endswith("?"):
        return "question"
    verb = grammar.clause_verb(head)
    governor = verb.head
    if verb.dep_ == "xcomp" and governor.lemma_.lower() in operators("forecast") and grammar.passive(governor):
        return "forecast"
    if any(c.lower_ in {"if", "unless", "whether"} and c.dep_ == "mark" for c in verb.children):
        return "condition"
    return None


def _refused_reading(context: Context, reading: Reading, evidence: Range) -> str | None:
    """Why a reading is no claim, or None: no target, no polarity, nobody who holds it."""
    if reading.match.frame.stance not in {"neutral", "mixed"} and not reading.sign:
        return "no polarity"
    act = forms.classify(reading)
    if reading.target is None and not act.about_subject:
        return "no target"
    if act.holder is None and act.rule == "frame":
        return "no holder"
    if not holders(context, act.holder, evidence).actors:
        return "holder unresolved"
    return None


def _likely(context: Context, evidence: Range) -> float:
    """The probability that a site is a claim; 1 where there are no weights."""
    found = draft(context, evidence, None)
    who = find_holders(context, found, None)
    shape = found.shape + holder_features(context, who, found.act.form, evidence)
    return distribution("site", shape).get("claim", 1.0)


def _usable(sentence: Span) -> list[Match]:
    """The entries of a sentence that can say something, those of upper clauses first."""
    matches = [m for m in matching.in_span(sentence) if usable(m)]
    return sorted(matches, key=lambda m: (clause_depth(m.head), -len(m.words), m.head.i))


def _sentence_sites(context: Context, sentence: Span, sites: Sites, threshold: float) -> None:
    taken: list[Range] = []
    for match in _usable(sentence):
        here = Range(match.head.idx, match.head.idx + len(match.head))
        if any(span.covers(here) for span in taken):
            continue
        evidence = evidence_of(context, match.head)
        if evidence is None:
            continue
        reason = _refusal(sentence, match.head) or _refused_reading(context, compose(match), evidence)
        if reason is None and threshold > 0 and _likely(context, evidence) < threshold:
            reason = "unlikely"
        if reason is not None:
            sites.refused.append((evidence, reason))
            continue
        sites.found.append(evidence)
        taken.append(evidence)


def _refused_site(context: Context, sentence: Span) -> tuple[Range, str] | None:
    """Where no site counts: the first stretch of a sentence with a stance cue, and why it is no claim."""
    for match in sorted(matching.in_span(sentence), key=lambda m: (m.head.i, -len(m.words))):
        evidence = evidence_of(context, match.head) if usable(match) else None
        if evidence is not None:
            reason = _refusal(sentence, match.head) or _refused_reading(context, compose(match), evidence)
            return evidence, reason or "unlikely"
    return None


def find_sites(context: Context, *, threshold: float = THRESHOLD, taken: list[Range] | None = None) -> Sites:
    """Every place in a document where the rules see a claim.

    Args:
        threshold: the least probability (0..1) by the linear model of sites; above 1 no site counts.
        taken: stretches read already; their sentences are passed over.
    """
    read = Stretches((span, span) for span in taken or [])
    sites = Sites()
    for sentence in context.doc.sents:
        here = Range(sentence.start_char, sentence.end_char)
        if read.near(*here):
            continue
        section = context.section_at(sentence.start_char)
        if section in SILENT_SECTIONS or section == "headline":
            continue
        if threshold <= 1:
            _sentence_sites(context, sentence, sites, threshold)
        elif context.names_actor(sentence) and (refused := _refused_site(context, sentence)) is not None:
            sites.refused.append(refused)
    sites.found = sorted(set(sites.found))
    return sites
