"""Normal form, whose claim, conditions, silence: table by table."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.annotations import Attribution, Claim, Encoding, Metadata, Proposal, Range, Scored
from pipeline.stages.stance import StanceReader
from pipeline.stages.stance.lexicon import entries, size
from pipeline.stages.stance.normal_form import normal_form
from pipeline.stages.stance.signatories import is_office


@pytest.fixture(scope="module")
def read(base_nlp: Language):  # type: ignore[no-untyped-def]
    """The document after the stage, as a statement by the Workers' Alliance."""
    stage = StanceReader([])

    def run(text: str, *attributions: Attribution, genre: str = "statement"):  # type: ignore[no-untyped-def]
        doc = base_nlp(text)
        doc._.metadata = Metadata(genre=genre, issuer="Workers' Alliance", published="2020-06-11")  # type: ignore[arg-type]
        doc._.attributions = list(attributions)
        return stage(doc)

    return run


def test_the_lexicon_is_large_and_every_entry_has_a_frame() -> None:
    assert size() >= 2000
    for group in entries().values():
        for entry in group:
            assert entry.words and entry.frame.targets
            assert entry.frame.pos in {"verb", "adjective", "noun"}
            assert entry.frame.form in {"position", "demand", "commitment", "action", "assessment"}
            assert entry.frame.stance in {"support", "oppose", "neutral", "mixed", "complement"}


@pytest.mark.parametrize(
    ("target", "stance", "subject", "subject_stance", "instrument"),
    [
        ("a moratorium on police use of the cameras", "support", "police use of the cameras", "oppose", "moratorium"),
        ("the moratorium on drilling", "oppose", "drilling", "unclear", "moratorium"),
        ("a bill that would ban plastic bags", "support", "plastic bags", "oppose", "ban"),
        ("the farm bill", "support", "farm bill", "support", "legislation"),
        ("the repeal of the tax", "support", "tax", "oppose", "repeal"),
        ("the repeal of the tax", "oppose", "tax", "support", "repeal"),
        ("the closure of the library", "oppose", "closure of the library", "oppose", "closure"),
        ("the surveillance of workers", "oppose", "surveillance of workers", "oppose", None),
    ],
)
def test_normal_form(  # type: ignore[no-untyped-def]
    base_nlp, target: str, stance: str, subject: str, subject_stance: str, instrument: str | None
) -> None:
    doc = base_nlp(f"We discussed {target}.")
    start = len("We discussed ")
    found = normal_form(doc, Range(start, start + len(target)), stance)
    assert found.subject.removeprefix("the ") == subject
    assert (found.stance, found.instrument) == (subject_stance, instrument)


def _one(claims: list[Claim], words: str, text: str) -> Claim:
    return next(c for c in claims if words in text[c.target.start : c.target.end])


def test_the_issuer_holds_what_we_says(read) -> None:  # type: ignore[no-untyped-def]
    text = "We oppose the merger."
    claim = _one(read(text)._.claims, "merger", text)
    assert (claim.holder.name, claim.form, claim.attribution) == ("Workers' Alliance", "position", "own_voice")


def test_coordinated_holders_give_one_claim_each(read) -> None:  # type: ignore[no-untyped-def]
    text = "Oakland and Berkeley have banned the cameras."
    assert {c.holder.name for c in read(text)._.claims} == {"Oakland", "Berkeley"}


def test_the_speaker_of_a_quotation_holds_its_judgement(read) -> None:  # type: ignore[no-untyped-def]
    text = "“This deal is a disaster,” said Ana Ruiz."
    quote = Attribution("a1", "direct", [Range(1, text.index(",”"))], "test", name="Ana Ruiz")
    claim = _one(read(text, quote, genre="article")._.claims, "deal", text)
    assert (claim.holder.name, claim.stance, claim.attribution) == ("Ana Ruiz", "oppose", "direct")
    assert claim.attribution_id == "a1"


