"""Names of persons: titles and suffixes taken off, gender and office read, two compared."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from pipeline.names.spelling import folded, without_possessive, words
from pipeline.resources import word_list

Gender = Literal["m", "f"]

_GENERATION = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "md", "phd", "jd", "do", "rn", "dds", "esq", "obe", "cbe", "mbe", "kc", "qc", "dvm"}
)
#: Small words inside surnames.
PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "la", "del", "di", "da", "bin", "al", "el", "ter", "ten", "le"}
)


class Person(NamedTuple):
    """A person's name taken apart. `given` are the words before the surname; `office` is what the title says."""

    title: str
    given: tuple[str, ...]
    surname: str
    gender: Gender | None
    office: str | None

    @property
    def name(self) -> str:
        """The name without its title."""
        return " ".join((*self.given, self.surname))


class Title(NamedTuple):
    """A word or words before a name: its gender and office where it tells them."""

    gender: Gender | None
    office: str | None


@cache
def titles() -> dict[tuple[str, ...], Title]:
    """Titles by their words, dots left out."""
    found = {}
    for line in word_list("actors/titles.txt"):
        text, gender, office = (part.strip() for part in line.split("|"))
        found[tuple(text.split())] = Title(
            "m" if gender == "m" else "f" if gender == "f" else None, None if office == "-" else office
        )
    return found


@cache
def _genders() -> dict[str, Gender]:
    found: dict[str, Gender] = {}
    for line in word_list("actors/first_names.txt"):
        gender, names = line.split("|")
        for name in names.split():
            found.setdefault(folded(name), "m" if gender.strip() == "m" else "f")
    return found


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(word_list("actors/nicknames.txt")):
        for name in line.split():
            found.setdefault(name.casefold(), set()).add(number)
    return {name: frozenset(lines) for name, lines in found.items()}


def leading_title(tokens: tuple[str, ...]) -> int:
    """How many words at the start are titles ("U.S. Senator Jon Tester": 2). Takes words as `words` gives them."""
    known, count = titles(), 0
    while count < len(tokens):
        if tokens[count] in {"us", "uk", "eu", "former", "then", "the", "acting", "new", "late"} and count + 1 < len(
            tokens
        ):
            if any(tokens[count + 1 : count + 1 + n] in known for n in (4, 3, 2, 1)):
                count += 1
                continue
            break
        length = next((n for n in (4, 3, 2, 1) if tokens[count : count + n] in known and count + n <= len(tokens)), 0)
        if not length:
            break
        count += length
    return count


@lru_cache(maxsize=5_000)
def person_parts(name: str) -> Person:
    """Title, given names, surname, gender and office of a person's name as written."""
    raw = without_possessive(re.sub(r"\(.*?\)|[“\"].*?[”\"]", " ", name)).replace(",", " ").split()
    plain = tuple(folded(w).replace(".", "") for w in raw)
    count = min(leading_title(plain), max(0, len(raw) - 1))
    known = titles()
    gender, office = None, None
    for n in range(count):
        for length in (4, 3, 2, 1):
            title = known.get(plain[n : n + length]) if n + length <= count else None
            if title is not None:
                gender, office = gender or title.gender, title.office or office
                break
    rest = raw[count:]
    while len(rest) > 1 and folded(rest[-1]).replace(".", "") in _GENERATION:
        rest = rest[:-1]
    split = len(rest) - 1
    while split > 1 and folded(rest[split - 1]) in PARTICLES:
        split -= 1
    given, surname = tuple(rest[:split]), " ".join(rest[split:])
    if gender is None:
        gender = next((g for g in (_genders().get(folded(w)) for w in given[:2]) if g), None)
    return Person(" ".join(raw[:count]), given, surname, gender, office)


def is_credential(word: str) -> bool:
    """Whether a word is letters behind a name: "Jr.", "M.D."."""
    return folded(word).replace(".", "").strip(",") in _GENERATION


def person_name(name: str) -> str:
    """A person's name without titles, possessive and party tags; as written otherwise."""
    parts = person_parts(name)
    return parts.name.strip() or name


def _given_agree(a: str, b: str) -> bool:
    a, b = folded(a).rstrip("."), folded(b).rstrip(".")
    if a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
        return True
    lines = _nicknames()
    return bool(lines.get(a, frozenset()) & lines.get(b, frozenset()))


def same_person(a: str, b: str) -> bool:
    """Whether two names may be one person's: the surnames are the same and what else they say does not differ."""
    x, y = person_parts(a), person_parts(b)
    if folded(x.surname) != folded(y.surname):
        return _double_surname(x, y) or _double_surname(y, x)
    if x.gender and y.gender and x.gender != y.gender:
        return False
    if not x.given or not y.given:
        return True
    # "Steny H. Hoyer" and "H. Hoyer"; "J. Dennis Hastert" and "Dennis Hastert".
    return _given_agree(x.given[0], y.given[0]) or any(
        _given_agree(g, h) for g in x.given for h in y.given if len(g.rstrip(".")) > 1 and len(h.rstrip(".")) > 1
    )


def _double_surname(long: Person, short: Person) -> bool:
    """Whether one is the end of the other: "Debbie Wasserman Schultz" and "Wasserman Schultz"."""
    whole, part = words(long.name), words(short.name)
    return len(part) < len(whole) and len(part) >= 2 and whole[-len(part) :] == part


def title_before(text: str, start: int) -> Title | None:
    """The title right before a name at `start` ("Sen. " before "Warren"), merged if several; None if there is none."""
    before = text[max(0, start - 60) : start]
    if not before or not (before[-1].isspace() or before[-1] in '“"('):
        return None
    last = [word for word in before.split()[-6:] if word not in {"“", '"', "("}]
    plain = [folded(word).replace(".", "").rstrip(",") for word in last]
    known, gender, office, end = titles(), None, None, len(plain)
    while end > 0:
        length = next((n for n in (4, 3, 2, 1) if n <= end and tuple(plain[end - n : end]) in known), 0)
        if not length or not last[end - length][:1].isupper():
            break
        title = known[tuple(plain[end - length : end])]
        gender, office = gender or title.gender, office or title.office
        end -= length
    return Title(gender, office) if end < len(plain) else None
