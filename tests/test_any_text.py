"""Whatever the text: a record comes out, and it holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

import pipeline

_PIECES = st.sampled_from(
    [
        "Patrick Leahy (D-Vt.)", "(D-Mass.)", ")", "—", "“", "”", "\n\n", "opposes the ban", "calls for", "We", "it",
        "the company", "said", "must stop", "on Monday", "•", "1.", "H.R. 1234", "🤖", "\u202e", "\x00", "’s", "…", "-"
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Committee Chairman Patrick Leahy (D-Vt.) highlighted the need to examine national gun policies and announced "
        "his intention to hold the first congressional hearings on gun violence of the 113th Congress.",
        "Jackie Rosen (D-Nev.), Brian Schatz (D-Hawaii), and Peter Welch (D-Vt.) signed on to this letter.",
        ") supports the bill.",
        "— opposes the ban.",
    ],
)
def test_brackets_hold_no_position(nlp: Language, text: str) -> None:
    record = pipeline.extract(text, nlp=nlp)
    assert all(any(c.isalnum() for c in claim.holder.name) for claim in record.claims)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=12), min_size=1, max_size=14))
def test_never_crashes(nlp: Language, pieces: list[str]) -> None:
    text = " ".join(pieces)
    if text.strip():
        assert pipeline.extract(text, nlp=nlp, published="2020-06-11").document.text == text
