"""Target and stance as the text words them: a verb of ending carries the stance, a noun of ending stays a target."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.annotations import Range
from pipeline.stages.stance import grammar, targets
from pipeline.stages.stance.composition import Reading
from pipeline.stages.stance.context import Context
from pipeline.stages.stance.lexicon import operators
from pipeline.stages.stance.matching import Match, at
from pipeline.stages.stance.normal_form import covers
from pipeline.tokens import range_span, token_range, trimmed

#: What links a ban-word to what it covers.
_COVERING = frozenset({"of", "on", "to", "against"})
#: Whoever wants something done to a thing may name it first: "want the fee scrapped".
_WISHES = frozenset({"want", "need", "like", "see", "demand", "get", "have"})


def as_worded(
    context: Context, evidence: Range, target: Range, stance: str, form: str, reading: Reading | None
) -> tuple[Range, str]:
    """Target and stance by the words: who does or demands "stop X" opposes X; "an end to X" keeps its noun."""
    noun = _ban_word_before(context, evidence, target)
    if noun is not None:
        toward = _toward(noun, evidence, reading)
        if toward is not None:
            return Range((targets.noun_phrase(noun) or token_range(noun, noun)).start, target.end), toward
    if form == "assessment":
        return target, stance
    if stance == "support":
        undone = _undone(context, target) or _done_away(context, target)
        return (target, stance) if undone is None else (undone, "oppose")
    if stance == "oppose" and reading is not None and _holds_the_verb(reading, target):
        return Range(reading.target.start, target.end) if reading.target is not None else target, stance
    return target, stance


def _undoing(verb: Token) -> list[Match]:
    """The entries at a verb that end, block or cut something."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() in operators("pursuer"):
        return []
    return [m for m in at(verb) if m.frame.pos == "verb" and m.frame.form == "action" and m.frame.sign < 0]


def _undone(context: Context, target: Range) -> Range | None:
    """What a verb of ending that opens the target ends: "scrap [the fee]", "take [the fee] off the table"."""
    span = [token for token in range_span(context.doc, target) if token.lower_ != "to"]
    found = _undoing(span[0]) if span else []
    for match in found:
        words = match.words
        if words[-1].i - words[0].i == len(words) - 1:
            return trimmed(context.text, words[-1].idx + len(words[-1]), target.end)
        obj = grammar.objects(words[0])
        if obj is not None and words[0].i < obj.i < words[-1].i:
            return token_range(obj.left_edge, words[-1].nbor(-1))
    return None


def _done_away(context: Context, target: Range) -> Range | None:
    """The thing that is wanted ended: "want [the fee] scrapped"."""
    head = range_span(context.doc, target).root
    if head.pos_ == "VERB":
        verb, thing = head, grammar.child(head, "nsubj", "nsubjpass")
    else:
        clause = grammar.child(head, "acl")
        verb, thing = (clause or head), head
    if thing is None or verb.tag_ not in {"VBN", "VBD"} or verb.i < thing.i or not _undoing(verb):
        return None
    wish = (thing if head.pos_ != "VERB" else head).head
    if wish.lemma_.lower() not in _WISHES or grammar.child(verb, "agent") is not None:
        return None
    return trimmed(context.text, target.start, verb.left_edge.idx if thing is head else verb.idx)


def _holds_the_verb(reading: Reading, target: Range) -> bool:
    """Whether a target still holds the verb that carries the stance: "act to cut [the fee]"."""
    read = reading.target
    within = read is not None and target.start < read.start and read.end <= target.end
    return within and reading.sign < 0 and reading.inner is not None and "negation" not in reading.steps


def _ban_word_before(context: Context, evidence: Range, target: Range) -> Token | None:
    """The ban-word that a target is what it covers of: "an end to [evictions]", "the repeal of the [act]"."""
    span = range_span(context.doc, target)
    if not len(span) or span[0].i < 2:
        return None
    before = span[0].nbor(-1)
    if before.dep_ == "det" and before.i > 1:
        before = before.nbor(-1)
    noun = before.nbor(-1) if before.i else before
    return noun if before.lower_ in _COVERING and noun.idx >= evidence.start and covers(noun) else None


def _toward(noun: Token, evidence: Range, reading: Reading | None) -> str | None:
    """The stance toward a ban-word: as the rules read it; a fragment that opens with it is a wish for it."""
    if reading is not None and reading.target_head == noun:
        return "support" if reading.sign > 0 else "oppose"
    opens = all(t.dep_ in {"det", "amod", "punct"} for t in noun.lefts) and noun.left_edge.idx <= evidence.start
    return "support" if opens and noun.dep_ in {"ROOT", "appos", "conj", "dep"} else None
