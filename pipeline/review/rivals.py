"""Which of the machine's claims a changed one has become."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from pipeline.records import Claim, Span

#: How alike two claims must be to count as one that changed (holder 2, target 2, stance 1) …
LEAST = 2
#: … and to count as the same.
SAME = 5


class Rivals:
    """The machine's claims, asked for the one that a decided claim has become."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = claims

    def of(self, claim: Claim, *, placed: bool, without: Set[str] = frozenset(), least: int = LEAST) -> Claim | None:
        """The claim on the same words that is most like `claim`, if it is alike enough.

        Args:
            placed: the offsets of `claim` hold in the text as it is now; else only its words are compared.
            without: ids of claims that are out of the question.
            least: how alike it must be (0..5).
        """
        share = _shared if placed else _words_shared
        near = [c for c in self._claims if c.id not in without and share(claim.evidence, c.evidence) >= 0.5]
        scored = [(_alike(claim, c, share(claim.target, c.target)), -c.evidence.start, c) for c in near]
        best = max(scored, key=lambda entry: entry[:2], default=None)
        return best[2] if best is not None and best[0] >= least else None


def _shared(left: Span, right: Span) -> float:
    """The part of the shorter span that the two have in common (0..1)."""
    common = min(left.end, right.end) - max(left.start, right.start)
    return max(0, common) / min(left.end - left.start, right.end - right.start)


def _words_shared(left: Span, right: Span) -> float:
    """The part of the words of the shorter span that the other has too (0..1)."""
    one, two = (set(re.findall(r"\w+", span.text.casefold())) for span in (left, right))
    return len(one & two) / max(1, min(len(one), len(two)))


def _alike(left: Claim, right: Claim, target: float) -> int:
    holder = left.holder.name.casefold() == right.holder.name.casefold()
    return 2 * holder + 2 * (target >= 0.5) + (left.stance == right.stance)
