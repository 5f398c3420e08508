"""Who may talk to the server, and what it lets the page do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.review.app import create_app
from pipeline.review.security import LARGEST
from tests.review.page import BASE, TOKEN, Page


def test_the_printed_address_lets_in_and_leaves_no_key_behind(folder: Path) -> None:
    client = TestClient(create_app(folder, reviewer="ada", token=TOKEN), base_url=BASE)
    answer = client.get(f"/?token={TOKEN}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/?token=wrong", "/?token=", "/static/main.js", "/api/queue", "/docs", "/openapi.json"]
)
def test_nobody_gets_anything_without_the_key(folder: Path, path: str) -> None:
    client = TestClient(create_app(folder, reviewer="ada", token=TOKEN), base_url=BASE)
    answer = client.get(path)
    assert answer.status_code == 403 and "Northbrook" not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8000", "0.0.0.0:8000", "localhost.evil.example", ""]
)
def test_other_names_of_the_server_are_refused(page: Page, host: str) -> None:
    assert page.client.get("/api/queue", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:9"}, 403),
        ({"origin": None}, 403),
        ({"x-onrecord": "guess"}, 403),
        ({"x-onrecord": None}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-length": str(LARGEST + 1)}, 413),
    ],
)
def test_changes_from_elsewhere_are_refused(page: Page, change: dict[str, str | None], status: int) -> None:
    headers = {"content-type": "application/json", **page.headers, **change}
    given = {name: value for name, value in headers.items() if value is not None}
    answer = page.client.post("/api/undo", content=b"{}", headers=given)
    assert answer.status_code == status
    assert page.get("/api/queue")["progress"]["decided"] == 0


def test_readings_by_other_sites_are_refused(page: Page) -> None:
    assert page.client.get("/api/queue", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert page.client.request("PUT", "/api/queue").status_code == 405


@pytest.mark.parametrize("path", ["/", "/static/main.js", "/api/queue", "/api/article?document=none", "/none"])
def test_every_answer_has_the_security_headers(page: Page, path: str) -> None:
    headers = page.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "require-trusted-types-for 'script'" in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "name",
    [
        "../app.py",
        "..%2fapp.py",
        "%2e%2e/app.py",
        "....//app.py",
        "main.js%00.css",
        "/etc/passwd",
        "../../../../etc/passwd",
    ],
)
def test_no_path_leads_out(page: Page, name: str) -> None:
    answer = page.client.get(f"/static/{name}")
    assert answer.status_code == 404 and "import" not in answer.text
    assert page.client.get("/api/article", params={"document": name}).status_code == 404


def test_the_page_is_made_of_its_own_files_only(page: Page) -> None:
    html = page.client.get("/").text
    assert "http://" not in html and "https://" not in html and "<style" not in html and "onclick" not in html
    names = set(re.findall(r"/static/([\w.]+)", html))
    for name in ("main.js", *names):
        answer = page.client.get(f"/static/{name}")
        assert answer.status_code == 200
        assert "innerHTML" not in answer.text and "eval(" not in answer.text
