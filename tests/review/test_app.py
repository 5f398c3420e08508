"""The server: what it answers, how decisions are taken."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ReviewError
from pipeline.records import Claim
from pipeline.review.app import create_app
from tests.review.factory import TEXT, claims, record, write
from tests.review.page import Page


def test_a_reviewers_name_is_escaped(folder: Path) -> None:
    html = Page(folder, reviewer='"><script>alert(1)</script>').client.get("/").text
    assert "<script>alert" not in html


def test_a_reviewer_needs_a_name(folder: Path) -> None:
    with pytest.raises(ReviewError, match="--reviewer"):
        create_app(folder, reviewer="  ")


def test_queue_orders_and_filters(page: Page) -> None:
    def keys(**wanted: Any) -> list[str]:
        return [row["key"] for row in page.get("/api/queue", **wanted)["rows"]]

    assert keys() == ["c3", "c4", "c2", "c1"]
    assert keys(order="article") == ["c1", "c2", "c3", "c4"]
    assert keys(actor="vantor") == ["c4"] and keys(form="action") == ["c2"] and keys(stance="support") == []
    assert keys(least=0.5, most=0.8) == ["c4", "c2"] and keys(concept="cameras") == ["c1"]
    assert keys(limit=1, offset=1) == ["c4"] and page.get("/api/queue", limit=1)["total"] == 4
    page.decide("accept", "c1")
    page.decide("reject", "c2")
    assert keys() == ["c3", "c4"] and keys(show="accepted") == ["c1"] and keys(show="rejected") == ["c2"]
    assert len(keys(show="all")) == 4


def test_dates_filter_at_the_precision_given(tmp_path: Path) -> None:
    values = ("2019", "2020-06", "2020-06-11")
    dated = [{"date": {"value": value, "source": "document"}} for value in values]
    made = tuple(Claim.model_validate(c.model_dump() | d) for c, d in zip(claims(), dated, strict=False))
    page = Page(write(tmp_path / "x", record(made=made)))

    def found(**wanted: str) -> list[str]:
        return [row["date"] for row in page.get("/api/queue", order="article", **wanted)["rows"]]

    assert found(since="2020", until="2020-06") == ["2020-06", "2020-06-11"]
    assert found(until="2019") == ["2019"]
    assert found(since="2020-06-01") == ["2020-06-11"]


def test_accept_reject_and_undo(page: Page) -> None:
    answer = page.decide("accept", "c1")
    assert answer["decision"]["verb"] == "accept" and answer["progress"]["decided"] == 1
    page.decide("reject", "c1")
    assert page.item("c1")["state"] == "rejected"
    undone = page.post("/api/undo", {"id": uuid.uuid4().hex})
    assert (undone["undone"]["verb"], undone["key"], undone["document"]) == ("reject", "c1", "north")
    assert page.item("c1")["state"] == "accepted"
    page.post("/api/undo", {"id": uuid.uuid4().hex})
    assert page.item("c1")["state"] == "open"
    assert page.post("/api/undo", {"id": uuid.uuid4().hex}, 422)["problem"] == "nothing to undo"


def test_edit_every_field(page: Page) -> None:
    at = TEXT.index("Ada Holm")
    draft = page.item("c1")["claim"] | {
        "holder": {"name": "Ada Holm", "mention": [at, at + 8]},
        "organization": "Harbour League",
        "stance": "mixed",
        "form": "demand",
        "addressee": {"name": "city council", "mention": None},
        "attribution": "mixed",
        "reporter": ["A", "B"],
        "date": {"value": "2020-06-03", "source": "expression"},
        "subject": "cameras",
        "subject_stance": "unclear",
        "instrument": "ban",
        "concept": "surveillance",
        "condition": [0, 10],
    }
    page.decide("edit", "c1", value=draft)
    item = page.item("c1")
    assert item["claim"] == draft and item["state"] == "edited"
    assert item["machine"]["holder"]["name"] == "Harbour League"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"evidence": [5, 5]}, "evidence"),
        ({"evidence": [0, 10**9]}, "evidence"),
        ({"target": [-1, 4]}, "target"),
        ({"stance": "angry"}, "stance"),
        ({"holder": {"name": "", "mention": None}}, "holder"),
        ({"date": {"value": "yesterday", "source": "document"}}, "date"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_a_claim_that_does_not_hold_is_refused(page: Page, change: dict[str, Any], problem: str) -> None:
    answer = page.decide("edit", "c1", value=page.item("c1")["claim"] | change, status=422)
    assert problem in answer["problem"]
    assert page.item("c1")["state"] == "open"


def test_add_and_judge_what_another_added(folder: Path) -> None:
    ada, ben = Page(folder), Page(folder, reviewer="ben")
    start = TEXT.index("🛰️ Activists cheered.") + 3
    draft = ada.item("c1")["claim"] | {"evidence": [start, start + 18], "target": [start, start + 9], "cue": None}
    draft["holder"] = {"name": "Activists", "mention": [start, start + 9]}
    answer = ada.decide("add", value=draft)
    key = f"added-{answer['decision']['id'][:12]}"
    assert ben.item(key)["claim"]["evidence"] == [start, start + 18]
    ben.decide("reject", key)
    assert ada.item(key)["state"] == "rejected" and ada.item(key)["disputed"]


def test_decisions_on_what_is_not_there_are_refused(page: Page) -> None:
    assert "no claim 'c9'" in page.decide("accept", "c9", status=422)["problem"]
    assert "no conflict" not in page.decide("finish", status=422)["problem"]
    assert "is not a conflict" in page.decide("accept", "c1", settles=["x"], status=422)["problem"]
    assert "names no conflict" in page.decide("drop", status=422)["problem"]
    assert "no article 'zzz'" in page.client.get("/api/article", params={"document": "zzz"}).json()["problem"]
    page.decide("accept", "c1", document="zzz", version="x", status=404)
    page.decide("undo", "c1", status=422)


def test_a_record_extracted_again_meanwhile_is_not_decided_on(page: Page, folder: Path) -> None:
    version = page.article()["version"]
    write(folder, record(made=claims()[:2]))
    page.client.app.state.desks.desk.folder.look()
    assert "extracted again" in page.decide("accept", "c1", version=version, status=409)["problem"]


def test_finish_when_all_is_decided(page: Page) -> None:
    assert "4 claims of this article are not decided" in page.decide("finish", status=422)["problem"]
    for key in ("c1", "c2", "c3", "c4"):
        page.decide("accept", key)
    assert page.decide("finish")["finished"] == ["ada"]
    assert page.get("/api/queue")["progress"]["finished"] == 1


def test_conflicts_are_shown_and_settled(page: Page, folder: Path) -> None:
    page.decide("accept", "c1")
    page.decide("accept", "c2")
    text = TEXT.replace("voted to ban live", "voted to prohibit live")
    changed = Claim.model_validate(claims()[0].model_dump() | {"stance": "support"})
    write(folder, record(text=text, made=(changed,)))
    page.client.app.state.desks.desk.folder.look()
    one, two = sorted(page.article()["conflicts"], key=lambda c: c["reason"])
    assert (one["reason"], one["rival"], one["fields"]) == ("changed", "c1", ["stance"])
    assert (two["reason"], two["rival"], "evidence" in two["lost"]) == ("lost", None, True)
    assert [row["key"] for row in page.get("/api/queue", show="conflict", order="article")["rows"]] == [
        "c1",
        f"conflict-{two['id']}",
    ]
    page.decide("edit", "c1", value=one["placed"])
    page.decide("drop", settles=[two["id"]])
    assert page.article()["conflicts"] == []
    assert page.item("c1")["claim"]["stance"] == "oppose"


def test_blind_reviewers_see_nothing_of_each_other(folder: Path) -> None:
    ada, ben = Page(folder, blind=True), Page(folder, reviewer="ben", blind=True)
    ada.decide("accept", "c1")
    assert ben.item("c1")["verdicts"] == [] and ben.item("c1")["state"] == "open"
    assert ben.get("/api/queue")["total"] == 4
    assert ben.get("/api/aside")["disagreements"] == []


def test_reviewers_who_are_not_blind_see_each_other_and_settle(folder: Path) -> None:
    ada, ben, cy = Page(folder), Page(folder, reviewer="ben"), Page(folder, reviewer="cy")
    ada.decide("accept", "c1")
    ben.decide("reject", "c1")
    assert [row["key"] for row in cy.get("/api/queue", show="disputed")["rows"]] == ["c1"]
    cy.decide("accept", "c1", adjudication=True)
    assert cy.get("/api/queue", show="disputed")["rows"] == []


def test_the_sample_is_the_same_for_everybody(tmp_path: Path) -> None:
    folder = write(tmp_path / "x", *(record(f"r{n}") for n in range(20)))
    first = {row["document"] for row in Page(folder, sample=5).get("/api/queue")["rows"]}
    write(folder, *(record(f"s{n}") for n in range(20)))
    second = {row["document"] for row in Page(folder, reviewer="ben", sample=5).get("/api/queue")["rows"]}
    assert len(first) == 5 and first == second


def test_lost_articles_are_moved_by_hand(folder: Path) -> None:
    Page(folder).decide("accept", "c1")
    (folder / "north.json").unlink()
    write(folder, record("south", "New. " + TEXT))
    page = Page(folder)
    (stray,) = page.get("/api/aside")["strays"]
    assert (stray["document"], stray["candidates"]) == ("north", ["south"])
    page.decide("move", document="north", version="", moved_to="nowhere", status=422)
    page.decide("move", document="north", version="", moved_to="south")
    assert page.item("c1", "south")["state"] == "accepted"
    assert page.get("/api/aside")["strays"] == []


def test_picks(page: Page) -> None:
    found = page.get("/api/picks")
    assert "Harbour League" in found["actors"] and {"id": "cameras", "label": "cameras"} in found["concepts"]


def test_sending_a_decision_twice_decides_once(page: Page) -> None:
    body = {
        "id": uuid.uuid4().hex,
        "document": "north",
        "version": page.article()["version"],
        "verb": "accept",
        "key": "c1",
    }
    first, second = page.post("/api/decisions", body), page.post("/api/decisions", body)
    assert first["decision"] == second["decision"]
