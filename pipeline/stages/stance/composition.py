"""Composition: what a predicate and all that stands under it say together, for or against what.

Every level multiplies: negation, reversal ("refuse to block"), embedding ("urged Congress to stop selling"). The target
is what is left when the verbs that carry the stance are taken off.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.annotations import Range
from pipeline.stages.stance import grammar, targets
from pipeline.stages.stance.lexicon import Frame, operators, word_group
from pipeline.stages.stance.matching import Match, at


@dataclass(slots=True)
class Reading:
    """What one predicate says. `sign` is +1, -1 or 0 (unknown); `steps` names the mechanisms that took part."""

    match: Match
    sign: int
    target: Range | None
    target_head: Token | None = None
    addressee: Token | None = None
    inner: Token | None = None
    steps: tuple[str, ...] = ()


@dataclass(slots=True)
class Phrase:
    """A verb phrase read for itself: its sign toward its target."""

    sign: int
    target: Range | None
    head: Token | None
    verb: Token
    steps: tuple[str, ...] = ()


def _match(verb: Token, *forms: str) -> Match | None:
    """The longest verb entry at a token, of these forms."""
    found = [m for m in at(verb) if m.frame.pos == "verb" and m.frame.form in forms and m.frame.stance != "complement"]
    ready = [m for m in found if _slot(m, m.frame.targets)[0] is not None]
    return next(iter(ready or found), None)


def _slot(match: Match, slots: tuple[str, ...]) -> tuple[Token | None, str]:
    """The first filled target slot of a match and its name."""
    head = match.head
    last = match.words[-1]
    finders = {
        "subj": lambda: _logical_subject(match),
        "obj": lambda: grammar.objects(head) if len(match.words) == 1 else _last_object(match),
        "prep": lambda: _prepositional(match),
        "inf": lambda: grammar.infinitive(last) or grammar.infinitive(head),
        "that": lambda: grammar.that_clause(head),
        "ger": lambda: grammar.gerund(head),
    }
    for slot in slots:
        found = finders[slot]()
        if found is not None and found not in match.words:
            return found, slot
    return None, ""


def _prepositional(match: Match) -> Token | None:
    """What the last word governs; the verb's object where that word is a particle ("strike it down", "rule out X")."""
    last = match.words[-1]
    if last == match.head or last.pos_ not in {"ADP", "SCONJ", "PART", "ADV", "ADJ"}:
        return _loose(match) or (_last_object(match) if match.frame.pos == "verb" else None)
    found = grammar.preposition_object(last)
    if found is None and match.frame.pos == "verb":
        found = _last_object(match) if last.head == match.head else None
    return found


def _loose(match: Match) -> Token | None:
    """The object of any preposition under a noun or adjective ("opposition to X", "proud of X")."""
    for c in match.head.children:
        if c.dep_ == "prep" and c.i > match.head.i:
            return grammar.preposition_object(c)
    return None


def _last_object(match: Match) -> Token | None:
    found = grammar.objects(match.head) or grammar.gerund(match.head)
    return found if found is not None and found not in match.words else grammar.preposition_object(match.words[-1])


def _logical_subject(match: Match) -> Token | None:
    head = match.head
    if match.frame.pos == "verb":
        return grammar.objects(head) if grammar.passive(head) else grammar.subject(head)
    return predicate_subject(head)


def predicate_subject(token: Token) -> Token | None:
    """Of what a predicative adjective or noun is said; "it is crucial that X" and "it is time to X" give X."""
    copula = token
    while copula.dep_ in {"acomp", "attr", "oprd", "conj", "pobj", "prep", "xcomp"} and copula.head != copula:
        copula = copula.head
        if copula.pos_ in {"VERB", "AUX"}:
            break
    if copula.pos_ not in {"VERB", "AUX"}:
        return None
    found = grammar.subject(copula)
    if found is not None and found.lower_ in {"it", "there", "this"}:
        real = grammar.infinitive(token) or grammar.that_clause(token) or grammar.that_clause(copula)
        real = real or grammar.infinitive(copula)
        return real or found
    return found


