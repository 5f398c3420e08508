"""Codebooks: the user's lists of concepts, what words mean them, and concepts proposed from what no list covers.

A codebook is a YAML file: `id`, `label` and `concepts`, each with `id`, `label`, `patterns` and optionally
`description`, `parent`, `axis` and `direction` (+1: supporting the concept moves up the axis, -1: down). A pattern is a
phrase; `*` stands for any ending of a word, `…` for up to four words between. Case does not matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import SettingsError
from pipeline.resources import models_dir

UNLISTED = "unlisted"
#: By how many letters the first words of patterns are looked up.
_STEM = 3
_WORD_START = re.compile(r"\b\w")


class Concept(BaseModel):
    """One concept of a codebook."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")
    label: str
    description: str = ""
    patterns: tuple[str, ...] = Field(min_length=1)
    parent: str | None = None
    axis: str | None = None
    direction: Literal[-1, 1] | None = None


class Book(BaseModel):
    """One codebook file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    label: str
    description: str = ""
    concepts: tuple[Concept, ...]


class Proposal(BaseModel):
    """A concept proposed from subjects that no codebook covers: the words they share, how many, and examples."""

    model_config = ConfigDict(frozen=True)

    words: str
    count: int
    examples: tuple[str, ...]


def _regex(pattern: str) -> str:
    words = []
    for word in pattern.split():
        if word == "…":
            words.append(r"(?:\S+\s+){0,4}?")
            continue
        plain = re.escape(word).replace(r"\*", r"\w*")
        words.append(plain + r"(?:'s|’s)?" + r"[\s\-‐-―]+")
    joined = "".join(words)
    return r"\b" + joined.removesuffix(r"[\s\-‐-―]+") + r"\b"


class Codebook:
    """All concepts of one or more codebooks, ready to look words up."""

    def __init__(self, books: Sequence[Book]) -> None:
        self.books = tuple(books)
        self.concepts = {concept.id: concept for book in books for concept in book.concepts}
        self._patterns = [
            re.compile("|".join(f"(?:{_regex(pattern)})" for pattern in concept.patterns), re.IGNORECASE)
            for concept in self.concepts.values()
        ]
        # A pattern matches only where its first word (up to a wildcard) begins a word: far cheaper to look for.
        self._openings: dict[str, list[tuple[str, int]]] = {}
        self._always: set[int] = set()
        for place, concept in enumerate(self.concepts.values()):
            for opening in sorted({pattern.split()[0].split("*")[0].lower() for pattern in concept.patterns}):
                if _WORD_START.match(opening):
                    self._openings.setdefault(opening[:_STEM], []).append((opening, place))
                else:
                    self._always.add(place)
        self._stems = sorted({len(stem) for stem in self._openings})

    def concept(self, *texts: str) -> str:
        """The concept whose words stand in the first of the texts that has any; the longest match wins.

        Returns:
            Its id, or "unlisted".
        """
        ids = tuple(self.concepts)
        for text in texts:
            best, size = UNLISTED, 0
            for place in self._possible(text.lower()):
                for found in self._patterns[place].finditer(text):
                    if found.end() - found.start() > size:
                        best, size = ids[place], found.end() - found.start()
            if size:
                return best
        return UNLISTED

    def _possible(self, low: str) -> list[int]:
        """The places of the concepts that have a pattern whose first word a lower-case text has, in order."""
        places = set(self._always)
        for word in _WORD_START.finditer(low):
            at = word.start()
            for length in self._stems:
                for opening, place in self._openings.get(low[at : at + length], ()):
                    if low.startswith(opening, at):
                        places.add(place)
        return sorted(places)


def shipped_codebooks() -> list[Path]:
    """The codebooks that ship, by name."""
    return sorted((models_dir() / "codebooks").glob("*.yaml"))


def read_codebook(path: Path) -> Book:
    """One codebook file.

    Raises:
        SettingsError: it is missing, is no YAML, has a field that is not allowed, or names a parent it does not hold.
    """
    try:
        raw: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such codebook. Leave claims.codebooks empty for the ones that ship.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid YAML: {error}. A codebook is a mapping; see docs/stance.md") from error
    try:
        book = Book.model_validate(raw)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']} (got {e['input']!r})" for e in error.errors())
        raise SettingsError(
            f"{path}: {problems}. Fields of a concept: id, label, patterns, …; see docs/stance.md"
        ) from error
    ids = [concept.id for concept in book.concepts]
    twice = sorted(id_ for id_, n in Counter(ids).items() if n > 1)
    if twice:
        raise SettingsError(f"{path}: concept ids used twice: {', '.join(twice)}. Give each concept its own id.")
    for concept in book.concepts:
        if concept.parent is not None and concept.parent not in ids:
            raise SettingsError(
                f"{path}: concept {concept.id!r} has parent {concept.parent!r}, which is not in this codebook."
            )
    return book


def load_codebooks(paths: Sequence[Path] = ()) -> Codebook:
    """The codebooks at these paths; without any, the ones that ship."""
    return Codebook([read_codebook(path) for path in (paths or shipped_codebooks())])


_STOP = frozenset(
    """a an the of on in for to by and or its their his her our your this that these those with from at as is are be
    been it they he she we all any such other into over under than then not will would should must can could new more
    s u.s us no use i my who which""".split()
)


def _terms(subject: str) -> list[str]:
    """Content words of a subject and pairs of neighbours, lower case, without endings of number."""
    words = [w.lower() for w in re.findall(r"[^\W_][\w.&'’-]*", subject)]
    words = [w.removesuffix("'s").removesuffix("’s").rstrip(".") for w in words]
    kept = [w[:-1] if len(w) > 4 and w.endswith("s") and not w.endswith("ss") else w for w in words if w not in _STOP]
    return [" ".join(pair) for pair in pairwise(kept)] + kept


def suggest(subjects: Iterable[str], *, floor: int = 5, limit: int = 50) -> list[Proposal]:
    """Groups subjects that no codebook covers into proposed concepts.

    The commonest pair of words (then single word) shared by at least `floor` subjects makes a group; its subjects are
    taken out, and so on. Deterministic: ties go to the alphabet.

    Args:
        subjects: normal-form subjects of unlisted claims, one a claim.
        floor: the fewest claims that make a concept (1 or more).
        limit: the most concepts to propose.
    """
    left = [(subject, set(_terms(subject))) for subject in subjects]
    found: list[Proposal] = []
    while len(found) < limit:
        counts = Counter(term for _, terms in left for term in terms)
        ready = [(n * (2 if " " in term else 1), term) for term, n in counts.items() if n >= floor]
        if not ready:
            break
        _, term = min(ready, key=lambda pair: (-pair[0], pair[1]))
        members = [subject for subject, terms in left if term in terms]
        examples = tuple(subject for subject, _ in sorted(Counter(members).items(), key=lambda p: (-p[1], p[0]))[:5])
        found.append(Proposal(words=term, count=len(members), examples=examples))
        left = [(subject, terms) for subject, terms in left if term not in terms]
    return found
