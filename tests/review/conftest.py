"""A folder, the page without a browser, and one Chromium for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.review.browser import Browser, chromium
from tests.review.factory import record, write
from tests.review.page import Page


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser that stays open; every test has a server, and so a page, of its own."""
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "extracted", record())


@pytest.fixture
def page(folder: Path) -> Page:
    return Page(folder)
