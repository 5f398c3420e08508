"""Names as far as this stage needs them by itself: full names for surnames, roles, and what a title says of gender."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc, Span, Token

from pipeline.annotations import Range
from pipeline.stages.attribution.lexicon import gendered, given_names, phrases

_TITLES = "attribution_titles.txt"
_PARTY = re.compile(r"\s*\([^)]*\)?")
_JUNK = re.compile(r"^[\s,.;:“”\"'’]+|[\s,.;:“”\"'’]+$")


def gender_of_pronoun(word: str) -> str | None:
    """ "f" or "m" for a gendered pronoun."""
    if word in ("she", "her", "hers", "herself"):
        return "f"
    return "m" if word in ("he", "him", "his", "himself") else None


class Names:
    """The names of persons in a document, in order, with what titles say of them."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._ents = list(doc.ents)
        self._ent_starts = [ent.start_char for ent in self._ents]
        self._people: list[tuple[int, str]] = []
        self._full: dict[str, str] = {}
        self._genders: dict[str, str] = {}
        self._bodies = [
            (ent.start_char, ent.text) for ent in self._ents if ent.label_ == "ORG" and _is_subject(ent.root)
        ]
        #: (offset, name) of the persons that sentences are about, in order.
        self.subjects: list[tuple[int, str]] = []
        for ent in self._ents:
            if ent.label_ != "PERSON":
                continue
            name = self.bare(ent.text)
            if not name:
                continue
            words = name.split()
            if len(words) > 1:
                self._full.setdefault(words[-1], name)
            full = self._full.get(words[-1], name) if len(words) == 1 else name
            self._people.append((ent.start_char, full))
            if _is_subject(ent.root):
                self.subjects.append((ent.start_char, full))
            self._note_gender(ent.start, ent.text, name)

    def _note_gender(self, start: int, text: str, name: str) -> None:
        words = [*(self.doc[i].lower_.rstrip(".") for i in range(max(0, start - 2), start)), *text.lower().split()]
        for word in words:
            gender = gendered().get(word.rstrip("."))
            if gender is not None:
                self._genders.setdefault(name.split()[-1], gender)

    @staticmethod
    def bare(text: str) -> str:
        """A name without titles, party and state, possessive and stray marks."""
        text = _PARTY.sub(" ", text)
        text = re.sub(r"[’']s?$", "", text.strip())
        text = re.split(r",\s|\n", text)[0]
        words = _JUNK.sub("", text).split()
        titles = phrases(_TITLES)
        while len(words) > 1 and words[0].rstrip(".,").casefold() in titles:
            words = words[1:]
        return " ".join(words)

    def full_name(self, token: Token, span: Range) -> str | None:
        """The person that a source names, completed from fuller mentions; None where it names none.

        That is the name around the head, or one in apposition to it ("its lawyer Eleni Markou").
        """
        for ent in self._people_in(span):
            if ent.start <= token.i < ent.end or 0 < ent.start - token.i <= 4:
                name = self.bare(ent.text) or ent.text
                if name.casefold() in phrases(_TITLES):
                    continue
                return self._full.get(name, name)
        return None

    def _people_in(self, span: Range) -> list[Span]:
        first = bisect_left(self._ent_starts, span.start)
        last = bisect_left(self._ent_starts, span.end)
        return [ent for ent in self._ents[first:last] if ent.label_ == "PERSON"]

    def named(self, token: Token, text: str) -> str:
        """A proper name that is no person's known to the document."""
        entity = next((e for e in token.doc.ents if e.start <= token.i < e.end), None) if token.ent_type_ else None
        name = self.bare(entity.text if entity is not None else text)
        if name.casefold() in phrases(_TITLES):
            name = self.bare(text)
        return self._full.get(name, name) or text

    def is_person(self, name: str) -> bool:
        """Whether the document has a person of that surname."""
        return bool(name) and (name in self._full.values() or name.split()[-1] in self._full)

    def gender(self, name: str) -> str | None:
        """What titles in the document, or else the given name, say of the bearer of a name."""
        words = name.split()
        if not words:
            return None
        told = self._genders.get(words[-1])
        if told is None and len(words) == 1:
            words = self._full.get(words[0], name).split()
        return told or given_names().get(words[0].casefold())

    def person_before(self, at: int, gender: str | None) -> str | None:
        """The nearest person before an offset whose gender may be this one."""
        for start, name in reversed(self._people):
            if start < at and (gender is None or self.gender(name) in (None, gender)):
                return name
        return None

    def body_before(self, at: int) -> str | None:
        """The nearest body that a sentence before an offset is about."""
        return next((self.plain(name) for start, name in reversed(self._bodies) if start < at), None)

    def stands_for_person(self, token: Token) -> bool:
        """Whether a nominal stands for a person named before ("the senator", "the 41-year-old care worker")."""
        words = list(token.children)
        if any(t.dep_ in ("prep", "poss", "relcl", "appos") for t in words) or token.tag_ in ("NNS", "NNPS"):
            return False
        role = token.lower_ in phrases(_TITLES)
        if token.pos_ == "PROPN" and not role:
            return False
        definite = any(t.lower_ in ("the", "this", "that") for t in words) or token.text[:1].isupper()
        proper = any(t.pos_ == "PROPN" and t.dep_ == "compound" and t.ent_type_ == "ORG" for t in words)
        return definite and not proper and (role or token.lower_.endswith(("er", "or", "ist", "man", "ian", "ee")))

    def role_gender(self, word: str) -> str | None:
        """ "f" for "congresswoman", "m" for "congressman"."""
        return gendered().get(word)

    def plain(self, text: str) -> str:
        """Words that name a source, without article and line breaks, shortened to the first phrase."""
        text = " ".join(_JUNK.sub("", re.split(r",\s", text)[0]).split())
        return re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.I) or text


def _is_subject(token: Token) -> bool:
    """Whether a name is what a sentence is about: the subject of its main verb, or in apposition to it."""
    if token.dep_ in ("appos", "compound"):
        token = token.head
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    verb = token.head
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
    return verb.dep_ == "ROOT" or verb.head == verb
