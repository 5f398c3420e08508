"""Arithmetic on logits: probabilities, runs, peaks, and the likeliest stretch for a role."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Weight of the pieces inside a stretch beside its ends, and how far one piece can count.
_INSIDE, _MOST = 0.25, 6.0


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Logits → probabilities."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * x))


def softmax(x: np.ndarray) -> np.ndarray:
    """Logits → probabilities along the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True))


def log_softmax(x: np.ndarray) -> np.ndarray:
    """Logits → log-probabilities along the last axis."""
    moved = x - x.max(-1, keepdims=True)
    return np.asarray(moved - np.log(np.exp(moved).sum(-1, keepdims=True)))


def runs(flags: np.ndarray, *, least: int = 1) -> list[tuple[int, int]]:
    """Half-open stretches of at least `least` true flags."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least]


def peaks(chance: np.ndarray, least: float, *, apart: int = 2) -> list[int]:
    """Places above `least` that no neighbour within `apart` exceeds."""
    places: list[int] = []
    for place in np.flatnonzero(chance > least):
        around = chance[max(0, place - apart) : place + apart + 1]
        if chance[place] >= around.max() and not (places and place - places[-1] <= apart):
            places.append(int(place))
    return places


@dataclass(frozen=True, slots=True)
class Stretches:
    """The likeliest stretch of each role of each claim: [claims, roles] each; `end` is exclusive."""

    first: np.ndarray
    end: np.ndarray
    chance: np.ndarray  # that the part is there at all, 0..1


def best_stretches(parts: np.ndarray) -> Stretches:
    """The likeliest stretches: the best start and end together with what lies between.

    Args:
        parts: logits [claims, pieces, roles, inside/first/last]. Piece 0, the start mark, stands for absence; where
            a claim's window is shorter than others, the logits beyond it are minus infinity.
    """
    logits = np.ascontiguousarray(parts.transpose(3, 0, 2, 1))
    opens, ends = log_softmax(logits[1]), log_softmax(logits[2])
    within = np.clip(logits[0, ..., 1:], -_MOST, _MOST) * _INSIDE
    upto = np.cumsum(within, -1)
    opening = opens[..., 1:] - (upto - within)
    best = np.maximum.accumulate(opening, -1)
    last = (best + ends[..., 1:] + upto).argmax(-1)
    reach = np.where(np.arange(opening.shape[-1]) <= last[..., None], opening, -np.inf)
    first = reach.argmax(-1)

    def at(values: np.ndarray, places: np.ndarray) -> np.ndarray:
        return np.take_along_axis(values, places[..., None], -1)[..., 0]

    margin = (at(opens, first + 1) + at(ends, last + 1) - opens[..., 0] - ends[..., 0]) / 2
    return Stretches(first + 1, last + 2, sigmoid(margin))
