"""The cue lexicon: which words attribute, of what type they are and what they take as content."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.resources import resource_text, word_list

_TABLE = "attribution_cues.tsv"
_PARTS = {"v": "VERB", "n": "NOUN", "a": "ADJ"}


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue word in one part of speech. `completions` are prepositions that complete an object ("describe X as Y"),
    `completed` says that the object is no content without; `prepositions` are those whose object is the content
    ("call for X"). A noun that is `supported` is a cue only as a verb's object ("express support for X")."""

    lemma: str
    part: str
    type: str
    polarity: str
    quotation: bool
    clause: bool
    infinitive: bool
    object: bool
    object_infinitive: bool
    completions: frozenset[str]
    completed: bool
    prepositions: frozenset[str]
    supported: bool


@cache
def cues() -> dict[tuple[str, str], Cue]:
    """(lemma, part of speech: VERB, NOUN or ADJ) → cue."""
    found: dict[tuple[str, str], Cue] = {}
    for line in resource_text(_TABLE).splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        lemmas, part, kind, polarity, *rest = line.rstrip().split("\t")
        frames = rest[0].split() if rest else []
        for lemma in lemmas.split("/"):
            found[lemma, _PARTS[part]] = _cue(lemma, _PARTS[part], kind, polarity, frames)
    return found


def _cue(lemma: str, part: str, kind: str, polarity: str, frames: list[str]) -> Cue:
    completions = frozenset(frame[2:] for frame in frames if frame.startswith(("o+", "o=")))
    return Cue(
        lemma=lemma,
        part=part,
        type=kind,
        polarity=polarity,
        quotation="q" in frames,
        clause="c" in frames,
        infinitive="x" in frames,
        object="o" in frames or (bool(completions) and "p:to" not in frames),
        object_infinitive="ox" in frames,
        completions=completions,
        completed=any(frame.startswith("o=") for frame in frames),
        prepositions=frozenset(frame[2:] for frame in frames if frame.startswith("p:")),
        supported="s" in frames,
    )


@cache
def lemmas() -> frozenset[str]:
    """Every lemma of the lexicon, for a first look."""
    return frozenset(lemma for lemma, _ in cues())


@cache
def phrases(name: str) -> frozenset[str]:
    """A word list of this stage, lower case."""
    return frozenset(line.casefold() for line in word_list(name))


def titles() -> frozenset[str]:
    """Titles and roles of persons, lower case."""
    return phrases("attribution_titles.txt")
