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
def _patterns(name: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """The turns of one kind of line that start it, and those that stand anywhere in it."""
    turns = _tables()["line"][name]
    return _joined([turn for turn in turns if turn[0] == "^"]), _joined([turn for turn in turns if turn[0] != "^"])


def _joined(turns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{turn})" for turn in turns), re.IGNORECASE) if turns else None


def is_a(name: str, line: str, *, inside: bool = True) -> bool:
    """Whether a line (one that starts with no space) shows a turn of this kind.

    `inside`: also count turns that may stand anywhere in the line.
    """
    start, anywhere = _patterns(name)
    if start is not None and start.match(line) is not None:
        return True
    return inside and anywhere is not None and anywhere.search(line) is not None


@cache
def words(name: str) -> frozenset[str]:
    """One list of words."""
    return frozenset(_tables()["words"][name])


#: Words for outlets that other bodies' names end in too.
_SHARED = frozenset({"agency", "service", "independent", "record", "standard", "media", "press"})


def is_outlet_name(name: str) -> bool:
    """Whether a name alone is a news outlet's: it ends in "News", "Herald", "Radio", …"""
    last = name.lower().split()[-1:]
    return bool(last) and last[0] in words("outlet") - _SHARED
