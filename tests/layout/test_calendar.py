"""Written dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout.calendar import find_date, read_date


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("June 11, 2020 12:45 pm", "2020-06-11T12:45"),
        ("October 2019", "2019-10"),
        ("For immediate release: March 7, 2023", "2023-03-07"),
        ("date 2020-06-10", "2020-06-10"),
        ("Posted on Tue, 07 March 2023 09:12 GMT", "2023-03-07T09:12"),
        ("Thursday, June 11th, 2020 at 5 p.m. ET", "2020-06-11T17:00"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("6/11/20", "2020-06-11"),
        ("31/12/2019", "2019-12-31"),
        ("13.02.2026 14:05", "2026-02-13T14:05"),
        ("Vienna, 18 May 2018", "2018-05-18"),
        ("done on the 9th of November 2012", "2012-11-09"),
        ("May 5, 2020 | 3 min read", "2020-05-05"),
        ("12:00 am, June 1, 2020", "2020-06-01"),
    ],
)
def test_found(text: str, value: str) -> None:
    written = find_date(text)
    assert written is not None
    assert written.value == value


@pytest.mark.parametrize(
    "text",
    ["February 30, 2020", "2020-13-01", "31/31/2019", "the 2019 report", "call 555-0142", "v1.2.3", "May we ask", ""],
)
def test_not_found(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("2020", "2020"), ("in 2020", None), ("2020 or so", None), ("1 May", None)]
)
def test_read_whole(text: str, value: str | None) -> None:
    assert read_date(text) == value


@given(st.text(max_size=60))
def test_any_text_gives_a_range_of_it_or_nothing(text: str) -> None:
    written = find_date(text)
    assert written is None or 0 <= written.start < written.end <= len(text)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2068, 1, 1)))
def test_iso_round_trip(day: date) -> None:
    assert read_date(day.isoformat()) == day.isoformat()
    assert read_date(f"{day:%B} {day.day}, {day.year}") == day.isoformat()
    assert read_date(f"{day.day} {day:%b} {day.year}") == day.isoformat()
