"""The encoder's weights in ONNX Runtime: loaded when first used, once a process."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from pipeline.errors import ModelError
from pipeline.stages.encoder.decode import Thresholds
from pipeline.stages.encoder.windows import special_marks

FILES: tuple[str, ...] = ("config.json", "tokenizer.json", "tagger.onnx", "reader.onnx")


class Encoder:
    """A folder of weights, ready to run.

    Raises:
        ModelError: a file is missing or is not what the others expect.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        # ONNX Runtime reads this when it is imported: without it newer versions report to their maker.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime

        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise ModelError(f"{folder}: the encoder lacks {', '.join(missing)}. Build it again: make train")
        self.config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.start_mark, self.end_mark = special_marks(self.tokenizer)
        self.limits = Thresholds(**self.config["thresholds"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        self._tagger = onnxruntime.InferenceSession(str(folder / "tagger.onnx"), options, providers=providers)
        self._reader = onnxruntime.InferenceSession(str(folder / "reader.onnx"), options, providers=providers)

    def tag(self, ids: np.ndarray, marks: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """One window, ids and marks [pieces] → vectors [pieces, width], anchors [pieces], tags [pieces, tag, 3]."""
        vectors, anchors, tags = self._tagger.run(None, {"ids": ids[None], "marks": marks[None]})
        return vectors[0], anchors[0], tags[0]

    def read(self, vectors: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The claims anchored at `places` [claims] → parts [claims, pieces, role, 3], choices [claims, all]."""
        parts, choices = self._reader.run(None, {"vectors": vectors, "places": places})
        return parts, choices


@lru_cache(maxsize=2)
def encoder(folder: Path, threads: int) -> Encoder:
    """The encoder of a folder; the same one on every call in a process."""
    return Encoder(folder, threads=threads)


def encoder_version(folder: Path) -> str:
    """Name and digest of the weights, for a record's `run.models`.

    Raises:
        ModelError: there is no readable `config.json`.
    """
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return f"{config['name']}-{config['version']}+{config['digest'][:12]}"
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"{folder}: no readable config.json of an encoder ({error}). Build it again: make train"
        ) from error
