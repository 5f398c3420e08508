"""What a text's own lines say of it, and where each value came from."""

from __future__ import annotations

import pytest

from pipeline.annotations import Metadata
from pipeline.layout.metadata import complete, written_out
from pipeline.layout.parts import read_layout

PROSE = "The council voted on Monday night to give the police new cameras for the market square."


def read(text: str, **given: str) -> Metadata:
    metadata = Metadata(**given, origins=dict.fromkeys(given, "given"))  # type: ignore[arg-type]
    complete(metadata, text, read_layout(text))
    return metadata


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "ACLU Statement on the Moratorium\n\nJune 11, 2020 12:45 pm\n\nMedia Contact\n12 Broad St\n\nSEATTLE — ",
            {"title": "ACLU Statement on the Moratorium", "published": "2020-06-11T12:45", "issuer": "ACLU",
             "genre": "statement", "dateline": "SEATTLE"},
        ),
        (
            "Declaration: A Moratorium on Surveillance\n\nOctober 2019\nTirana, Albania\n\nWe the undersigned call. ",
            {"published": "2019-10", "genre": "declaration", "dateline": "Tirana, Albania", "issuer": None},
        ),
        (
            "Council puts off drone plan\n\nBy MARCY DELGADO\nStaff Writer, The Brazos Ledger\nSept. 14, 2022\n\n",
            {"author": "Marcy Delgado", "outlet": "The Brazos Ledger", "published": "2022-09-14", "genre": "article"},
        ),
        (
            "German court throws out rent cap\n\nBERLIN, April 15, 2021 (Continental Press) - ",
            {"published": "2021-04-15", "outlet": "Continental Press", "genre": "article", "author": None},
        ),
        (
            "Plains Nurses Union (PNU)\nNEWS RELEASE\nJuly 2, 2021\n\nNurses Cheer the Ruling on Overtime\n\n",
            {"issuer": "Plains Nurses Union", "title": "Nurses Cheer the Ruling on Overtime", "genre": "release"},
        ),
        ("Open letter to the Minister of Transport\n\nBrussels, 3 March 2016\n\nDear Minister,\n\n",
         {"genre": "letter", "published": "2016-03-03", "dateline": "Brussels"}),
        ("Acme Games\n\nA note on loot chests\nPosted June 5, 2024 by Rafe Holt (studio head)\n\n",
         {"author": "Rafe Holt", "published": "2024-06-05", "issuer": "Acme Games"}),
        ("Remarks by the Minister of Works, Paloma Aldana, at the bridge\nPuerto Viejo, 5 February 2020\n\n",
         {"author": "Paloma Aldana", "published": "2020-02-05"}),
        ("AS PREPARED FOR DELIVERY\n\nA bridge for everybody at last\n\nPuerto Viejo, 5 February 2020\n\n",
         {"issuer": None, "author": None}),
        ("", {"title": None, "published": None, "author": None, "issuer": None, "outlet": None}),
    ],
)  # fmt: skip
def test_heads(head: str, expected: dict[str, str | None]) -> None:
    metadata = read(f"{head}{PROSE}\n\n{PROSE} {PROSE}")
    assert {name: getattr(metadata, name) for name in expected} == expected
    for name, value in expected.items():
        assert (name in metadata.origins) == (value is not None)


def test_given_values_win() -> None:
    text = f"A Title That Stands Here Now\nBy Ann Bay\nJune 1, 2020\n\n{PROSE}"
    metadata = read(text, title="Given", author="Somebody", published="2019")
    assert (metadata.title, metadata.author, metadata.published) == ("Given", "Somebody", "2019")
    assert metadata.origins["published"] == "given"


def test_nothing_is_invented() -> None:
    metadata = read("We said so in 2019, and on June 11, 2020 the court agreed with us about the matter at hand.")
    assert metadata.published is None
    assert metadata.title is None


def test_copyright_year_is_no_date() -> None:
    assert read(f"{PROSE}\n\n{PROSE}\n\n© 2023 Meridian News Ltd. All rights reserved.").published is None


def test_an_article_is_dated_by_the_posts_it_shows() -> None:
    metadata = read(f"{PROSE}\n\nIt is over. pic.twitter.com/x — Jo Bell (@jobell) June 11, 2020\n\n{PROSE}")
    assert (metadata.published, metadata.origins["published"]) == ("2020-06-11", "embedded post")


@pytest.mark.parametrize(
    ("text", "language"),
    [(f"{PROSE} {PROSE}", "en"), ("Der Rat hat am Montag beschlossen, der Polizei neue Kameras zu geben. " * 4, None)],
)
def test_language(text: str, language: str | None) -> None:
    assert read(text).language == language


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("FRIENDS OF THE INFIRMARY", "", "Friends of the Infirmary"),
        ("ACLU OF TEXAS", "ACLU OF TEXAS\nThe ACLU said so.", "ACLU of Texas"),
        ("WMBK", "", "WMBK"),
        ("Plain Sight", "", "Plain Sight"),
    ],
)
def test_names_in_capitals(name: str, text: str, expected: str) -> None:
    assert written_out(name, text) == expected
