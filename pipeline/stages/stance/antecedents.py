"""What a target stands for: "it", "this" and "the bill", "do so", a list of names under a bill or a letter."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.actors import ACTOR_TYPES
from pipeline.annotations import Range
from pipeline.stages.stance import grammar, targets
from pipeline.stages.stance.context import Context
from pipeline.stages.stance.lexicon import word_group
from pipeline.stages.stance.matching import at
from pipeline.tokens import range_span, token_range

PRONOUNS = frozenset("it this that these those they them he she him her which who whom so one".split())
_POINTERS = frozenset({"the", "this", "that", "these", "those", "such", "its", "their"})
_VAGUE = frozenset(
    {"appeal", "call", "brief", "pledge", "statement", "accord", "measure", "rule", "regulation", "budget"}
)
_PRO_VERBS = frozenset({("do", "so"), ("do", "the", "same"), ("doing", "so"), ("do", "likewise"), ("did", "so")})


def signed(context: Context) -> tuple[Range, Token] | None:
    """What a list of names in a document signs or sponsors: the first bill, resolution, letter, … that it names.

    An appeal, a call or a brief is taken only where there is no other: the words mean other things too.
    """
    second: tuple[Range, Token] | None = None
    kinds = word_group("legislative") | word_group("signed")
    for token in context.doc:
        lemma = token.lemma_.lower()
        if lemma not in kinds or token.pos_ not in {"NOUN", "PROPN"} or context.is_silent(token.idx):
            continue
        if lemma in _VAGUE and second is not None:
            continue
        span = targets.noun_phrase(token)
        if span is not None and lemma not in _VAGUE:
            return span, token
        second = second or (None if span is None else (span, token))
    return second


def resolved(context: Context, evidence: Range, found: Range, head: Token | None) -> tuple[Range, Range | None]:
    """A pronoun becomes its antecedent; a pointing phrase ("the bill") keeps its words and gets the fuller phrase."""
    words = context.text[found.start : found.end].lower().split()
    if tuple(words) in _PRO_VERBS and context.topics:
        return context.topics[-1], context.topics[-1]
    if len(words) == 2 and words[1] in PRONOUNS and head is not None and _favours(head):
        thing = range_span(context.doc, found)[-1]
        return resolved(context, evidence, token_range(thing, thing), thing)  # "sign it", "back this"
    if len(words) == 1 and words[0] in PRONOUNS:
        antecedent = _antecedent(context, found, head, evidence)
        return (antecedent, antecedent) if antecedent is not None else (found, None)
    if head is not None and words and words[0] in _POINTERS and len(words) <= 3 and not _named(context, found):
        fuller = _fuller(context, found, head)
        if fuller is not None:
            return found, fuller
    context.topics.append(found)
    return found, None


def _named(context: Context, found: Range) -> bool:
    """Whether a pointing phrase is a name of its own: "the 2nd Amendment", "the Farm Bill"."""
    words = context.text[found.start : found.end].split()
    return len(words) == 3 and (words[1][:1].isupper() or words[1][:1].isdigit())


def _favours(verb: Token) -> bool:
    """Whether a verb says support of its object."""
    return any(m.frame.pos == "verb" and m.frame.sign > 0 and len(m.words) == 1 for m in at(verb))


def _entity_phrase(context: Context, head: Token | None) -> Range | None:
    """The fullest earlier or first mention of the entity a token mentions."""
    entity = None if head is None else context.entity_at(head)
    if entity is None or head is None:
        return None
    named = [m.range for m in entity.mentions if m.kind != "pronoun" and m.head != head.i]
    earlier = [span for span in named if span.start < head.idx] or named
    return max(earlier, key=lambda span: (span.end - span.start, -span.start), default=None)


def _antecedent(context: Context, found: Range, head: Token | None, evidence: Range) -> Range | None:
    topic = context.topics[-1] if context.topics and context.topics[-1] != found else None
    if head is None:
        return topic
    person = head.lower_ in {"he", "she", "him", "her"}
    entity = context.entity_at(head)
    if entity is not None and (person or topic is None or entity.type not in ACTOR_TYPES):
        return _entity_phrase(context, head)  # "it" is a thing far oftener than the body it was linked to
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