def test_somebody_in_a_quotation_keeps_the_claim_and_the_speaker_reports_it(read) -> None:  # type: ignore[no-untyped-def]
    text = "Ana Ruiz said that Greenpeace opposes the dam."
    content = Range(text.index("Greenpeace"), len(text) - 1)
    claim = _one(read(text, Attribution("a1", "indirect", [content], "test", name="Ana Ruiz"))._.claims, "dam", text)
    assert (claim.holder.name, claim.reporter) == ("Greenpeace", ["Ana Ruiz"])


def test_the_addressee_of_a_demand(read) -> None:  # type: ignore[no-untyped-def]
    text = "The union urged Congress to pass the bill."
    claim = _one(read(text)._.claims, "bill", text)
    assert claim.addressee is not None and claim.addressee.name == "Congress"


def test_a_condition_is_a_span_of_its_own(read) -> None:  # type: ignore[no-untyped-def]
    text = "We will not sell the software to police until Congress passes a law."
    claim = read(text)._.claims[0]
    assert claim.condition is not None
    assert text[slice(*claim.condition)] == "until Congress passes a law"


def test_a_proposal_to_stop_something_opposes_what_would_be_stopped(base_nlp: Language) -> None:
    """The encoder marked the whole deed as what is supported; wording and target follow the verb."""
    text = "The council voted on ending the lease."
    doc = base_nlp(text)
    doc._.metadata = Metadata(genre="article")
    marked = Scored(Range(text.index("ending"), len(text) - 1), "target", 0.99)
    likely = {"support": 0.99, "oppose": 0.01}
    whole = Proposal(Range(0, len(text)), 0.9, stance=likely, form={"action": 0.99}, target=[marked])
    doc._.encoding = Encoding([whole])
    claim = StanceReader([])(doc)._.claims[0]
    assert (text[slice(*claim.target)], claim.stance) == ("the lease", "oppose")


@pytest.mark.parametrize("text", ["Should Congress ban the cameras?", "The weather is mild in Ohio.", "", "  \n\n "])
def test_questions_and_plain_facts_are_no_claims(read, text: str) -> None:  # type: ignore[no-untyped-def]
    assert read(text)._.claims == []


def test_silence_is_reported_with_its_reason(read) -> None:  # type: ignore[no-untyped-def]
    text = "Would the Senate ever ban TikTok?"
    skipped = read(text, genre="article")._.skipped
    assert [(text[slice(*skip.range)], skip.reason) for skip in skipped] == [(text, "question")]


def test_the_stage_is_deterministic_and_lists_claims_in_text_order(read) -> None:  # type: ignore[no-untyped-def]
    text = "We oppose the merger. We urge the city to stop it. The union supports the strike."
    first, second = read(text)._.claims, read(text)._.claims
    assert first == second
    assert [c.evidence for c in first] == sorted(c.evidence for c in first)


def test_a_list_of_sponsors_ends_at_the_verb(nlp) -> None:  # type: ignore[no-untyped-def]
    text = (
        "WASHINGTON  Senators Jane Roe (R-N.D.), Ann Lee (R-Ohio) and Max Doe (D-Mont.) today led a group of senators"
        " in pressing newly confirmed Secretary of State John Brown to approve the Longhorn pipeline."
    )
    holders = {claim.holder.name for claim in nlp(text)._.claims if claim.holder}
    assert "Max Doe" in holders and "John Brown" not in holders and not any("WASHINGTON" in name for name in holders)


_LETTER = """An open letter to the Minister for Ports

Dear Minister,

We ask you to keep the harbour open.

Yours sincerely,

Ann Roe, chair, Harbour Pilots' Union
Dr. Max Doe (Eastmouth)
Teachers for the Sea
and 22 others

cc: Harbour Board
"""


