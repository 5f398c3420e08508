"""Checking an actor register file."""

from __future__ import annotations

from pathlib import Path

from pipeline.actors_register import Problem, problems


def check(path: str | Path) -> list[Problem]:
    """Everything wrong with a register file, by line; an empty list if it holds.

    Raises:
        SettingsError: the file is not there.
    """
    return problems(Path(path))
