"""Entities against annotated sets, beside the bare base model: mentions of named actors and places, and their clusters.

Types map to three: person, organization, place. GUM has them by these names, MEANTIME as PER, ORG, LOC; of ours and the
base model's, PERSON is a person, ORG an organization, and GPE, LOC and FAC are places. Only named mentions count. A
mention is right if its type is and its span, leading article, title and possessive aside. The base model's clusters are
its equal names.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from pipeline import names
from pipeline.annotations import Entity

_TYPES = {
    "person": "person", "organization": "organization", "place": "place", "PER": "person", "ORG": "organization",
    "LOC": "place", "PERSON": "person", "GPE": "place", "FAC": "place",
}  # fmt: skip
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 with their counts."""

    correct: float
    predicted: float
    gold: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.correct / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


def bare(text: str, span: Span) -> Span:
    """A mention without leading article, title and closing possessive, as code points `[start, end)`."""
    start, end = span
    while match := re.match(r"(?:the|an?)\s+", text[start:end], re.I):
        start += match.end()
    end = start + len(names.without_possessive(text[start:end]))
    words = text[start:end].split(" ")
    skip = names.leading_title(tuple(w.lower().replace(".", "") for w in words))
    if 0 < skip < len(words):
        start += len(" ".join(words[:skip])) + 1
    return start, end


def gold_mentions(row: Mapping[str, object]) -> dict[Span, str]:
    """Named mentions of persons, organisations and places of one row of `entities_gum` or `entities_meantime`."""
    text, found = str(row["text"]), {}
    for item in row["entities"]:  # type: ignore[attr-defined]
        kind = _TYPES.get(item["label"])
        if kind is not None and item["named"]:
            found[bare(text, (item["start"], item["end"]))] = kind
    return found


def our_mentions(text: str, entities: list[Entity]) -> dict[Span, str]:
    """Named mentions of the stages' entities."""
    return {
        bare(text, (m.range.start, m.range.end)): _TYPES[e.type]
        for e in entities
        if e.type in _TYPES and not e.members
        for m in e.mentions
        if m.kind == "name"
    }


def base_mentions(doc: Doc) -> dict[Span, str]:
    """Named mentions of the base model."""
    return {bare(doc.text, (e.start_char, e.end_char)): _TYPES[e.label_] for e in doc.ents if e.label_ in _TYPES}


def mention_score(predicted: Mapping[Span, str], gold: Mapping[Span, str], *, until: int | None = None) -> Score:
    """Mentions with the right span and type. `until`: code point where the annotation ends."""
    if until is not None:
        predicted = {span: kind for span, kind in predicted.items() if span[1] <= until}
    return Score(sum(gold.get(span) == kind for span, kind in predicted.items()), len(predicted), len(gold))


def b_cubed(predicted: Mapping[Span, Hashable], gold: Mapping[Span, Hashable]) -> tuple[float, float]:
    """Sums of B³ precision over the predicted and of B³ recall over the gold mentions (divide by their numbers)."""
    ours, theirs = _clusters(predicted), _clusters(gold)
    precision = recall = 0.0
    for span in predicted.keys() & gold.keys():
        one, other = ours[predicted[span]], theirs[gold[span]]
        precision += len(one & other) / len(one)
        recall += len(one & other) / len(other)
    return precision, recall


def _clusters(of: Mapping[Span, Hashable]) -> dict[Hashable, set[Span]]:
    found: dict[Hashable, set[Span]] = defaultdict(set)
    for span, cluster in of.items():
        found[cluster].add(span)
    return found


def rows(path: Path, genres: frozenset[str] | None = None) -> Iterator[dict[str, object]]:
    """The documents of a set, of some genres."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if genres is None or row.get("genre") in genres:
                yield row
