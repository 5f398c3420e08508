"""Names of actors: taken apart, compared, normalised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import names


@pytest.mark.parametrize(
    ("written", "name", "office", "gender"),
    [
        ("Sen. Elizabeth Warren", "Elizabeth Warren", "senator", "f"),
        ("U.S. Senator Jon Tester", "Jon Tester", "senator", "m"),
        ("Congresswoman Lee", "Lee", "representative", "f"),
        ("House Democratic Leader Hakeem Jeffries", "Hakeem Jeffries", "leader", "m"),
        ("U.S. Senate Republican Leader Mitch McConnell", "Mitch McConnell", "leader", "m"),
        ("Edward J. Markey (D-Mass.)", "Edward J. Markey", None, "m"),
        ("Dr. Joost van der Berg, Jr.", "Joost van der Berg", None, None),
        ("former President Barack Obama's", "Barack Obama", "president", "m"),
        ("Cher", "Cher", None, None),
    ],
)
def test_person_parts(written, name, office, gender):
    parts = names.person_parts(written)
    assert (parts.name, parts.office, parts.gender) == (name, office, gender)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ed Markey", "Edward J. Markey", True),
        ("Markey", "Sen. Ed Markey", True),
        ("Mr. Lee", "Congresswoman Lee", False),
        ("Barbara Lee", "Mike Lee", False),
        ("Wasserman Schultz", "Debbie Wasserman Schultz", True),
        ("J. Dennis Hastert", "Dennis Hastert", True),
        ("Warren", "Warner", False),
    ],
)
def test_same_person(one, other, same):
    assert names.same_person(one, other) is same
    assert names.same_person(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ACLU", "American Civil Liberties Union", True),
        ("Apple", "Apple Inc.", True),
        ("the ACLU’s", "ACLU", True),
        ("USDA", "U.S. Department of Agriculture", True),
        ("DOJ", "Department of Justice", True),
        ("Apple", "Amazon", False),
        ("ACLU", "ACLU of Northern California", False),
    ],
)
def test_same_organization(one, other, same):
    assert names.same_organization(one, other) is same


@pytest.mark.parametrize(
    ("written", "full"),
    [("Calif.", "California"), ("the U.S.", "United States"), ("MA", "Massachusetts"), ("Oz", None)],
)
def test_place_name(written, full):
    assert names.place_name(written) == full


def test_title_before_reads_stacked_titles():
    text = "WASHINGTON – U.S. Senator Dr. Jane Roe said"
    title = names.title_before(text, text.index("Jane"))
    assert title is not None and title.office == "senator"
    assert names.title_before("He met Jane Roe", 7) is None


@given(st.text(max_size=60))
def test_names_never_break(text):
    names.key(text)
    assert names.person_name(text) is not None
    names.acronyms(text)
    names.place_name(text)


@given(st.sampled_from(["ACLU", "Ford Motor Company", "Board of Trade"]), st.sampled_from(["", "the ", "The "]))
def test_key_ignores_case_and_articles(name, article):
    assert names.key(article + name.upper()) == names.key(name)


@pytest.mark.parametrize(
    ("issuer", "person", "body"),
    [
        ("Office of Congressman Jon Tester", "Jon Tester", False),
        ("Senator Jon Tester", "Jon Tester", False),
        ("Jamila Xu", None, False),
        ("Safe Harbour Europe", None, True),
        ("Orchard & Vane", None, True),
        ("seventy residents", None, False),
    ],
)
def test_what_an_issuer_is(issuer, person, body):
    assert (names.person_of(issuer), names.is_body(issuer)) == (person, body)
