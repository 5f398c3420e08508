"""Things at stretches of a text are found by place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.stretches import Stretches

_STRETCH = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(_STRETCH, max_size=20), _STRETCH)
def test_near_finds_all_that_overlap_and_nothing_else(items: list[tuple[int, int]], where: tuple[int, int]) -> None:
    found = Stretches((item, item) for item in items).near(*where)
    wanted = [item for item in items if item[0] < where[1] and where[0] < item[1]]
    assert found == sorted(wanted, key=lambda item: (item[0], -item[1]))
