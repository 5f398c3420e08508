"""Reads the claims of one stretch of text: from its evidence range, and a proposal of the encoder where there is one.

The rules decide what a tagger cannot: the holder, the wording, composition, the normal form. What they leave open is
filled from the proposal.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast

from pipeline import labels
from pipeline.annotations import Actor, Claim, Proposal, Range, Scored
from pipeline.dating import claim_date
from pipeline.first_person import PLURAL, SINGULAR
from pipeline.phrases import LIST_MARK
from pipeline.stages.stance import forms, matching
from pipeline.stages.stance.antecedents import PRONOUNS
from pipeline.stages.stance.composition import Reading, compose
from pipeline.stages.stance.conditions import condition_in, justification_in
from pipeline.stages.stance.context import Context
from pipeline.stages.stance.deciding import decide_form, decide_stance, decide_voice
from pipeline.stages.stance.features import holder_features, place_features, reading_features, word_features
from pipeline.stages.stance.forms import Act
from pipeline.stages.stance.holders import Holders, holders, organization, resolve, speaker, told_of
from pipeline.stages.stance.learned import best, distribution
from pipeline.stages.stance.lexicon import GENERIC, operators
from pipeline.stages.stance.matching import Match
from pipeline.stages.stance.normal_form import normal_form
from pipeline.stages.stance.ranking import Candidate, rank
from pipeline.stages.stance.targeting import best_stretch, decide_target
from pipeline.stages.stance.toward import path_features
from pipeline.stages.stance.voices import voice
from pipeline.stages.stance.wording import as_worded
from pipeline.tokens import range_span

#: A holder that the encoder is at least this sure of is taken before the rules' own.
SURE_HOLDER = 0.5
#: The same in words of a known speaker, where the holder marked is not the subject of what the rules read.
SURE_OTHER = 0.8
#: A holder that the encoder is at least this sure of is taken by its words, where nobody else is found.
NO_DOUBT = 0.9


@dataclass(slots=True)
class Draft:
    """A claim while it is being decided, but for holder, target and stance. `signals` go to the confidence stage."""

    evidence: Range
    chosen: Candidate | None
    act: Act
    form: str
    shape: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    signals: dict[str, float] = field(default_factory=dict)

    @property
    def reading(self) -> Reading | None:
        """What the rules read, if anything."""
        return None if self.chosen is None else self.chosen.reading


@dataclass(frozen=True, slots=True)
class About:
    """What a claim is about, as worded and in full, and the stance toward it."""

    target: Range
    resolved: Range | None
    stance: str


def usable(match: Match) -> bool:
    """Whether a match stands where its part of speech can say something."""
    frame, head = match.frame, match.head
    if frame.pos == "verb":
        return head.dep_ not in {"amod", "compound", "auxpass"} and (head.dep_ != "aux" or head.pos_ == "VERB")
    if frame.holder == "speaker":
        return matching.is_predicative(head)
    if frame.pos == "adjective":
        return head.dep_ in {"acomp", "ROOT", "conj", "advcl", "ccomp", "attr", "acl", "relcl", "xcomp", "oprd"}
    return any(c.dep_ in {"prep", "acl"} for c in head.children)


def candidates(context: Context, evidence: Range, proposal: Proposal | None = None) -> list[Candidate]:
    """The readings of a stretch, the one that carries its claim first."""
    matches = [m for m in matching.in_span(range_span(context.doc, evidence)) if usable(m)]
    matches.extend(generic_matches(context, evidence))
    readings = [reading for match in matches if complete(reading := compose(match))]
    asked = {(one.match.head.i, one.addressee.i) for one in readings if one.addressee is not None}
    kept = [one for one in readings if one.target_head is None or (one.match.head.i, one.target_head.i) not in asked]
    acts = [(reading, forms.classify(reading)) for reading in kept]
    return rank([pair for pair in acts if not wants_the_deed(*pair)], evidence, proposal)


def wants_the_deed(reading: Reading, act: Act) -> bool:
    """Whether a demand is for a deed that the lexicon reads as done against somebody ("must investigate X")."""
    match = reading.match
    return match.frame.form == "action" and act.form == "demand" and match.head.lemma_.lower() in operators("pursuer")


def complete(reading: Reading) -> bool:
    """Whether a frame of asking somebody to do something has what is asked; other frames are always complete."""
    return reading.match.frame.addressee is None or reading.inner is not None


def generic_matches(context: Context, evidence: Range) -> list[Match]:
    """Clauses that demand or promise by their grammar alone: must, should, let us, commands, "we will"."""
    found = []
    for token in range_span(context.doc, evidence):
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass", "amod"}:
            form = forms.generic_form(token)
            if form is not None:
                found.append(Match(token, (token,), GENERIC[form]))
    return found


def draft(context: Context, evidence: Range, proposal: Proposal | None) -> Draft:
    """Decides what carries the claim in a stretch, and its form."""
    signals: dict[str, float] = {}
    ranked = candidates(context, evidence, proposal)
    reading = ranked[0].reading if ranked else None
    act = (
        ranked[0].act if ranked else Act(best(proposal.form if proposal else {})[0] or "assessment", None, rule="none")
    )
    signals["rule_fit"] = ranked[0].score if ranked else -9.0
    shape = [*reading_features(reading, act), *place_features(context, evidence)]
    if proposal is not None:
        signals["proposal"] = proposal.score
        signals["holder_mark"] = max((c.score for c in proposal.holder), default=0.0)
        signals["target_mark"] = max((c.score for c in proposal.target), default=0.0)
    words = word_features(context, evidence)
    form = decide_form(act, shape + words, proposal, signals)
    return Draft(evidence, ranked[0] if ranked else None, act, form, shape, words, signals)


def read(context: Context, evidence: Range, proposal: Proposal | None = None) -> list[Claim]:
    """The claims of one stretch: one for each holder; none where nobody holds it."""
    found = draft(context, evidence, proposal)
    who = find_holders(context, found, proposal)
    if _asks_himself(context, found, who.actors):
        who = holders(context, None, evidence)
    if not who.actors:
        return []
    target, resolved = decide_target(context, evidence, found.chosen, found.act, proposal, holders=who.actors)
    toward = found.words + path_features(context, found.reading, evidence, target)
    stance = decide_stance(found.reading, toward, proposal, found.signals)
    target, stance = as_worded(context, evidence, target, stance, found.form, found.reading)
    about = About(target, resolved, stance)
    return [_claim(context, found, about, actor, who, proposal) for actor in who.actors]


def find_holders(context: Context, found: Draft, proposal: Proposal | None) -> Holders:
    """Whose claim it is: the proposal's mention, else the act's holder, else whoever speaks."""
    if proposal is not None:
        trusted = _trusted(context, found, proposal)
        proposed = _proposed(context, found, trusted) or _as_marked(context, found, trusted)
        if proposed is not None:
            return proposed
    who = holders(context, None if _speaks(context, found) else found.act.holder, found.evidence)
    if not who.actors and proposal is not None:
        who = _proposed(context, found, proposal.holder) or who
    return who if who.actors else holders(context, None, found.evidence)


def _as_marked(context: Context, found: Draft, marks: list[Scored]) -> Holders | None:
    """Whom the encoder has no doubt of, where the rules know nobody: "three of the members", "Downing Street"."""
    span = best_stretch([mark for mark in marks if mark.score >= NO_DOUBT])
    words = "" if span is None else context.text[span.start : span.end]
    if span is None or words.lower() in PRONOUNS | SINGULAR | PLURAL or LIST_MARK.fullmatch(words):
        return None
    named = [(m, e) for m, e in context.index.inside(span) if e.type == "PERSON" and m.kind == "name"]
    actors = [Actor(e.name, e.id, m.range) for m, e in named[:1]] or context.index.resolve(span)
    return replace(told_of(context, actors, found.evidence), kind="proposed") if actors else None


def _trusted(context: Context, found: Draft, proposal: Proposal) -> list[Scored]:
    """The marks of the holder to go by: sure ones, and of somebody quoted none that stand in others' words."""
    marks = [mark for mark in proposal.holder if mark.score >= SURE_HOLDER and not _judged(found, proposal, mark)]
    item = context.attribution_of(found.evidence)
    if item is None or item.kind != "direct" or not speaker(context, found.evidence).actors:
        return marks
    own = [*item.content, found.evidence, *([item.source] if item.source is not None else [])]
    subject = found.act.holder
    return [
        mark
        for mark in marks
        if any(mark.range.overlaps(part) for part in own)
        and (
            mark.score >= SURE_OTHER
            or (item.source is not None and mark.range.overlaps(item.source))
            or (subject is not None and mark.range.start <= subject.idx < mark.range.end)
        )
    ]


