"""From names found to entities: missed repetitions added, one type for one name, equal names put together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline import names
from pipeline.annotations import Range
from pipeline.labels import EntityType
from pipeline.stages.entities.found import Found

#: Which types one name may be seen under by mistake; a PERSON "Obama" never turns into a NORP.
_VOTED: frozenset[EntityType] = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK", "LAW", "EVENT"})
_PROPAGATED: frozenset[EntityType] = frozenset({"PERSON", "ORG", "LAW", "PRODUCT", "GPE", "NORP", "FAC", "EVENT"})


def repetitions(text: str, known: list[Found]) -> Iterator[Found]:
    """Other places where a name found stands again, and surnames of persons found by their full name."""
    types: dict[str, EntityType] = {}
    for item in known:
        if item.type not in _PROPAGATED or item.weight < 20:
            continue
        form = text[item.range.start : item.range.end]
        if len(form) < 3 or form.islower() or (form.lower() in _COMMON):
            continue
        types.setdefault(form, item.type)
        if item.type == "PERSON":
            surname = names.person_parts(form).surname
            if " " in form and len(surname) > 2 and surname[0].isupper():
                types.setdefault(surname, "PERSON")
    if not types:
        return
    capitals = {form.upper(): type_ for form, type_ in types.items() if not form.isupper()}
    forms = sorted({*types, *capitals}, key=lambda f: (-len(f), f))
    pattern = re.compile(r"(?<![\w@.-])(?:" + "|".join(re.escape(f) for f in forms) + r")(?![\w@])(?!-[a-z])")
    for match in pattern.finditer(text):
        form = match.group()
        type_ = types.get(form) or capitals[form]
        yield Found(Range(match.start(), match.end()), type_, 15 + (5 if " " in form else 0))


_COMMON = frozenset(
    "the this that act bill state house court church district council board group party union may will mark art"
    " bill hope grace".split()
)


def one_type(text: str, found: list[Found]) -> list[Found]:
    """The same name has the same type everywhere: the one with most weight."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for item in found:
        if item.type in _VOTED:
            votes[names.key(text[item.range.start : item.range.end])][item.type] += item.weight
    kept = []
    for item in found:
        count = votes.get(names.key(text[item.range.start : item.range.end]))
        if item.type in _VOTED and count is not None and len(count) > 1:
            best = max(count.items(), key=lambda pair: (pair[1], pair[0]))[0]
            item = item._replace(type=best)
        kept.append(item)
    return kept


def groups(text: str, found: list[Found]) -> list[list[Found]]:
    """Names put together that are the same but for case, articles, accents, titles and legal forms; in text order."""
    by_key: dict[tuple[str, str], list[Found]] = {}
    for item in found:
        name = text[item.range.start : item.range.end]
        key = names.key(names.place_name(name) or name) if item.type == "GPE" else names.key(name)
        by_key.setdefault((item.type, key or name), []).append(item)
    return list(by_key.values())
