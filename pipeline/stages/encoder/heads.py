"""What the encoder's heads mean: their labels, in the order of their logits. Training and reading share this."""

from __future__ import annotations

from pipeline import labels

#: Parts of a claim, each a stretch of text; three logits a word piece: inside, first, last.
ROLES: tuple[str, ...] = ("evidence", "target", "holder", "cue", "addressee", "condition", "justification")
PARTS: tuple[str, ...] = ("inside", "first", "last")

#: Choices of a claim and their values.
CHOICES: dict[str, tuple[str, ...]] = {
    "stance": labels.STANCES,
    "form": labels.FORMS,
    "voice": labels.VOICES,
    "subject_stance": labels.SUBJECT_STANCES,
}

#: Stretches tagged for the whole text; three logits a word piece: outside, begin, inside.
TAGS: tuple[str, ...] = ("evidence",)
