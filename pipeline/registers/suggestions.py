"""Proposals for the actor register: actors that records name again and again and the register does not know."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import names
from pipeline.actors_register import Register, read_register
from pipeline.records import Entity, Record
from pipeline.store import read_records

_TYPES = frozenset({"PERSON", "ORG"})


@dataclass(slots=True)
class Suggestion:
    """One proposed entry: its names, in how many documents it stands, and sentences that show it.

    `merge_with` is the canonical name of a known or proposed actor that this one may be.
    """

    name: str
    type: str
    documents: int
    aliases: list[str] = field(default_factory=list)
    merge_with: str | None = None
    examples: list[str] = field(default_factory=list)

    def entry(self) -> dict[str, object]:
        """The line to put into a register once somebody has looked at it."""
        return {"name": self.name, "type": self.type, **({"aliases": self.aliases} if self.aliases else {})}


def suggest(
    folder: str | Path, *, registers: Iterable[str] = (), least: int = 2, examples: int = 3
) -> list[Suggestion]:
    """Actors of the records in `folder` that the register does not know, most frequent first.

    Args:
        folder: output of a run.
        registers: register files; default: those that ship.
        least: in how many documents an actor must stand.
        examples: how many example sentences to give with each.
    """
    known = read_register(registers)
    groups: dict[tuple[str, str], list[tuple[Entity, Record]]] = defaultdict(list)
    for record in read_records(Path(folder)):
        for entity in record.entities:
            if entity.type in _TYPES and entity.mentions[0].kind == "name" and not known.called(entity.name):
                groups[(entity.type, names.key(entity.name))].append((entity, record))
    found = [
        _suggestion(group, examples) for group in groups.values() if len({r.document.id for _, r in group}) >= least
    ]
    found.sort(key=lambda s: (-s.documents, s.name))
    for number, suggestion in enumerate(found):
        suggestion.merge_with = _like(suggestion, known, found[:number])
    return found


def _suggestion(group: list[tuple[Entity, Record]], examples: int) -> Suggestion:
    counted = Counter(entity.name for entity, _ in group)
    name = max(counted, key=lambda n: (counted[n], len(n), n))
    aliases = sorted({a for entity, _ in group for a in (entity.name, *entity.aliases)} - {name})
    sentences = []
    for entity, record in group[:examples]:
        mention = entity.mentions[0]
        sentences.append(f"{record.document.id}: {_around(record.document.text, mention.start, mention.end)}")
    return Suggestion(name, group[0][0].type, len({r.document.id for _, r in group}), aliases, None, sentences)


def _around(text: str, start: int, end: int, width: int = 90) -> str:
    return " ".join(text[max(0, start - width) : end + width].split())


def _like(one: Suggestion, known: Register, others: list[Suggestion]) -> str | None:
    """A known or more frequent actor that may be the same."""
    candidates: Iterator[tuple[str, str]] = iter(
        [(a.name, a.type) for a in known.actors] + [(s.name, s.type) for s in others]
    )
    for name, type_ in candidates:
        if type_ != one.type:
            continue
        if type_ == "PERSON" and names.person_parts(one.name).given and names.same_person(name, one.name):
            return name
        if type_ == "ORG" and names.same_organization(name, one.name):
            return name
    return None


def write_suggestions(suggestions: Iterable[Suggestion], path: str | Path) -> Path:
    """Writes proposals as a file to edit: keep the lines wanted, drop `documents`, `merge_with` and `examples`, check.

    Returns:
        The file written.
    """
    path = Path(path)
    lines = (
        json.dumps(
            {
                **suggestion.entry(),
                "documents": suggestion.documents,
                "merge_with": suggestion.merge_with,
                "examples": suggestion.examples,
            },
            ensure_ascii=False,
        )
        for suggestion in suggestions
    )
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path
