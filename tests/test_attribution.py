"""Who said what: extents, kinds and speakers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.annotations import Attribution, Metadata
from pipeline.stages.attribution import attributions_of

CASES = [
    (
        "Mia Stone: The pier ‘will not be sold to banks’\n\nIt rained.",
        "The pier ‘will not be sold to banks’",
        "Mia",
        "mixed",
    ),
    (
        "Smith said most of the money raised would go to schools.",
        "most of the money raised would go to schools",
        "Smith",
        "indirect",
    ),
    ("Smith defended his call to raise the wage.", "his call to raise the wage", "Smith", "indirect"),
    ("Smith vowed to keep the pier open, which pleased the town.", "to keep the pier open", "Smith", "indirect"),
    (
        "Smith said the tax was “way off,” and has been unreliable for years.",
        "the tax was “way off,” and has been unreliable for years",
        "Smith",
        "mixed",
    ),
    (
        "Smith argued the pier, which is old, “would not go far”.",
        "the pier, which is old, “would not go far”",
        "Smith",
        "mixed",
    ),
    ("Sales rose and prices fell, according to the bank.", "Sales rose and prices fell", "the bank", "indirect"),
    ("Smith said she is partial to Roe, who lost the vote.", "she is partial to Roe", "Smith", "indirect"),
    # text, content, source, kind
    ("“We will fight this,” Jane Smith said.", "“We will fight this,”", "Jane Smith", "direct"),
    ("“We will fight this,” said Jane Smith, the mayor of Ames.", "“We will fight this,”", "Jane Smith", "direct"),
    (
        "Jane Smith said: “We will fight this ban in court.”",
        "“We will fight this ban in court.”",
        "Jane Smith",
        "direct",
    ),
    ("Jane Smith said the ban would hurt farmers.", "the ban would hurt farmers", "Jane Smith", "indirect"),
    ("The union warned that jobs would be lost.", "that jobs would be lost", "The union", "indirect"),
    (
        "The bill will cost billions, according to the Treasury.",
        "The bill will cost billions",
        "the Treasury",
        "indirect",
    ),
    ("The union called for a moratorium on the sales.", "a moratorium on the sales", "The union", "indirect"),
    ("Smith urged Congress to pass the bill this year.", "Congress to pass the bill this year", "Smith", "indirect"),
    ("Smith said the plan was “a gift to the banks.”", "the plan was “a gift to the banks.”", "Smith", "mixed"),
    ("Critics described the law as a giveaway.", "the law as a giveaway", "Critics", "indirect"),
    ("Smith told reporters earlier that the ban will stay.", "that the ban will stay", "Smith", "indirect"),
    ("Acme said, in a letter to Congress, it will stop sales.", "it will stop sales", "Acme", "indirect"),
    (
        "Over the years, Smith said, the ban has worked well.",
        "Over the years the ban has worked well",
        "Smith",
        "indirect",
    ),
    ("As Smith said, the plan is a waste of money.", "the plan is a waste of money", "Smith", "indirect"),
    ("Smith called on Jane Jones to sign the bill.", "Jane Jones to sign the bill", "Smith", "indirect"),
    ("Union members are calling for him to step down.", "him to step down", "Union members", "indirect"),
    ("The mayor accused Acme of hiding the risks.", "Acme of hiding the risks", "The mayor", "indirect"),
    ("Ash described the move as a “breach of trust.”", "the move as a “breach of trust.”", "Ash", "mixed"),
    ("Smith expressed support for a new ban on sales.", "a new ban on sales", "Smith", "indirect"),
    ("Acme says its software is safe; regulators disagree.", "its software is safe", "Acme", "indirect"),
    ("Smith pledged a “political revolution” this year.", "a “political revolution”", "Smith", "mixed"),
    (
        "Smith said he had offers, but “the offers were an insult.”",
        "he had offers, but “the offers were an insult.”",
        "Smith",
        "mixed",
    ),
]


def _run(nlp: Language, text: str, **metadata: str) -> list[Attribution]:
    doc = nlp.make_doc(text)
    doc._.metadata = Metadata(**metadata)  # type: ignore[arg-type]
    return attributions_of(nlp(doc))


@pytest.mark.parametrize(("text", "content", "source", "kind"), CASES)
def test_relations(base_nlp: Language, text: str, content: str, source: str, kind: str) -> None:
    found = [
        (" ".join(text[r.start : r.end] for r in a.content), a.kind, text[a.source.start : a.source.end])
        for a in _run(base_nlp, text)
        if a.source is not None
    ]
    assert any(c == content and k == kind and s.startswith(source) for c, k, s in found), found


def test_a_split_quotation_is_one_relation(base_nlp: Language) -> None:
    text = "“We will fight this,” Jane Smith said. “We will win.”"
    (found,) = [a for a in _run(base_nlp, text) if a.kind == "direct"]
    assert [text[r.start : r.end] for r in found.content] == ["“We will fight this,”", "“We will win.”"]


def test_paragraphs_without_a_cue_stay_with_the_speaker(base_nlp: Language) -> None:
    text = "“We will fight this,” Jane Smith said.\n\n“It is a bad law and it has to go.”\n\nThe vote is on Monday."
    found = [a for a in _run(base_nlp, text) if a.kind == "direct"]
    assert {a.name for a in found} == {"Jane Smith"}


def test_an_introduction_names_the_speaker(base_nlp: Language) -> None:
    text = "Rep. Ana Cruz released the following statement:\n\n“This bill is wrong for our state.\n\n“We must stop it.”"
    found = [a for a in _run(base_nlp, text) if a.kind == "direct"]
    assert len(found) == 1 and found[0].name == "Ana Cruz" and len(found[0].content) == 2


def test_a_quotation_without_a_source_is_the_issuers(base_nlp: Language) -> None:
    text = "“This bill is wrong for our state and it has to be stopped.”"
    (found,) = _run(base_nlp, text, issuer="Ana Cruz")
    assert found.name == "Ana Cruz" and found.source is None


def test_pronouns_mean_the_last_speaker(base_nlp: Language) -> None:
    text = "“We will fight this,” Ms. Jane Smith said. She said the ban would hurt farmers."
    assert {a.name for a in _run(base_nlp, text)} == {"Jane Smith"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“We will fight this ban in every court,” saidSenator Jane Smith.", "Jane Smith"),
        ("“We will fight this ban in every court.”\n\n— Jane Smith, mayor of Ames", "Jane Smith"),
        ("Below is comment from Jane Smith, in response:\n\n“We will fight this ban in every court.”", "Jane Smith"),
        (
            "AMES, Iowa – Today, Rep. Jane Smith issued the following statement:\n\n“We will fight this ban.”",
            "Jane Smith",
        ),
    ],
)
def test_layout_names_the_speaker(base_nlp: Language, text: str, name: str) -> None:
    assert [a.name for a in _run(base_nlp, text) if a.kind == "direct"] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Carl Higbie: “Yeah, it is crazy out there.”", "Carl Higbie"),
        ("“We write to you today to urge you to act,” began Jane Smith.", "Jane Smith"),
        ("“We will fight this ban in court,” Dr. Jane Smith, Director of the Ames Consortium.", "Jane Smith"),
        (
            "Yahoo News: New report finds faults in the plan\n\n“The plan is full of holes, a report found.”",
            "Yahoo News",
        ),
    ],
)
def test_names_beside_an_utterance_speak_it(base_nlp: Language, text: str, name: str) -> None:
    assert [a.name for a in _run(base_nlp, text, issuer="Ana Cruz") if a.kind == "direct"] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "“We will fight this ban,” said Ames President Jane Smith Jr. “We will win.”",
        "“We will fight this ban,” said Jane Smith, a spokeswoman. “We will win.”",
    ],
)
def test_an_abbreviation_does_not_part_an_utterance(base_nlp: Language, text: str) -> None:
    (found,) = [a for a in _run(base_nlp, text) if a.kind == "direct"]
    assert len(found.content) == 2


def test_each_of_two_quotations_keeps_its_own_cue(base_nlp: Language) -> None:
    found = _run(base_nlp, "One said, “These people do not follow the law.” Another said, “They are a danger to us.”")
    assert [len(a.content) for a in found if a.kind == "direct"] == [1, 1]


def test_a_short_paragraph_before_an_utterance_names_its_speaker(base_nlp: Language) -> None:
    text = "Jim Martin concurred.\n\n“Fraud is a crime and it has to be attacked.”"
    assert [a.name for a in _run(base_nlp, text, issuer="Ana Cruz") if a.kind == "direct"] == ["Jim Martin"]


def test_speech_without_its_marks_is_read_by_its_first_person(base_nlp: Language) -> None:
    speech = "We need to act now. The ban is failing, said Rep. Jane Smith. Our bill will mend that."
    (found,) = [a for a in _run(base_nlp, f"The House met today.\n\n{speech}") if a.kind == "direct"]
    assert found.name == "Jane Smith" and len(found.content) == 2


def test_what_a_title_names_is_no_speech(base_nlp: Language) -> None:
    assert not _run(base_nlp, "He penned an op-ed titled, “To save the economy, Congress must act now.”")


def test_posts_are_voices_of_their_own(base_nlp: Language) -> None:
    text = "Acme will not sell it to police. #live pic.twitter.com/abc — City Paper Live (@citypaper) June 11, 2020"
    (found,) = [a for a in _run(base_nlp, text) if a.rule == "layout:post"]
    assert found.source is not None and text[found.source.start : found.source.end] == "City Paper Live"


def test_titles_are_no_speech(base_nlp: Language) -> None:
    assert not _run(base_nlp, "He was a guest on “The Late Show With Ann Lee.”")


@pytest.mark.parametrize(
    ("text", "negated", "hypothetical"),
    [
        ("Smith did not say that the ban would be lifted.", True, False),
        ("Smith would argue that the ban should be lifted.", False, True),
        ("Smith argued that the ban should be lifted.", False, False),
    ],
)
def test_denied_and_hypothetical_relations_are_marked(
    base_nlp: Language, text: str, negated: bool, hypothetical: bool
) -> None:
    (found,) = _run(base_nlp, text)
    assert (found.negated, found.hypothetical) == (negated, hypothetical)


def test_what_he_wants_in_what_he_says_is_no_voice_of_its_own(base_nlp: Language) -> None:
    (found,) = _run(base_nlp, "Smith said that he hopes to pass the bill this year.")
    assert found.rule == "clause:say"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Asked about the new plan, Smith smiled.", "the new plan"),
        ("The workers were told that the plant would close.", "that the plant would close"),
        ("The law is seen as a gift to the banks.", "The law as a gift to the banks"),
    ],
)
def test_passives_have_no_source(base_nlp: Language, text: str, content: str) -> None:
    (found,) = _run(base_nlp, text)
    assert found.source is None and " ".join(text[r.start : r.end] for r in found.content) == content


def test_a_verb_that_supports_a_noun_is_no_second_cue(base_nlp: Language) -> None:
    (found,) = _run(base_nlp, "Smith expressed concern about the new ban on sales.")
    assert found.rule == "noun:concern"


def test_a_clause_around_an_utterance_takes_it_in(base_nlp: Language) -> None:
    text = "Smith said it was a mistake and that she has learned her lesson: “They are ready for a fight.”"
    (found,) = [a for a in _run(base_nlp, text) if a.source is not None]
    assert found.kind == "mixed" and text[found.content[0].end - 1] == "”"


def test_nested_relations_know_their_parent(base_nlp: Language) -> None:
    found = _run(base_nlp, "Smith said that the union had announced a strike of its members.")
    inner = next(a for a in found if a.rule.endswith("announce"))
    outer = next(a for a in found if a.rule.endswith("say"))
    assert inner.parent == outer.id and outer.parent is None


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet='aS said.,\n"“”: —', max_size=60))
def test_any_text_gives_ranges_inside_it(base_nlp: Language, text: str) -> None:
    for item in _run(base_nlp, text):
        for part in (*item.content, *((item.source,) if item.source else ()), *((item.cue,) if item.cue else ())):
            assert 0 <= part.start < part.end <= len(text)


def test_the_place_of_a_dateline_says_nothing(nlp) -> None:  # type: ignore[no-untyped-def]
    text = (
        "EVANSTON – Congresswoman Jan Schuyler (IL-09), a Senior Chief Deputy Whip and Chair of the Subcommittee,"
        ' released the following statement after the hearing:\n\n"I stand with Frances. We need a law," she wrote.\n'
    )
    assert [item.name for item in nlp(text)._.attributions] == ["Jan Schuyler"]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("We need this road. We cannot wait, said Jane Smith. We pay for it.", True),
        ("We thank the mayor. She backs our road, she told us so, and we respect her.", False),
    ],
)
def test_speech_that_lost_its_marks(base_nlp: Language, text: str, speech: bool) -> None:
    found = _run(base_nlp, text, issuer="Road Alliance", genre="statement")
    assert any(item.kind == "direct" for item in found) is speech


def test_the_answers_of_an_interview_are_the_interviewees(nlp: Language) -> None:
    text = (
        "By Mary Sellers\nMarch 3, 2021\n\nJohn Vasey inspected fish farms for 22 years. We met in Oban.\n\n"
        "Q: Why did you leave?\n\nA: I signed reports that nobody read.\n\n"
        "Q: Should farms be banned?\n\nA: I would close them all today.\n"
    )
    turns = [item for item in nlp(text)._.attributions if item.rule == "layout:turn"]
    found = {text[item.content[0].start : item.content[0].end]: item.source for item in turns}
    name = text.index("John Vasey")
    assert found["I would close them all today."] == (name, name + len("John Vasey"))
    assert found["Should farms be banned?"] != (name, name + len("John Vasey"))