def verb_phrase(verb: Token, *, depth: int = 0) -> Phrase:
    """Reads a verb phrase under a demand, promise or wish: what it wants done (+1) or undone (-1)."""
    sign = -1 if grammar.negated(verb) else 1
    steps: tuple[str, ...] = ("negation",) if sign < 0 else ()
    deeper = grammar.infinitive(verb) or grammar.gerund(verb)
    lemma = verb.lemma_.lower()
    if depth < 4 and deeper is not None and (lemma in operators("carrier") or lemma in operators("reverser")):
        below = verb_phrase(deeper, depth=depth + 1)
        turn = -1 if lemma in operators("reverser") and lemma not in operators("carrier") else 1
        return Phrase(
            sign * turn * below.sign, below.target, below.head, below.verb, (*steps, "embedding", *below.steps)
        )
    match = None if lemma in operators("pursuer") else _match(verb, "action", "position")
    if match is not None and (match.frame.sign < 0 or _passes(match)):
        head, _ = _slot(match, match.frame.targets)
        if head is not None:
            if sign < 0 and match.frame.form == "action":
                # "not sell X", "not weaken X": the wording opposes doing it, whatever it does to X
                return Phrase(-1, targets.verb_phrase(verb), verb, verb, steps)
            found = targets.phrase(head)
            return Phrase(sign * match.frame.sign, found, head, verb, steps)
    return Phrase(sign, targets.verb_phrase(verb), verb, verb, steps)


def _passes(match: Match) -> bool:
    """Whether a verb of support leaves its object as the target: "pass the bill" does, "provide relief" does not."""
    if match.frame.form == "position" or len(match.words) > 1:
        return True
    head, _ = _slot(match, match.frame.targets)
    return head is not None and head.lemma_.lower() in word_group("legislative")


def nominal_sign(token: Token) -> int:
    """The polarity of a predicate noun or adjective with its modifiers: "a bad idea" -1, "an important step" +1."""
    words = [
        token,
        *(c for c in token.children if c.dep_ in {"amod", "compound", "advmod", "conj"} and c.pos_ != "VERB"),
    ]
    signs = [s for word in words for s in _word_signs(word)]
    if not signs:
        nested = grammar.child(token, "prep")
        inner = None if nested is None else grammar.preposition_object(nested)
        signs = _word_signs(inner) if inner is not None else []
    if not signs:
        return 0
    sign = -1 if min(signs) < 0 else 1
    return -sign if grammar.negations(token) % 2 else sign


def _word_signs(token: Token) -> list[int]:
    found = [m for m in at(token) if m.frame.pos in {"adjective", "noun"} and m.frame.form == "assessment"]
    return [found[0].frame.sign] if found and found[0].frame.sign else []


def complement(verb: Token) -> Token | None:
    """The second object of "call it a mess", "describe it as reckless", "find it lacking"."""
    seconds = [c for c in verb.children if c.dep_ in {"oprd", "attr", "acomp"} and c.i > verb.i]
    if seconds:
        return seconds[-1]
    for c in verb.children:
        if c.dep_ == "prep" and c.lower_ == "as":
            return grammar.preposition_object(c) or grammar.child(c, "amod", "acomp")
        if c.dep_ in {"ccomp", "xcomp"} and c.pos_ in {"NOUN", "ADJ", "PROPN"}:
            return c
        if c.dep_ == "ccomp" and c.pos_ in {"VERB", "AUX"}:
            return grammar.child(c, "attr", "acomp") or None
    return None


