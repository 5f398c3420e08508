"""Entities against gold: mentions, and which mention belongs to which actor.

B³ (Bagga & Baldwin 1998) is computed over the mentions that gold and prediction share or miss: a mention that only one
side has counts against precision or recall.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.evaluation.scores import Count

Span = tuple[int, int]
_ARTICLES = ("the ", "a ", "an ", "The ", "A ", "An ")


@dataclass(slots=True)
class EntityScores:
    """`mentions`: same span (leading article aside) and type; `b3_*`: sums of per-mention shares; `names`: canonical
    names of persons and organisations that are exactly right."""

    mentions: Count = field(default_factory=Count)
    names: Count = field(default_factory=Count)
    b3_precision: float = 0.0
    b3_recall: float = 0.0
    b3_gold: int = 0
    b3_predicted: int = 0
    errors: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def b3(self) -> tuple[float, float, float]:
        """B³ precision, recall and F1."""
        precision = self.b3_precision / self.b3_predicted if self.b3_predicted else 0.0
        recall = self.b3_recall / self.b3_gold if self.b3_gold else 0.0
        return precision, recall, f1(precision, recall)

    def add_document(
        self,
        id_: str,
        text: str,
        gold: Mapping[str, tuple[str, Sequence[Span]]],
        predicted: Mapping[str, tuple[str, Sequence[Span]]],
    ) -> None:
        """Count one document. Both sides: canonical name → (type, mentions as [start, end) code points)."""
        left, right = _by_mention(text, gold), _by_mention(text, predicted)
        typed_left = {(span, kind) for span, (_, kind) in left.items()}
        typed_right = {(span, kind) for span, (_, kind) in right.items()}
        self.mentions.gold += len(typed_left)
        self.mentions.predicted += len(typed_right)
        self.mentions.right += len(typed_left & typed_right)
        self.errors += [("missed", id_, f"{text[s:e]} {k}") for (s, e), k in sorted(typed_left - typed_right)]
        self.errors += [("spurious", id_, f"{text[s:e]} {k}") for (s, e), k in sorted(typed_right - typed_left)]
        expected = {name for name, (kind, _) in gold.items() if kind in ("PERSON", "ORG")}
        given = {name for name, (kind, _) in predicted.items() if kind in ("PERSON", "ORG")}
        self.names.gold += len(expected)
        self.names.predicted += len(given)
        self.names.right += len(expected & given)
        self._add_b3(left, right)

    def _add_b3(self, left: dict[Span, tuple[str, str]], right: dict[Span, tuple[str, str]]) -> None:
        self.b3_gold += len(left)
        self.b3_predicted += len(right)
        precision, recall = b_cubed(
            {span: name for span, (name, _) in right.items()}, {span: name for span, (name, _) in left.items()}
        )
        self.b3_precision += precision
        self.b3_recall += recall


def b_cubed(predicted: Mapping[Span, Hashable], gold: Mapping[Span, Hashable]) -> tuple[float, float]:
    """Sums of B³ precision over the predicted and of B³ recall over the gold mentions (divide by their numbers).

    Both: mention as `[start, end)` → its cluster.
    """
    ours, theirs = _clusters(predicted), _clusters(gold)
    precision = recall = 0.0
    for span in predicted.keys() & gold.keys():
        one, other = ours[predicted[span]], theirs[gold[span]]
        shared = len(one & other)
        precision += shared / len(one)
        recall += shared / len(other)
    return precision, recall


def f1(precision: float, recall: float) -> float:
    """Harmonic mean of the two."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _by_mention(text: str, entities: Mapping[str, tuple[str, Sequence[Span]]]) -> dict[Span, tuple[str, str]]:
    return {_without_article(text, span): (name, kind) for name, (kind, spans) in entities.items() for span in spans}


def _without_article(text: str, span: Span) -> Span:
    start, end = span
    for article in _ARTICLES:
        if text.startswith(article, start) and start + len(article) < end:
            return start + len(article), end
    return start, end


def _clusters(of: Mapping[Span, Hashable]) -> dict[Hashable, set[Span]]:
    found: dict[Hashable, set[Span]] = {}
    for span, cluster in of.items():
        found.setdefault(cluster, set()).add(span)
    return found
