"""Small linear models that weigh the rules: which form, which voice, whether a polarity or a place can be trusted.

Their weights lie in `models/stance/weights.json`, fitted by `pipeline.training.stance` on the training half of the
gold. Without the file the rules decide alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from math import exp, log
from typing import TypedDict

from pipeline.resources import models_dir


class Model(TypedDict):
    """The linear model of one task: its labels, and by feature a weight for each ("bias" counts always)."""

    labels: list[str]
    weights: dict[str, list[float]]


@cache
def _shipped() -> dict[str, Model]:
    path = models_dir() / "stance" / "weights.json"
    if not path.is_file():
        return {}
    loaded: dict[str, Model] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


_lent: list[dict[str, Model]] = []


@contextmanager
def weighed_by(models: dict[str, Model]) -> Iterator[None]:
    """Other models than those that ship, for as long as the context lasts. For training and measuring."""
    _lent.append(models)
    try:
        yield
    finally:
        _lent.pop()


def distribution(task: str, features: Iterable[str]) -> dict[str, float]:
    """Probabilities of the labels of a task for these features; empty where no weights are there.

    Args:
        task: form, voice, stance or site.
        features: names; unknown ones count nothing.
    """
    model = (_lent[-1] if _lent else _shipped()).get(task)
    if not model:
        return {}
    weights = model["weights"]
    known = [weights["bias"], *filter(None, map(weights.get, features))]
    scores = [sum(column) for column in zip(*known, strict=True)]
    return _normalised(model["labels"], scores)


def _normalised(labels: list[str], scores: list[float]) -> dict[str, float]:
    """Scores (logarithms) → probabilities."""
    top = max(scores)
    grown = [exp(score - top) for score in scores]
    total = sum(grown)
    return {label: value / total for label, value in zip(labels, grown, strict=True)}


def fused(*parts: tuple[dict[str, float], float]) -> dict[str, float]:
    """The normalised product of distributions, each raised to its weight; empty ones are left out."""
    labels = sorted({label for part, _ in parts for label in part})
    if not labels:
        return {}
    scores = [0.0] * len(labels)
    for part, weight in parts:
        if part:
            known = [part.get(label, 0.0) for label in labels]
            scores = [s + weight * log(p if p > 1e-4 else 1e-4) for s, p in zip(scores, known, strict=True)]
    return _normalised(labels, scores)


def best(distribution_: dict[str, float]) -> tuple[str | None, float]:
    """The likeliest label (ties by name) and its probability."""
    if not distribution_:
        return None, 0.0
    label = max(distribution_, key=lambda key: (distribution_[key], key))
    return label, distribution_[label]
