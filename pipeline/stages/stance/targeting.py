"""Which words of a stretch are the target, and what "it", "this" or "the bill" stand for."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.annotations import Proposal, Range, Scored
from pipeline.stages.stance import grammar, targets
from pipeline.stages.stance.composition import Reading
from pipeline.stages.stance.context import Context
from pipeline.stages.stance.forms import Act
from pipeline.stages.stance.lexicon import operators, word_group
from pipeline.stages.stance.matching import at
from pipeline.stages.stance.normal_form import covers
from pipeline.stages.stance.ranking import Candidate
from pipeline.tokens import range_span, trimmed

_PRONOUNS = frozenset("it this that these those they them he she him her which so".split())
#: A target that the encoder is at least this sure of is taken before the rules' own.
SURE_TARGET = 0.4
#: A reading that fits at least this well names its target where the encoder looks for one outside the evidence.
FITS = -1.5
_POINTERS = frozenset({"the", "this", "that", "these", "those", "such", "its", "their"})


def best_stretch(candidates: list[Scored]) -> Range | None:
    """The stretch the encoder is surest of."""
    return max(candidates, key=lambda c: (c.score, -c.range.start)).range if candidates else None


def decide_target(
    context: Context, evidence: Range, chosen: Candidate | None, act: Act, proposal: Proposal | None, *, stance: str
) -> tuple[Range, Range | None]:
    """The target of a claim of this stance, and the fuller phrase it stands for where there is one."""
    reading = None if chosen is None else chosen.reading
    head: Token | None = None
    found: Range | None = None
    if reading is not None:
        found, head = reading.target, reading.target_head
        if act.about_subject and act.rule == "effect":
            subject = grammar.subject(reading.match.head)
            if subject is not None:
                found, head = targets.phrase(subject), subject
    if head is not None and grammar.is_first_person(head):
        found, head = _own_deed(reading), None
    learned = best_stretch([c for c in proposal.target if c.score >= SURE_TARGET] if proposal else [])
    astray = chosen is not None and chosen.score > FITS and _astray(learned, found, head, evidence)
    if learned is not None and not astray and not _loses_ban_word(reading, learned, stance):
        found, head = learned, range_span(context.doc, learned).root
    if found is None:
        found = learned or _fallback(context, evidence, about_subject=act.form == "assessment")
        head = range_span(context.doc, found).root if found is not None else None
    if found is None:
        return evidence, None
    found = targets.clipped(found, evidence, context.text) or found
    return _resolved(context, evidence, found, head)


def _astray(learned: Range | None, found: Range | None, head: Token | None, evidence: Range) -> bool:
    """Whether the encoder looks for the target outside the evidence although the rules find it named inside."""
    if learned is None or found is None or head is None or head.lower_ in _PRONOUNS:
        return False
    return evidence.covers(found) and not evidence.covers(learned) and not found.overlaps(learned)


def as_worded(context: Context, target: Range, stance: str, form: str) -> tuple[Range, str]:
    """Target and stance by the words: who does, promises or demands "stop X" opposes X."""
    if stance != "support" or form == "assessment":
        return target, stance
    span = [token for token in range_span(context.doc, target) if token.lower_ != "to"]
    first = span[0] if span else None
    if first is None or first.pos_ != "VERB" or first.lemma_.lower() in operators("pursuer"):
        return target, stance
    undoing = [m for m in at(first) if m.frame.pos == "verb" and m.frame.form == "action" and m.frame.sign < 0]
    words = next((m.words for m in undoing if m.words[-1].i - first.i == len(m.words) - 1), ())
    rest = trimmed(context.text, words[-1].idx + len(words[-1]), target.end) if words else None
    return (target, stance) if rest is None else (rest, "oppose")


def _loses_ban_word(reading: Reading | None, learned: Range, stance: str) -> bool:
    """Whether the encoder's target leaves out the ban-word that the rules' polarity is toward.

    "Calls for a moratorium on X" supports the moratorium: with the rules' stance the target must not be X alone.
    """
    if reading is None or reading.target is None or reading.target_head is None:
        return False
    toward = "support" if reading.sign > 0 else "oppose"
    head = reading.target_head
    return stance == toward and covers(head) and reading.target.covers(learned) and learned.start > head.idx


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


def _resolved(context: Context, evidence: Range, found: Range, head: Token | None) -> tuple[Range, Range | None]:
    """A pronoun becomes its antecedent; a pointing phrase ("the bill") keeps its words and gets the fuller phrase."""
    words = context.text[found.start : found.end].lower().split()
    if len(words) == 1 and words[0] in _PRONOUNS:
        antecedent = _antecedent(context, found, head, evidence)
        return (antecedent, antecedent) if antecedent is not None else (found, None)
    if head is not None and words and words[0] in _POINTERS and len(words) <= 3:
        fuller = _fuller(context, found, head)
        if fuller is not None:
            return found, fuller
    context.topics.append(found)
    return found, None


def _entity_phrase(context: Context, head: Token | None) -> Range | None:
    """The fullest earlier or first mention of the entity a token mentions."""
    entity = None if head is None else context.entity_at(head)
    if entity is None or head is None:
        return None
    named = [m.range for m in entity.mentions if m.kind != "pronoun" and m.head != head.i]
    earlier = [span for span in named if span.start < head.idx] or named
    return max(earlier, key=lambda span: (span.end - span.start, -span.start), default=None)


def _antecedent(context: Context, found: Range, head: Token | None, evidence: Range) -> Range | None:
    known = _entity_phrase(context, head)
    if known is not None:
        return known
    topic = context.topics[-1] if context.topics and context.topics[-1] != found else None
    if head is None:
        return topic
    person = head.lower_ in {"he", "she", "him", "her"}
    for token in reversed(list(head.sent[: head.i - head.sent.start])):
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ in {"nsubj", "nsubjpass", "dobj", "csubj"}:
            actor = grammar.names_actor(token)
            if not grammar.is_first_person(token) and (actor is True) == person:
                return targets.noun_phrase(token)
    return topic


def _fuller(context: Context, found: Range, head: Token) -> Range | None:
    """The earlier, longer phrase that "the bill", "this legislation" or "the technology" stands for."""
    known = _entity_phrase(context, head)
    if known is not None and known.end - known.start > found.end - found.start:
        return known
    lemma = head.lemma_.lower()
    law = lemma in word_group("legislative")
    for span in reversed(context.topics):
        if span.start >= found.start or span.end - span.start <= found.end - found.start:
            continue
        root = range_span(context.doc, span).root.lemma_.lower()
        if root == lemma or (law and root in word_group("legislative")):
            return span
    return None
