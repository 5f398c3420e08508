"""The stance lexicon: what each entry means (form, polarity, slots) and how it is looked up.

The entries are data in `pipeline/resources/stance/`: `verbs.txt`, `predicates.txt` (adjectives and nouns) and
`operators.txt` (words that turn, carry or hedge the stance of what stands under them).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.resources import resource_text

_HEAD = re.compile(r"^\[(?P<words>[^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Frame:
    """What an entry says: its form and polarity, and where holder, target and addressee stand.

    `pos` is verb, adjective or noun; `stance` is support, oppose, neutral or complement (the polarity of the
    predicate decides: "call it a mess"); `targets` are slots in order of preference.
    """

    pos: str
    form: str
    stance: str
    holder: str
    targets: tuple[str, ...]
    addressee: str | None = None

    @property
    def sign(self) -> int:
        """+1 support, -1 oppose, 0 where the entry alone does not say."""
        return {"support": 1, "oppose": -1}.get(self.stance, 0)


#: Frames of clauses that demand or promise by their grammar alone; the verb phrase itself is read.
GENERIC = {
    "demand": Frame("verb", "demand", "support", "speaker", ("phrase",)),
    "commitment": Frame("verb", "commitment", "support", "subj", ("phrase",)),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One lexicon entry: its words (lemmas, in order) and its frame."""

    words: tuple[str, ...]
    frame: Frame


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of (head, entry text): every entry with the bracketed head it stands under."""
    head = ""
    for line in text.splitlines():
        found = _HEAD.match(line)
        if found:
            head = found["words"]
        elif head and line and not line.startswith("#"):
            for entry in line.split(" ; "):
                yield head, entry.strip(" ;")


def _frame(head: str, *, pos: str | None) -> Frame:
    words = head.split()
    if pos is None:
        pos, words = words[0], words[1:]
    form, stance, *slots = words
    named = dict(slot.split("=", 1) for slot in slots)
    return Frame(
        pos, form, stance, named.get("holder", "subj"), tuple(named["target"].split(",")), named.get("addressee")
    )


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """All entries by their first word, longer ones first, else in file order."""
    found: dict[str, list[Entry]] = {}
    for file, pos in (("verbs", "verb"), ("predicates", None)):
        for head, words in _blocks(resource_text(f"stance/{file}.txt")):
            entry = Entry(tuple(words.replace("-", " - ").split()), _frame(head, pos=pos))
            found.setdefault(entry.words[0], []).append(entry)
    return {word: tuple(sorted(group, key=lambda e: -len(e.words))) for word, group in found.items()}


def size() -> int:
    """How many entries the lexicon has."""
    return sum(len(group) for group in entries().values())


@cache
def operators(kind: str) -> frozenset[str]:
    """The operator words of one kind: negator, reverser, carrier, pursuer, hedge, forecast, condition, reason."""
    return frozenset(
        word.split(":")[0] for head, word in _blocks(resource_text("stance/operators.txt")) if head == kind
    )


@cache
def instruments(kind: str) -> dict[str, str]:
    """Noun → instrument, for `banned-nouns`, `undone-nouns` (support opposes what they cover) or `instruments`."""
    pairs = (word.split(":") for head, word in _blocks(resource_text("stance/operators.txt")) if head == kind)
    return {pair[0]: pair[1] for pair in pairs}


@cache
def word_group(name: str) -> frozenset[str]:
    """A named group of nouns in `nouns.txt`: what names an actor, a measure, …"""
    return frozenset(word for head, word in _blocks(resource_text("stance/nouns.txt")) if head == name)
