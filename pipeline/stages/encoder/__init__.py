"""Encoder: one small transformer with a head per task, run once over each document.

Reads the text and `doc._.sections`; writes `doc._.encoding`. Without its weights it leaves that
as it was (None), and the later stages work by rules alone.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotations import Encoding, Proposal, Range
from pipeline.attributes import register
from pipeline.errors import ModelError
from pipeline.labels import SILENT_SECTIONS
from pipeline.resources import models_dir
from pipeline.stages.encoder.decode import Tagged, find, proposal
from pipeline.stages.encoder.session import Encoder, encoder, encoder_version
from pipeline.stages.encoder.windows import Pieces, Window, cut, framed, pieces_of, sentence_starts
from pipeline.tokens import text_of

__all__ = ["EncoderStage", "encode", "encoder_version", "weights_folder"]


#: So many windows are decoded together: enough to save time, few enough to save memory.
TOGETHER = 16


def weights_folder(path: str | None) -> Path | None:
    """Where the weights lie: the folder asked for, else the one that ships; None if none ships.

    Raises:
        ModelError: a folder was asked for and has no weights.
    """
    if path is not None:
        if not (Path(path) / "config.json").is_file():
            raise ModelError(f"[encoder] path {path!r}: no config.json there. Build the weights with: make train")
        return Path(path)
    folder = models_dir() / "encoder"
    return folder if (folder / "config.json").is_file() else None


def encode(text: str, model: Encoder, *, silent: list[Range] | None = None) -> Encoding:
    """The encoder's findings for one text. What lies in `silent` is not looked at where a whole window does."""
    pieces = pieces_of(text, model.tokenizer)
    heard = np.ones(len(pieces.ids), dtype=bool)
    for hidden in silent or []:
        first, last = np.searchsorted(pieces.offsets[:, 0], hidden)
        heard[first:last] = False
    windows = [
        window
        for window in cut(pieces, sentence_starts(text), size=model.config["window"])
        if heard[window.start : window.end].any()
    ]
    proposals: list[Proposal] = []
    for first in range(0, len(windows), TOGETHER):
        group = windows[first : first + TOGETHER]
        finds = find([_tagged(model, pieces, window, heard) for window in group], model.limits)
        for window, claims in zip(group, finds, strict=True):
            proposals += [proposal(one, pieces, window) for one in claims]
    return Encoding(proposals=proposals)


def _tagged(model: Encoder, pieces: Pieces, window: Window, heard: np.ndarray) -> Tagged:
    ids, marks = framed(pieces, window, start_mark=model.start_mark, end_mark=model.end_mark)
    vectors, anchors, tags = model.tag(ids, marks)
    own = np.zeros(len(ids), dtype=bool)
    own[1:-1] = heard[window.start : window.end]
    return Tagged(anchors, tags[:, 0], own, lambda places: model.read(vectors, places))


class EncoderStage:
    """Hangs `doc._.encoding` on documents. The weights are loaded with the first document."""

    def __init__(self, folder: Path | None, threads: int) -> None:
        self.folder = folder
        self.threads = threads

    def __call__(self, doc: Doc) -> Doc:
        """Encode one document."""
        if self.folder is not None:
            silent = [section.range for section in doc._.sections or [] if section.kind in SILENT_SECTIONS]
            doc._.encoding = encode(text_of(doc), encoder(self.folder, self.threads), silent=silent)
        return doc


@Language.factory("onrecord_encoder", default_config={"path": None, "threads": 1}, assigns=["doc._.encoding"])
def make_encoder(nlp: Language, name: str, path: str | None, threads: int) -> EncoderStage:
    """The stage with the weights of a folder (default: those that ship)."""
    register()
    return EncoderStage(weights_folder(path), threads)
