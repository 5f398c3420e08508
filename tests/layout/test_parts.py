"""The parts of texts: what they are and that nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.labels import SECTION_KINDS, SILENT_SECTIONS
from pipeline.layout.datelines import read_dateline
from pipeline.layout.lines import units
from pipeline.layout.parts import read_layout

PROSE = "The council voted on Monday night to give the police new cameras for the market square."
LONG = f"{PROSE} {PROSE} {PROSE}"


def kinds(text: str) -> list[tuple[str, str]]:
    return [(part.kind, " ".join(text[part.range.start : part.range.end].split())) for part in read_layout(text).parts]


def test_a_statement() -> None:
    text = f"""LANTERN STREET LIBERTIES
For immediate release: 9 May 2023

Lantern Street Responds to Council Vote on Face Scanning

Press contact
Odile Marchetti
14 Lantern Street, 2nd Floor
Port Ambrose 20117

PORT AMBROSE — {PROSE}

“It must be switched off. Nobody asked for it.

“We thank nobody for this.”

We call on the council to:

  • suspend the contract;
  • publish the list.

{LONG}

-ENDS-

About Lantern Street
We take no money from anybody.

Sign up for our bulletin. © Lantern Street 2023
"""
    assert [kind for kind, _ in kinds(text)] == [
        "byline",
        "dateline",
        "headline",
        *["contact"] * 4,
        "dateline",
        "body",
        "quote",
        "quote",
        "body",
        "list_item",
        "list_item",
        "body",
        *["boilerplate"] * 4,
    ]


def test_a_short_text_with_a_dateline() -> None:
    assert [kind for kind, _ in kinds("EVANSTON – The city banned the technology.")] == ["dateline", "body"]
    assert [kind for kind, _ in kinds("Evanston – a city in a hurry")] == ["headline"]


def test_a_letter() -> None:
    text = f"""Brussels, 3 March 2016

The Hon. Ilse Vander
Minister of Transport

Dear Minister,

{LONG}

Yours sincerely,

Koen Daelemans, chair, Corridor Noord
Saskia Verhulst, director

cc: Committee on Infrastructure
"""
    assert [kind for kind, _ in kinds(text)] == ["dateline", "body", "body", "body", "body", *["signature"] * 4]


def test_a_page_with_furniture() -> None:
    text = f"""Skip to content   Menu   Riders   Newsroom
Why we are challenging the levy
SHARE TWEET EMAIL
Posted: 2024-06-11 09:14   Author: Public Affairs

{PROSE}

Photo: A rider in the rain (archive)

{PROSE}

What it costs

{LONG}

READ NEXT:
Bypass delayed again
Goat found on school roof
"""
    assert [kind for kind, _ in kinds(text)] == [
        "boilerplate",
        "headline",
        "boilerplate",
        "dateline",
        "body",
        "caption",
        "body",
        "headline",
        "body",
        *["boilerplate"] * 3,
    ]


def test_a_post_in_an_article() -> None:
    text = f"{PROSE}\n\nGood riddance. #faceoff\n— Jonah Prewett MP (@jprewett) November 16, 2022\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["body", "embedded_post", "embedded_post", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "The union signed up 400 members and asked them to vote against the bill in June.",
        "About the bill, the mayor said that it would do nothing for the poor of the city.",
        "(c) create a personality right, so that a player’s sound cannot be cloned",
        "(c) to publish, by 1 June 2022, a list of all suppliers under contract",
        "Contact with the police should be voluntary, the group said in its answer to the council.",
        "Share the burden, Senator Lee said, or there will be no deal on the budget this year.",
        "Support the bill that the House passed in May, and oppose the one that it did not pass.",
        "All rights must be reserved to the people, the petition says, and none to the company.",
    ],
)
def test_sentences_with_a_cue_word_are_not_silent(line: str) -> None:
    found = kinds(f"{LONG}\n\n{line}\n\n{LONG}")
    assert found[1][0] not in SILENT_SECTIONS, found[1]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("one line that\nruns on here\nand goes on.\n\nNext one.", 2),
        ("A Title In Capitals\nJune 11, 2020\nText begins here.", 3),
        ("We ask them to\n1. stop it\n2. say why", 3),
        ("A sentence ends.\nanother begins", 2),
        ("first\r\n\r\nsecond\r\n", 2),
        ("…it ended so. ###\r\n\tNext Article", 3),
        ("", 0),
        (" \n\t\n", 0),
    ],
)
def test_units(text: str, paragraphs: int) -> None:
    assert len(units(text)) == paragraphs


@pytest.mark.parametrize(
    ("paragraph", "place", "agency", "published"),
    [
        ("SEATTLE — Microsoft today", "SEATTLE", None, None),
        ("ALBANY, N.Y. (MNS) — A state", "ALBANY, N.Y.", "MNS", None),
        ("BERLIN, April 15, 2021 (Continental Press) - Germany", "BERLIN", "Continental Press", "2021-04-15"),
        ("MILLBROOK, N.J. (WMBK) A group", "MILLBROOK, N.J.", "WMBK", None),
        ("Boise — 11 December 2024. Grocery workers", "Boise", None, "2024-12-11"),
        ("WYMORE, Feb. 7, 2019 /NewsLine/ -- Halcyon", "WYMORE", "NewsLine", "2019-02-07"),
        ("LONDON (Reuters) - Shares", "LONDON", "Reuters", None),
        ("EVANSTON, Ill., June 3 – The city", "EVANSTON, Ill.", None, None),
        ("LAGOS, 28 Nov (Continental Press) — The", "LAGOS", "Continental Press", None),
        ("(Rochester, NY) – Today", "Rochester, NY", None, None),
        ("GILBERT, AZ- Today", "GILBERT, AZ", None, None),
        ("PANAJI: The High Court", "PANAJI", None, None),
        ("WASHINGTON, D.C.  Today, in", "WASHINGTON, D.C.", None, None),
        ("WASHINGTON  Senators Roe and Doe", "WASHINGTON", None, None),
    ],
)
def test_datelines(paragraph: str, place: str, agency: str | None, published: str | None) -> None:
    found = read_dateline(paragraph)
    assert found is not None
    assert (found.place, found.agency, found.published) == (place, agency, published)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Trust — not fear — must guide us",
        "We — The people",
        "Lee said: The bill",
        "Today — Monday",
        "Anti-war groups - The",
    ],
)
def test_no_datelines(paragraph: str) -> None:
    assert read_dateline(paragraph) is None


_PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        " ",
        "\t",
        "###",
        "Media Contact",
        PROSE,
        "1. We ask",
        "“Quote",
        "”",
        "Dear X,",
        "Sincerely,",
        "About Us",
    ]
)


@settings(max_examples=150)
@given(st.lists(_PIECES | st.text(max_size=20), max_size=14).map("".join))
def test_parts_are_in_order_and_hold_everything(text: str) -> None:
    end = 0
    for part in read_layout(text).parts:
        assert part.kind in SECTION_KINDS
        assert end <= part.range.start < part.range.end <= len(text)
        assert not text[end : part.range.start].strip(
            " \t\r\n\f\v\u0085\u00a0\u200b\u200e\u2002\u2003\u2028\u2029\ufeff"
        )
        end = part.range.end
