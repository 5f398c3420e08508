"""The page's colours can be read: WCAG 2.2 contrast, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pipeline.review

CSS = (Path(pipeline.review.__file__).parent / "static" / "base.css").read_text(encoding="utf-8")
COLOURS = {
    name: values for name, *values in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", CSS)
}
#: Text on ground: 4.5 to 1.
PAIRS = [
    *((text, ground) for text in ("ink", "soft", "accent", "warn", "good") for ground in ("ground", "paper")),
    *((stance, f"{stance}-ground") for stance in ("support", "oppose", "neutral", "mixed")),
    *(("ink", f"{stance}-ground") for stance in ("support", "oppose", "neutral", "mixed", "accent", "warn")),
    ("ground", "accent"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_contrast(text: str, ground: str, theme: int) -> None:
    one, two = sorted((luminance(COLOURS[name][theme]) for name in (text, ground)), reverse=True)
    assert (one + 0.05) / (two + 0.05) >= 4.5
