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
from pipeline.stages.encoder.decode import find, proposal
from pipeline.stages.encoder.session import Encoder, encoder, encoder_version
from pipeline.stages.encoder.windows import Pieces, Window, cut, framed, pieces_of, sentence_starts
from pipeline.tokens import text_of

__all__ = ["EncoderStage", "encode", "encoder_version", "weights_folder"]


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
    if not len(pieces.ids):
        return Encoding()
    windows = cut(pieces, sentence_starts(text), size=model.config["window"], context=model.config["context"])
    proposals: list[Proposal] = []
    for window in windows:
        own = np.zeros(window.end - window.start + 2, dtype=bool)
        own[window.keep - window.start + 1 : -1] = True
        for hidden in silent or []:
            first, last = np.searchsorted(pieces.offsets[:, 0], (hidden.start, hidden.end)) - window.start + 1
            own[max(first, 0) : max(last, 0)] = False
        if own.any():
            proposals += _claims(model, pieces, window, own)
    return Encoding(proposals=proposals)


def _claims(model: Encoder, pieces: Pieces, window: Window, own: np.ndarray) -> list[Proposal]:
    ids, marks = framed(pieces, window, start_mark=model.start_mark, end_mark=model.end_mark)
    vectors, anchors, tags = model.tag(ids, marks)
    finds = find(anchors, tags[:, 0], own, lambda places: model.read(vectors, places), model.limits)
    return [proposal(one, pieces, window) for one in finds]


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
