"""Finds lexicon entries on the dependency parse, with a fallback on word order where the parse is broken."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from pipeline.annotations import Range
from pipeline.stages.stance.lexicon import Entry, Frame, entries

#: Which tags may head an entry of a part of speech (participles pass for adjectives: "is concerned").
_TAGS = {"verb": {"VERB", "AUX"}, "adjective": {"ADJ", "VERB", "ADV", "ADP"}, "noun": {"NOUN"}}
#: How far the words of a verb entry may lie apart, in tokens ("voted 7-4 late on Tuesday against").
_REACH = {"verb": 14, "adjective": 2, "noun": 4}
_KEY = "onrecord.stance.words"
_COPULAR = {"acomp", "attr", "oprd", "ROOT", "ccomp", "conj", "advcl", "xcomp", "relcl", "pobj", "dobj"}


@dataclass(frozen=True, slots=True)
class Match:
    """A lexicon entry found in the text: its syntactic head, all its tokens in order, and its frame."""

    head: Token
    words: tuple[Token, ...]
    frame: Frame

    @property
    def range(self) -> Range:
        """Characters from its first to its last word."""
        return Range(self.words[0].idx, self.words[-1].idx + len(self.words[-1]))


@dataclass(frozen=True, slots=True)
class _Words:
    """A document while it is matched: by token its lemma, word, sentence's end and words; and what was found."""

    lemmas: tuple[str, ...]
    lowers: tuple[str, ...]
    ends: tuple[int, ...]
    beside: tuple[frozenset[str], ...]
    found: dict[int, list[Match]] = field(default_factory=dict)


def _lowered(doc: Doc, attribute: str) -> tuple[str, ...]:
    """An attribute of all tokens in lower case; every string is looked up once, not once a token."""
    keys = [int(key) for key in doc.to_array([attribute])]
    words = {key: doc.vocab.strings[key].lower() for key in set(keys)}
    return tuple(map(words.__getitem__, keys))


def _words(doc: Doc) -> _Words:
    """The words of a document, kept on it until `forget`."""
    known = doc.user_data.get(_KEY)
    if not isinstance(known, _Words):
        lemmas, lowers = (_lowered(doc, attribute) for attribute in ("LEMMA", "LOWER"))
        ends: list[int] = []
        beside: list[frozenset[str]] = []
        for sentence in doc.sents:
            first, end = sentence.start, sentence.end
            ends.extend([end] * (end - first))
            beside.extend([frozenset(lemmas[first:end] + lowers[first:end])] * (end - first))
        known = _Words(lemmas, lowers, tuple(ends), tuple(beside))
        doc.user_data[_KEY] = known
    return known


def forget(doc: Doc) -> None:
    """Takes off the document what was kept while matching."""
    doc.user_data.pop(_KEY, None)


def _follow(
    first: Token, words: tuple[str, ...], here: _Words, reach: int, *, linked: bool
) -> tuple[Token, ...] | None:
    """The tokens of an entry that starts at `first`, each within `reach` of the last one and hanging on the others."""
    doc, found = first.doc, [first]
    end = here.ends[first.i]
    for word in words:
        start = found[-1].i + 1
        for i in range(start, min(start + reach, end)):
            if here.lemmas[i] != word and here.lowers[i] != word:
                continue
            token = doc[i]
            if not linked or i == start or token.head in found or found[-1].head == token:
                found.append(token)
                break
        else:
            return None
    return tuple(found)


def _head(words: tuple[Token, ...]) -> Token:
    return next((token for token in words if token.head not in words or token.head == token), words[0])


def _verb_head(words: tuple[Token, ...], entry: Entry) -> Token:
    """The verb of a verb entry: its first word, or where that is a prefix ("co-sponsor") what follows the hyphen."""
    return words[2] if entry.words[1] == "-" else words[0]


def _mistagged(token: Token, pos: str) -> bool:
    """Whether the parse gives a word its place although the tagger missed it: a predicate noun, a command."""
    if pos == "noun":
        return token.pos_ == "ADJ" and token.dep_ in {"attr", "acomp", "oprd"}
    if pos != "verb":
        return False
    opens = token.i == token.sent.start or token.nbor(-1).is_punct or token.nbor(-1).is_space
    return opens and token.dep_ == "ROOT" and any(c.dep_ == "dobj" for c in token.children)


def _candidate(token: Token, entry: Entry, here: _Words) -> Match | None:
    pos = entry.frame.pos
    if len(entry.words) == 1:
        return Match(token, (token,), entry.frame) if token.pos_ in _TAGS[pos] or _mistagged(token, pos) else None
    words = _follow(token, entry.words[1:], here, _REACH[pos], linked=pos == "verb")
    if words is None:
        return None
    head = _verb_head(words, entry) if pos == "verb" else _head(words)
    return Match(head, words, entry.frame) if head.pos_ in _TAGS[pos] or pos == "adjective" else None


def at(token: Token) -> list[Match]:
    """Every entry that starts at this token, longest first."""
    here = _words(token.doc)
    found = here.found.get(token.i)
    if found is None:
        found = here.found[token.i] = _starting(token, here)
    return found


def _starting(token: Token, here: _Words) -> list[Match]:
    lexicon = entries()
    lemma, lower = here.lemmas[token.i], here.lowers[token.i]
    known = lexicon.get(lemma, ()) if lemma == lower else (*lexicon.get(lemma, ()), *lexicon.get(lower, ()))
    beside = here.beside[token.i]
    found = [
        match for entry in known if entry.words[-1] in beside and (match := _candidate(token, entry, here)) is not None
    ]
    found.sort(key=lambda match: -len(match.words))
    return found


def in_span(span: Span) -> list[Match]:
    """Every entry that starts in a stretch, without those that lie inside a longer one with the same head."""
    lexicon, here = entries(), _words(span.doc)
    found: list[Match] = []
    for i in range(span.start, span.end):
        if here.lemmas[i] in lexicon or here.lowers[i] in lexicon:
            found.extend(at(span.doc[i]))
    longest: dict[int, int] = {}
    for match in found:
        size = len(match.words)
        for word in match.words:
            if longest.get(word.i, 0) < size:
                longest[word.i] = size
    return [match for match in found if len(match.words) == longest[match.head.i]]


def is_predicative(token: Token) -> bool:
    """Whether a noun or adjective says something of a subject ("the bill is X", "call it X")."""
    return token.dep_ in _COPULAR
