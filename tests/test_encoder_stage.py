"""The encoder stage with and without its weights."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.annotations import Range
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


@pytest.fixture(scope="module")
def weights() -> Path:
    """The folder of the weights that ship; skips where they have not been built."""
    folder = stage.weights_folder(None)
    if folder is None:
        pytest.skip("needs the encoder's weights: make train")
    return folder


TEXTS = (
    "“We urge Congress to ban the sale of face recognition to police,” said Maria Lopez of the Privacy Union.",
    "The council voted on Monday against the new incinerator. Residents said that they feared for their health.",
    "",
    "Mayor Ann Reed signed the housing bill. She called it “a step in the right direction.”",
)


def test_proposals_lie_in_the_text_and_are_the_same_in_any_batch(base_nlp, weights: Path) -> None:  # type: ignore[no-untyped-def]
    component = stage.EncoderStage(weights, 1)
    alone = [component(base_nlp.make_doc(text))._.encoding for text in TEXTS]
    together = [component(doc)._.encoding for doc in reversed([base_nlp.make_doc(text) for text in TEXTS])]
    assert alone == together[::-1]
    for text, encoding in zip(TEXTS, alone, strict=True):
        for one in encoding.proposals:
            assert 0 <= one.evidence.start < one.evidence.end <= len(text)
    assert len(alone[0].proposals) == 1
    assert max(alone[0].proposals[0].stance.items(), key=lambda item: item[1])[0] == "oppose"


def test_silent_sections_yield_nothing(weights: Path) -> None:
    model = stage.encoder(weights, 1)
    assert stage.encode(TEXTS[0], model).proposals
    assert not stage.encode(TEXTS[0], model, silent=[Range(0, len(TEXTS[0]))]).proposals


def test_the_runtime_writes_nothing_to_the_users_folders(weights: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from pipeline.stages.encoder import encode, encoder;"
        "print(len(encode(sys.argv[2], encoder(Path(sys.argv[1]), 1)).proposals))"
    )
    home = {name: str(tmp_path) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "TMPDIR")}
    command = [sys.executable, "-B", "-c", script, str(weights), TEXTS[0]]
    done = subprocess.run(command, env={**os.environ, **home}, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
    assert list(tmp_path.rglob("*")) == []
