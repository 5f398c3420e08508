"""The turns of `resources/layout.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from pipeline.resources import resource_text


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resource_text("layout.toml"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """All turns of one kind of line as one expression."""
    return re.compile("|".join(f"(?:{turn})" for turn in _tables()["line"][name]), re.IGNORECASE)


@cache
def words(name: str) -> frozenset[str]:
    """One list of lower-case words."""
    return frozenset(_tables()["words"][name])


def is_a(name: str, line: str) -> bool:
    """Whether a line (one that starts with no space) shows a turn of this kind."""
    return pattern(name).search(line) is not None
