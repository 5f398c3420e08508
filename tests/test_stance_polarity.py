"""No stance is inverted: negation, reversal and embedding, sentence by sentence."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.annotations import Claim, Metadata
from pipeline.stages.stance import StanceReader

#: (sentence, stance in wording, words of the target)
TABLE: list[tuple[str, str, str]] = [
    # plain
    ("The Teachers Union supports the merger.", "support", "merger"),
    ("The Teachers Union opposes the merger.", "oppose", "merger"),
    ("Senator Diaz voted for the farm bill.", "support", "farm bill"),
    ("Senator Diaz voted against the farm bill.", "oppose", "farm bill"),
    ("Mayor Olsen vetoed the ordinance.", "oppose", "ordinance"),
    ("Mayor Olsen signed the ordinance.", "support", "ordinance"),
    ("Greenpeace condemned the pipeline.", "oppose", "pipeline"),
    ("Greenpeace praised the ruling.", "support", "ruling"),
    ("The city banned plastic bags.", "oppose", "plastic bags"),
    ("The council approved the stadium.", "support", "stadium"),
    ("Texas sued the agency over the rule.", "oppose", ""),
    ("The committee rejected the amendment.", "oppose", "amendment"),
    ("The company restricted how it sells cameras to the police.", "oppose", "sells cameras"),
    ("The company followed its rivals in restricting how it sells cameras.", "oppose", "sells cameras"),
    # negation
    ("The Teachers Union does not support the merger.", "oppose", "merger"),
    ("The Teachers Union does not oppose the merger.", "support", "merger"),
    ("The company will not sell cameras to the police.", "oppose", "cameras"),
    ("The company no longer supports the standard.", "oppose", "standard"),
    ("Senator Diaz never supported the tariff.", "oppose", "tariff"),
    ("Senator Diaz never opposed the tariff.", "support", "tariff"),
    ("The governor will not sign the bill.", "oppose", "bill"),
    ("The governor will not veto the bill.", "oppose", "veto the bill"),
    ("We do not accept the proposal.", "oppose", "proposal"),
    ("We do not reject the proposal.", "support", "proposal"),
    ("The union cannot support the contract.", "oppose", "contract"),
    ("We are not opposed to the tower.", "support", "tower"),
    ("We have nothing against the tower.", "support", "tower"),
    ("Congress must not repeal the law.", "oppose", "repeal the law"),
    ("Congress should not pass this bill.", "oppose", "bill"),
    ("The city should not close the library.", "oppose", "close the library"),
    ("The plan is not a solution.", "oppose", "plan"),
    ("The plan is not a threat.", "support", "plan"),
    ("This deal is not fair.", "oppose", "deal"),
    ("This deal is not unfair.", "support", "deal"),
    ("The law did not help.", "oppose", "law"),
    ("The senator isn't happy with the budget.", "oppose", "budget"),
    ("We aren't concerned about the audit.", "support", "audit"),
    ("The board did not approve the permit.", "oppose", "permit"),
    ("The board did not block the permit.", "support", "permit"),
    ("No senator supported the amendment.", "oppose", "amendment"),
    # reversal
    ("The court refused to block the ban.", "support", "ban"),
    ("The company refused to sign the accord.", "oppose", "accord"),
    ("The agency declined to approve the drug.", "oppose", "drug"),
    ("The senator refuses to support the deal.", "oppose", "deal"),
    ("The council failed to pass the budget.", "oppose", ""),
    ("The group opposes the repeal of the law.", "oppose", "repeal"),
    ("The group supports the repeal of the law.", "support", "repeal"),
    ("We oppose lifting the embargo.", "oppose", "lifting"),
    ("The court struck down the ban.", "oppose", "ban"),
    ("The court upheld the ban.", "support", "ban"),
    ("The governor lifted the moratorium.", "oppose", "moratorium"),
    ("We oppose the moratorium.", "oppose", "moratorium"),
    ("We support the moratorium.", "support", "moratorium"),
    ("The union dropped its opposition to the merger.", "support", "merger"),
    # embedding
    ("The ACLU urged Congress to pass the privacy act.", "support", "privacy act"),
    ("The ACLU urged Congress to reject the privacy act.", "oppose", "privacy act"),
    ("The ACLU urged Congress not to pass the privacy act.", "oppose", "privacy act"),
    ("The ACLU urged Congress not to reject the privacy act.", "oppose", "reject the privacy act"),
    ("The ACLU called on Amazon to stop selling cameras.", "oppose", "selling cameras"),
    ("The ACLU called on Amazon to keep selling cameras.", "support", "selling cameras"),
    ("The ACLU calls for a ban on the cameras.", "support", "ban"),
    ("The ACLU called for an end to the program.", "support", "end to the program"),
    ("The group asked the judge to block the rule.", "oppose", "rule"),
    ("The group asked the judge not to block the rule.", "oppose", "block the rule"),
    ("The group asked the agency to refrain from approving the mine.", "oppose", "approving the mine"),
    ("The union wants the city to end the contract.", "oppose", "contract"),
    ("The union wants the city to extend the contract.", "support", "contract"),
    ("The company promised to stop using the chemical.", "oppose", "using the chemical"),
    ("The company promised to protect the river.", "support", "river"),
    ("The company pledged not to build the dam.", "oppose", "build the dam"),
    ("The company plans to close the plant.", "oppose", "plant"),
    ("The senator vowed to block the nominee.", "oppose", "nominee"),
    ("The senator vowed to support the nominee.", "support", "nominee"),
    ("The senator vowed never to support the nominee.", "oppose", "nominee"),
    ("The council voted to repeal the tax.", "oppose", "tax"),
    ("The council voted to keep the tax.", "support", "tax"),
    ("The council voted not to repeal the tax.", "oppose", "repeal the tax"),
    ("The group urged lawmakers to vote against the amendment.", "oppose", "amendment"),
    ("The group urged lawmakers to vote for the amendment.", "support", "amendment"),
    ("We want to stop the merger.", "oppose", "merger"),
    ("We want to save the park.", "support", "park"),
    ("We will fight the eviction.", "oppose", "eviction"),
    ("We will continue to oppose the mine.", "oppose", "mine"),
    ("We will continue to support the mine.", "support", "mine"),
    ("The mayor helped defeat the measure.", "oppose", "measure"),
    ("The mayor helped pass the measure.", "support", "measure"),
    ("The group fought to stop the highway.", "oppose", "highway"),
    ("The agency decided to cancel the lease.", "oppose", "lease"),
    ("Stop the merger now.", "oppose", "merger"),
    ("Do not sign the waiver.", "oppose", "waiver"),
    ("We want this merger buried.", "oppose", "merger"),
    ("The union asked the governor to delay the fines.", "oppose", "fines"),
    ("The group called for a European ban on the cameras.", "support", "ban on the cameras"),
    ("The group urged the state to investigate the shooting.", "support", "investigate the shooting"),
    ("The senators from Ohio co-sponsored the bill.", "support", "bill"),
    ("The union wants the fee scrapped.", "oppose", "fee"),
    ("The board asked the ministry to put the closure on hold.", "oppose", "closure"),
    ("The group asked the council to take the plan off the agenda.", "oppose", "plan"),
    ("The senator sent a letter urging the agency to reduce the delays.", "oppose", "delays"),
    ("The company threatened to move its hub to Leeds.", "support", "move its hub"),
    ("The ministry denied that it opposed the sharing of data.", "support", "sharing"),
    ("We do not think that the tax is unfair.", "support", "tax"),
    # judgements
    ("The voters deserve better than this budget.", "oppose", "budget"),
    ("The bill is a step in the right direction.", "support", "bill"),
    ("The bill is a step in the wrong direction.", "oppose", "bill"),
    ("This decision is a slap in the face.", "oppose", "decision"),
    ("The treaty is a bad idea.", "oppose", "treaty"),
    ("The treaty is a good idea.", "support", "treaty"),
    ("We are deeply concerned about the rule.", "oppose", "rule"),
    ("We are proud of the rule.", "support", "rule"),
    ("Senator Diaz called the plan a disaster.", "oppose", "plan"),
    ("Senator Diaz called the plan a victory.", "support", "plan"),
    ("Senator Diaz called the plan pseudo-science.", "oppose", "plan"),
    ("Senator Diaz described the plan as reckless.", "oppose", "plan"),
    ("The policy undermines the courts.", "oppose", "policy"),
    ("The policy strengthens the courts.", "support", "policy"),
    ("Their opposition to the mine is well known.", "oppose", "mine"),
    ("Their support for the mine is well known.", "support", "mine"),
]


@pytest.fixture(scope="module")
def read(base_nlp: Language):  # type: ignore[no-untyped-def]
    """Claims of a statement by the Workers' Alliance."""
    stage = StanceReader([])

    def claims(text: str) -> list[Claim]:
        doc = base_nlp(text)
        doc._.metadata = Metadata(genre="statement", issuer="Workers' Alliance", published="2020-06-11")
        return list(stage(doc)._.claims)

    return claims


@pytest.mark.parametrize(("text", "stance", "target"), TABLE, ids=[row[0] for row in TABLE])
def test_no_stance_is_inverted(read, text: str, stance: str, target: str) -> None:  # type: ignore[no-untyped-def]
    """Whatever is read has the right stance toward that target."""
    claims = [c for c in read(text) if target in text[c.target.start : c.target.end]]
    assert not [c for c in claims if c.stance != stance]


def test_most_sentences_yield_their_claim(read) -> None:  # type: ignore[no-untyped-def]
    """Silence is no way to pass: nine in ten sentences give a claim on their target."""
    silent = [
        text for text, _, target in TABLE if not any(target in text[c.target.start : c.target.end] for c in read(text))
    ]
    assert len(silent) <= len(TABLE) // 10, silent
