"""Direct quotations in releases: how far they go and whose they are."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.annotations import Attribution, Metadata


@pytest.fixture
def spoken(nlp: Language):  # type: ignore[no-untyped-def]
    """Speaker and words of every direct quotation of a text."""

    def run(text: str, **metadata: str) -> list[tuple[str | None, str]]:
        doc = nlp.make_doc(text)
        doc._.metadata = Metadata(**metadata)  # type: ignore[arg-type]
        found: list[Attribution] = nlp(doc)._.attributions
        return [(a.name, " ".join(text[r.start : r.end] for r in a.content)) for a in found if a.kind == "direct"]

    return run


SPEAKERS = [
    (
        'The shop opened. Ada Long of Ayr said, "It is ours, all of it." Trade chief Bo Hart said, "Good."',
        "Ada Long",
    ),
    ("“The pier is safe for all of us. It will stay.” Mia Stone, president of the Harbour Union, said.", "Mia Stone"),
    ("“The pier is safe for all of us,” said Harbour Board 1st Vice Chair Mia Stone.", "Mia Stone"),
    ("“The pier is safe for all of us,” said Mia Stone President of the Harbour Union.", "Mia Stone"),
    ("In the words of Mia Stone, “the pier is safe for all of us in the port.”", "Mia Stone"),
    ("What they say:\n\nMia Stone, director of the Harbour Union:\n\n“The pier is safe for all of us.”", "Mia Stone"),
    ("What they say:\n\nRep. Mia Stone (D-OH): “The pier is safe for all of us here.”", "Mia Stone"),
    (
        "Senator Mia Stone (D-Ohio) issued the following statement on the vote. The chamber elected Bo Hart as chair:"
        "\n\n“It was a good day for all of us.”",
        "Mia Stone",
    ),
    (
        "In response to reports that Bo Hart had left, Senator Mia Stone (D-Ohio) released the following statement:"
        "\n\n“It was a good day for all of us.”",
        "Mia Stone",
    ),
    (
        "WASHINGTON - Rep. Mia Stone led 40 of her colleagues in a letter to the board.\n\n“We ask you to keep the pier"
        " open,” the lawmakers wrote.",
        "Mia Stone and 40 of her colleagues",
    ),
    (
        "WASHINGTON - Rep. Mia Stone (D-OH) and the chair of the panel, Bo Hart (R-TX), wrote to the board.\n\n“We ask"
        " you to keep the pier open,” the lawmakers wrote.",
        "Mia Stone and Bo Hart",
    ),
    ("Mia Stone and her colleagues said, “We ask you to keep the pier open.”", "Mia Stone and her colleagues"),
    ("The council urged the board to pay, writing, “We ask you to keep the pier open.”", "council"),
    ("“We ask for it now,” said Mia Stone, Executive Director of the Harbour Union.", "Mia Stone"),
    (
        "BRISTOL, OHIO – Today, Congressman Bo Hart (OH-10) issued the following statement:\n\n“It is a good day.”",
        "Bo Hart",
    ),
    ("It rained.\n\n“We will never sell it to them, “ said Mia Stone. “The pier stays with us.”", "Mia Stone"),
    ("As Mia Stone put in her letter, “the pier is safe for all of us.”", "Mia Stone"),
    ("Mia Stone closed the hearing saying: “The pier is safe for all of us.”", "Mia Stone"),
    ("“The plan will harm every one of us in the town,” warned the mayor Bo Hart.", "Bo Hart"),
    ("» Taxes: “I believe nobody should pay more than a fourth,” Stone said.", "Stone"),
]


@pytest.mark.parametrize(("text", "name"), SPEAKERS)
def test_the_speaker_is_found(spoken, text: str, name: str) -> None:  # type: ignore[no-untyped-def]
    assert spoken(text)[0][0] == name, spoken(text)


EXTENTS = [
    # marks that are lost around the cue, with others inside
    (
        "It rained.\n“We will go to the sea, said Rep. Ann Lee. It is one more way to say “thank you” to the town.”",
        "“We will go to the sea, It is one more way to say “thank you” to the town.”",
    ),
    (
        "Rain.\n\n“We will all go soon, said Ann Lee, chair of the panel. It is far.\n\n“It is near,” said Bo Hart.",
        "“We will all go soon, It is far.",
    ),
    # marks that are lost before the cue
    ("It rained.\n“We will go to the sea, said Rep. Ann Lee. It is far.", "“We will go to the sea, It is far."),
    # a statement whose marks are never closed, up to its end
    (
        "Rep. Ann Lee issued the following statement:\n\n“We saw the pier burn.\n\nThe port needs a new one.\n\n###",
        "“We saw the pier burn. The port needs a new one.",
    ),
    # no marks at all: the whole paragraph, not only its first person
    (
        "It rained.\n\nPiers should be paid for. I voted for it today, said Rep. Ann Lee.",
        "Piers should be paid for. I voted for it today",
    ),
    # a paragraph more in the first person
    (
        "It rained.\n\nI am proud, said Rep. Ann Lee. It is long.\n\nWe will look after it.\n\nThe day is short.",
        "I am proud It is long. We will look after it.",
    ),
    # a turn of more than one paragraph
    (
        "MS. LEE: Thank you all.\n\nThe pier is old.\n\nMR. HART: How old?\n\nMS. LEE: It is 90.\n\nMR. HART: Thanks.",
        "Thank you all. The pier is old.",
    ),
]


@pytest.mark.parametrize(("text", "words"), EXTENTS)
def test_the_whole_utterance_is_found(spoken, text: str, words: str) -> None:  # type: ignore[no-untyped-def]
    assert spoken(text)[0][1] == words


@pytest.mark.parametrize(
    "text",
    [
        "The office opens.\n\nWHEN: Monday, 9 am\n\nWHERE: City Hall\n\nWHEN: Tuesday, 9 am\n\nWHERE: Old Town Hall",
        "In the subject line, please indicate “Comments: name of your group” and send it.",
        "The unions have endorsed the “Clean Ports and Piers Act of 2021”.",
    ],
)
def test_this_is_nobodys_speech(spoken, text: str) -> None:  # type: ignore[no-untyped-def]
    assert spoken(text) == []
