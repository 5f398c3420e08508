"""What words tell of persons: gender, office, and whether a name or a nominal stands for one."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline import names
from pipeline.annotations import Mention


def gender_told(text: str, mention: Mention) -> str | None:
    """What a mention tells of gender: its title, its given name, or the title before it."""
    if mention.kind != "name":
        return None
    title = names.title_before(text, mention.range.start)
    if title is not None and title.gender is not None:
        return title.gender
    return names.person_parts(text[mention.range.start : mention.range.end]).gender


def gender_of(word: str) -> str | None:
    """What a pronoun tells of gender."""
    if word in ("she", "her", "hers", "herself"):
        return "f"
    return "m" if word in ("he", "him", "his", "himself") else None


def gender_of_role(word: str) -> str | None:
    """What the word for an office tells of gender ("congresswoman")."""
    if word.endswith("woman"):
        return "f"
    return "m" if word.endswith("man") and not word.endswith("woman") else None


def before_office(words: str) -> str:
    """A name without the office behind it ("Jane Roe *President of the union*")."""
    parts = words.split()
    for index in range(2, len(parts)):
        if (parts[index].lower(),) in names.titles() or parts[index] == "of":
            # an office goes on ("President *of the union*"); before another name it is that one's
            plain = any(part.islower() for part in parts[:index]) or not any(part.islower() for part in parts[index:])
            return words if plain else " ".join(parts[:index])
    return words


def behind_office(words: str) -> str:
    """A name without the office before it ("St. Luke’s Campus President *Jane Roe*")."""
    parts = words.split()
    for index in range(len(parts) - 3, -1, -1):
        if (parts[index].lower().rstrip("."),) in names.titles():
            rest = parts[index + 1 :]
            return " ".join(rest) if all(part[:1].isupper() for part in rest) else words
    return words


def clash(known: str | None, wanted: str | None) -> bool:
    """Whether two genders, where known, differ."""
    return known is not None and wanted is not None and known != wanted


def stands_for_person(token: Token) -> bool:
    """Whether a nominal stands for a person named before ("the senator", "the 41-year-old care worker")."""
    words = list(token.children)
    if any(t.dep_ in ("prep", "poss", "relcl", "appos") for t in words) or token.tag_ in ("NNS", "NNPS"):
        return False
    office = (token.lower_.replace(".", ""),) in names.titles()
    if token.pos_ == "PROPN" and not office:
        return False
    definite = any(t.lower_ in ("the", "this", "that") for t in words) or token.text[:1].isupper()
    body = any(t.pos_ == "PROPN" and t.dep_ == "compound" and t.ent_type_ == "ORG" for t in words)
    return definite and not body and (office or token.lower_.endswith(("er", "or", "ist", "man", "ian", "ee")))


def is_subject(token: Token) -> bool:
    """Whether a name is what a sentence is about: the subject of its main verb, or in apposition to it."""
    if token.dep_ in ("appos", "compound"):
        token = token.head
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    verb = token.head
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
    return verb.dep_ == "ROOT" or verb.head == verb
