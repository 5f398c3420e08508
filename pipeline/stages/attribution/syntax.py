"""Readings of the parse around a cue: its subject, its own words, and the stretch that depends on it."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from pipeline.annotations import Range
from pipeline.stages.attribution.lexicon import phrases

_SUBJECTS = ("nsubj", "nsubjpass")
_EDGE = frozenset(",;:.-–—!?…()[]\"“”'‘’`") | {"``", "''", "--"}
_CHAIN = ("conj", "xcomp", "advcl", "ccomp", "acl", "pcomp", "dep")
_HYPOTHETICAL = frozenset({"would", "could", "might", "may", "should", "can", "will", "'d", "’d", "'ll", "’ll"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "nobody", "none", "neither", "nor"})


def _documents() -> frozenset[str]:
    return phrases("attribution_statements.txt")


def ranges(doc: Doc, indices: Iterable[int], *, keep_marks: bool = False) -> list[Range]:
    """Token indices as ranges: one a run of neighbours, without punctuation and space at the ends."""
    runs: list[list[int]] = []
    for index in sorted(set(indices)):
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    found = []
    for run in runs:
        start, end = run[0], run[-1]
        while start <= end and _is_edge(doc[start], keep_marks):
            start += 1
        while end >= start and _is_edge(doc[end], keep_marks):
            end -= 1
        if start <= end:
            found.append(Range(doc[start].idx, doc[end].idx + len(doc[end])))
    return found


def _is_edge(token: Token, keep_marks: bool) -> bool:
    if token.is_space:
        return True
    if token.text not in _EDGE:
        return False
    return not (keep_marks and token.text in "\"“”‘’'``''([)]")


def subtree(token: Token, without: Iterable[Token] = ()) -> list[int]:
    """Token indices of a subtree, without those of some descendants."""
    drop = {t.i for child in without for t in child.subtree}
    return [t.i for t in token.subtree if t.i not in drop]


def subject(verb: Token) -> Token | None:
    """The token that heads the words naming who does what the verb says, or None.

    Follows coordination, control ("refused to say"), participles ("…, adding that") and relative clauses.
    """
    seen = set()
    token = verb
    added = verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).text == ","  # "urged it to pay, *writing*: “…”"
    while token.i not in seen:
        seen.add(token.i)
        passive = is_passive(token)
        subjects = [c for c in token.children if c.dep_ in _SUBJECTS and c.tag_ != "EX"]
        bare = token.tag_ == "VBG" and token.dep_ in ("ccomp", "dobj") and token.head.pos_ == "VERB"
        if bare and subjects and not any(c.dep_ == "aux" for c in token.children):
            token = token.head  # "closed the hearing saying …": the parse gives it the object of the verb before
            continue
        if subjects and not (passive and token == verb):
            # "in a way that, as Smith said, is sound": of two subjects the relative pronoun is another verb's
            return subjects[-1] if subjects[0].tag_ == "WDT" else subjects[0]
        if passive and token == verb:
            return agent(token)
        head = token.head
        if token.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
            if token.tag_ == "VBG" and head.dep_ == "dobj" and head.lemma_.lower() not in _documents():
                token = head.head  # "has endorsed the bill, saying": the one who endorsed it
                continue
            finite = token.tag_ == "VBD" or (token.tag_ == "VBN" and head.dep_ == "ROOT")  # read as a participle
            return head if token.tag_ == "VBG" or finite else None
        if token.dep_ == "relcl":
            return head
        if token.dep_ == "xcomp":
            # an object in between is the one who does it: "urged him to say"
            controller = next((c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < token.i), None)
            if controller is not None and head.lemma_ not in ("promise", "use", "take") and not added:
                return controller
        if token.dep_ not in _CHAIN or head == token:
            return None
        if token.dep_ == "ccomp" and token.tag_ not in ("VBG", "VB"):
            return None
        if token.dep_ == "pcomp" and head.head != head:
            head = head.head
            if head.pos_ in ("NOUN", "PROPN"):
                return possessor(head) or subject_of_support(head)
        token = head
    return None


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive, also without its auxiliary ("*Asked* about the plan, he …")."""
    auxiliaries = [child.dep_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
    return "auxpass" in auxiliaries or (verb.tag_ == "VBN" and verb.dep_ == "advcl" and not auxiliaries)


def agent(verb: Token) -> Token | None:
    """Who does what a passive says: "was criticised *by unions*"."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((t for t in child.children if t.dep_ == "pobj"), None)
    return None


def possessor(noun: Token) -> Token | None:
    """Who a noun belongs to: "his view", "the union's demand", "a statement by/from X"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "among"):
            return next((t for t in child.children if t.dep_ == "pobj"), None)
    return None


def subject_of_support(noun: Token) -> Token | None:
    """The subject of the verb that a noun is the object of: "X expressed concern", "X made a promise"."""
    verb = noun.head
    if noun.dep_ in ("dobj", "attr") and verb.pos_ in ("VERB", "AUX"):
        return subject(verb)
    if noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        return possessor(noun.head) or subject_of_support(noun.head)
    if noun.dep_ == "pobj" and verb.dep_ == "prep" and verb.head.pos_ == "VERB":
        return subject(verb.head)
    return None


def cue_tokens(verb: Token) -> list[int]:
    """The cue's own words: auxiliaries, negation, adverbs and particles that stand next to it."""
    found = {verb.i}
    left = {c.i for c in verb.lefts if c.dep_ in ("aux", "auxpass", "neg") or (c.dep_ == "advmod" and not _comma(c))}
    index = verb.i - 1
    while index in left:
        found.add(index)
        index -= 1
    right = {c.i for c in verb.rights if c.dep_ in ("prt", "neg")}
    index = verb.i + 1
    while index in right:
        found.add(index)
        index += 1
    return sorted(found)


def _comma(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().text == ","


def negated(verb: Token) -> bool:
    """Whether the attribution itself is denied: "did not say", "never promised", "nobody claims"."""
    for token in (verb, *_raising(verb)):
        for child in token.children:
            if child.dep_ == "neg" or (child.dep_ in ("advmod", "det") and child.lower_ in _NEGATIONS):
                return True
            if child.dep_ in _SUBJECTS and (
                child.lower_ in _NEGATIONS or any(d.dep_ == "det" and d.lower_ == "no" for d in child.children)
            ):
                return True
    return False


def hypothetical(verb: Token) -> bool:
    """Whether the attribution is not said to have happened: "would argue", "might say", "if she says"."""
    for token in (verb, *_raising(verb)):
        for child in token.children:
            if child.dep_ == "aux" and child.lower_ in _HYPOTHETICAL:
                return True
            if child.dep_ == "mark" and child.lower_ in ("if", "unless", "lest"):
                return True
    return False


def _raising(verb: Token) -> list[Token]:
    """Verbs that a cue hangs on as their infinitive ("did not want to say")."""
    found = []
    token = verb
    while token.dep_ == "xcomp" and token.head != token:
        token = token.head
        found.append(token)
    return found
