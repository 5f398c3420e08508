"""`python -m pipeline.training.calibration`: fit the confidence model on claims of unseen texts."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from pipeline.annotations import Claim
from pipeline.assembly import build_nlp, make_doc
from pipeline.evaluation.claims import match
from pipeline.settings import ClaimSettings, EncoderSettings, Settings
from pipeline.stages.confidence import described, read_model
from pipeline.stages.stance.learned import weighed_by
from pipeline.training.examples import gold_rows, in_fold
from pipeline.training.stance import fitted as fitted_stance
from pipeline.training.stance import material, metadata

#: How strongly weights are held near zero, and how rare a signal may be.
RIDGE, FEWEST = 10.0, 12
#: How much a claim of a text that was written for the project counts beside one of a real press text: most training
#: texts are written, and they are harder than what people read in.
WRITTEN = 0.15
#: The signals of a claim, whether it is right, and how much it counts.
Judged = tuple[dict[str, float], bool, float]


def judged(rows: list[dict[str, Any]], encoder: EncoderSettings) -> Iterator[Judged]:
    """The signals of every claim made of these texts, and whether it is right in all that the guide's `full` asks."""
    nlp = build_nlp(Settings(encoder=encoder, claims=ClaimSettings(min_confidence=0)))
    docs = (make_doc(nlp, row["text"], metadata(row)) for row in rows)
    for row, doc in zip(rows, nlp.pipe(docs), strict=True):
        claims: list[Claim] = doc._.claims or []
        right = [False] * len(claims)
        for _, number, (*_, full) in match(doc.text, row["claims"], [_plain(claim, doc.text) for claim in claims]):
            right[number] = full
        weight = WRITTEN if row.get("source") == "original" else 1.0
        signals = (described(claim, doc._.encoding) for claim in claims)
        yield from ((found, ok, weight) for found, ok in zip(signals, right, strict=True))


def _plain(claim: Claim, text: str) -> dict[str, Any]:
    target, evidence = claim.target, claim.evidence
    return {
        "holder": {"name": claim.holder.name},
        "stance": claim.stance,
        "subject": claim.subject,
        "subject_stance": claim.subject_stance,
        "target": {"text": text[target.start : target.end]},
        "evidence": {"start": evidence.start, "end": evidence.end},
    }


def fitted(pairs: list[Judged]) -> dict[str, Any]:
    """A logistic regression in the form that the confidence stage reads."""
    rows = [signals for signals, _, _ in pairs]
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    means = {n: 0.0 if "=" in n else float(np.mean([row[n] for row in rows if n in row])) for n in names}
    values = np.array([[row.get(name, means[name]) - means[name] for name in names] for row in rows])
    scale = values.std(0) + 1e-6
    truth = np.array([right for _, right, _ in pairs], dtype=float)
    counts_for = np.array([weight for _, _, weight in pairs])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total = values / scale @ weights[1:] + weights[0]
        chance = 1 / (1 + np.exp(-total))
        slope = (chance - truth) * counts_for
        value = counts_for @ (np.logaddexp(0, total) - truth * total) + RIDGE * (weights[1:] ** 2).sum() / 2
        return float(value), np.concatenate([[slope.sum()], values.T @ slope / scale + RIDGE * weights[1:]])

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x
    features = {
        name: {"default": round(means[name], 4), "weight": round(float(weight), 4)}
        for name, weight in zip(names, found[1:] / scale, strict=True)
    }
    return {"claims": len(pairs), "right": int(truth.sum()), "bias": round(float(found[0]), 4), "features": features}


def calibration_error(chances: np.ndarray, truth: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    place = np.minimum((chances * bins).astype(int), bins - 1)
    gaps = [abs(chances[place == n].sum() - truth[place == n].sum()) for n in range(bins)]
    return float(sum(gaps) / max(1, len(chances)))


def main(arguments: list[str] | None = None) -> int:
    """Fit on folds of train that nothing was trained on; write the model; report the error on dev.

    Each fold is read with an encoder and with weights of the stance stage that have not seen it, and once by the rules
    alone: the model has to know what a claim is worth where there is no encoder.
    """
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.calibration", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--encoders", type=Path, nargs="+", required=True, help="weights trained without fold 0, without fold 1, …"
    )
    parser.add_argument(
        "--shipped", type=Path, help="weights that ship (default: models/encoder), for the report on dev"
    )
    parser.add_argument("--out", type=Path, default=Path("models/confidence.json"))
    options = parser.parse_args(arguments)
    train: list[dict[str, Any]] = gold_rows(options.data, "train")
    documents, unseen = material(train), []
    for fold, folder in enumerate(options.encoders):
        rows = [row for number, row in enumerate(train) if in_fold(number, fold)]
        seen = [document for number, document in enumerate(documents) if not in_fold(number, fold)]
        with weighed_by(fitted_stance(seen)):
            for encoder in (EncoderSettings(path=str(folder)), EncoderSettings(enabled=False)):
                unseen += list(judged(rows, encoder))
    model = fitted(unseen)
    options.out.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    reader = read_model(options.out)
    assert reader is not None
    shipped = EncoderSettings(path=None if options.shipped is None else str(options.shipped))
    dev = list(judged(gold_rows(options.data, "dev"), shipped))
    chances = np.array([reader.probability(signals) for signals, _, _ in dev])
    truth = np.array([right for _, right, _ in dev], dtype=float)
    print(
        json.dumps({"fitted": model["claims"], "dev": len(dev), "error": round(calibration_error(chances, truth), 4)})
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
