"""Which expression dates a claim."""

from __future__ import annotations

import pytest

from pipeline.annotations import Metadata, Range, Section
from pipeline.dating import claim_date
from pipeline.stages.dates import DateTagger


@pytest.mark.parametrize(
    ("text", "evidence", "cue", "expected"),
    [
        ("The city banned the technology in 2019.", None, "banned", ("2019", "expression")),
        (
            "The company said on Wednesday that it opposes the bill.",
            "it opposes the bill",
            "opposes",
            ("2020-06-10", "expression"),
        ),
        ("In 2009, civil society called for a moratorium.", None, "called for", ("2009", "expression")),
        ("She supports a ban by 2030.", None, "supports", ("2020-06-11", "document")),
        ("He condemned Monday's decision.", None, "condemned", ("2020-06-11", "document")),
        ("The group opposes the Privacy Act of 2018.", None, "opposes", ("2020-06-11", "document")),
        ("She recently called for a ban.", None, "called for", ("2020-06-11", "document")),
        ("We will vote against the bill on Friday.", None, "vote against", ("2020-06-11", "document")),
        ("The senator praised the bill today.", None, "praised", ("2020-06-11", "expression")),
        (
            "Smith, who proposed the directive in 2018, welcomed the vote.",
            None,
            "welcomed",
            ("2020-06-11", "document"),
        ),
        (
            "They told us in May that it would stay, and we welcome that.",
            "we welcome that",
            "welcome",
            ("2020-06-11", "document"),
        ),
        (
            "On June 2, the mayor said the ban does not work.",
            "the ban does not work",
            "not",
            ("2020-06-02", "expression"),
        ),
        ("Labour ministers on Tuesday approved a compromise.", None, "approved", ("2020-06-09", "expression")),
        ("In January House Democrats reintroduced the bill.", None, "reintroduced", ("2020-01", "expression")),
        ("Two weeks ago, I urged them to act.", None, "urged", ("2020-W22", "expression")),
        (
            "Speaking in Leeds on Tuesday, she said the ban was wrong but that she would keep it.",
            "she would keep it",
            "keep",
            ("2020-06-09", "expression"),
        ),
        (
            "As a candidate in 2006, he promised to veto the bill.",
            "he promised to veto the bill",
            "promised",
            ("2006", "expression"),
        ),
        (
            "The money was there until May, when the minister cut it.",
            "when the minister cut it",
            "cut",
            ("2020-05", "expression"),
        ),
        (
            "After Smith spoke last night, Reed condemned the speech.",
            "Reed condemned the speech",
            "condemned",
            ("2020-06-11", "document"),
        ),
        (
            "Passed in 1994, the Act has helped families.",
            "the Act has helped families",
            "helped",
            ("2020-06-11", "document"),
        ),
        (
            "In March, Rep. Lee gave a speech condemning the war.",
            "a speech condemning the war",
            "condemning",
            ("2020-03", "expression"),
        ),
        (
            "Sen. Snowe (R-Maine) on Monday, June 8, introduced a bill.",
            None,
            "introduced",
            ("2020-06-08", "expression"),
        ),
        (
            "The union signed the accord on 11 May and has opposed the strike.",
            "has opposed the strike",
            "opposed",
            ("2020-06-11", "document"),
        ),
        ("We passed the American Rescue Plan last year.", None, "passed", ("2019", "expression")),
        ("She filed an amendment to the FY19 budget bill.", None, "filed", ("2020-06-11", "document")),
        ("On Friday, June 12, members voted for the bill.", None, "voted", ("2020-06-12", "expression")),
        (
            "The trustees took the decision on Tuesday. They also resolved to close the zoo.",
            "They also resolved to close the zoo",
            "resolved",
            ("2020-06-09", "expression"),
        ),
        (
            "The board voted on Tuesday for the plan.\n\nRep. Lee told the board that the plan was an insult.",
            "the plan was an insult",
            "insult",
            ("2020-06-09", "expression"),
        ),
        (
            "Ministers on Tuesday approved a text. Estonia, which had opposed it in May, relented. Malta abstained.",
            "Malta abstained",
            "abstained",
            ("2020-06-09", "expression"),
        ),
        (
            "France wants a ban; its president said so last November.",
            "France wants a ban",
            "wants",
            ("2020-06-11", "document"),
        ),
        (
            "Two members sided with her after having voted for it in March.",
            None,
            "sided",
            ("2020-06-11", "document"),
        ),
        (
            "In a survey taken last month, 63 percent favored it and 29 percent were against it.",
            "29 percent were against it",
            "were",
            ("2020-05", "expression"),
        ),
        (
            "The municipality of Lund on Monday asked the court to annul the permit.",
            None,
            "annul",
            ("2020-06-08", "expression"),
        ),
        ("Advice from the panel in May had recommended a ban.", None, "recommended", ("2020-05", "expression")),
        (
            "She said that her union had demanded it as early as 2001.",
            "her union had demanded it as early as 2001",
            "demanded",
            ("2001", "expression"),
        ),
        (
            "Police guidance issued in 2008 says that orders should be rare.",
            "orders should be rare",
            "should",
            ("2008", "expression"),
        ),
        (
            "Its letter of May 30 says that the notice is wrong.",
            "the notice is wrong",
            "wrong",
            ("2020-05-30", "expression"),
        ),
        (
            "In a letter sent yesterday, the senators wrote that the cut was foolish.",
            "the cut was foolish",
            "foolish",
            ("2020-06-10", "expression"),
        ),
        (
            "We regret the shutdown of August 2019, which it imposed without notice.",
            "which it imposed without notice",
            "imposed",
            ("2019-08", "expression"),
        ),
        (
            "The union declined to endorse it last week and asked instead for new vehicles.",
            "asked instead for new vehicles",
            "asked",
            ("2020-W23", "expression"),
        ),
        (
            "The council met on Tuesday.\n\nIt also:\n- declined to join the coalition;\n- gave £500 to the fair.",
            "declined to join the coalition",
            "declined",
            ("2020-06-09", "expression"),
        ),
        (
            "The executive, sitting on 1 June, resolved:\n(i) to reject the test;\n(ii) to support a ban.",
            "support a ban",
            "support",
            ("2020-06-01", "expression"),
        ),
        (
            "The council voted last night.\n\nMayor Lee and Dr Roe were against the plan.",
            "Mayor Lee and Dr Roe were against the plan",
            "were",
            ("2020-06-10", "expression"),
        ),
        ("In 2014 Granger dropped the dyes.", None, "dropped", ("2014", "expression")),
        (
            "He said in a 2018 review that a second season was needed.",
            "a second season was needed",
            "needed",
            ("2018", "expression"),
        ),
        (
            "The firm cut its price in January and has no plans for more.",
            "has no plans for more",
            "plans",
            ("2020-06-11", "document"),
        ),
        ("The club cancelled its Christmas lunch.", None, "cancelled", ("2020-06-11", "document")),
        (
            "A preface.\n\nMarch 2019. The fund refuses to pay its share.",
            "The fund refuses to pay its share",
            "refuses",
            ("2019-03", "expression"),
        ),
        (
            "In a ballot that closed on Monday, 91 per cent of members rejected the proposal.",
            "91 per cent of members rejected the proposal",
            "rejected",
            ("2020-06-08", "expression"),
        ),
        (
            "The board met on Tuesday. Lee lives here. She welcomed the vote.",
            "She welcomed the vote",
            "welcomed",
            ("2020-06-11", "document"),
        ),
    ],
)
def test_claim_date(base_nlp, text, evidence, cue, expected):  # type: ignore[no-untyped-def]
    doc = base_nlp(text)
    doc._.metadata = Metadata(published="2020-06-11")
    DateTagger("MDY")(doc)
    start = text.index(evidence) if evidence else 0
    end = start + len(evidence) if evidence else len(text)
    at = text.index(cue)
    assert claim_date(doc, Range(start, end), Range(at, at + len(cue)), "position", "narrated") == expected


