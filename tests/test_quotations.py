"""The scanner of quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotations import Range
from pipeline.quotations import find_quotations

CASES = [
    ("“A b,” he said. “C d.”", ["“A b,”", "“C d.”"]),
    ('"A b," he said. "C d."', ['"A b,"', '"C d."']),
    ("“A b.\n\n“C d.\n\n“E f.” Then more.", ["“A b.", "“C d.", "“E f.”"]),
    ('He is 6\'2" tall and said "yes".', ['"yes"']),
    ("“He said “no” to me,” she said.", ["“He said “no” to me,”"]),
    ("Trump’s ‘Big Lie’ is the voters’ own.", ["‘Big Lie’"]),
    ("'I will go,' he said. 'It's the dogs' life.'", ["'I will go,'", "'It's the dogs' life.'"]),
    ("the ’90s and ‘em, the dogs' tail", []),
    ('"One para.\n\nTwo para." End.', ['"One para.\n\nTwo para."']),
    (
        "“It is with sorrow that\nI mourn him.\n\n“He was kind.”",
        ["“It is with sorrow that\nI mourn him.", "“He was kind.”"],
    ),
    ("«Nous partons», said the union.", ["«Nous partons»"]),
    ("``We stay,'' she said.", ["``We stay,''"]),
    ('"Thank you, "he said.', ['"Thank you, "']),
    ("“An open one that nobody closed.\n\nThe writer goes on.", ["“An open one that nobody closed."]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_outer_quotations(text: str, expected: list[str]) -> None:
    assert [text[q.range.start : q.range.end] for q in find_quotations(text).outer] == expected


def test_paragraphs_of_one_quotation_share_a_chain() -> None:
    parts = find_quotations("“A b.\n\n“C d.”\n\n“E f.”").outer
    assert parts[0].chain == parts[1].chain != parts[2].chain
    assert [part.closed for part in parts] == [False, True, True]


def test_looking_up_by_range() -> None:
    text = "He said: “No, never.” And left."
    quotations = find_quotations(text)
    inside = text.index("never")
    found = quotations.around(Range(inside, inside + 5))
    assert found is not None and text[found.inner.start : found.inner.end] == "No, never."
    assert quotations.at(0) is None
    assert quotations.around(Range(3, inside)) is None
    assert quotations.within(Range(0, len(text))) == quotations.outer


@given(st.text(alphabet="ab .,\n\"'“”‘’«»—", max_size=80))
def test_outer_quotations_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    end = 0
    for quotation in find_quotations(text).outer:
        assert end <= quotation.range.start < quotation.range.end <= len(text)
        assert quotation.range.start <= quotation.inner.start <= quotation.inner.end <= quotation.range.end
        end = quotation.range.end
