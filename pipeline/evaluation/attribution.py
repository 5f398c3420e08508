"""Attribution relations against gold, in the style of PolNeAR (Newell et al. 2018)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluation.scores import Count, Share

PARTS = ("source", "cue", "content")

Spans = Sequence[Sequence[int]]
Relation = Mapping[str, Any]


@dataclass(slots=True)
class AttributionScores:
    """relaxed: matched one to one where the contents' characters overlap by half of their union.

    `by_kind` is the recall of each kind; `source` the share of the matches whose source overlaps; `exact` counts span
    sets that are the same to the character.
    """

    relaxed: Count = field(default_factory=Count)
    by_kind: dict[str, Share] = field(default_factory=dict)
    source: Share = field(default_factory=Share)
    exact: dict[str, Count] = field(default_factory=lambda: {part: Count() for part in PARTS})
    errors: list[tuple[str, str, Relation | None, Relation | None]] = field(default_factory=list)

    def add_document(self, id_: str, gold: Sequence[Relation], predicted: Sequence[Relation]) -> None:
        """Match the relations of one document (source, cue, content: lists of [start, end)) and count them."""
        gold, predicted = [g for g in gold if g["content"]], [p for p in predicted if p["content"]]
        pairs = _match(gold, predicted)
        self.relaxed.gold += len(gold)
        self.relaxed.predicted += len(predicted)
        self.relaxed.right += len(pairs)
        for i, j in pairs.items():
            if gold[i]["source"]:
                same = bool(_characters(gold[i]["source"]) & _characters(predicted[j]["source"]))
                self.source.add(same)
                if not same:
                    self.errors.append(("source", id_, gold[i], predicted[j]))
        for i, relation in enumerate(gold):
            self.by_kind.setdefault(str(relation.get("kind")), Share()).add(i in pairs)
            if i not in pairs:
                self.errors.append((f"missed {relation.get('kind')}", id_, relation, None))
        found = set(pairs.values())
        self.errors += [("spurious", id_, None, p) for j, p in enumerate(predicted) if j not in found]
        for part, count in self.exact.items():
            expected, given = _span_sets(gold, part), _span_sets(predicted, part)
            count.gold += len(expected)
            count.predicted += len(given)
            count.right += len(expected & given)


def _match(gold: Sequence[Relation], predicted: Sequence[Relation]) -> dict[int, int]:
    """Gold index → predicted index, the greatest overlap first."""
    left = [_characters(g["content"]) for g in gold]
    right = [_characters(p["content"]) for p in predicted]
    overlaps = [
        (len(p & g) / len(p | g), j, i) for j, p in enumerate(right) for i, g in enumerate(left) if not p.isdisjoint(g)
    ]
    pairs: dict[int, int] = {}
    for overlap, j, i in sorted(overlaps, reverse=True):
        if overlap >= 0.5 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _characters(spans: Spans) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _span_sets(relations: Sequence[Relation], part: str) -> set[tuple[tuple[int, int], ...]]:
    return {tuple((start, end) for start, end in r[part]) for r in relations if r.get(part)}
