"""What a measurement gives: rows of precision, recall and F1, shares, and errors by kind; as text and as Markdown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.evaluation.scores import Count, Share


@dataclass(slots=True)
class Report:
    """One task on one gold set. `metrics` are named figures (0..1) that floors are kept for."""

    task: str
    name: str
    documents: int
    counts: dict[str, Count] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def metrics(self) -> dict[str, float]:
        """`task/name/measure` → figure."""
        values = {level: count.f1 for level, count in self.counts.items()}
        values |= {level: share.value for level, share in self.shares.items() if share.total}
        values |= self.figures
        return {f"{self.task}/{self.name}/{key}": round(value, 4) for key, value in values.items()}

    def text(self) -> str:
        """The figures as plain text."""
        lines = [f"{self.task}: {self.name}, {self.documents} documents"]
        for level, c in self.counts.items():
            lines.append(
                f"  {level:<10} P {c.precision:.3f}  R {c.recall:.3f}  F1 {c.f1:.3f}"
                f"   (gold {c.gold}, predicted {c.predicted}, right {c.right})"
            )
        for name, s in self.shares.items():
            lines.append(f"  {name:<18} {s.value:.3f}   ({s.right} of {s.total})")
        lines += [f"  {name:<18} {value:.3f}" for name, value in self.figures.items()]
        if self.kinds:
            lines.append("  errors: " + ", ".join(f"{kind} {n}" for kind, n in self.kinds.most_common()))
        return "\n".join(lines + self.examples)

    def markdown(self) -> str:
        """The figures as a Markdown section."""
        lines = [f"### {self.task}: {self.name} ({self.documents} documents)", ""]
        if self.counts:
            lines += ["| level | P | R | F1 | gold | predicted | right |", "|---|---|---|---|---|---|---|"]
            lines += [
                f"| {level} | {c.precision:.3f} | {c.recall:.3f} | **{c.f1:.3f}** "
                f"| {c.gold} | {c.predicted} | {c.right} |"
                for level, c in self.counts.items()
            ]
            lines.append("")
        pairs = [f"{name} {s.value:.3f} ({s.right}/{s.total})" for name, s in self.shares.items()]
        pairs += [f"{name} {value:.3f}" for name, value in self.figures.items()]
        if pairs:
            lines += ["; ".join(pairs) + ".", ""]
        if self.kinds:
            lines += ["Errors: " + ", ".join(f"{kind} {n}" for kind, n in self.kinds.most_common()) + ".", ""]
        return "\n".join(lines)