def test_signatories_support_their_letter(nlp) -> None:  # type: ignore[no-untyped-def]
    signed = [c for c in nlp(_LETTER)._.claims if _LETTER.index("Yours") < c.evidence.start]
    assert [c.holder.name for c in signed] == ["Ann Roe", "Max Doe", "Teachers for the Sea"]
    assert {(c.stance, c.form, _LETTER[c.target.start : c.target.end]) for c in signed} == {
        ("support", "action", "An open letter to the Minister for Ports")
    }


def test_the_sender_of_a_letter_is_no_signatory(nlp) -> None:  # type: ignore[no-untyped-def]
    text = _LETTER.replace("Dr. Max Doe (Eastmouth)\nTeachers for the Sea\nand 22 others\n", "")
    assert not [c for c in nlp(text)._.claims if text.index("Yours") < c.evidence.start]


def test_who_we_are_is_told_where_the_word_stands(nlp) -> None:  # type: ignore[no-untyped-def]
    text = "We the undersigned object.\n\nWe urge countries to look and determine whether data was stolen.\n"
    assert "countries" not in {claim.holder.name for claim in nlp(text)._.claims}


def test_a_list_of_cities_is_each_of_them(nlp) -> None:  # type: ignore[no-untyped-def]
    text = "San Francisco, Berkeley, and Oakland, California, have banned the use of such cameras."
    holders = {claim.holder.name for claim in nlp(text)._.claims}
    assert holders == {"San Francisco", "Berkeley", "Oakland"}


def test_a_bare_ban_word_covers_what_the_text_says_elsewhere(base_nlp) -> None:  # type: ignore[no-untyped-def]
    doc = base_nlp("We call for a moratorium on live scanning. There is a need for a moratorium. They want a boycott.")
    for words, expected in (("a moratorium.", ("live scanning", "oppose")), ("a boycott", ("boycott", "support"))):
        start = doc.text.index(words)
        found = normal_form(doc, Range(start, start + len(words.rstrip("."))), "support")
        assert (found.subject, found.stance) == expected


def test_a_day_is_not_what_a_ban_covers(nlp) -> None:  # type: ignore[no-untyped-def]
    claims = nlp("Judge Martin Feldman struck down the moratorium on June 22.")._.claims
    assert claims and "June" not in claims[0].subject


def test_a_mark_of_a_list_holds_nothing(nlp) -> None:  # type: ignore[no-untyped-def]
    text = "The Reef League, meeting in Bray:\n\n1. welcomes the ban on dredging;\n\nII. rejects the port plan.\n"
    assert not {"1", "II", "II."} & {claim.holder.name for claim in nlp(text)._.claims}


def test_the_body_behind_a_name_is_whose_we_it_is(nlp) -> None:  # type: ignore[no-untyped-def]
    text = "“We condemn the delay,” said Rosco Tate, Harbour Pilots Union.\n\nThe port had no comment."
    found = [(claim.holder.name, claim.reporter) for claim in nlp(text)._.claims]
    assert found == [("Harbour Pilots Union", ["Rosco Tate"])]


@pytest.mark.parametrize("text", ["Against the dam.", "Against, against. Against it all!", "for\nagainst"])
def test_fragments_are_read(nlp, text: str) -> None:  # type: ignore[no-untyped-def]
    doc = nlp(f"The Reef League said: {text}")
    assert doc._.claims is not None


def test_everybody_a_source_names_holds_it(nlp) -> None:  # type: ignore[no-untyped-def]
    text = (
        "Today, Reps. Ann Lee (VA-11) and Bo Fox (MD-05) released the following statement.\n\n“We oppose the plan.”\n"
    )
    assert {c.holder.name for c in nlp(text)._.claims} == {"Ann Lee", "Bo Fox"}


@pytest.mark.parametrize(
    ("line", "office"),
    [("Member of Congress", True), ("United States Senator", True), ("Senator Ann Lee", False), ("Reef Watch", False)],
)
def test_an_office_signs_nothing(line: str, office: bool) -> None:
    assert is_office(line) is office
