"""PyTorch → ONNX with 8-bit weights, and the folder that the encoder stage reads."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from pipeline.stages.encoder.decode import Thresholds
from pipeline.training.fit import Plan
from pipeline.training.fused import DOMAIN
from pipeline.training.network import Network, Reader

NAME, OPSET = "onrecord-encoder", 17


class _OneWindow(nn.Module):
    """The reader as the stage calls it: the vectors of one window, and where the anchors are."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, vectors: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors [pieces, width] and anchor places [claims] → part and choice logits."""
        parts, choices = self.reader(vectors[None], places)
        return parts, choices


def export(
    network: Network,
    tokenizer_file: Path,
    folder: Path,
    *,
    plan: Plan,
    limits: Thresholds,
    version: str,
    notes: dict[str, Any],
) -> None:
    """Write weights, tokenizer and config. The digest in the config covers weights and tokenizer."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 2000, (1, 24))
    _write(
        network.tagger, (ids, torch.zeros_like(ids)), folder / "tagger.onnx",
        inputs={"ids": {1: "pieces"}, "marks": {1: "pieces"}},
        outputs={"vectors": {1: "pieces"}, "anchors": {1: "pieces"}, "tags": {1: "pieces"}},
    )  # fmt: skip
    _write(
        _OneWindow(network.reader), (torch.randn(24, 384), torch.tensor([3, 5])), folder / "reader.onnx",
        inputs={"vectors": {0: "pieces"}, "places": {0: "claims"}},
        outputs={"parts": {0: "claims", 1: "pieces"}, "choices": {0: "claims"}},
    )  # fmt: skip
    shutil.copyfile(tokenizer_file, folder / "tokenizer.json")
    digest = hashlib.sha256()
    for name in ("tagger.onnx", "reader.onnx", "tokenizer.json"):
        digest.update((folder / name).read_bytes())
    config = {
        "name": NAME,
        "version": version,
        "digest": digest.hexdigest(),
        "window": plan.window,
        "thresholds": dataclasses.asdict(limits),
        "plan": dataclasses.asdict(plan),
        **notes,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def _write(
    module: nn.Module, example: tuple[Tensor, ...], path: Path, *, inputs: dict[str, Any], outputs: dict[str, Any]
) -> None:
    module.eval()
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            module, example, str(full), input_names=list(inputs), output_names=list(outputs),
            dynamic_axes={**inputs, **outputs}, opset_version=OPSET, custom_opsets={DOMAIN: 1}, dynamo=False,
        )  # fmt: skip
        # The type is given because shape inference does not know the fused operators.
        extra = {"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT}
        quantize_dynamic(full, path, per_channel=True, weight_type=QuantType.QInt8, extra_options=extra)
