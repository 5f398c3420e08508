"""Hostile articles: the page works, and nothing in them runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.records import Claim, Record
from pipeline.review.desk import merged_records
from tests.review.browser import Browser
from tests.review.factory import record, write
from tests.review.page import Page
from tests.review.server import serving

#: What an attacker would put into an article, its title, its names.
ATTACKS = (
    "<script>window.pwned = 1</script>",
    "</textarea><script>window.pwned = 1</script>",
    "</script><script>window.pwned = 1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<svg/onload=window.pwned=1>",
    '"><iframe srcdoc="<script>parent.pwned=1</script>">',
    "' onmouseover='window.pwned=1' x='",
    "javascript:window.pwned=1",
    "{{ 7 * 7 }}{% raw %}${7*7}`window.pwned=1`",
    "<template><script>window.pwned=1</script></template>",
    "<base href=https://evil.example><link rel=stylesheet href=//evil.example/x.css>",
    "<!-- <meta http-equiv=refresh content=0;url=//evil.example> ]]>",
    "\u202egnp.exe\u202c \u2066isolated\u2069 \u200f\u061c",
    "null\x00byte \x1b[31mescape\x07 \x7f \x85 \u2028 \u2029 \ufeff",
    "e\u0301" + "\u0300" * 200 + " zalgo",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 𝕬𝖑𝖎𝖈𝖊 🛰️",
    "\r\n\r\nHTTP/1.1 200 OK\r\nSet-Cookie: x=y\r\n",
    "../../../../etc/passwd",
)


def hostile(number: int, attack: str) -> Record:
    """An article that is an attack from head to foot."""
    text = f"{attack}\n\nOtis {attack} opposes {attack} wholly. {attack}"
    evidence = f"Otis {attack} opposes {attack} wholly."
    start = text.index(evidence)
    target = start + len(f"Otis {attack} opposes ")
    claim = {
        "id": "c1",
        "holder": {"name": attack, "mention": {"start": start, "end": start + 4, "text": "Otis"}},
        "organization": attack,
        "stance": "oppose",
        "target": {"start": target, "end": target + len(attack), "text": attack, "concept": attack},
        "form": "position",
        "attribution": "narrated",
        "reporter": [attack],
        "evidence": {"start": start, "end": start + len(evidence), "text": evidence},
        "subject": attack,
        "subject_stance": "oppose",
        "instrument": attack,
        "confidence": 0.5,
        "stage": attack,
    }
    about = {"title": attack, "outlet": attack, "author": attack, "dateline": attack}
    return record(f"h{number}", text, (Claim.model_validate(claim),), **about)


def long_line() -> Record:
    """One line of two million characters with a claim in its middle."""
    half = "lorem ipsum " * 83_000
    text = f"{half}Otis opposes the wall. {half}"
    start = len(half)
    made = {
        "id": "c1",
        "holder": {"name": "Otis", "mention": {"start": start, "end": start + 4, "text": "Otis"}},
        "stance": "oppose",
        "target": {"start": start + 13, "end": start + 21, "text": "the wall"},
        "form": "position",
        "attribution": "narrated",
        "evidence": {"start": start, "end": start + 22, "text": "Otis opposes the wall."},
        "subject": "the wall",
        "subject_stance": "oppose",
        "confidence": 0.1,
        "stage": "test",
    }
    return record("long", text, (Claim.model_validate(made),))


def many_claims(count: int = 5000) -> Record:
    """An article with thousands of claims."""
    sentence = "Otis {:04d} opposes the wall. "
    text = "".join(sentence.format(n) + ("\n\n" if n % 20 == 19 else "") for n in range(count))
    made = []
    for n in range(count):
        words = sentence.format(n).strip()
        start = text.index(words, n * 25)
        made.append(
            {
                "id": f"c{n + 1}",
                "holder": {"name": "Otis", "mention": {"start": start, "end": start + 9, "text": words[:9]}},
                "stance": "oppose",
                "target": {"start": start + 18, "end": start + 26, "text": "the wall"},
                "form": "position",
                "attribution": "narrated",
                "evidence": {"start": start, "end": start + len(words), "text": words},
                "subject": "the wall",
                "subject_stance": "oppose",
                "confidence": 0.5,
                "stage": "test",
            }
        )
    return record("many", text, tuple(Claim.model_validate(claim) for claim in made))


@pytest.mark.parametrize(("number", "attack"), list(enumerate(ATTACKS)))
def test_a_hostile_article_is_answered_as_data(tmp_path: Path, number: int, attack: str) -> None:
    made = hostile(number, attack)
    page = Page(write(tmp_path / "x", made))
    answer = page.client.get("/api/article", params={"document": f"h{number}"})
    assert answer.headers["content-type"].startswith("application/json") and answer.content.isascii()
    assert answer.json()["text"] == made.document.text
    page.decide("edit", "c1", document=f"h{number}", value=page.item("c1", f"h{number}")["claim"])
    (merged,) = merged_records(tmp_path / "x")
    assert merged.claims[0].target.text == attack
    assert attack not in page.client.get("/").text


def test_a_decision_on_a_claim_of_thousands_is_quick_and_right(tmp_path: Path) -> None:
    page = Page(write(tmp_path / "x", many_claims()))
    version = page.article("many")["version"]
    answer = page.decide("accept", "c4321", document="many", version=version)
    assert answer["item"]["state"] == "accepted" and "items" not in answer
    assert answer["progress"] == {"claims": 5000, "decided": 1, "articles": 1, "finished": 0, "conflicts": 0}


@pytest.mark.browser
def test_hostile_articles_in_the_page(browser: Browser, tmp_path: Path) -> None:
    made = [hostile(number, attack) for number, attack in enumerate(ATTACKS)]
    folder = write(tmp_path / "extracted", *made, long_line(), many_claims())
    with serving(folder, '<img src=x onerror="window.pwned=1">') as server:
        browser.log()
        browser.open(server.address)
        browser.choose("order", "article")
        browser.wait(lambda: browser.count("#rows li") >= 200, "the queue")
        for number in range(len(ATTACKS)):
            browser.js("document.querySelectorAll('#rows button')[arguments[0]].click()", number)
            browser.wait(lambda n=number: browser.js(_SHOWN) == n, f"article {number} is shown")
            assert browser.js("return window.pwned") is None
            assert browser.count("main :is(script, img, iframe, svg, base, link), aside :is(script, img), nav img") == 0
            browser.press("e")
            browser.one(".editor")
            browser.press("\ue00c")
        assert browser.js("return document.querySelectorAll('script').length") == 1
        lengths = "return [...document.querySelectorAll('.chunk')].reduce((sum, c) => sum + c.textContent.length, 0)"
        browser.choose("order", "sure")
        browser.wait(lambda: browser.js(lengths) > 1_900_000, "the long line is shown")
        browser.wait(lambda: browser.text("mark.part-target") == "the wall", "its claim is in view")
        browser.press("a")
        browser.wait(lambda: browser.js(lengths) < 1_900_000, "on to the next")
        browser.choose("order", "article")
        browser.wait(lambda: browser.count("#rows li") >= 200, "the queue")

        def opened() -> bool:
            # The queue may still be on its way in its new order: click until the article is there.
            browser.js(_CLICK, "many")
            return browser.text("#article h2") == "many"

        browser.wait(opened, "five thousand claims")
        assert browser.count("#cards > *") < 60
        browser.press("a", "r", "a")
        browser.saved()
        assert browser.js("return window.pwned") is None
        assert browser.requested() == {server.base}
        assert browser.log() == []


_CLICK = """
const titled = (button) => button.querySelector('.title')?.textContent === arguments[0];
[...document.querySelectorAll('#rows button')].find(titled).click();
"""
_SHOWN = """
const current = document.querySelector('#rows button[aria-current]');
return current ? [...document.querySelectorAll('#rows button')].indexOf(current) : -1
"""