def _judged(found: Draft, proposal: Proposal, mark: Scored) -> bool:
    """Whether whom the encoder marks as holder is whom a judgement is about, or of whom something is asked."""
    target, asked = best_stretch(proposal.target), found.act.addressee
    about = target is not None and target.overlaps(mark.range) and found.evidence.covers(mark.range)
    return (about and found.form in {"assessment", "demand"}) or (
        asked is not None and mark.range.start <= asked.idx < mark.range.end
    )


def _proposed(context: Context, found: Draft, candidates_: list[Scored]) -> Holders | None:
    """The holder that the encoder marked, where it names somebody."""
    span = best_stretch(candidates_)
    if span is None:
        return None
    tokens = range_span(context.doc, span)
    if not len(tokens):
        return None
    who = holders(context, tokens.root, found.evidence)
    if not who.actors:
        return None
    who.kind = "proposed" if who.kind == "subject" else who.kind
    return who


def _speaks(context: Context, found: Draft) -> bool:
    """Whether the speaker judges or demands, whatever somebody in the stretch does: the form is not the act's own."""
    if found.form == found.act.form or found.form not in {"assessment", "demand"}:
        return False
    own = found.reading is not None and found.reading.match.frame.form == found.form
    return not own and (context.index.issuer is not None or context.attribution_of(found.evidence) is not None)


