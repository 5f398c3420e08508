"""Counts that become precision, recall and F1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Count:
    """How many there are in gold, how many were predicted, how many of these are right."""

    gold: int = 0
    predicted: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted that is right (0 where nothing is predicted)."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found (0 where there is none)."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two (0 where both are empty)."""
        return 2 * self.right / (self.gold + self.predicted) if self.gold + self.predicted else 0.0


@dataclass(slots=True)
class Share:
    """How many of how many."""

    right: int = 0
    total: int = 0

    def add(self, right: bool) -> None:
        """Count one."""
        self.total += 1
        self.right += right

    @property
    def value(self) -> float:
        """The share, 0..1 (0 of none is 0)."""
        return self.right / self.total if self.total else 0.0
