"""Small linear models that weigh the rules: which form, which voice, whether a polarity or a place can be trusted.

Their weights lie in `models/stance/weights.json` (feature → weight by label), fitted by `pipeline.training.stance` on
the training half of the gold. Without the file the rules decide alone.
"""

from __future__ import annotations

import json
from functools import cache
from math import exp, log

from pipeline.resources import models_dir

Weights = dict[str, dict[str, float]]


@cache
def _models() -> dict[str, Weights]:
    path = models_dir() / "stance" / "weights.json"
    if not path.is_file():
        return {}
    loaded: dict[str, Weights] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def distribution(task: str, features: list[str]) -> dict[str, float]:
    """Probabilities of the labels of a task for these features; empty where no weights are there.

    Args:
        task: form, voice, polarity or site.
        features: names; unknown ones count nothing.
    """
    weights = _models().get(task)
    if not weights:
        return {}
    scores = dict(weights["bias"])
    for feature in features:
        for label, weight in weights.get(feature, {}).items():
            scores[label] += weight
    top = max(scores.values())
    total = sum(exp(score - top) for score in scores.values())
    return {label: exp(score - top) / total for label, score in scores.items()}


def fused(*parts: tuple[dict[str, float], float]) -> dict[str, float]:
    """The normalised product of distributions, each raised to its weight; empty ones are left out."""
    labels = sorted({label for part, _ in parts for label in part})
    if not labels:
        return {}
    scores = {
        label: sum(weight * log(max(part.get(label, 0.0), 1e-4)) for part, weight in parts if part) for label in labels
    }
    top = max(scores.values())
    total = sum(exp(score - top) for score in scores.values())
    return {label: exp(score - top) / total for label, score in scores.items()}


def best(distribution_: dict[str, float]) -> tuple[str | None, float]:
    """The likeliest label (ties by name) and its probability."""
    if not distribution_:
        return None, 0.0
    label = max(distribution_, key=lambda key: (distribution_[key], key))
    return label, distribution_[label]
