"""Whom a person speaks for, told by reference."""

from __future__ import annotations

import pytest

from pipeline.annotations import Entity, Mention, Range
from pipeline.stages.coreference.bodies import affiliate_by_reference


@pytest.mark.parametrize(
    ("text", "body", "expected"),
    [
        ("Acme stays. “We stay,” said its chief executive, Ann Lee.", "its", "Acme"),
        ("Acme waits. The company’s founder Ann Lee agreed.", "The company", "Acme"),
        ("Ann Lee, the Acme Press Secretary, agreed.", "Acme", "Acme"),
        ("Acme waits. Its neighbour, Ann Lee, agreed.", "Its", None),
        ("Acme waits. Ann Lee agreed.", "Acme", None),
        ("Acme waits. “We wait,” said chairman Ann Lee.", "Acme", "Acme"),
        ("Acme waits.\n\n“We wait,” said chairman Ann Lee.", "Acme", None),
        ("Acme waits. “We wait,” said Ann Lee, Head of Policy at Lyft.", "Acme", None),
    ],
)
def test_affiliation_by_reference(text: str, body: str, expected: str | None) -> None:
    start = text.index(body)
    company = Entity("e1", "Acme", "ORG", [Mention(Range(start, start + len(body)), "name", 0)])
    name = text.index("Ann Lee")
    person = Entity("e2", "Ann Lee", "PERSON", [Mention(Range(name, name + 7), "name", 0)])
    affiliate_by_reference(text, [company, person], None)
    assert [a.organization for a in person.affiliations] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won,” said campaign director Ann Lee.", "Acme Council"),
        ("“We won,” said council chair Ann Lee.", "Acme Council"),
        ("“We won,” said our chair, Ann Lee.", "Acme Council"),
        ("“We won,” said Ann Lee, policy director of the council.", "Acme Council"),
        ("“We won,” said Mayor Ann Lee.", None),
        ("“We won,” said President Ann Lee.", None),
    ],
)
def test_roles_in_a_bodys_own_text(text: str, expected: str | None) -> None:
    name = text.index("Ann Lee")
    person = Entity("e2", "Ann Lee", "PERSON", [Mention(Range(name, name + 7), "name", 0)])
    affiliate_by_reference(text, [person], Entity("", "Acme Council", "ORG", []))
    assert [a.organization for a in person.affiliations] == ([expected] if expected else [])


def test_two_bodies_at_one_mention() -> None:
    both = [
        Entity(id_, name, "ORG", [Mention(Range(0, 4), "name", 0)])
        for id_, name in (("e1", "Acme"), ("e2", "Acme Ltd"))
    ]
    person = Entity("e3", "Ann Lee", "PERSON", [Mention(Range(5, 12), "name", 1)])
    affiliate_by_reference("Acme Ann Lee agreed.", [*both, person], None)
    assert person.affiliations == []
