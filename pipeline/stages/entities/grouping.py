"""From names found to entities: missed repetitions added, one type for one name, equal names put together."""

from __future__ import annotations

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
    """Other places where a name found stands again, surnames of persons found by their full name, and companies
    without their legal form, bodies by their initials."""
    types: dict[str, EntityType] = {}
    counts = Counter(text[item.range.start : item.range.end] for item in known)
    for item in known:
        if item.type not in _PROPAGATED or item.weight < 20:
            continue
        form = text[item.range.start : item.range.end]
        if len(form) < 3 or form.islower() or (form.lower() in _COMMON):
            continue
        if item.weight <= 30 and " " not in form and counts[form] * 3 < text.count(form):
            continue  # taken for a name once, passed over often
        types.setdefault(form, item.type)
        if item.type == "ORG" and names.has_legal_form(form):
            types.setdefault(names.without_legal_form(form), "ORG")
        if item.type == "ORG" and form.count(" ") > 1:
            types.update((short, "ORG") for short in names.acronyms(form) if len(short) > 2 and short in text)
        if item.type == "PERSON":
            surname = names.person_parts(form).surname
            if " " in form and len(surname) > 2 and surname[0].isupper():
                types.setdefault(surname, "PERSON")
    if not types:
        return
    capitals = {form.upper(): type_ for form, type_ in types.items() if not form.isupper()}
    for form, type_ in {**capitals, **types}.items():
        start = text.find(form)
        while start >= 0:
            end = start + len(form)
            if _alone(text, start, end):
                yield Found(Range(start, end), type_, 15 + (5 if " " in form else 0))
            start = text.find(form, end)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a stretch is no part of a longer word, address or compound with a small second part."""
    before, behind = text[start - 1 : start], text[end : end + 2]
    if behind.lstrip()[:1] in {"$", "€", "£"}:
        return False  # "US$ 40 billion"
    if before and (before.isalnum() or before in "_@.-"):
        return False
    return not (behind[:1].isalnum() or behind[:1] in {"_", "@"} or (behind[:1] == "-" and behind[1:].islower()))


_COMMON = frozenset(
    "the this that act bill state house court church district council board group party union may will mark art"
    " bill hope grace".split()
)


def chapters(text: str, found: list[Found]) -> list[Found]:
    """Bodies put together with the place they are of: "ACLU of Northern California" from its two names."""
    kept: list[Found] = []
    for item in found:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.type == "ORG"
            and item.type in {"GPE", "LOC"}
            and text[last.range.end : item.range.start] in {" of ", " of the "}
            and (names.looks_acronym(text[last.range.start : last.range.end]) or _is_body(text, last))
        ):
            kept[-1] = Found(Range(last.range.start, item.range.end), "ORG", last.weight)
        else:
            kept.append(item)
    return kept


def _is_body(text: str, item: Found) -> bool:
    name = text[item.range.start : item.range.end]
    return bool(names.families(name)) and " of " not in name and " " in name


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
            best = max(count.items(), key=lambda pair: (pair[1], pair[0] == "ORG", pair[0]))[0]
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
