"""Names of countries, states and their people."""

from __future__ import annotations

from functools import cache

from pipeline.names.spelling import without_article, without_possessive
from pipeline.resources import word_list


@cache
def _places() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in word_list("actors/countries.txt"):
        name, others, _ = (part.strip() for part in line.split("|"))
        for form in (name, *others.split(";")):
            found[form.strip()] = name
    for line in word_list("actors/states.txt"):
        name, code, others = (part.strip() for part in line.split("|"))
        for form in (name, code, *others.split()):
            found.setdefault(form, name)
    found.pop("", None)
    return found


def place_forms() -> frozenset[str]:
    """All names of countries and states of the USA that `place_name` knows."""
    return frozenset(_places())


@cache
def state_names() -> frozenset[str]:
    """Full names of the states and territories of the USA."""
    return frozenset(line.split("|")[0].strip() for line in word_list("actors/states.txt"))


@cache
def demonyms() -> dict[str, str]:
    """Adjectives and inhabitants by country ("Israeli" → "Israel")."""
    found = {}
    for line in word_list("actors/countries.txt"):
        name, _, people = (part.strip() for part in line.split("|"))
        found.update({form.strip(): name for form in people.split(";") if form.strip()})
    return found


def place_name(name: str) -> str | None:
    """The full name of a country or a state of the USA under any of its names ("Calif.", "U.S."); else None."""
    bare = without_article(without_possessive(name))
    return _places().get(bare) or _places().get(name)
