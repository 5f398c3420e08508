"""What a stance is about: the encoder's mark against the rules' reading, antecedents, whose act it is."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.annotations import Encoding, Metadata, Proposal, Range, Scored, Section
from pipeline.stages.stance import StanceReader, context
from pipeline.stages.stance.antecedents import resolved, signed
from pipeline.stages.stance.composition import compose
from pipeline.stages.stance.forms import classify
from pipeline.stages.stance.matching import at


@pytest.mark.parametrize(
    ("text", "marked", "target"),
    [
        ("We urge Governor Strand to veto the bill.", "Governor Strand", "the bill"),
        ("We call for a ban on the cameras.", "the cameras", "a ban on the cameras"),
        ("We visited the dam. The new plan is tragic.", "the dam", "The new plan"),
        ("We support the merger of the two banks.", "the merger", "the merger"),
        ("They demanded a halt to drilling in the bay.", "drilling in the bay", "a halt to drilling in the bay"),
        ("ADVERTISEMENT\n\nThe mayor backs the dam.", "ADVERTISEMENT\n\nThe mayor", "the dam"),
    ],
)
def test_the_mark_of_the_encoder_yields_where_it_cannot_be(
    base_nlp: Language, text: str, marked: str, target: str
) -> None:
    doc = base_nlp(text)
    doc._.metadata = Metadata(genre="statement", issuer="Workers' Alliance")
    start = text.index(marked)
    mark = Scored(Range(start, start + len(marked)), "target", 0.95)
    last = list(doc.sents)[-1]
    doc._.encoding = Encoding([Proposal(Range(last.start_char, last.end_char), 0.9, target=[mark])])
    claim = StanceReader([])(doc)._.claims[0]
    assert text[slice(*claim.target)] == target


@pytest.mark.parametrize(
    ("text", "cue", "evidence"),
    [
        ("- an end to evictions\n\nThe union backs the cap.", "backs", "The union backs the cap."),
        ("- an end to evictions\n- a cap on rents", "an end", "an end to evictions"),
        ("The union backs\nthe cap.", "backs", "The union backs\nthe cap."),
    ],
)
def test_evidence_stays_in_its_paragraph(base_nlp: Language, text: str, cue: str, evidence: str) -> None:
    doc = base_nlp(text)
    starts = [0, *(n + 1 for n, c in enumerate(text[:-1]) if c == "\n" and text[n + 1] in "-T")]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    doc._.sections = [
        Section(Range(start, end), "list_item" if text[start] == "-" else "body")
        for start, end in zip(starts, ends, strict=True)
    ]
    here, at = context.build(doc), text.index(cue)
    found = here.within_paragraph(Range(2 if text[0] == "-" else 0, len(text)), Range(at, at + len(cue)))
    assert text[slice(*found)] == evidence


@pytest.mark.parametrize(
    ("words", "stands_for"),
    [("do the same", "the farm bill"), ("it", "the farm bill"), ("sign it", "the farm bill"), ("the dam", "the dam")],
)
def test_what_a_target_stands_for(base_nlp: Language, words: str, stands_for: str) -> None:
    text = (
        f"They back the farm bill. We ask you to {words}."
        if " " in words
        else f"They back the farm bill. We like {words}."
    )
    here = context.build(base_nlp(text))
    topic = text.index("the farm bill")
    here.topics.append(Range(topic, topic + len("the farm bill")))
    found = Range(text.rindex(words), text.rindex(words) + len(words))
    head = here.doc.char_span(*found).root
    assert text[slice(*resolved(here, found, found, head)[0])] == stands_for


def test_a_list_of_names_signs_what_the_document_names_first(base_nlp: Language) -> None:
    here = context.build(base_nlp("This letter asks for a new law.\n\nAnn Lee\nBo Fox"))
    found = signed(here)
    assert found is not None and found[1].text == "letter"
    vague = signed(context.build(base_nlp("They file appeals. This letter asks for more staff.\n\nAnn Lee\nBo Fox")))
    assert vague is not None and vague[1].text == "letter"
    assert signed(context.build(base_nlp("Ann Lee met Bo Fox."))) is None


@pytest.mark.parametrize(
    ("text", "word", "form", "rule"),
    [
        ("The members would oppose the merger.", "oppose", "position", "conditional"),
        ("This means the company halting its sales.", "halting", "demand", "included"),
        ("It is vital to pass the bill.", "vital", "assessment", "of-clause"),
    ],
)
def test_whose_act_it_is(base_nlp: Language, text: str, word: str, form: str, rule: str) -> None:
    token = next(token for token in base_nlp(text) if token.text == word)
    acts = [classify(compose(match)) for match in at(token)]
    assert (form, rule) in [(act.form, act.rule) for act in acts]


@pytest.mark.parametrize(
    ("text", "marked", "score", "holder"),
    [
        ("Downing Street praised the plan.", "Downing Street", 0.97, "Downing Street"),
        ("The drive praised the plan.", "The drive", 0.6, None),
        ("It praised the plan.", "It", 0.99, None),
    ],
)
def test_whom_the_encoder_does_not_doubt_holds_it(
    base_nlp: Language, text: str, marked: str, score: float, holder: str | None
) -> None:
    doc = base_nlp(text)
    doc._.metadata = Metadata(genre="article")
    mark = Scored(Range(0, len(marked)), "holder", score)
    doc._.encoding = Encoding([Proposal(Range(0, len(text)), 0.9, holder=[mark])])
    found = {claim.holder.name for claim in StanceReader([])(doc)._.claims}
    assert found == (set() if holder is None else {holder})


def test_whom_a_judgement_is_about_does_not_judge(base_nlp: Language) -> None:
    text = "The order that Secretary Ann Lee issued is a punishment for workers."
    doc = base_nlp(text)
    doc._.metadata = Metadata(genre="statement", issuer="Workers' Alliance")
    target = Range(0, text.index(" is a"))
    judged = Range(text.index("Secretary"), text.index(" issued"))
    doc._.encoding = Encoding(
        [
            Proposal(
                Range(0, len(text)),
                0.9,
                form={"assessment": 0.9, "action": 0.1},
                target=[Scored(target, "target", 0.9)],
                holder=[Scored(judged, "holder", 0.9)],
            )
        ]
    )
    assert {claim.holder.name for claim in StanceReader([])(doc)._.claims} == {"Workers' Alliance"}
