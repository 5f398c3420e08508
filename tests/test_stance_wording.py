"""Courtesies are no claims; nobody asks himself."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.annotations import Metadata, Range
from pipeline.stages.stance.context import build
from pipeline.stages.stance.courtesies import courteous

COURTESIES = [
    "Thank you for your attention to this important matter.",
    "Thank you in advance for your time and consideration.",
    "I look forward to your prompt response.",
    "We look forward to hearing from you.",
    "we wish him the best in all of his future endeavors",
    "I yield back.",
    "I’m very sad to hear of the passing of former Secretary Brand.",
]
POSITIONS = [
    "I look forward to working with my colleagues to pass this bill.",
    "I thank Senator Diaz for his work on the farm bill.",
    "I wish the bill went further.",
    "We look forward to the swift passage of the resolution.",
    "Thank you for your attention to this matter; we urge you again to withdraw the rule, which would close every "
    "clinic in the county and leave its residents without care.",
]


@pytest.mark.parametrize(("text", "expected"), [(t, True) for t in COURTESIES] + [(t, False) for t in POSITIONS])
def test_courtesies(base_nlp: Language, text: str, expected: bool) -> None:
    """Thanks for attention, good wishes and condolences take no side."""
    doc = base_nlp(text)
    doc._.metadata = Metadata(genre="statement")
    assert courteous(build(doc), Range(0, len(text))) is expected
