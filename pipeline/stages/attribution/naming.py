"""Names as far as this stage needs them by itself: full names for surnames, roles, and what a title says of gender."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from pipeline.stages.attribution.lexicon import gendered, phrases

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
        self._people: list[tuple[int, str]] = []
        self._full: dict[str, str] = {}
        self._genders: dict[str, str] = {}
        for ent in doc.ents:
            if ent.label_ != "PERSON":
                continue
            name = self.bare(ent.text)
            if not name:
                continue
            words = name.split()
            if len(words) > 1:
                self._full.setdefault(words[-1], name)
            self._people.append((ent.start_char, self._full.get(words[-1], name) if len(words) == 1 else name))
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

    def full_name(self, token: Token, text: str) -> str:
        """The name that a proper noun is the head of, completed from fuller mentions in the document."""
        entity = next((e for e in token.doc.ents if e.start <= token.i < e.end), None) if token.ent_type_ else None
        if entity is None:
            appositive = next((t for t in token.children if t.dep_ == "appos" and t.ent_type_ == "PERSON"), None)
            if appositive is not None:
                return self.full_name(appositive, appositive.text)
            return self.bare(text) or text
        if entity.label_ != "PERSON" and token.pos_ != "PROPN":
            return self.bare(text) or text
        name = self.bare(entity.text) or entity.text
        words = name.split()
        if entity.label_ == "PERSON" and len(words) == 1:
            return self._full.get(words[0], name)
        return name

    def is_person(self, name: str) -> bool:
        """Whether the document has a person of that surname."""
        return bool(name) and (name in self._full.values() or name.split()[-1] in self._full)

    def gender(self, name: str) -> str | None:
        """What titles in the document say of the bearer of a name."""
        return self._genders.get(name.split()[-1]) if name.split() else None

    def person_before(self, at: int, gender: str | None) -> str | None:
        """The nearest person before an offset whose gender may be this one."""
        for start, name in reversed(self._people):
            if start < at and (gender is None or self.gender(name) in (None, gender)):
                return name
        return None

    def is_role(self, token: Token) -> bool:
        """Whether a noun names an office or role of a person."""
        return token.lower_ in phrases(_TITLES)

    def role_gender(self, word: str) -> str | None:
        """ "f" for "congresswoman", "m" for "congressman"."""
        return gendered().get(word)

    def plain(self, text: str) -> str:
        """Words that name a source, without article and line breaks, shortened to the first phrase."""
        text = " ".join(_JUNK.sub("", re.split(r",\s", text)[0]).split())
        return re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.I) or text
