"""Names of bodies: acronyms, what kind of body a word tells, two compared; and what an issuer's name is."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.names.persons import person_parts
from pipeline.names.spelling import folded, has_legal_form, key, without_article, without_legal_form, words
from pipeline.resources import word_list

_OFFICE_OF = re.compile(r"^(?:the[ ])?office of (?:the[ ])?", re.I)
_SMALL = frozenset({"of", "for", "and", "the", "on", "in", "to", "at", "de", "&", "a", "an", "with", "by"})


@lru_cache(maxsize=5_000)
def acronyms(name: str) -> frozenset[str]:
    """The short forms that a name's initials give, in capitals, with and without its small words and legal form."""
    found: set[str] = set()
    for base in (name, without_legal_form(name)):
        parts = re.findall(r"[^\W_]+", without_article(base))
        if len(parts) < 2:
            continue
        found.add("".join(p[0] for p in parts))
        large = [p for p in parts if p.lower() not in _SMALL]
        found.add("".join(p[0] for p in large))
        found.add("".join(p[0] for p in parts if p[0].isupper()))
        # "U.S. Department of Agriculture" is USDA, but "U.S. Department of Justice" is DOJ or DoJ.
        for country in ("US", "UK", "EU"):
            if folded(base).replace(".", "").startswith(country.lower() + " "):
                rest = parts[2:] if parts[1:2] and len(parts[0]) == 1 else parts[1:]
                found.add("".join(p[0] for p in rest if p.lower() not in _SMALL))
                found.add("".join(p[0] for p in rest))
    return frozenset(a.upper() for a in found if len(a) >= 2)


def person_of(issuer: str) -> str | None:
    """The person whom a field for an issuer names: "Office of Congressman Jon Tester" is "Jon Tester".

    None where neither a title nor a given name that is known tells that it is a person.
    """
    parts = person_parts(_OFFICE_OF.sub("", issuer))
    if families(parts.name) or not (parts.title or parts.gender) or not 0 < len(parts.given) <= 3:
        return None
    return parts.name


def is_body(issuer: str) -> bool:
    """Whether a field for an issuer names a body: by a word in it, its form, or for being too long for a person."""
    if person_of(issuer) is not None or not issuer[:1].isupper():
        return False
    parts = issuer.split()
    long = len(parts) > 2 and issuer.replace(" ", "").isalpha() and all(len(part) > 2 for part in parts)
    return long or "&" in parts or has_legal_form(issuer) or bool(families(issuer)) or bool(_SMALL & {*parts})


def same_organization(a: str, b: str) -> bool:
    """Whether two names are one organisation's: equal keys, or one is the other's acronym."""
    x, y = key(a), key(b)
    if not x or not y:
        return False
    return x == y or is_acronym(a, b) or is_acronym(b, a)


def is_branch(name: str, of: str) -> bool:
    """Whether a body is a branch of another by its name: "ACLU of Northern California" of "ACLU"."""
    whole, part = words(name), words(without_article(of))
    return bool(part) and whole[: len(part) + 1] == (*part, "of")


def is_acronym(short: str, long: str) -> bool:
    """Whether `short` is written in capitals and made of the initials of `long`."""
    letters = short.replace(".", "").replace("the ", "")
    if not 2 <= len(letters) <= 8 or " " in letters or sum(c.isupper() for c in letters) < 2:
        return False
    return letters.upper() in acronyms(long)


def looks_acronym(name: str) -> bool:
    """Whether a name is one word with at least two capitals and no small start ("ACLU", "DoJ", "U.S.")."""
    letters = name.replace(".", "")
    return (
        2 <= len(letters) <= 8
        and letters.isalnum()
        and letters[0].isupper()
        and sum(c.isupper() for c in letters) * 2 > len(letters)
    )


@cache
def organization_families() -> dict[str, str]:
    """Words that make a name an organisation's, and the noun that points back to such a one."""
    return {a.strip(): b.strip() for a, b in (line.split("|") for line in word_list("actors/organization_words.txt"))}


@lru_cache(maxsize=5_000)
def families(name: str) -> frozenset[str]:
    """The nouns by which an organisation of this name is called again ("Senate Judiciary Committee": committee)."""
    known = organization_families()
    return frozenset(known[w] for w in words(name) if w in known and known[w] != "-")
