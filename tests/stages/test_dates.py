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
        "It earns $1.76 a year.",
        "Four flights a week leave.",
        "Sales rose 8.5% annually.",
        "They changed from a fiscal year to another.",
        "On days like these, they wait.",
        "He met Rep. August Pfluger.",
        "Backers are Chip Roy (R-TX) and April Sands (D-CA).",
        "They are the leaders of tomorrow.",
        "Now, I ask you.",
        "Agenda 2030 is at risk.",
        "The fall of Kabul shocked us.",
        "The Daily Beast said so.",
        "He told ABC's This Week that it was odd.",
        "At the end of the day, it is about jobs.",
        "It was a now-defunct firm.",
        "They borrow as if there were no tomorrow.",
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
        ("The news hurt shares on Friday.", ["2020-06-05"]),
        ("The deadline is 31 December.", ["2020-12-31"]),
        ("It will open in three days.", ["2020-06-14"]),
        ("It opened in three days.", ["P3D"]),
        ("This aid, the first of its kind in ten years, will help.", ["P10Y"]),
        ("In the fall of last year they met.", ["2019-FA"]),
        ("He spoke ahead of Tuesday's primary.", ["2020-06-16"]),
        ("They took the poll from June 2 through Sunday.", ["2020-06-02", "2020-06-07"]),
        ("They met the week before Christmas 2019.", ["2019-W51"]),
        ("A bill would ban it; in the spring our group testified against it.", ["2020-SP"]),
        ("They voted last Wednesday.", ["2020-06-03"]),
        ("On Monday, June 9, they voted.", ["2020-06-09"]),
    ],
)
def test_direction(read, text, values):  # type: ignore[no-untyped-def]
    assert [value for _, value, _ in read(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The report covers Q3 FY24.", "2024-Q3"),
        ("The 2023/24 season ended.", "2023"),
        ("In financial year 2023-24 it spent £2m.", "2023"),
        ("The ban takes effect in mid-November.", "2024-11"),
        ("It will open in the week of 5 May.", "2024-W18"),
        ("It starts the week commencing 13 May.", "2024-W20"),
        ("The plan covers week 20 of 2024.", "2024-W20"),
        ("As of 1 May, the ban applies.", "2024-05-01"),
        ("Emissions must fall by 2030.", "2030"),
        ("Over the past three years, rents rose.", "P3Y"),
        ("Over the past five trading days, shares rose.", "P5D"),
        ("He died within weeks or months.", "PXW"),
        ("Rents have risen since March.", "2024-03"),
        ("They met at 18:00 BST on Wednesday.", "2024-05-08T18:00"),
        ("Thu 9 May 2024 07.00 BST", "2024-05-09T07:00"),
        ("The turn of the century brought change.", "2000"),
        ("He left a fortnight ago.", "2024-W17"),
        ("It will be decided within a fortnight.", "P2W"),
        ("They spoke on Boxing Day.", "2023-12-26"),
        ("It was signed on Good Friday.", "2024-03-29"),
        ("It was passed on Remembrance Sunday.", "2023-11-12"),
        ("He resigned on 3.5.2024.", "2024-05-03"),
        ("On Tues 7 May they met.", "2024-05-07"),
        ("The talks ran on 2–4 May.", "2024-05-02 2024-05-04"),
        ("It lapsed in autumn last year.", "2023-FA"),
        ("They will meet again on Tuesday week.", "2024-05-21"),
        ("It was agreed on Monday of last week.", "2024-04-29"),
        ("In H1 2024 sales rose.", "2024-H1"),
        ("They meet every Tuesday.", "XXXX-WXX-2"),
        ("They will decide in six weeks' time.", "2024-W25"),
        ("The inquiry opens at 9am on Monday, 13 May.", "2024-05-13T09:00"),
        ("At 1530 GMT they met.", "2024-05-09T15:30Z"),
        ("It was agreed in the late '90s.", "199"),
        ("The clocks change on the last Sunday in October.", "2024-10-27"),
        ("Local elections were held last Thursday.", "2024-05-02"),
        ("Posted 8 May 2024 15:04.", "2024-05-08T15:04"),
        ("This coming Sunday, May twelfth, they meet.", "2024-05-12"),
        ("In the three months ended 31 March, it fell.", "P3M 2024-03-31"),
    ],
)
def test_british_and_european_press(read, text, values):  # type: ignore[no-untyped-def]
    assert " ".join(value for _, value, _ in read(text, "2024-05-09")) == values


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


def test_dots_are_day_first_but_for_the_documents_own_date(read):  # type: ignore[no-untyped-def]
    assert read("on 05.06.2020")[0][1] == "2020-06-05"
    assert read("01.10.20", "2020-01-10")[0][1] == "2020-01-10"


def test_silent_sections_are_skipped(read):  # type: ignore[no-untyped-def]
    text = "It passed on June 9.\nCopyright 2019"
    sections = [Section(Range(0, 21), "body"), Section(Range(21, len(text)), "boilerplate")]
    assert [found for _, found, _ in read(text, sections=sections)] == ["2020-06-09"]


def test_glued_text(read):  # type: ignore[no-untyped-def]
    assert [found for _, found, _ in read("They met in March 2019.The vote came in 2020.")] == ["2019-03", "2020"]
