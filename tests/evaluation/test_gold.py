"""The project's own gold is sound: every span slices its text, and nothing to measure on is trained on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from pipeline import labels

GOLD = Path(__file__).resolve().parents[1] / "gold"
FILES = (
    "o-train.jsonl", "o-dev.jsonl", "written-train.jsonl", "written-further.jsonl", "written-dev.jsonl",
    "samples.jsonl",
)  # fmt: skip


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", FILES)
def test_spans_slice_the_text(name: str) -> None:
    for document in rows(name):
        for claim in document["claims"]:
            mentions = [(claim[who] or {}).get("mention") for who in ("holder", "addressee")]
            spans = [claim[k] for k in ("target", "evidence", "cue", "condition", "justification")]
            for span in (span for span in (*mentions, *spans) if span):
                assert document["text"][span["start"] : span["end"]] == span["text"], (document["doc_id"], span)
            assert claim["form"] in get_args(labels.Form)
            assert claim["stance"] in get_args(labels.Stance)
            assert claim["attribution"] in get_args(labels.Voice)


def test_no_text_is_both_trained_on_and_measured_on() -> None:
    train = {row["text"] for name in FILES for row in rows(name) if row["split"] == "train"}
    dev = {row["text"] for name in FILES for row in rows(name) if row["split"] == "dev"}
    assert len(train) >= 180 and len(dev) >= 60
    assert not train & dev
