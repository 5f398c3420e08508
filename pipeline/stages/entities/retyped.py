"""Types of names by the words beside them: "Skyparcel's founder", "Zora, a consumer group", a lone surname, an age."""

from __future__ import annotations

import re

from pipeline import names
from pipeline.labels import EntityType
from pipeline.stages.entities.found import HEADLINE, Found
from pipeline.stages.entities.introduced import BODY_NOUN, IS_BODY

#: What only a body has, behind its name or before it.
_HAS = re.compile(
    r"[’']s?[ ](?:[\w-]+[ ]){0,2}(?:founder|co-founder|ceo|chief executive|shareholders|customers|employees"
    r"|headquarters|subsidiary|(?:operations|country|general|regional|plant|site) manager|managing director"
    r"|head of policy|policy head|board of directors|board of trustees)\b",
    re.I,
)
_FOR = re.compile(
    r"\b(?:(?:founder|co-founder|CEO|chief executive|customers|employees|subsidiary)[ ]of"
    r"|(?:workers|staff|employees|engineers|shareholders)[ ](?:at|of|in)"
    r"|(?:[Hh]ead|[Dd]irector|[Mm]anager|[Oo]fficer|[Cc]ounsel|[Ee]ngineer|[Pp]artner)"
    r"(?:[ ](?:of|for)[ ][\w ]{3,35})?[ ]at)"
    r"[ ](?:the[ ])?$"
)
_BODY_IS = re.compile(rf"\b(?:[Tt]he|[Aa]n?)[ ](?:[\w’'-]+[ ]){{0,4}}?{BODY_NOUN},[ ](?:the[ ])?$")
_ITS = re.compile(r"[ ](?:said|says|announced|argue[sd]|added|wrote|warned)[ ](?:in a [\w ]{4,25} )?(?:that[ ])?its[ ]")
_AT_PLACE = re.compile(r"\b(?:in|at|from|to|near|of)[ ]$")
_AGED = re.compile(r",[ ]\d\d(?:,|[ ]and\b)|[ ]\(\d\d\)")
_THINGS: frozenset[EntityType] = frozenset({"PERSON", "PRODUCT", "WORK", "FAC", "LAW", "EVENT", "NORP", "LOC"})
_MAY_BE_BODIES = _THINGS | {"GPE"}
_MISTAKEN: frozenset[EntityType] = frozenset({"ORG", "WORK", "PRODUCT", "FAC", "NORP", "LAW", "EVENT", "LOC"})


def retyped(text: str, found: list[Found]) -> list[Found]:
    """The names with the type that their neighbours tell: owners of founders are bodies, a person's surname is his."""
    bodies, people = _bodies_beside(text, found), _aged(text, found)
    surnames = _surnames(text, found)
    kept = []
    for item in found:
        name = text[item.range.start : item.range.end]
        if name in bodies and item.type in _MAY_BE_BODIES and item.weight <= 30:
            item = item._replace(type="ORG", weight=31)
        elif (name in surnames and item.type in _MISTAKEN and item.weight <= 30) or name in people:
            item = item._replace(type="PERSON", weight=31)
        kept.append(item)
    return kept


def _bodies_beside(text: str, found: list[Found]) -> frozenset[str]:
    """Names that the words beside one of their places show to be a body's, or that are the head of a body's."""
    told: set[str] = set()
    heads: dict[str, int] = {}
    people = {part for f in found if f.type == "PERSON" for part in _parts(text[f.range.start : f.range.end])}
    for item in found:
        start, end = item.range
        name = text[start:end]
        if item.type == "ORG" and 1 <= name.count(" ") <= 2 and not names.families(name):
            heads.setdefault(name.split(" ", 1)[0], start)
        if (
            item.weight > 30
            or item.type not in _MAY_BE_BODIES
            or name[:1].isdigit()
            or names.place_name(name) is not None
            or name in names.demonyms()
        ):
            continue
        before = slice(max(0, start - 60), start)
        if (item.type not in {"GPE", "FAC"} and (_HAS.match(text, end) or _FOR.search(text[before]))) or (
            not (item.type == "PERSON" and names.person_parts(name).gender)
            and (IS_BODY.match(text, end) or _BODY_IS.search(text[before]) or _ITS.match(text, end))
        ):
            told.add(name)
    for item in found:
        name = text[item.range.start : item.range.end]
        if _AT_PLACE.search(text, max(0, item.range.start - 8), item.range.start):
            continue
        if item.range.start > heads.get(name, len(text)) and name not in people and _may_be_short(name, item.type):
            told.add(name)
    return frozenset(told)


def _parts(name: str) -> list[str]:
    """The words of a full name; none of a lone one."""
    return name.split() if " " in name else []


def _may_be_short(name: str, type_: EntityType) -> bool:
    """Whether a word alone may be a body's that has it for its first: no place's or people's."""
    if type_ in {"NORP", "PERSON", "FAC"} or len(name) < 5:
        return False
    return names.place_name(name) is None and name not in names.demonyms()


def _aged(text: str, found: list[Found]) -> frozenset[str]:
    """Full names with an age behind: "Adaobi Quist, 43,"."""
    return frozenset(
        name
        for item in found
        if item.type in _MISTAKEN | {"GPE"}
        and _AGED.match(text, item.range.end)
        and len((name := text[item.range.start : item.range.end]).split()) in (2, 3)
        and not names.families(name)
    )


def _surnames(text: str, found: list[Found]) -> frozenset[str]:
    """Surnames of persons whose full name stands before any lone one of the body of the text ("Ford" is no person)."""
    full: dict[str, int] = {}
    for item in found:
        parts = names.person_parts(text[item.range.start : item.range.end]) if item.type == "PERSON" else None
        if parts is not None and parts.given:
            full.setdefault(parts.surname, item.range.start)
    first: dict[str, int] = {}
    for item in found:
        name = text[item.range.start : item.range.end]
        if name in full and item.range.start >= HEADLINE:
            first.setdefault(name, item.range.start)
    return frozenset(name for name, start in full.items() if start <= first.get(name, start))
