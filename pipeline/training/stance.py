"""Fits the small linear models of the stance stage on gold claims (`models/stance/weights.json`).

Four tasks: `form` and `voice` of a claim, `polarity` (whether the sign of the rules is right), `site` (whether a place
where the rules see a claim is one). Multinomial logistic regression with an L2 penalty; deterministic.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from spacy.tokens import Doc

from pipeline.annotations import Range
from pipeline.stages.stance import context as contexts
from pipeline.stages.stance.features import holder_features, place_features, reading_features
from pipeline.stages.stance.reader import draft, find_holders
from pipeline.stages.stance.sites import find_sites

Example = tuple[list[str], str]


def examples(doc: Doc, claims: Sequence[dict[str, Any]]) -> dict[str, list[Example]]:
    """The examples of every task in one document that has been through the stages before `stance`."""
    context = contexts.build(doc)
    found: dict[str, list[Example]] = {"form": [], "voice": [], "polarity": [], "site": []}
    for claim in claims:
        evidence = Range(claim["evidence"]["start"], claim["evidence"]["end"])
        drafted = draft(context, evidence, None)
        shape = [*reading_features(drafted.reading, drafted.act), *place_features(context, evidence)]
        found["form"].append((shape, claim["form"]))
        who = find_holders(context, drafted, None)
        found["voice"].append((holder_features(context, who, claim["form"], evidence) + shape, claim["attribution"]))
        if drafted.reading is not None and drafted.reading.sign and claim["stance"] in {"support", "oppose"}:
            sign = {1: "support", -1: "oppose"}[drafted.reading.sign]
            found["polarity"].append((shape, "right" if sign == claim["stance"] else "wrong"))
    spans = [Range(c["evidence"]["start"], c["evidence"]["end"]) for c in claims]
    for site in find_sites(context, threshold=0.0).found:
        drafted = draft(context, site, None)
        who = find_holders(context, drafted, None)
        shape = [*reading_features(drafted.reading, drafted.act), *place_features(context, site)]
        hit = any(_overlap(site, span) >= 0.5 for span in spans)
        found["site"].append(
            (shape + holder_features(context, who, drafted.act.form, site), "claim" if hit else "none")
        )
    return found


def _overlap(one: Range, other: Range) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / max(1, min(one.end - one.start, other.end - other.start))


def fit(data: Sequence[Example], *, penalty: float = 1.0, floor: int = 3, keep: float = 0.02) -> dict[str, Any]:
    """Weights by feature and label.

    Args:
        penalty: strength of the L2 penalty (greater is smoother).
        floor: a feature seen less often is left out.
        keep: weights nearer to zero are left out.
    """
    counts = Counter(feature for features, _ in data for feature in set(features))
    names = ["bias", *sorted(name for name, n in counts.items() if n >= floor)]
    index = {name: i for i, name in enumerate(names)}
    labels = sorted({label for _, label in data})
    matrix = np.zeros((len(data), len(names)))
    matrix[:, 0] = 1
    for row, (features, _) in enumerate(data):
        for feature in features:
            if feature in index:
                matrix[row, index[feature]] = 1
    wanted = np.array([labels.index(label) for _, label in data])
    weights = _optimum(matrix, wanted, len(labels), penalty)
    table = {
        name: {label: round(float(weights[i, k]), 3) for k, label in enumerate(labels)} for name, i in index.items()
    }
    return {name: row for name, row in table.items() if name == "bias" or max(map(abs, row.values())) >= keep}


def _optimum(
    matrix: npt.NDArray[np.float64], wanted: npt.NDArray[np.int64], labels: int, penalty: float
) -> npt.NDArray[np.float64]:
    """The weights (features, labels) that minimise the penalised loss."""
    one_hot = np.eye(labels)[wanted]

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights = flat.reshape(matrix.shape[1], labels)
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        likely /= likely.sum(axis=1, keepdims=True)
        smooth = weights.copy()
        smooth[0] = 0
        value = -np.log(np.maximum((likely * one_hot).sum(axis=1), 1e-12)).sum() + penalty / 2 * (smooth**2).sum()
        gradient = matrix.T @ (likely - one_hot) + penalty * smooth
        return float(value), gradient.ravel()

    start = np.zeros(matrix.shape[1] * labels)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return np.asarray(found.x).reshape(matrix.shape[1], labels)


def train(docs: Iterable[tuple[Doc, Sequence[dict[str, Any]]]], path: Path, *, penalty: float = 1.0) -> dict[str, int]:
    """Fits all tasks and writes the weights.

    Args:
        docs: documents through the stages before `stance`, each with its gold claims.

    Returns:
        The number of examples by task.
    """
    data: dict[str, list[Example]] = {}
    for doc, claims in docs:
        for task, found in examples(doc, claims).items():
            data.setdefault(task, []).extend(found)
    path.parent.mkdir(parents=True, exist_ok=True)
    weights = {task: fit(found, penalty=penalty) for task, found in data.items() if found}
    lines = [
        f" {json.dumps(task)}: {{\n"
        + ",\n".join(f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(row)}" for name, row in table.items())
        + "\n }"
        for task, table in weights.items()
    ]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return {task: len(found) for task, found in data.items()}
