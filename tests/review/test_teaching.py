"""Gold, cases and proposals from review; agreement worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.evaluation.cases import check_cases, hold, holds, read_cases
from pipeline.evaluation.claims import ClaimScores
from pipeline.evaluation.gold import articles, read_gold
from pipeline.records import Claim
from pipeline.review.agreement import agreement, alpha
from pipeline.review.desk import Desk
from pipeline.review.differences import disagreements
from pipeline.review.teaching import to_gold
from tests.review.factory import TEXT, claim, claims, decision, record, write
from tests.review.test_desk import decide

CHEER = claim(
    TEXT, "x", "Activists cheered.", "Activists", "a law", "support", form="assessment", cue="cheered", concept="law"
)


GOLD_FIELDS = set(
    "holder organization stance target form addressee condition justification attribution reporter evidence cue date "
    "subject subject_stance instrument".split()
)


def changed(made: Claim, **values: Any) -> Claim:
    return Claim.model_validate(made.model_dump() | values)


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """One article with one claim accepted, one rejected, one corrected, one added; finished."""
    one = record("north", made=claims()[:3])
    folder = write(tmp_path / "extracted", one, record("south"))
    holder = {"name": "Northbrook City Council", "mention": one.claims[1].holder.mention.model_dump()}  # type: ignore[union-attr]
    decide(
        folder,
        decision(one, "accept", "c1"),
        decision(one, "edit", "c2", changed(one.claims[1], holder=holder, stance="support")),
        decision(one, "reject", "c3"),
        decision(one, "add", value=CHEER),
        decision(one, "finish"),
    )
    return folder


def test_finished_articles_become_gold_that_the_evaluation_reads(reviewed: Path, tmp_path: Path) -> None:
    report = to_gold(reviewed, tmp_path / "out")
    assert (report.documents, report.claims, report.cases, report.left_out) == (1, 3, 3, {})
    (gold,) = read_gold(tmp_path / "out" / "gold.jsonl")
    assert [a.id for a in articles([gold])] == ["north"]
    assert set(gold["claims"][0]) == GOLD_FIELDS
    scores = ClaimScores()
    scores.add_document("north", gold["text"], gold["claims"], gold["claims"])
    assert scores.levels["full"].f1 == 1.0


def test_corrections_become_cases_that_fail_until_they_are_mended(reviewed: Path, tmp_path: Path) -> None:
    to_gold(reviewed, tmp_path / "out")
    path = tmp_path / "out" / "cases.jsonl"
    documents = read_cases(path)
    machine = {"north": record("north", made=claims()[:3]).model_dump(mode="json")}
    report = check_cases(documents, machine)
    assert (report.total, report.right, report.regressions, report.mended) == (3, 0, [], [])
    (gold,) = read_gold(tmp_path / "out" / "gold.jsonl")
    report = check_cases(documents, {"north": gold})
    assert report.right == 3 and len(report.mended) == 3
    assert hold(path, report.mended) == 3
    assert len(check_cases(read_cases(path), machine).regressions) == 3
    to_gold(reviewed, tmp_path / "out")
    assert {case["state"] for case in read_cases(path)[0]["cases"]} == {"held"}, "what is held stays held"


def test_a_corrected_claim_must_keep_its_target() -> None:
    wrong = claims()[3].model_dump(mode="json")
    right = wrong | {"form": "action"}
    case = {"wrong": wrong, "right": right}
    assert not holds(case, TEXT, [wrong]) and holds(case, TEXT, [right])
    elsewhere = right | {"target": claims()[0].target.model_dump(), "subject": "cameras"}
    assert not holds(case, TEXT, [elsewhere])


def test_proposals_are_a_file_to_edit(reviewed: Path, tmp_path: Path) -> None:
    assert to_gold(reviewed, tmp_path / "out").proposals == 6
    text = (tmp_path / "out" / "proposals.yaml").read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    assert text.startswith("# Proposals")
    assert [(row["cue"], row["why"], row["stance"]) for row in found["lexicon"]] == [
        ("voted to ban", "stance", "support"),
        ("called", "no claim", "oppose"),
        ("cheered", "missed", "support"),
    ]
    assert ("Northbrook City Council", "city council") in [
        (r["name"], r["instead_of"]) for r in found["actors"] if "instead_of" in r
    ]
    assert [(row["concept"], row["phrase"]) for row in found["codebook"]] == [("law", "a law")]


def test_articles_with_open_questions_are_no_gold(reviewed: Path, tmp_path: Path) -> None:
    decide(reviewed, decision(record("north", made=claims()[:3]), "reject", "c1", reviewer="ben"))
    report = to_gold(reviewed, tmp_path / "out")
    assert report.documents == 0 and report.left_out == {"north": "1 disagreements to settle"}


def test_alpha_is_krippendorffs() -> None:
    # Krippendorff (2011), "Computing Krippendorff's alpha-reliability", example A: binary data, two observers.
    assert alpha(list(zip("0100000010", "1110010000", strict=True))) == pytest.approx(0.095, abs=0.001)
    # Example B: nominal data, two observers, no missing data.
    assert alpha(list(zip("aabbdcccedda", "babbbccceddd", strict=True))) == pytest.approx(0.692, abs=0.001)
    assert alpha([("a", "a"), ("a", "a")]) is None and alpha([]) is None


def blind(folder: Path) -> None:
    """Ada and Ben on the same article: they differ in one rejected claim, one form, and a claim Ben added."""
    one = record("north", made=claims())
    for name in ("ada", "ben"):
        decide(
            folder,
            decision(one, "accept", "c1", reviewer=name),
            decision(one, "accept", "c2", reviewer=name),
            decision(one, "accept" if name == "ada" else "reject", "c3", reviewer=name),
            decision(
                one, "edit", "c4", changed(claims()[3], form="action" if name == "ben" else "demand"), reviewer=name
            ),
            *([decision(one, "add", value=CHEER, reviewer=name)] if name == "ben" else []),
            decision(one, "finish", reviewer=name),
        )


def test_agreement_between_reviewers_and_with_the_machine(tmp_path: Path) -> None:
    folder = write(tmp_path, record("north", made=claims()), record("south"))
    blind(folder)
    found = agreement(folder)
    assert found.reviewers == ("ada", "ben")
    assert [(p.left, p.right) for p in found.pairs] == [("ada", "ben"), ("ada", "machine"), ("ben", "machine")]
    both, ada, _ = found.pairs
    # Ada has 4 claims, Ben 4, of which 3 are the same ones: F1 = 2·3/8.
    assert (both.documents, both.aligned, both.counts["full"].f1) == (1, 3, 0.75)
    # Forms: position, action, and demand beside action.
    assert both.alphas["form"] == pytest.approx(alpha([("p", "p"), ("a", "a"), ("d", "a")]))
    assert both.alphas["stance"] is None and both.alphas["holder"] == 1.0
    assert both.spans["evidence"] == 1.0
    assert (ada.aligned, ada.counts["claim"].f1, ada.counts["full"].right) == (4, 1.0, 4)


def test_disagreements_are_listed_until_they_are_settled(tmp_path: Path) -> None:
    one = record("north", made=claims())
    folder = write(tmp_path, one)
    blind(folder)
    rows = disagreements(folder)
    assert sorted((row["kind"], tuple(row["fields"])) for row in rows) == [
        ("fields", ("form",)),
        ("missing", ()),
        ("missing", ()),
    ]
    (mine,) = [row for row in rows if row["words"] == CHEER.evidence.text]
    assert mine["sides"]["ada"] == "—" and "Activists" in mine["sides"]["ben"]
    item = Desk(folder).standing("north").items["c4"]
    settled = tuple(v.decision.id for v in item.verdicts.values())
    decide(folder, decision(one, "accept", "c4", reviewer="cy", adjudication=True, settles=settled))
    assert [row["kind"] for row in disagreements(folder)] == ["missing", "missing"]
    assert agreement(folder).pairs[0].aligned == 3, "settling does not touch the measure"


def test_nobody_reviewed(tmp_path: Path) -> None:
    folder = write(tmp_path, record("north"))
    assert agreement(folder).pairs == () and disagreements(folder) == []
    assert to_gold(folder, tmp_path / "out").documents == 0
