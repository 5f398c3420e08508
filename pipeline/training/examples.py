"""Marked texts → training examples: windows of word pieces with the claims that are anchored in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from pipeline.stages.encoder.heads import CHOICES, ROLES
from pipeline.stages.encoder.windows import Pieces, Window, cut, framed, pieces_of, sentence_starts, special_marks

#: The project's own gold.
OWN_GOLD = Path(__file__).resolve().parents[2] / "tests" / "gold"
#: The train split is divided by turns into so many folds of documents.
FOLDS = 5
#: What a choice is called in the gold files, where that is not its own name.
_GOLD_NAMES = {"voice": "attribution"}


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim of the gold but for its holders: several claims that differ in nothing else are one here.

    `parts[role]` holds half-open ranges of word pieces; `choices[name]` the index of the label.
    """

    anchor: int
    cue: tuple[int, int]
    parts: dict[str, list[tuple[int, int]]]
    choices: dict[str, int]


@dataclass(slots=True)
class Text:
    """A marked text, cut into pieces."""

    id: str
    text: str
    pieces: Pieces
    starts: list[int]
    claims: list[GoldClaim] = field(default_factory=list)
    gold: list[dict[str, Any]] = field(default_factory=list)

    def windows(self, size: int, first: int | None = None) -> list[Window]:
        """The windows of this text."""
        return cut(self.pieces, self.starts, size=size, first=first)


def gold_rows(data: Path, split: str, *, further: bool = True) -> list[dict[str, Any]]:
    """The documents of one split as they are stored.

    Those of `data`, without it the project's own, then what was written for training alone, so that the folds of the
    others do not depend on it; last, with `further`, the texts that the encoder is not trained on, but the weights of
    the stance stage and the confidence are.
    """
    outside, own = data / "gold" / "claims.jsonl", [OWN_GOLD / "o-train.jsonl", OWN_GOLD / "o-dev.jsonl"]
    files = [*([outside] if outside.is_file() else own), OWN_GOLD / "written-train.jsonl"]
    if further:
        files.append(OWN_GOLD / "written-further.jsonl")
    rows = (json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["split"] == split]


def in_fold(number: int, fold: int) -> bool:
    """Whether the document at this place of the train split belongs to the fold (0..4)."""
    return number % FOLDS == fold


def read_gold(data: Path, split: str, tokenizer: Tokenizer) -> list[Text]:
    """The texts of one split, as the encoder is trained and measured on them."""
    return [_text(row, tokenizer) for row in gold_rows(data, split, further=False)]


def _text(row: dict[str, Any], tokenizer: Tokenizer) -> Text:
    pieces = pieces_of(row["text"], tokenizer)
    made = Text(row["doc_id"], row["text"], pieces, sentence_starts(row["text"]), gold=row["claims"])
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for claim in row["claims"]:
        same = (claim["stance"], claim["form"], *(claim[name]["start"] for name in ("evidence", "cue", "target")))
        groups.setdefault(same, []).append(claim)
    made.claims = [claim for group in groups.values() if (claim := _claim(group, pieces)) is not None]
    return made


def _claim(group: list[dict[str, Any]], pieces: Pieces) -> GoldClaim | None:
    first = group[0]
    evidence, cue = (_pieces_in(first[name], pieces) for name in ("evidence", "cue"))
    if evidence is None or cue is None:
        return None
    parts: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
    for claim in group:
        spans = {role: claim[role] for role in ROLES if role not in ("holder", "addressee")}
        spans |= {role: (claim[role] or {}).get("mention") for role in ("holder", "addressee")}
        for role, span in spans.items():
            found = _pieces_in(span, pieces)
            if found is not None and found not in parts[role]:
                parts[role].append(found)
    inside = evidence[0] <= cue[0] < evidence[1]
    choices = {name: CHOICES[name].index(first[_GOLD_NAMES.get(name, name)]) for name in CHOICES}
    return GoldClaim(
        cue[0] if inside else evidence[0], cue if inside else (evidence[0], evidence[0] + 1), parts, choices
    )


def _pieces_in(span: dict[str, Any] | None, pieces: Pieces) -> tuple[int, int] | None:
    if not span or span.get("start") is None:
        return None
    first = int(np.searchsorted(pieces.offsets[:, 1], span["start"], side="right"))
    last = int(np.searchsorted(pieces.offsets[:, 0], span["end"], side="left"))
    return (first, last) if first < last else None


@dataclass(slots=True)
class Example:
    """One window with special pieces around it; positions count from the window's first piece (the start mark is 0)."""

    ids: np.ndarray
    marks: np.ndarray
    own: np.ndarray  # bool: pieces that are the window's own, where anchors are looked for
    anchors: np.ndarray  # float 0..1
    evidence: np.ndarray  # 0 outside, 1 begin, 2 inside
    places: np.ndarray  # [claims]
    parts: np.ndarray  # bool [claims, pieces, roles, inside/first/last]
    choices: np.ndarray  # [claims, choice]


def examples(texts: Iterable[Text], tokenizer: Tokenizer, *, size: int, rng: np.random.Generator) -> Iterator[Example]:
    """All windows of the texts, cut at shifted places."""
    start_mark, end_mark = special_marks(tokenizer)
    for text in texts:
        for window in text.windows(size, int(rng.integers(size // 4, size + 1))):
            ids, marks = framed(text.pieces, window, start_mark=start_mark, end_mark=end_mark)
            yield _example(text.claims, window, ids, marks)


def _example(claims: list[GoldClaim], window: Window, ids: np.ndarray, marks: np.ndarray) -> Example:
    length = len(ids)
    own = np.zeros(length, dtype=bool)
    own[1:-1] = True
    anchors, evidence = np.zeros(length, dtype=np.float32), np.zeros(length, dtype=np.int64)
    mine = [claim for claim in claims if window.start <= claim.anchor < window.end]
    parts = np.zeros((len(mine), length, len(ROLES), 3), dtype=bool)
    for claim in sorted(claims, key=lambda c: c.parts["evidence"][0][0] - c.parts["evidence"][0][1]):
        first, last = _moved(claim.parts["evidence"][0], window)
        if first < last:
            evidence[first:last] = 2
            evidence[first] = 1 if claim.parts["evidence"][0][0] >= window.start else 2
    for number, claim in enumerate(mine):
        anchors[claim.anchor - window.start + 1] = 1
        for role, spans in claim.parts.items():
            for first, last in (_moved(span, window) for span in spans):
                if first < last:
                    parts[number, first:last, ROLES.index(role), 0] = True
                    parts[number, first, ROLES.index(role), 1] = True
                    parts[number, last - 1, ROLES.index(role), 2] = True
    places = np.array([claim.anchor - window.start + 1 for claim in mine], dtype=np.int64)
    choices = np.array([[claim.choices[name] for name in CHOICES] for claim in mine], dtype=np.int64)
    return Example(ids, marks, own, anchors, evidence, places, parts, choices.reshape(-1, len(CHOICES)))


def _moved(span: tuple[int, int], window: Window) -> tuple[int, int]:
    length = window.end - window.start
    return min(max(span[0] - window.start, 0), length) + 1, min(max(span[1] - window.start, 0), length) + 1