def _claim(
    context: Context,
    found: Draft,
    about: About,
    holder: Actor,
    who: Holders,
    proposal: Proposal | None,
) -> Claim:
    doc, reading = context.doc, found.reading
    sentence = range_span(doc, found.evidence)
    sent = sentence[0].sent if len(sentence) else doc[:]
    cue = None if reading is None else reading.match.range
    lemma = "" if reading is None else (reading.inner or reading.match.head).lemma_.lower()
    normal = normal_form(doc, about.resolved or about.target, about.stance, cue=lemma)
    shape = holder_features(context, who, found.form, found.evidence) + found.shape
    found.signals["site"] = distribution("site", shape).get("claim", 0.5)
    spoken = cast(
        "labels.Voice",
        decide_voice(shape, proposal, found.signals) or voice(context, who, found.form, found.evidence),
    )
    form = cast("labels.Form", found.form)
    date, source = claim_date(doc, found.evidence, cue, form, spoken)
    return Claim(
        holder=holder,
        organization=organization(context, holder),
        stance=cast("labels.Stance", about.stance),
        target=about.target,
        resolved=about.resolved,
        form=form,
        evidence=found.evidence,
        attribution=spoken,
        subject=normal.subject,
        subject_stance=cast("labels.SubjectStance", normal.stance),
        instrument=normal.instrument,
        stage="rules" if reading is not None else "encoder",
        addressee=_addressee(context, found, holder),
        condition=condition_in(sent, found.evidence),
        justification=justification_in(sent, found.evidence),
        attribution_id=None if who.attribution is None else who.attribution.id,
        reporter=who.reporters,
        cue=cue,
        date=date,
        date_source=source,
        signals={**found.signals, f"holder={who.kind}": 1.0, "resolved_target": float(about.resolved is not None)},
    )


def _asks_himself(context: Context, found: Draft, actors: list[Actor]) -> bool:
    """Whether the holders are whom they ask: "it urges the government of Chad" where "it" was linked to Chad."""
    asked = found.act.addressee
    if found.form != "demand" or asked is None or asked.pos_ == "PRON" or not actors:
        return False
    return all(any(_alike(actor, other) for other in resolve(context, asked)) for actor in actors)


def _alike(one: Actor, other: Actor) -> bool:
    """Whether two names are one actor's; a country and its government are."""
    words = [set(actor.name.lower().split()) - {"the", "of", "government"} for actor in (one, other)]
    return bool(words[0] and words[1]) and (words[0] <= words[1] or words[1] <= words[0])


def _addressee(context: Context, found: Draft, holder: Actor) -> Actor | None:
    """Of whom it is demanded; nobody demands of himself ("urged them" that was linked to the one who urges)."""
    act = found.act
    if found.form != "demand" or act.addressee is None:
        return None
    return next((actor for actor in resolve(context, act.addressee) if actor.name != holder.name), None)
