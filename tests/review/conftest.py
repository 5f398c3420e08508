"""One Chromium for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.review.browser import Browser, chromium


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser that stays open; every test has a server, and so a page, of its own."""
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started
