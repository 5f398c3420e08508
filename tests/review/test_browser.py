"""The page in a real Chromium: everything a reviewer does, by keyboard and by mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from pipeline.records import Claim, Skipped
from pipeline.review.desk import Desk, merged_records
from pipeline.review.journal import Journal
from tests.review.browser import Browser, chromium
from tests.review.factory import TEXT, record, write
from tests.review.server import Server, serving

pytestmark = pytest.mark.browser


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    silent = (Skipped.model_validate({**span_of("Activists cheered."), "reason": "no target"}),)
    return write(
        tmp_path / "extracted",
        record("north", title="Cameras in Northbrook").model_copy(update={"skipped": silent}),
        record("south", TEXT.replace("Northbrook", "Southport"), title="Cameras in Southport"),
    )


def span_of(words: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Browser]:
    """The page of a review of `folder`, articles in order."""
    with serving(folder) as server:
        browser.log()
        browser.open(server.address)
        by_article(browser)
        yield browser
        assert browser.requested() == {server.base}
        assert browser.log() == []


def by_article(browser: Browser) -> None:
    """Order the queue by article."""
    browser.choose("order", "article")
    browser.wait(
        lambda: browser.current() == "c1" and browser.text("#article h2") == "Cameras in Northbrook", "first article"
    )


def statuses(folder: Path) -> dict[str, dict[str, str]]:
    return {r.document.id: {c.id: c.status for c in r.claims} for r in merged_records(folder)}


def test_accept_reject_next_and_undo_by_keyboard(page: Browser, folder: Path) -> None:
    page.press("a")
    page.wait(lambda: page.current() == "c2", "on to the next")
    page.press("r")
    page.wait(lambda: page.current() == "c3", "on to the next")
    page.press("j", "k")
    page.wait(lambda: page.current() == "c3", "there and back")
    page.saved()
    assert statuses(folder)["north"] == {"c1": "accepted", "c3": "machine", "c4": "machine"}
    assert page.text("#progress").startswith("2 of 8 claims")
    page.press("u")
    page.wait(lambda: page.current() == "c2" and "Undone: reject" in page.text("#message"), "back at the claim undone")
    page.control("z")
    page.wait(lambda: page.current() == "c1" and "Undone: accept" in page.text("#message"), "and the one before")
    assert set(statuses(folder)["north"].values()) == {"machine"}


def test_the_text_shows_the_claims(page: Browser) -> None:
    assert page.text("mark.current.oppose") != ""
    assert page.text("mark.part-target") == "the new camera network"
    assert page.text("mark.part-cue") == "oppose" and page.text("mark.part-holder") == "Harbour League"
    page.click("mark[data-keys=c4]")
    page.wait(lambda: page.current() == "c4", "a click on its evidence")
    assert page.text("mark.part-condition") == "until a law is passed"


def test_edit_fields_and_spans(page: Browser, folder: Path) -> None:
    page.press("e")
    page.fill("holder", "The League of the Harbour")
    page.fill("stance", "mixed")
    page.click(".editor [data-span=target] [data-do=start-on]")
    page.wait(lambda: page.words("target") == "new camera network", "one word less")
    page.click(".editor [data-span=cue] [data-do=arm]")
    page.select("We", "oppose")
    page.js("document.querySelector('#article').dispatchEvent(new PointerEvent('pointerup', {bubbles: true}))")
    page.wait(lambda: page.words("cue") == "We oppose", "the cue is marked in the text")
    page.control(Keys.ENTER)
    page.wait(lambda: page.current() == "c2", "saved and on")
    page.saved()
    claim = Desk(folder).standing("north").items["c1"].shown
    assert (claim.holder.name, claim.stance, claim.subject_stance) == ("The League of the Harbour", "mixed", "mixed")
    assert (claim.target.text, claim.cue.text if claim.cue else None) == ("new camera network", "We oppose")


def test_drag_the_end_of_a_span(page: Browser, folder: Path) -> None:
    page.press("e")
    page.click(".editor [data-span=target] [data-do=arm]")
    handle = page.one("#article .handle.start")
    left = page.js("return document.querySelector('mark.part-cue').getBoundingClientRect().left")
    width = page.js("return document.querySelector('#article .handle.start').getBoundingClientRect().x + 12")
    ActionChains(page.driver).click_and_hold(handle).move_by_offset(int(left - width) + 2, 0).release().perform()
    page.wait(lambda: page.words("target") == "oppose the new camera network", "the handle moved the start")
    page.click(".editor .main")
    page.saved()
    assert Desk(folder).standing("north").items["c1"].shown.target.text == "oppose the new camera network"


def test_add_a_claim_by_selecting_text(page: Browser, folder: Path) -> None:
    page.select("Activists cheered.")
    page.wait(lambda: page.one("#chosen button").is_displayed(), "the offer at the selection")
    page.click("#chosen button")
    page.wait(lambda: page.words("evidence") == "Activists cheered.", "evidence is what was selected")
    page.click(".editor .main")
    assert "a holder" in page.text(".editor .problem") and "target" in page.text(".editor .problem")
    page.fill("holder", "Activists")
    page.select("a law is passed")
    page.js("document.querySelector('#article').dispatchEvent(new PointerEvent('pointerup', {bubbles: true}))")
    page.wait(lambda: page.words("target") == "a law is passed", "the target")
    page.click(".editor .main")
    page.wait(lambda: page.current().startswith("added-"), "the new claim is the current one")
    page.saved()
    added = [c for c in Desk(folder).standing("north").claims() if c.status == "added"]
    assert [(c.holder.name, c.evidence.text, c.target.text) for c in added] == [
        ("Activists", "Activists cheered.", "a law is passed")
    ]


def test_escape_leaves_the_form_and_typing_is_not_a_command(page: Browser, folder: Path) -> None:
    page.press("e", "a", "r", "u")
    assert page.one(".editor [name=holder]").get_attribute("value") == "Harbour Leaguearu"
    page.press(Keys.ESCAPE)
    page.wait(lambda: page.count(".editor") == 0 and page.current() == "c1", "the card again")
    assert not Journal(folder).all()


def test_filters(page: Browser) -> None:
    page.click("#filters summary")
    page.one("[name=actor]").send_keys("vantor" + Keys.ENTER)
    page.wait(lambda: page.text("#count") == "2 claims" and page.current() == "c4", "two claims of Vantor's")
    page.click("#filters [type=reset]")
    page.wait(lambda: page.text("#count") == "8 claims", "all again")
    page.choose("stance", "support")
    page.wait(lambda: page.text("#count") == "0 claims", "none supports")


def test_mouse_alone(page: Browser, folder: Path) -> None:
    page.click("#cards .do-right")
    page.wait(lambda: page.current() == "c2", "on to the next")
    page.click("#cards .do-wrong")
    page.wait(lambda: page.current() == "c3", "on to the next")
    page.click("#cards .do-next")
    page.wait(lambda: page.current() == "c4", "on to the next")
    page.click("#rows li:first-child button")
    page.wait(lambda: page.current() == "c1", "by the queue")
    page.click("#cards .line[data-key=c3]")
    page.wait(lambda: page.current() == "c3", "by the list of claims")
    page.saved()
    page.click("#undo")
    page.wait(lambda: page.current() == "c2", "undone")
    assert statuses(folder)["north"]["c2"] == "machine"


def test_silent_sentences_and_lists(page: Browser) -> None:
    page.click("#silent summary")
    page.click("#silent li button")
    page.wait(lambda: page.words("evidence") == "Activists cheered.", "a claim of a silent sentence")
    page.press(Keys.ESCAPE)
    page.press("l")
    page.wait(lambda: "Articles with silent sentences (1)" in page.text("#lists"), "the lists")
    page.press(Keys.ESCAPE)
    page.press("?")
    page.wait(lambda: "undo the last decision" in page.text("#help"), "the keys")
    page.press(Keys.ESCAPE)


def test_finish_an_article(page: Browser, folder: Path) -> None:
    page.press("d")
    page.wait(lambda: "4 claims of this article are not decided" in page.text("#message"), "not yet")
    assert all("422" in line for line in page.log())
    for key in ("c1", "c2", "c3", "c4"):
        page.wait(lambda key=key: page.current() == key, key)
        page.press("a")
    page.wait(lambda: page.text("#article h2") == "Cameras in Southport", "on to the next article")
    page.press("k", "d")
    page.wait(lambda: "Article finished" in page.text("#message"), "finished")
    assert list(Desk(folder).standing("north").finished) == ["ada"]


def test_two_reviewers_reload_stop_and_restart(browser: Browser, folder: Path, tmp_path: Path) -> None:
    ada = Server(folder)
    browser.open(ada.address)
    by_article(browser)
    with serving(folder, "ben") as ben, chromium(tmp_path / "other") as other:
        other.open(ben.address)
        by_article(other)
        browser.press("a")
        browser.saved()
        other.press("r")
        other.saved()
        browser.driver.refresh()
        browser.wait(lambda: browser.js("return document.body.dataset.ready"), "loaded again")
        browser.choose("show", "disputed")
        browser.wait(lambda: browser.text("#count") == "1 claim", "one disagreement")
        assert "ben: wrong" in browser.text("#cards .card") and "You: right" in browser.text("#cards .card")
        browser.click(".settle button")
        browser.saved()
    port = int(ada.base.rsplit(":", 1)[1])
    ada.stop()
    ada.close()
    browser.press("j")
    with serving(folder, port=port) as again:
        browser.open(again.address)
        browser.wait(lambda: browser.text("#progress").startswith("1 of 8"), "what was decided is there")
        assert not Desk(folder).standing("north").items["c1"].disputed
    browser.log()


def test_a_server_that_is_away_for_a_moment_costs_nothing(browser: Browser, folder: Path) -> None:
    server = Server(folder)
    browser.open(server.address)
    by_article(browser)
    browser.js("window.realFetch = window.fetch; window.fetch = () => Promise.reject(new TypeError('away'))")
    browser.press("a")
    browser.wait(lambda: "1 not saved" in browser.text("#saved"), "it says so")
    browser.js("window.fetch = window.realFetch")
    browser.saved()
    assert statuses(folder)["north"]["c1"] == "accepted"
    server.stop()
    server.close()


def test_a_conflict_is_shown_and_settled(browser: Browser, folder: Path) -> None:
    with serving(folder) as server:
        browser.open(server.address)
        by_article(browser)
        browser.press("a")
        browser.saved()
    made = record("north")
    first = Claim.model_validate(made.claims[0].model_dump() | {"stance": "support"})
    write(folder, record("north", made=(first, *made.claims[1:]), title="Cameras in Northbrook"))
    with serving(folder) as server:
        browser.open(server.address)
        by_article(browser)
        assert "differs in stance" in browser.text("#cards .conflict")
        browser.click("#cards .conflict button")
        browser.saved()
        assert Desk(folder).standing("north").items["c1"].shown.stance == "oppose"
        assert not Desk(folder).standing("north").conflicts


@pytest.mark.parametrize(
    ("name", "width", "theme"), [("light", 1280, "light"), ("dark", 1280, "dark"), ("narrow", 400, "light")]
)
def test_it_fits_and_can_be_pictured(page: Browser, tmp_path: Path, name: str, width: int, theme: str) -> None:
    page.driver.set_window_size(width, 860)
    page.js("document.documentElement.dataset.theme = arguments[0]", theme)
    page.press("e")
    page.one(".editor")
    overflow = page.js("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    assert (
        page.js("return document.querySelector('#claims').scrollWidth - document.querySelector('#claims').clientWidth")
        <= 0
    )
    unnamed = """return [...document.querySelectorAll('button, input, select')].filter((e) => e.offsetParent &&
        !(e.textContent.trim() || e.getAttribute('aria-label') || e.closest('label'))).length"""
    assert page.js(unnamed) == 0
    assert page.picture(tmp_path / f"{name}.png").stat().st_size > 10_000
    page.driver.set_window_size(1280, 860)