def compose(match: Match) -> Reading:
    """Reads a match with everything under and around it."""
    frame, head = match.frame, match.head
    sign = frame.sign
    steps: tuple[str, ...] = ()
    if frame.stance == "complement":
        return _complement_reading(match)
    if frame.pos != "verb" and frame.form == "assessment" and frame.holder == "speaker":
        sign = nominal_sign(head) or sign
        if grammar.negations(head) % 2 and head.dep_ in {"attr", "acomp"} and nominal_sign(head):
            sign = -sign  # nominal_sign has turned it already; negated() below turns it again
    if frame.targets == ("phrase",):
        whole = verb_phrase(head)
        return Reading(match, whole.sign, whole.target, whole.head, None, whole.verb, ("generic", *whole.steps))
    if _negated_deed(match):
        return Reading(match, -1, targets.verb_phrase(head), head, None, head, ("negation",))
    if grammar.negated(head) and not any(w.lower_ in {"no", "nothing", "not"} for w in match.words):
        sign, steps = -sign, ("negation",)
    token, slot = _slot(match, frame.targets)
    addressee = _addressee(match)
    if token is None:
        return Reading(match, sign, None, None, addressee, None, steps)
    if slot == "inf" and steps and frame.sign > 0:
        # "will not seek to overrule X": the wording opposes the deed
        return Reading(match, -1, targets.verb_phrase(token), token, addressee, token, steps)
    if slot in {"inf", "ger"} or (slot == "prep" and token.pos_ == "VERB"):
        below = verb_phrase(token)
        return Reading(
            match, sign * below.sign, below.target, below.head, addressee, below.verb, (*steps, *below.steps)
        )
    if slot == "that":
        return _that_reading(match, token, sign, steps, addressee)
    nested = _stance_noun(token) if slot == "obj" else None
    if nested is not None:
        noun = compose(nested)
        return Reading(match, sign * noun.sign, noun.target, noun.target_head, addressee, None, (*steps, "noun"))
    return Reading(match, sign, targets.phrase(token), token, addressee, None, steps)


def _negated_deed(match: Match) -> bool:
    """A deed that is to be left undone ("will not sell X", "must not repeal X"): the wording opposes the deed."""
    head = match.head
    if match.frame.pos != "verb" or match.frame.form != "action" or grammar.passive(head):
        return False
    due = grammar.auxiliaries(head) & {"will", "wo", "must", "should", "shall", "would", "do", "can", "ca", "could"}
    return bool(due) and grammar.negated(head)


def _stance_noun(token: Token) -> Match | None:
    """A noun that itself says for or against what ("dropped its opposition to the merger")."""
    if token.pos_ != "NOUN" or not any(c.dep_ == "prep" and c.lower_ in {"to", "for"} for c in token.children):
        return None
    found = [
        m for m in at(token) if m.frame.pos == "noun" and m.frame.holder == "possessor" and m.frame.form == "position"
    ]
    return next((m for m in found if _slot(m, m.frame.targets)[0] is not None), None)


def _that_reading(match: Match, verb: Token, sign: int, steps: tuple[str, ...], addressee: Token | None) -> Reading:
    """A that-clause under a demand or wish: the clause is the target, "that X be stopped" opposes X."""
    if match.frame.form in {"demand", "position", "commitment"}:
        below = verb_phrase(verb)
        if below.sign < 0 or below.head != verb:
            return Reading(
                match, sign * below.sign, below.target, below.head, addressee, below.verb, (*steps, *below.steps)
            )
    return Reading(match, sign, targets.clause(verb), verb, addressee, verb, steps)


def _complement_reading(match: Match) -> Reading:
    predicate = complement(match.head)
    sign = 0 if predicate is None else nominal_sign(predicate)
    if grammar.negated(match.head):
        sign = -sign
    sign = sign or _loose_sign(match)
    token = grammar.objects(match.head)
    if token is None or token == predicate:
        clause = grammar.child(match.head, "ccomp", "xcomp")
        inner = None if clause is None else grammar.child(clause, "nsubj", "csubj")
        token = inner or (token if token != predicate else None)
    found = None if token is None else targets.phrase(token)
    return Reading(match, sign, found, token, None, predicate, ("complement",))


def _loose_sign(match: Match) -> int:
    """The polarity of the evaluative words that follow in the clause, where the parse shows no second object."""
    tokens = [t for t in match.head.subtree if t.i > match.head.i]
    signs = [s for t in tokens for s in _word_signs(t)]
    return 0 if not signs else (-1 if min(signs) < 0 else 1)


def _addressee(match: Match) -> Token | None:
    frame = match.frame
    if frame.addressee == "obj":
        found = grammar.objects(match.head)
        if found is None:
            clause = grammar.child(match.head, "ccomp", "xcomp")
            found = None if clause is None else grammar.child(clause, "nsubj")
        return found
    if frame.addressee == "prep":
        return grammar.preposition_object(match.words[-1])
    return None


def is_complement(frame: Frame) -> bool:
    """Whether the frame takes its polarity from a second object."""
    return frame.stance == "complement"
