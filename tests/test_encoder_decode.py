"""How logits become proposals."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotations import Range
from pipeline.stages.encoder.decode import Found, Tagged, Thresholds, chances, find, proposal
from pipeline.stages.encoder.heads import CHOICES, ROLES
from pipeline.stages.encoder.spans import best_stretches, log_softmax, peaks, runs
from pipeline.stages.encoder.windows import Pieces, Window

LABELS = sum(map(len, CHOICES.values()))


@pytest.mark.parametrize(
    ("flags", "least", "expected"),
    [
        ([0, 1, 1, 0, 1], 1, [(1, 3), (4, 5)]),
        ([0, 1, 1, 0, 1], 2, [(1, 3)]),
        ([1, 1], 1, [(0, 2)]),
        ([0, 0], 1, []),
    ],
)
def test_runs(flags: list[int], least: int, expected: list[tuple[int, int]]) -> None:
    assert runs(np.array(flags, dtype=bool), least=least) == expected


@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        ([0.1, 0.9, 0.2, 0.1, 0.1, 0.8], [1, 5]),
        ([0.6, 0.9, 0.7, 0.0], [1]),
        ([0.9, 0.9, 0.9], [0]),
        ([0.2, 0.1], []),
    ],
)
def test_peaks(chance: list[float], expected: list[int]) -> None:
    assert peaks(np.array(chance), 0.3) == expected


@settings(deadline=None, max_examples=40)
@given(st.integers(3, 9), st.integers(0, 10_000))
def test_the_best_stretch_is_the_best_of_all(pieces: int, seed: int) -> None:
    logits = np.random.default_rng(seed).normal(size=(1, pieces, 1, 3)) * 2
    inside, opens, ends = logits[0, :, 0, 0], log_softmax(logits[0, :, 0, 1]), log_softmax(logits[0, :, 0, 2])
    scores = {
        (a, b): opens[a] + ends[b - 1] + 0.25 * np.clip(inside[a:b], -6, 6).sum()
        for a in range(1, pieces)
        for b in range(a + 1, pieces + 1)
    }
    found = best_stretches(logits)
    assert scores[int(found.first[0, 0]), int(found.end[0, 0])] == pytest.approx(max(scores.values()))


def _window(
    anchors: dict[int, float], evidence: list[tuple[int, int]], claims: dict[int, tuple[int, int]], pieces: int = 20
) -> Tagged:
    """A window with anchors and evidence of these logits, whose claims have their evidence at these pieces."""
    anchor, tags = np.full(pieces, -9.0), np.zeros((pieces, 3))
    tags[:, 0] = 9.0
    for place, logit in anchors.items():
        anchor[place] = logit
    for first, end in evidence:
        tags[first:end] = [-9.0, 0.0, 9.0]

    def read(places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        parts = np.full((len(places), pieces, len(ROLES), 3), -5.0)
        parts[:, 0, 1:, 1:] = 9.0
        for number, place in enumerate(places):
            first, end = claims[int(place)]
            parts[number, first:end, 0, 0] = 5.0
            parts[number, first, 0, 1] = parts[number, end - 1, 0, 2] = 9.0
        return parts, np.zeros((len(places), LABELS))

    return Tagged(anchor, tags, np.pad(np.ones(pieces - 2, dtype=bool), 1), read)


def test_two_anchors_in_one_sentence_are_two_claims() -> None:
    (found,) = find([_window({4: 3, 11: 3}, [(2, 16)], {4: (2, 9), 11: (9, 16)})], Thresholds())
    assert [one.evidence for one in found] == [(2, 9), (9, 16)]


def test_the_same_evidence_is_one_claim() -> None:
    (found,) = find([_window({4: 3, 11: 2}, [(2, 16)], {4: (2, 16), 11: (2, 15)})], Thresholds())
    assert [(one.anchor, one.evidence) for one in found] == [(4, (2, 16))]


def test_evidence_without_a_sure_anchor_gets_its_likeliest() -> None:
    (found,) = find([_window({5: -1.0}, [(2, 10)], {5: (2, 10)})], Thresholds())
    assert [one.anchor for one in found] == [5]


def test_nothing_is_anchored_in_silent_pieces() -> None:
    window = _window({4: 3}, [(2, 9)], {4: (2, 9)})
    window.own[:10] = False
    assert find([window], Thresholds()) == [[]]


def test_windows_do_not_look_into_each_other() -> None:
    windows = [
        _window({4: 3}, [(2, 9)], {4: (2, 9)}),
        _window({}, [], {}, 7),
        _window({9: 3, 24: 2}, [(1, 29)], {9: (1, 12), 24: (14, 29)}, 30),
        _window({1: 2}, [(1, 7)], {1: (1, 7)}, 8),
    ]
    alone = [find([window], Thresholds())[0] for window in windows]
    together = find(windows, Thresholds())
    assert [[one.evidence for one in found] for found in together] == [[(2, 9)], [], [(1, 12), (14, 29)], [(1, 7)]]
    for one, other in zip(chain(*together), chain(*alone), strict=True):
        assert (one.anchor, one.parts, one.choices) == (other.anchor, other.parts, other.choices)
        assert one.score == pytest.approx(other.score)


def test_a_find_becomes_characters_of_the_text() -> None:
    places = np.arange(8)
    pieces = Pieces(places, np.zeros(8, dtype=np.int64), np.stack([places * 3, places * 3 + 2], 1), places)
    parts = {role: [] for role in ROLES if role != "evidence"} | {"target": [(3, 5, 0.9)]}
    one = proposal(Found(2, (1, 5), 0.8, parts, chances(np.zeros((1, LABELS)))[0]), pieces, Window(2, 8))
    assert one.evidence == Range(6, 17)
    assert one.target[0].range == Range(12, 17)
    assert sum(one.stance.values()) == pytest.approx(1, abs=0.01)
