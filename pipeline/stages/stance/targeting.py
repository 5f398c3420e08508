"""Which words of a stretch are the target, by the rules' reading and the encoder's mark."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.annotations import Actor, Proposal, Range, Scored
from pipeline.stages.stance import grammar, targets
from pipeline.stages.stance.antecedents import PRONOUNS, resolved, signed
from pipeline.stages.stance.composition import Reading
from pipeline.stages.stance.conditions import condition_in
from pipeline.stages.stance.context import Context
from pipeline.stages.stance.forms import Act
from pipeline.stages.stance.ranking import Candidate
from pipeline.tokens import range_span

#: A target that the encoder is at least this sure of is taken before the rules' own.
SURE_TARGET = 0.4
#: A reading that fits at least this well names its target where the encoder looks for one outside the evidence.
FITS = -1.5


def best_stretch(candidates: list[Scored]) -> Range | None:
    """The stretch the encoder is surest of."""
    return max(candidates, key=lambda c: (c.score, -c.range.start)).range if candidates else None


def decide_target(
    context: Context,
    evidence: Range,
    chosen: Candidate | None,
    act: Act,
    proposal: Proposal | None,
    *,
    holders: list[Actor],
) -> tuple[Range, Range | None]:
    """The target of a claim of these holders, and the fuller phrase it stands for where there is one."""
    found, head = _ruled(context, chosen, act)
    learned = _marked(context, proposal)
    if learned is not None and not _misses(context, learned, found, head, chosen, evidence):
        found, head = learned, range_span(context.doc, learned).root
    if found is None:
        found = learned or _fallback(context, evidence, about_subject=act.form == "assessment")
        head = range_span(context.doc, found).root if found is not None else None
    if found is None or head is None:
        return evidence, None
    if _names(head, holders):
        found, head = (signed(context) if act.form == "action" else _another(context, holders)) or (found, head)
    found = targets.clipped(found, evidence, context.text) or found
    return resolved(context, evidence, found, head)


def _marked(context: Context, proposal: Proposal | None) -> Range | None:
    """The target that the encoder is sure of; a target does not go on over a blank line."""
    marks = [] if proposal is None else [c for c in proposal.target if c.score >= SURE_TARGET]
    return best_stretch([c for c in marks if "\n\n" not in context.text[c.range.start : c.range.end]])


def _ruled(context: Context, chosen: Candidate | None, act: Act) -> tuple[Range | None, Token | None]:
    """The target by the rules and its head; none where the parse reached into a line that is not read."""
    if chosen is None:
        return None, None
    reading = chosen.reading
    found, head = reading.target, reading.target_head
    if head is not None and context.is_silent(head.idx):
        return None, None
    if act.about_subject and act.rule == "effect":
        subject = grammar.subject(reading.match.head)
        if subject is not None:
            found, head = targets.phrase(subject), subject
    if head is not None and grammar.is_first_person(head):
        own = _own_deed(reading)
        return own, None if own is None else range_span(head.doc, own).root
    return found, head


def _misses(
    context: Context,
    learned: Range,
    found: Range | None,
    head: Token | None,
    chosen: Candidate | None,
    evidence: Range,
) -> bool:
    """Whether the encoder's target is none: an actor of the act, a part of a condition, one far off."""
    if found is None or head is None or chosen is None:
        return False
    condition = condition_in(chosen.reading.match.head.sent, evidence)
    if condition is not None and condition.covers(learned) and not condition.covers(found):
        return True
    if head.lower_ in PRONOUNS or found.overlaps(learned):
        return False
    root = range_span(context.doc, learned).root
    actors = [chosen.reading.addressee, chosen.act.addressee]
    if chosen.act.form == "action":
        actors.append(chosen.act.holder)
    return root in actors or (chosen.score > FITS and evidence.covers(found) and not evidence.covers(learned))


def _names(head: Token, holders: list[Actor]) -> bool:
    """Whether a target names one of its own holders: "so is the union", a list of those who sign."""
    return any(actor.mention is not None and actor.mention.start <= head.idx < actor.mention.end for actor in holders)


def _another(context: Context, holders: list[Actor]) -> tuple[Range, Token] | None:
    """What was spoken of last, for whoever only says where he stands: "so is the union"."""
    if not context.topics:
        return None
    head = range_span(context.doc, context.topics[-1]).root
    return None if _names(head, holders) else (context.topics[-1], head)


def _own_deed(reading: Reading | None) -> Range | None:
    """What "we" do: the verb's object, else the whole verb phrase."""
    if reading is None:
        return None
    verb = grammar.clause_verb(reading.match.head)
    obj = grammar.objects(verb)
    if obj is not None and not grammar.is_first_person(obj):
        return targets.phrase(obj)
    inner = grammar.infinitive(reading.match.head) or grammar.infinitive(verb)
    return targets.verb_phrase(inner or verb)


def _fallback(context: Context, evidence: Range, *, about_subject: bool) -> Range | None:
    """The subject (of a judgement) or the object (of anything else) of the topmost verb of a stretch."""
    span = range_span(context.doc, evidence)
    if not len(span):
        return None
    root = grammar.clause_verb(span.root)
    subject, obj = grammar.subject(root), grammar.objects(root)
    if subject is not None and grammar.is_first_person(subject):
        subject = None
    chosen = (subject or obj) if about_subject else (obj or grammar.infinitive(root) or subject)
    return None if chosen is None else targets.phrase(chosen)
