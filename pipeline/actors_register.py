"""The register of known actors: its model, its files (`models/actors/*.jsonl`) and how a name is looked up in it.

One actor a line. A file may be written by hand; `problems` says what is wrong with it, line by line.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline import names
from pipeline.errors import SettingsError
from pipeline.labels import EntityType
from pipeline.resources import models_dir

_Date = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class Role(BaseModel):
    """What a person is for a body, from when to when (ISO 8601 at the precision known; no `to`: still)."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    role: str = Field(min_length=1)
    organization: str = Field(min_length=1)
    start: _Date | None = Field(None, alias="from")
    end: _Date | None = Field(None, alias="to")

    def held_on(self, day: str | None) -> bool:
        """Whether the role was held on a date (ISO 8601, any precision); without a date only if it is still held."""
        if day is None:
            return self.end is None
        return (self.start is None or self.start[: len(day)] <= day) and (
            self.end is None or day[: len(self.end)] <= self.end
        )


class KnownActor(BaseModel):
    """One actor of the register."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=2, description="canonical name, as records will show it")
    type: EntityType
    aliases: tuple[str, ...] = Field((), description="other names and acronyms")
    external_id: str | None = Field(None, description="Wikidata QID or another register's id; only where sure")
    parent: str | None = Field(None, description="canonical name of the body it belongs to")
    country: str | None = Field(None, description="names that other countries have too count only in texts about it")
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a register, and where."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: line {self.line}: {self.reason}"


class Register:
    """Known actors by any of their names."""

    def __init__(self, actors: Iterable[KnownActor]) -> None:
        self.actors = tuple(actors)
        self._by_key: dict[str, list[KnownActor]] = defaultdict(list)
        self._by_surname: dict[str, list[KnownActor]] = defaultdict(list)
        for actor in self.actors:
            for key in {names.key(name) for name in (actor.name, *actor.aliases)}:
                self._by_key[key].append(actor)
            if actor.type == "PERSON":
                self._by_surname[names.key(names.person_parts(actor.name).surname)].append(actor)
        self.long_keys = sorted(key for key in self._by_key if len(key) >= 14 and " " in key)

    def called(self, name: str) -> list[KnownActor]:
        """Actors with this name or alias, whatever its case, articles, accents and legal form."""
        return self._by_key.get(names.key(name), [])

    def by_key(self, key: str) -> list[KnownActor]:
        """Actors with a name of this key."""
        return self._by_key.get(key, [])

    def surnamed(self, surname: str) -> list[KnownActor]:
        """Persons of this surname."""
        return self._by_surname.get(names.key(surname), [])


def register_files(paths: Iterable[str]) -> list[Path]:
    """The files meant: those given, or all that ship.

    Raises:
        SettingsError: a file given is not there.
    """
    given = [Path(path) for path in paths]
    for path in given:
        if not path.is_file():
            raise SettingsError(f"{path}: no such actor register. Correct `registers` under [actors] in the settings.")
    return given or sorted((models_dir() / "actors").glob("*.jsonl"))


def read_register(paths: Iterable[str] = ()) -> Register:
    """The register from `.jsonl` files; the ones that ship where none are given.

    Raises:
        SettingsError: a file is missing or has a problem; the message names the first one and its line.
    """
    files = register_files(paths)
    return _read(tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[str, int, int], ...]) -> Register:
    """The register of these files as they stand (time of change and size tell a changed file)."""
    actors: list[KnownActor] = []
    for path, _, _ in files:
        for found in _lines(Path(path)):
            if isinstance(found, Problem):
                raise SettingsError(f"{found}. Every problem of the file: onrecord actors check {path}")
            actors.append(found[1])
    return Register(actors)


def _lines(path: Path) -> Iterator[tuple[int, KnownActor] | Problem]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield number, KnownActor.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            yield Problem(str(path), number, f"not JSON: {error.msg} at column {error.colno}")
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            yield Problem(str(path), number, f"{where}: {first['msg']} (got {first['input']!r})")


def problems(path: Path) -> list[Problem]:
    """Everything wrong with a register file: lines, doubled names, aliases of two actors, ids, roles, parents.

    Raises:
        SettingsError: the file is not there.
    """
    if not path.is_file():
        raise SettingsError(f"{path}: no such actor register.")
    found: list[Problem] = []
    actors: list[tuple[int, KnownActor]] = []
    for item in _lines(path):
        if isinstance(item, Problem):
            found.append(item)
        else:
            actors.append(item)
    found += _doubled(path, actors)
    for number, actor in actors:
        found += [Problem(str(path), number, reason) for reason in _faults(actor)]
    return sorted(found, key=lambda problem: (problem.line, problem.reason))


def _doubled(path: Path, actors: list[tuple[int, KnownActor]]) -> Iterator[Problem]:
    owners: dict[str, dict[str, int]] = defaultdict(dict)
    for number, actor in actors:
        for name in {actor.name, *actor.aliases}:
            owners[names.key(name)].setdefault(actor.name, number)
    for number, name in ((n, name) for n, count in _names(actors).items() for name in count):
        yield Problem(str(path), number, f"{name!r} stands in the register twice")
    for key, holders in owners.items():
        if len(holders) > 1:
            listed = " and ".join(repr(name) for name in holders)
            yield Problem(str(path), max(holders.values()), f"{key!r} is a name of {listed}: it stays ambiguous")


def _names(actors: list[tuple[int, KnownActor]]) -> dict[int, list[str]]:
    seen: Counter[str] = Counter()
    twice: dict[int, list[str]] = defaultdict(list)
    for number, actor in actors:
        seen[actor.name] += 1
        if seen[actor.name] > 1:
            twice[number].append(actor.name)
    return twice


def _faults(actor: KnownActor) -> Iterator[str]:
    if actor.external_id is not None and not re.fullmatch(r"Q[1-9]\d*|[a-z]+:\S+", actor.external_id):
        yield f"external_id {actor.external_id!r} is no QID (Q123) and has no prefix (isni:…)"
    if actor.name in actor.aliases:
        yield f"{actor.name!r} is its own alias"
    if actor.parent == actor.name:
        yield f"{actor.name!r} is its own parent"
    if actor.roles and actor.type != "PERSON":
        yield f"{actor.name!r} is {actor.type} and has roles; only a PERSON has"
    for role in actor.roles:
        if role.start is not None and role.end is not None and role.end < role.start:
            yield f"role {role.role!r} ends ({role.end}) before it starts ({role.start})"
