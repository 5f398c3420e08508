"""Vectors made in less time are those that the base model's own layers make, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language

from pipeline import vectors
from pipeline.assembly import load_base
from pipeline.settings import Settings
from pipeline.vectors import KeptVectors, quicken

TEXTS = (
    "On Monday, Senator Ada Quill urged the Port Authority to halt the dredging of Mill Creek.",
    "The Port Authority said no.\n\n“We will dredge,” it said on Monday.",
    "",
    "Quill’s office: halt the dredging! Halt it on Monday — or else… 12,000 people signed.",
)


@pytest.fixture(scope="module")
def quick() -> Language:
    nlp = load_base(Settings().base_model)
    assert quicken(nlp) == 2 + 8  # embeddings and convolutions of tok2vec and ner
    return nlp


def _kept(nlp: Language) -> KeptVectors:
    [found] = [n._func for n in nlp.get_pipe("tok2vec").model.walk() if isinstance(n._func, KeptVectors)]  # type: ignore[attr-defined]
    return found


def test_vectors_and_parse_are_the_models_own(base_nlp: Language, quick: Language) -> None:
    for _ in range(2):  # first made, then looked up
        plain = base_nlp.get_pipe("tok2vec").predict([base_nlp.make_doc(text) for text in TEXTS])  # type: ignore[attr-defined]
        kept = quick.get_pipe("tok2vec").predict([quick.make_doc(text) for text in TEXTS])  # type: ignore[attr-defined]
        assert all(np.array_equal(a, b) for a, b in zip(plain, kept, strict=True))
    for text in TEXTS:
        assert base_nlp(text).to_json() == quick(text).to_json()


def test_what_is_kept_is_bounded(quick: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = _kept(quick)
    monkeypatch.setattr(vectors, "MAX_KINDS", 24)
    for text in TEXTS:
        quick(text)
    assert 0 < len(kept.places) <= 24


def test_training_goes_past_it(quick: Language) -> None:
    kept = _kept(quick)
    tok2vec = quick.get_pipe("tok2vec")
    _, back = tok2vec.model.begin_update([quick.make_doc(TEXTS[0])])  # type: ignore[attr-defined]
    assert callable(back)
    assert not kept.places
