"""The report: whole, safe, and right about what was planted."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.analysis.report import web_address, write_report
from tests.downstream.factory import SALE, planted
from tests.downstream.test_exports import HOSTILE, _records


class _Page(HTMLParser):
    """Tags, ids, links and sources of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "src"):
                self.links.append(value or "")
            elif name.startswith("on"):
                self.handlers.append(name)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("report")
    write_report(_records(), folder / "r.html", title=HOSTILE, plots=folder / "plots")
    assert {path.name for path in (folder / "plots").iterdir()} == {"timeline.svg", "timeline.png"}
    return (folder / "r.html").read_text(encoding="utf-8")


def test_it_is_one_file_without_scripts(page: str) -> None:
    parsed = _Page(page)
    assert "script" not in parsed.tags and not parsed.handlers and "link" not in parsed.tags
    outside = [link for link in parsed.links if not link.startswith(("#", "data:image/svg+xml;base64,"))]
    assert outside == []
    assert "default-src 'none'" in page


def test_hostile_titles_stay_text(page: str) -> None:
    assert HOSTILE not in page and "onerror=alert" in page
    assert "&lt;img src=x" in page


def test_every_link_lands(page: str) -> None:
    parsed = _Page(page)
    assert len(parsed.ids) == len(set(parsed.ids))
    targets = {link[1:] for link in parsed.links if link.startswith("#")}
    assert targets <= set(parsed.ids)
    assert any(target.startswith("t0-") for target in targets)


def test_the_planted_change_is_shown(page: str) -> None:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    changes = text[text.index("Changes of position Actor") :]
    assert re.search(rf"Amazon {SALE} ▲ for 2019-05-22 .* ▼ against 2020-06-10", changes)
    cited = text[text.index("Documents Independent Actor") :]
    assert re.search(rf"4 2 Amazon ▼ against {SALE}", cited)


def test_rejected_claims_are_listed_and_not_counted(page: str) -> None:
    assert "Rejected by reviewers" in page
    assert "9 claims in 6 documents" in page


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_report(planted(), tmp_path / f"{name}.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_report_on_nothing(tmp_path: Path) -> None:
    write_report([], tmp_path / "r.html")
    assert "No positions." in (tmp_path / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("http://[broken", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, shown: bool) -> None:
    assert (web_address(url) is not None) is shown
