"""Whom a person speaks for, where only coreference tells: "its chief, Reto Amsler", "the firm's founder, Ines Dahl"."""

from __future__ import annotations

import re

from pipeline.actors import is_speaking_role
from pipeline.annotations import Affiliation, Entity, Range

#: A possessor and a role right before a name.
_BEFORE = re.compile(r"(?P<whose>\b[Ii]ts\b|\b[Tt]heir\b|[’']s?(?=\s))\s+(?P<role>[\w’'&,/ -]{2,70}?),?\s+$")
#: A role right after a name and the body: "Dana Perino, the White House Press Secretary".
_AFTER = re.compile(r"\s+(?P<role>[A-Za-z][\w-]*(?:\s+[A-Za-z][\w-]*){0,3})")
_BODIES = frozenset({"ORG", "GROUP", "GPE", "FAC"})
_LOOK_BACK = 90


def affiliate_by_reference(text: str, entities: list[Entity]) -> None:
    """Add the affiliation of persons who have none and whose first names in the text state it by reference."""
    starts: dict[int, Entity] = {}
    ends: dict[int, Entity] = {}
    for entity in entities:
        if entity.type in _BODIES:
            for mention in entity.mentions:
                starts.setdefault(mention.range.start, entity)
                ends.setdefault(mention.range.end, entity)
    for person in entities:
        if person.type != "PERSON" or person.affiliations:
            continue
        for mention in [m for m in person.mentions if m.kind == "name"][:2]:
            found = _before(text, mention.range, starts, ends) or _after(text, mention.range, starts)
            if found is not None:
                person.affiliations.append(found)
                break


def _before(text: str, name: Range, starts: dict[int, Entity], ends: dict[int, Entity]) -> Affiliation | None:
    left = max(0, name.start - _LOOK_BACK)
    match = _BEFORE.search(text[left : name.start])
    if match is None or not is_speaking_role(match["role"]):
        return None
    at = left + match.start("whose")
    body = starts.get(at) if match["whose"][0].isalpha() else ends.get(at) or ends.get(left + match.end("whose"))
    if body is None:
        return None
    evidence = Range(left + match.start("role"), name.end)
    return Affiliation(body.name, match["role"], evidence)


def _after(text: str, name: Range, starts: dict[int, Entity]) -> Affiliation | None:
    opening = re.match(r",\s+(?:the\s+)?", text[name.end : name.end + 12])
    if opening is None:
        return None
    candidates = [starts.get(at) for at in (name.end + opening.end(), name.end + opening.end() - 4)]
    body = next((entity for entity in candidates if entity is not None), None)
    if body is None:
        return None
    end = next(
        m.range.end for m in body.mentions if m.range.start in (name.end + opening.end(), name.end + opening.end() - 4)
    )
    match = _AFTER.match(text, end)
    if match is None or not is_speaking_role(match["role"]):
        return None
    return Affiliation(body.name, match["role"], Range(name.start, match.end()))
