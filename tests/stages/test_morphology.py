"""The table's answers are the base model's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.assembly import load_base
from pipeline.errors import ModelError
from pipeline.settings import Settings
from pipeline.stages.morphology import stand_in

GOLD = Path(__file__).parents[1] / "gold" / "o-dev.jsonl"
ODD = (
    "Let's go. You ain't gonna do it, he's gotta. C'm on, y'all! There is hope; there's more. But that is it.",
    "it's ME and I",
    " \n\t ",
    "Whatcha doing? I can’t, I won’t; the U.S. hasn't.",
)


@pytest.fixture(scope="module")
def both() -> tuple[Language, Language]:
    name = Settings().base_model
    replaced = load_base(name)
    assert stand_in(replaced)
    assert "lemmatizer" not in replaced.pipe_names and "attribute_ruler" not in replaced.pipe_names
    return load_base(name), replaced


def answers(doc: Doc) -> list[tuple[str, str, str, str]]:
    return [(t.text, t.pos_, str(t.morph), t.lemma_) for t in doc]


@pytest.mark.parametrize("text", ODD)
def test_same_answers_on_odd_text(both: tuple[Language, Language], text: str) -> None:
    assert answers(both[1](text)) == answers(both[0](text))


def test_same_answers_on_the_gold_texts(both: tuple[Language, Language]) -> None:
    texts = [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()]
    for bare, ours in zip(both[0].pipe(texts), both[1].pipe(texts), strict=True):
        assert answers(ours) == answers(bare)


def test_answers_outlive_a_memory_zone(both: tuple[Language, Language]) -> None:
    text = "The zorbulating frobnicators zorbulated."
    for _ in range(2):
        with both[1].memory_zone():
            ours = answers(both[1](text))
        assert ours == answers(both[0](text))


def test_stands_in_only_where_it_can() -> None:
    assert stand_in(spacy.blank("en")) is False
    with pytest.raises(ModelError, match="lacks one"):
        spacy.blank("en").add_pipe("onrecord_morphology")
