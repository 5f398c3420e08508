"""The encoder stage with and without its weights."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import ModelError
from pipeline.stages import encoder as stage


def test_without_weights_nothing_is_written(base_nlp, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(stage, "weights_folder", lambda path: None)
    component = stage.make_encoder(base_nlp, "encoder", None, 1)
    assert component(base_nlp.make_doc("We oppose the bill."))._.encoding is None


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="make train"):
        stage.weights_folder(str(tmp_path))


def test_missing_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match=r"tagger\.onnx"):
        stage.Encoder(tmp_path)


def test_the_version_names_the_weights(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(
        json.dumps({"name": "encoder", "version": "1.0", "digest": "0123456789abcdef"})
    )
    assert stage.encoder_version(tmp_path) == "encoder-1.0+0123456789ab"
    with pytest.raises(ModelError, match="no readable config"):
        stage.encoder_version(tmp_path / "nowhere")
