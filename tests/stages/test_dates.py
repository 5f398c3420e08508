"""The dates stage: each rule's examples, what is no date, extents, direction, anchors."""

from __future__ import annotations

import pytest

from pipeline.annotations import Metadata, Range, Section
from pipeline.stages.dates import DateTagger
from pipeline.stages.dates.cascade import all_layers

EXAMPLES = [
    pytest.param(text, value, id=f"{rule.id}: {text}")
    for layer in all_layers("MDY")
    for rule in layer
    for text, value in rule.examples
]


@pytest.fixture(scope="module")
def read(base_nlp):  # type: ignore[no-untyped-def]
    """(text, value, rule) of every mention found in a text."""
    taggers = {order: DateTagger(order) for order in ("MDY", "DMY")}

    def run(text, published="2020-06-11", order="MDY", sections=None):  # type: ignore[no-untyped-def]
        doc = base_nlp(text)
        doc._.metadata = Metadata(published=published)
        doc._.sections = sections
        taggers[order](doc)
        return [(text[m.range.start : m.range.end], m.value, m.rule) for m in doc._.dates]

    return run


@pytest.mark.parametrize(("text", "value"), EXAMPLES)
def test_examples_of_the_rules(read, text, value):  # type: ignore[no-untyped-def]
    assert " ".join(found for _, found, _ in read(text)) == value


def test_rule_ids_are_unique():
    ids = [rule.id for layer in all_layers("MDY") for rule in layer]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "text",
    [
        "Assemblymember Ting wrote AB 2261.",
        "Congress may act.",
        "Thousands joined the March on Washington.",
        "The office is on the 18th Floor.",
        "He is 42 years old and lives in New York, NY 10004.",
        "The 12-year-old boy won.",
        "Prime Minister Theresa May spoke.",
        "Section 2020 of the code applies.",
        "The bill passed 218-210.",
        "They sent 2000 people home.",
        "The 11th Circuit ruled.",
        "Call 202-224-4343.",
        "It cost $2018 more.",
        "H.R. 1957 passed.",
        "She wrote in USA Today.",
        "He spoke on ABC's “This Week”.",
        "They joined the March of the Mothers.",
        "She spoke the day after the vote.",
    ],
)
def test_no_date(read, text):  # type: ignore[no-untyped-def]
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The company said Wednesday it would stop.", ["2020-06-10"]),
        ("The Senate will vote on Friday.", ["2020-06-12"]),
        ("The Senate voted in March.", ["2020-03"]),
        ("The law will take effect in March.", ["2021-03"]),
        ("Comments are due by Monday.", ["2020-06-15"]),
        ("The law has been in force since March.", ["2020-03"]),
        ("It was signed on Aug. 6.", ["2019-08-06"]),
        ("It fell short of the record set on Oct. 6.", ["2019-10-06"]),
        ("They announced an agreement to buy the bank in November.", ["2020-11"]),
        ("The offer had been due to expire Friday.", ["2020-06-05"]),
        ("The bonus is payable on Dec. 7.", ["2020-12-07"]),
    ],
)
def test_direction(read, text, values):  # type: ignore[no-untyped-def]
    assert [value for _, value, _ in read(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The vote came on June 9. She spoke the day after.", ["2020-06-09", "2020-06-10"]),
        ("The index closed on Friday, May 29, above the previous Friday.", ["2020-05-29", "2020-05-22"]),
        ("He left at noon on June 3. An hour later, they met.", ["2020-06-03T12:00", "PT1H"]),
        ("They met in 2009. A few months later, they left.", ["2009", "PXM"]),
        ("It was followed by one day of talks.", ["P1D"]),
        ("Profit fell in the fourth quarter from a year earlier.", ["2019-Q4", "2018-Q4"]),
    ],
)
def test_told_from_other_times(read, text, values):  # type: ignore[no-untyped-def]
    assert [value for _, value, _ in read(text)] == values


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("It came out today.", None, "PRESENT_REF"),
        ("It came out on Wednesday.", None, "XXXX-WXX-3"),
        ("It came out on June 9.", None, "XXXX-06-09"),
        ("It came out last year.", "2019-10", "2018"),
        ("It came out today.", "2019-10", "2019-10"),
        ("It came out yesterday.", "not a date", "PAST_REF"),
    ],
)
def test_coarse_or_missing_anchor(read, text, published, value):  # type: ignore[no-untyped-def]
    assert [found for _, found, _ in read(text, published)] == [value]


def test_order(read):  # type: ignore[no-untyped-def]
    assert read("on 6/11/20")[0][1] == "2020-06-11"
    assert read("on 6/11/20", order="DMY")[0][1] == "2020-11-06"


def test_silent_sections_are_skipped(read):  # type: ignore[no-untyped-def]
    text = "It passed on June 9.\nCopyright 2019"
    sections = [Section(Range(0, 21), "body"), Section(Range(21, len(text)), "boilerplate")]
    assert [found for _, found, _ in read(text, sections=sections)] == ["2020-06-09"]


def test_glued_text(read):  # type: ignore[no-untyped-def]
    assert [found for _, found, _ in read("They met in March 2019.The vote came in 2020.")] == ["2019-03", "2020"]
