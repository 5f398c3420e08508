"""`python -m pipeline.training.stance`: fit the small linear models of the stance stage (`models/stance/weights.json`).

Four tasks: `form`, `voice` and `stance` of a claim, `site` (whether a place where the rules see a claim is one).
Multinomial logistic regression with an L2 penalty; deterministic.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.tokens import Doc

from pipeline.annotations import Metadata, Range
from pipeline.assembly import build_nlp, make_doc
from pipeline.settings import EncoderSettings, Settings
from pipeline.stages import STAGES
from pipeline.stages.stance import context as contexts
from pipeline.stages.stance.features import holder_features
from pipeline.stages.stance.learned import Model, weighed_by
from pipeline.stages.stance.reader import draft, find_holders
from pipeline.stages.stance.sites import find_sites
from pipeline.stages.stance.toward import path_features
from pipeline.training.examples import gold_rows

#: What a linear model learns from: names of features, and the label.
Example = tuple[list[str], str]
#: The examples of one document by task.
Material = dict[str, list[Example]]
#: The L2 penalty by task (greater is smoother).
PENALTY = {"form": 6.0, "voice": 4.0, "stance": 4.0, "site": 1.0}


def material(rows: Iterable[dict[str, Any]]) -> list[Material]:
    """The examples of gold documents, one entry a document: what the rules see of them, without the encoder."""
    late = ("onrecord_encoder", "onrecord_stance", "onrecord_confidence")
    settings = Settings(encoder=EncoderSettings(enabled=False))
    nlp = build_nlp(settings, only=tuple(name for name in STAGES if name not in late))
    rows = list(rows)
    docs = (make_doc(nlp, row["text"], metadata(row)) for row in rows)
    with weighed_by({}):
        return [examples(doc, row["claims"]) for row, doc in zip(rows, nlp.pipe(docs), strict=True)]


def metadata(row: dict[str, Any]) -> Metadata:
    """What a gold row says of its document."""
    return Metadata(id=row["doc_id"], published=row["published"], issuer=row["issuer"], title=row["title"])


def examples(doc: Doc, claims: Sequence[dict[str, Any]]) -> Material:
    """The examples of every task in one document that has been through the stages before `stance`."""
    context = contexts.build(doc)
    found: Material = {task: [] for task in PENALTY}
    for claim in claims:
        evidence = Range(claim["evidence"]["start"], claim["evidence"]["end"])
        drafted = draft(context, evidence, None)
        found["form"].append((drafted.shape + drafted.words, claim["form"]))
        target = Range(claim["target"]["start"], claim["target"]["end"])
        toward = drafted.words + path_features(context, drafted.reading, evidence, target)
        found["stance"].append((toward, claim["stance"]))
        who = find_holders(context, drafted, None)
        found["voice"].append(
            (holder_features(context, who, claim["form"], evidence) + drafted.shape, claim["attribution"])
        )
    spans = [Range(c["evidence"]["start"], c["evidence"]["end"]) for c in claims]
    for site in find_sites(context, threshold=0.0).found:
        drafted = draft(context, site, None)
        who = find_holders(context, drafted, None)
        hit = any(site.shared(span) >= 0.5 for span in spans)
        found["site"].append(
            (drafted.shape + holder_features(context, who, drafted.act.form, site), "claim" if hit else "none")
        )
    return found


def fitted(documents: Iterable[Material]) -> dict[str, Model]:
    """The models of all tasks that these documents have examples of."""
    data: Material = {}
    for document in documents:
        for task, found in document.items():
            data.setdefault(task, []).extend(found)
    return {task: fit(found, penalty=PENALTY[task]) for task, found in data.items() if found}


def fit(data: Sequence[Example], *, penalty: float = 1.0, floor: int = 6, keep: float = 0.08) -> Model:
    """The linear model of one task.

    Args:
        penalty: strength of the L2 penalty (greater is smoother).
        floor: a feature seen less often is left out.
        keep: a feature whose weights all are nearer to zero is left out.
    """
    counts = Counter(feature for features, _ in data for feature in set(features))
    names = ["bias", *sorted(name for name, n in counts.items() if n >= floor)]
    index = {name: i for i, name in enumerate(names)}
    labels = sorted({label for _, label in data})
    places = [
        (row, column)
        for row, (features, _) in enumerate(data)
        for column in sorted({0, *(index[feature] for feature in features if feature in index)})
    ]
    rows, columns = zip(*places, strict=True)
    matrix = csr_matrix((np.ones(len(places)), (rows, columns)), shape=(len(data), len(names)))
    wanted = np.array([labels.index(label) for _, label in data])
    weights = _optimum(matrix, wanted, len(labels), penalty)
    table = {name: [round(float(weight), 2) for weight in weights[i]] for name, i in index.items()}
    kept = {name: row for name, row in table.items() if name == "bias" or max(map(abs, row)) >= keep}
    return {"labels": labels, "weights": kept}


def _optimum(matrix: csr_matrix, wanted: npt.NDArray[np.int64], labels: int, penalty: float) -> npt.NDArray[np.float64]:
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


def write(models: dict[str, Model], path: Path) -> None:
    """Store models, one feature a line."""
    tasks = []
    for task, model in models.items():
        lines = ",\n".join(f"{json.dumps(name, ensure_ascii=False)}:{row}" for name, row in model["weights"].items())
        tasks.append(f'"{task}": {{"labels": {json.dumps(model["labels"])}, "weights": {{\n{lines}\n}}}}')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{\n" + ",\n".join(tasks) + "\n}\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Fit on the train split and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.stance", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder of more gold (gold/claims.jsonl)")
    parser.add_argument("--out", type=Path, default=Path("models/stance/weights.json"))
    options = parser.parse_args(arguments)
    documents = material(gold_rows(options.data, "train"))
    write(fitted(documents), options.out)
    print(json.dumps({task: sum(len(document[task]) for document in documents) for task in PENALTY}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
