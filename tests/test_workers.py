"""Workers that die cost time, never an article that is good."""

from __future__ import annotations

import os

import pytest

from pipeline import workers
from pipeline.annotations import Metadata
from pipeline.reading import Article
from pipeline.records import Source
from pipeline.rejections import Rejection
from pipeline.settings import Settings
from pipeline.store import Result


def start_nothing(settings: Settings) -> None:
    """Stands in for loading the pipeline."""


def die_at_poison(shard: list[Article]) -> list[Result | Rejection]:
    """Stands in for extraction; the process dies at a text that says so."""
    if any(article.text == "poison" for article in shard):
        os._exit(9)
    return [Result(a.id, "", a.text.encode(), 1, 0, 0, 0) for a in shard]


def article(number: int, text: str) -> Article:
    source = Source(sha256="0", media_type="text/plain", path=f"{number}.txt")
    return Article(f"a{number}", text, Metadata(), source)


def test_order_is_kept_and_only_the_poison_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_start", start_nothing)
    monkeypatch.setattr(workers, "_work", die_at_poison)
    monkeypatch.setattr(workers, "SHARD_SIZE", 4)
    articles = [article(n, "poison" if n == 6 else "good") for n in range(20)]
    outcomes = list(workers.outcomes_in_workers(iter(articles), Settings(), workers=2))
    assert [o.id if isinstance(o, Result) else o.where for o in outcomes] == [a.id for a in articles]
    rejected = [o for o in outcomes if isinstance(o, Rejection)]
    assert [r.source for r in rejected] == ["6.txt"] and "died twice" in rejected[0].reason


def test_nothing_to_do_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_pool", lambda *_: pytest.fail("a pool was made"))
    assert list(workers.outcomes_in_workers(iter([]), Settings(), workers=2)) == []