def test_a_judgement_has_the_day_of_its_words(base_nlp):  # type: ignore[no-untyped-def]
    text = "Taking them off in April was a daft thing to do."
    doc = base_nlp(text)
    doc._.metadata = Metadata(published="2020-06-11")
    DateTagger("MDY")(doc)
    assert claim_date(doc, Range(0, len(text)), None, "assessment", "own_voice") == ("2020-06-11", "document")


def test_signature_after_a_quotation(base_nlp):  # type: ignore[no-untyped-def]
    text = "They all wrote to us.\n“We will not pay a toll.” (@mayor, June 6)"
    doc = base_nlp(text)
    doc._.metadata = Metadata(published="2020-06-11")
    DateTagger("MDY")(doc)
    start = text.index("We will")
    found = claim_date(doc, Range(start, start + 22), None, "commitment", "direct")
    assert found == ("2020-06-06", "expression")


def test_nothing_known(base_nlp):  # type: ignore[no-untyped-def]
    doc = base_nlp("She supports the bill.")
    doc._.metadata = Metadata()
    doc._.dates = None
    assert claim_date(doc, Range(0, 22), None, "position", "narrated") == (None, "document")


def test_the_hour_of_publication_dates_no_claim(base_nlp):  # type: ignore[no-untyped-def]
    text = "The group opposes the bill."
    doc = base_nlp(text)
    doc._.metadata = Metadata(published="2020-06-11T12:45")
    assert claim_date(doc, Range(0, len(text)), None, "position", "narrated") == ("2020-06-11", "document")


@pytest.mark.parametrize(("form", "value"), [("assessment", "2020-06-11"), ("action", "2020-06-09")])
def test_a_judgement_in_quotation_marks_has_the_day_of_its_words(base_nlp, form, value):  # type: ignore[no-untyped-def]
    text = "“Santa Cruz did the right thing on Tuesday,” she said."
    doc = base_nlp(text)
    doc._.metadata = Metadata(published="2020-06-11")
    DateTagger("MDY")(doc)
    end = text.index(",")
    assert claim_date(doc, Range(1, end), Range(text.index("did"), end - 11), form, "direct")[0] == value


def test_dateline_dates_nothing(base_nlp):  # type: ignore[no-untyped-def]
    text = "EVANSTON, June 9 – Members voted for the bill."
    doc = base_nlp(text)
    doc._.metadata = Metadata(published="2020-06-11")
    doc._.sections = [Section(Range(0, 18), "dateline"), Section(Range(19, len(text)), "body")]
    DateTagger("MDY")(doc)
    start = text.index("Members")
    found = claim_date(doc, Range(start, len(text)), Range(start + 8, start + 13), "action", "narrated")
    assert found == ("2020-06-11", "document")
