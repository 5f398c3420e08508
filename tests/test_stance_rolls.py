"""Lists of those who sign, sponsor, endorse or oppose."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.stages.stance.name_lists import in_sentence, line_by_line


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Reps. Ann Lee (TX-21), Bo Fox (D-OH), and Cy Hill (R-NY).", ["Reps. Ann Lee", "Bo Fox", "Cy Hill"]),
        ("Ann Lee, M.D., Bo Fox, Jr., Cy Hill and Di Moe. They met.", ["Ann Lee", "Bo Fox", "Cy Hill", "Di Moe"]),
        (
            "Reef Watch; the Net, Tackle and Line Guild; and eCoast.",
            ["Reef Watch", "the Net, Tackle and Line Guild", "eCoast"],
        ),
        ("Senators: Ann Lee, Bo Fox and Cy Hill wrote it.", ["Ann Lee", "Bo Fox", "Cy Hill"]),
        ("Ann Lee, Mayor of Ames, Iowa, and Bo Fox, and others.", ["Ann Lee", "Bo Fox"]),
        ("Ann Lee (D-OH) Bo Fox (R-OH) along with Rep. Cy Hill.", ["Ann Lee", "Bo Fox", "Rep. Cy Hill"]),
        ("American Lung Association, Earthjustice and clean air.", ["American Lung Association"]),
        ("a friend, Ann Lee", []),
        (
            "Reef Watch, the Guild of Port Directors and the Clean Bay Fund.",
            ["Reef Watch", "the Guild of Port Directors", "the Clean Bay Fund"],
        ),
        ("Rep. Ann Lee, M.D. (TN-04) will be voted on Wednesday, May 9, 2012.", ["Rep. Ann Lee"]),
        ("", []),
    ],
)
def test_names_in_a_sentence(text: str, names: list[str]) -> None:
    assert [text[slice(*name)] for name in in_sentence(text, 0)][: len(names) or None] == names


def test_names_line_by_line() -> None:
    text = "Endorsed by:\n\n- Reef Watch\n\n- Ann Lee, Director, Reef Fund\n\n- Bo Fox Jr.\nThe text is here.\nCy Hill"
    found = list(line_by_line(text, len("Endorsed by:")))
    assert [text[slice(*name)] for name, _ in found] == ["Reef Watch", "Ann Lee", "Bo Fox Jr"]
    assert text[slice(*found[1][1])] == "Ann Lee, Director, Reef Fund"
    assert not list(line_by_line("Endorsed by Reef Watch\nBo Fox\nCy Hill", 0))


_BILL = "Rep. Ann Lee introduced the Clean Ports Act.\n\n"


@pytest.mark.parametrize(
    ("text", "holders", "stance", "target"),
    [
        (
            "The letter was signed by Reps. Bo Fox (D-OH), Cy Hill (R-NY) and Di Moe (D-CA).",
            {"Bo Fox", "Cy Hill", "Di Moe"},
            "support",
            "The letter",
        ),
        (
            "Original cosponsors include Senators Bo Fox (D-OH), Cy Hill (R-NY), and Di Moe (D-CA).",
            {"Bo Fox", "Cy Hill", "Di Moe"},
            "support",
            "the Clean Ports Act",
        ),
        (
            "The Clean Ports Act is opposed by the Dock Owners League, Freight Forum, and Harbour Pilots Union.",
            {"Dock Owners League", "Freight Forum", "Harbour Pilots Union"},
            "oppose",
            "Clean Ports Act",
        ),
        (
            "The bill is endorsed by the following bodies:\n\nReef Watch\nHarbour Pilots Union\nClean Bay Fund\n",
            {"Reef Watch", "Harbour Pilots Union", "Clean Bay Fund"},
            "support",
            "The bill",
        ),
        (
            "Sen. Cy Hill (R-NY) and Rep. Bo Fox (D-OH-10) introduced bicameral legislation aimed at cleaner ports.\n\n"
            "Original cosponsors include Reps. Di Moe (D-CA), Ed Orr (R-TX) and Flo Poe (D-NY).",
            {"Di Moe", "Ed Orr", "Flo Poe"},
            "support",
            "the Clean Ports Act",
        ),
        (
            "Fox was joined by Reps. Cy Hill (R-NY), Di Moe (D-CA) and Ed Orr (R-TX) in sending the letter.",
            {"Cy Hill", "Di Moe", "Ed Orr"},
            "support",
            "the letter",
        ),
    ],
)
def test_everybody_on_a_roll_takes_its_side(
    nlp: Language, text: str, holders: set[str], stance: str, target: str
) -> None:
    doc = nlp(_BILL + text)
    found = [c for c in doc._.claims if c.signals.get("holder=roll")]
    assert {c.holder.name for c in found} == holders
    assert {c.stance for c in found} == {stance}
    assert {doc.text[slice(*c.target)] for c in found} == {target}
    assert {c.subject for c in found} <= {"Clean Ports Act", "letter"}


def test_endorsements_of_a_person_are_none_of_a_bill(nlp: Language) -> None:
    text = "Pike won over three bodies this week. " * 12 + "Pike drafted the bill.\n\nNew endorsements:\n\n"
    doc = nlp(text + "Reef Watch\nHarbour Pilots Union\nClean Bay Fund\n")
    assert not [c for c in doc._.claims if c.signals.get("holder=roll")]


@pytest.mark.parametrize(
    "text",
    [
        "Lee was joined by Mayor Bo Fox, Sheriff Cy Hill and Judge Di Moe. They toured the port.",
        "The event was sponsored by Reef Watch, Harbour Pilots Union and Clean Bay Fund.",
        "The bill was not endorsed by Reef Watch, Harbour Pilots Union or Clean Bay Fund.",
        "The letter was signed by Bo Fox and Cy Hill.",
        "They were joined by Reps. Bo Fox (D-OH), Cy Hill (R-NY) and Di Moe (D-CA). Lee read the letter.",
    ],
)
def test_other_lists_are_no_rolls(nlp: Language, text: str) -> None:
    assert not [c for c in nlp(_BILL + text)._.claims if c.signals.get("holder=roll")]
