"""How a stretch leads to its target: the words above it multiplied, what is said of it, what the rules took it for.

Given as names of features to the linear model of stance (`features.py`): a stance is toward a target as it is worded.
"""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.annotations import Range
from pipeline.stages.stance import grammar
from pipeline.stages.stance.composition import Reading, nominal_sign
from pipeline.stages.stance.context import Context
from pipeline.stages.stance.lexicon import operators
from pipeline.stages.stance.matching import at
from pipeline.stages.stance.normal_form import covers
from pipeline.tokens import range_span

#: How many words above a target are looked at.
_LONGEST = 8
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_POINTERS = frozenset({"it", "this", "that", "they", "them", "these", "those", "he", "she", "him", "her"})
_CLAUSAL = frozenset({"VERB", "AUX", "ADJ"})
_LEXICON = {"NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
_COMPLETES = frozenset({"oprd", "acomp", "attr", "advmod", "xcomp", "ccomp", "dobj"})


def path_features(context: Context, reading: Reading | None, evidence: Range, target: Range) -> list[str]:
    """What the words from a target up to the top of its stretch make of it, and the predicate said of it."""
    span = range_span(context.doc, target)
    if not len(span):
        return ["target=none"]
    head, first, meant = span.root, span[0], _meant(reading, target)
    opening = first.lemma_.lower() if first.pos_ in {"VERB", "PART", "DET", "PRON"} else first.pos_
    found = [
        f"target-head={head.lemma_.lower()}",
        f"target-tag={head.tag_}",
        f"target-first={opening}",
        f"meant={meant}",
    ]
    if head.pos_ in {"VERB", "AUX"}:
        found.append(f"target-verb={_turn(head)}/{grammar.negated(head)}")
    if not evidence.start <= head.idx < evidence.end:
        pointer = _pointer(context, evidence)
        found.append(f"target-outside={pointer is not None}")
        if pointer is None:
            return found
        head = pointer
    return [*found, *_climbed(head, evidence, meant)]


def _climbed(head: Token, evidence: Range, meant: str) -> list[str]:
    """The way up from a target: each word above it, and the product of their signs and negations."""
    sign = -1 if head.pos_ in {"VERB", "AUX"} and grammar.negated(head) else 1
    found: list[str] = []
    chain, nearest, token = "", "none", head
    for depth in range(_LONGEST):
        above = token.head
        if above == token or not evidence.start <= above.idx < evidence.end or token.dep_ in _SUBJECTS:
            break
        turn = _turn(above)
        found.append(f"above{min(depth, 2)}={token.dep_}/{above.lemma_.lower()}")
        if depth == 0:
            nearest = f"{token.dep_}/{turn}"
        if depth < 2:
            found.extend(_beside(above, token))
        negated = above.pos_ in _CLAUSAL and grammar.negated(above)
        chain += {1: "+", -1: "-", 0: "0"}[turn] + ("n" if negated else "")
        sign *= (-1 if turn < 0 else 1) * (-1 if negated else 1)
        token = above
    found.extend((f"path={sign}", f"way={nearest}/{sign}", f"chain={chain}", f"path-meant={sign}/{meant}"))
    found.append(f"path-ban={sign}/{covers(head)}")
    if sign < 0 and head.i > head.sent.start and head.nbor(-1).dep_ == "neg" and head.nbor(-1).head == head:
        found.append("undone")
    if token.dep_ in _SUBJECTS:
        found.extend(_said(token, own=token == head, sign=sign))
    return found


def _turn(token: Token) -> int:
    """What a word does to what stands under it, as the lexicon has it; 0 where it does not say."""
    pos = _LEXICON.get(token.pos_, "verb")
    found = next((m.frame.sign for m in at(token) if m.frame.pos == pos and m.frame.sign), 0)
    if found:
        return found
    # The verb or noun that it goes with has turned already: "vote against", "nothing against".
    if token.lower_ == "against" and token.head != token:
        return -1 if _turn(token.head) >= 0 else 0
    return -1 if token.lemma_.lower() in operators("reverser") else 0


def _pointer(context: Context, evidence: Range) -> Token | None:
    """The pronoun in a stretch that may stand for a target outside it."""
    return next(
        (
            token
            for token in range_span(context.doc, evidence)
            if token.lower_ in _POINTERS and token.pos_ in {"PRON", "DET"} and token.dep_ not in {"det", "expl", "mark"}
        ),
        None,
    )


def _beside(above: Token, token: Token) -> list[str]:
    """What goes with a word above a target: "take … off the shelf", "put … on hold"."""
    lemma = above.lemma_.lower()
    found = []
    for c in above.children:
        if c == token or c.i < above.i:
            continue
        if c.dep_ in {"prt", "prep"}:
            found.append(f"with={lemma}/{c.lower_}")
            found.extend(f"with={lemma}/{c.lower_}/{d.lemma_.lower()}" for d in c.children if d.dep_ == "pobj")
        elif c.dep_ in _COMPLETES:
            found.append(f"with={lemma}/{c.lemma_.lower()}")
    return found


def _said(subject: Token, *, own: bool, sign: int) -> list[str]:
    """The words and the polarity of what is said of a subject; `own` says that the target is the subject itself."""
    verb = subject.head
    predicate = grammar.child(verb, "acomp", "attr", "oprd")
    negated = grammar.negated(verb)
    value = (0 if predicate is None else nominal_sign(predicate)) or _turn(verb)
    value = -value if negated else value
    found = [f"said={value}/{own}", f"said-path={value}/{sign}", f"said-of={verb.lemma_.lower()}/{negated}"]
    if predicate is None:
        words = [c for c in verb.children if c.dep_ in {"dobj", "advmod"}]
        found.extend(f"said-object={_turn(verb)}/{nominal_sign(c)}/{negated}" for c in words if c.dep_ == "dobj")
    else:
        words = [predicate, *(c for c in predicate.children if c.dep_ in {"amod", "advmod", "neg", "det"})]
    return [*found, *(f"said-word={word.lemma_.lower()}" for word in words)]


def _meant(reading: Reading | None, target: Range) -> str:
    """How the target that the rules read lies to this one, and their sign toward it."""
    if reading is None:
        return "none"
    read = reading.target
    if read is None:
        where = "no"
    elif not read.overlaps(target):
        where = "other"
    elif read.start == target.start:
        where = "same"
    else:
        where = "within" if read.start < target.start else "wider"
    return f"{where}/{reading.sign}"
