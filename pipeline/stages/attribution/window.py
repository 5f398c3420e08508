"""What follows a verb of saying, read by order where the parse fails: "told reporters Monday that …", "said the …"."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages.attribution.lexicon import Cue

_ENDS = frozenset({".", "?", "!", ";", ":"})
_PLAIN = frozenset({"say", "think", "believe", "argue", "claim", "suggest", "insist", "note", "add"})
_OPENERS = ("PRON", "DET", "PROPN", "NOUN", "SCONJ", "ADJ", "NUM")
_REACH = 10


def following(verb: Token, cue: Cue) -> list[int]:
    """Token indices from "that" (or the subject after "said") to the end of the sentence; empty if none follows."""
    if not cue.clause or cue.type not in ("speech", "writing", "thought"):
        return []
    doc = verb.doc
    end = _sentence_end(verb)
    for index in range(verb.i + 1, min(verb.i + _REACH, end)):
        token = doc[index]
        if token.lower_ == "that" and (token.dep_ == "mark" or token.tag_ == "IN" or _needless(token)):
            return list(range(index, end))
        if token.text in ',—–“"' or token.pos_ in ("VERB", "AUX"):
            break
    start = verb.i + 1
    if cue.lemma in _PLAIN and start < end and doc[start].pos_ in _OPENERS and doc[start].text != verb.text:
        rest = doc[start + 1 : end]
        if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in rest[:12]) and not _is_speaker(doc[start], verb):
            return list(range(start, end))
    return []


def _needless(that: Token) -> bool:
    """Whether a "that" was read as a relative pronoun though its clause has an object already: it opens a clause."""
    return that.dep_ == "dobj" and any(c.dep_ == "dobj" and c.i != that.i for c in that.head.children)


def _sentence_end(verb: Token) -> int:
    doc = verb.doc
    index = verb.i + 1
    while index < len(doc) and doc[index].text not in _ENDS and "\n" not in doc[index].text:
        index += 1
    return index


def _is_speaker(token: Token, verb: Token) -> bool:
    """Whether the words after the verb are its subject ("said Smith, who …")."""
    while token.head != token and token.head != verb and token.dep_ in ("compound", "det", "amod", "poss", "nmod"):
        token = token.head
    return token.head == verb and token.dep_ in ("nsubj", "nsubjpass", "dobj", "dative")


def misread(verb: Token, tokens: list[int]) -> bool:
    """Whether a content before the cue is no content, because the real one follows ("In a statement, X said he …")."""
    doc = verb.doc
    if not tokens or max(tokens) > verb.i or verb.i + 1 >= len(doc):
        return False
    after = doc[verb.i + 1]
    if after.text in ",.;:?!—–-”\"'" or after.is_space:
        return False
    return after.lower_ == "that" or (
        after.tag_ in ("PRP", "DT", "EX", "PRP$") and after.dep_ in ("nsubj", "det", "poss")
    )
