"""Keeping registers: checking an actor register, and proposing entries for it from what has been extracted."""

from __future__ import annotations

from pipeline.registers.suggestions import Suggestion, suggest, write_suggestions
from pipeline.registers.validation import check

__all__ = ["Suggestion", "check", "suggest", "write_suggestions"]
