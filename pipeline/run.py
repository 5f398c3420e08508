"""Many articles: read, leave out what is unchanged, extract (in this process or in workers), store, sum up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.fingerprint import fingerprint
from pipeline.reading import Article, read_inputs
from pipeline.rejections import Rejection
from pipeline.settings import Settings
from pipeline.store import Format, Result, Store
from pipeline.workers import outcomes_in_workers


@dataclass(slots=True)
class Summary:
    """The figures of one run. `seconds` is wall time of extraction; `words` counts only extracted articles."""

    documents: int = 0
    unchanged: int = 0
    claims: int = 0
    dates: int = 0
    entities: int = 0
    words: int = 0
    seconds: float = 0.0
    rejected: list[Rejection] = field(default_factory=list)

    @property
    def words_per_second(self) -> float:
        """Words extracted a second of wall time."""
        return self.words / self.seconds if self.seconds else 0.0


def extract_paths(
    paths: Sequence[str],
    out: Path,
    *,
    settings: Settings | None = None,
    format: Format = "json",
    workers: int = 1,
    force: bool = False,
    published: str | None = None,
    on_progress: Callable[[Summary], None] | None = None,
) -> Summary:
    """Extract all articles under `paths` into the folder `out`.

    Args:
        paths: files, folders (recursive) or "-" for standard input.
        workers: processes; 1 works in this one.
        force: extract unchanged articles again.
        published: ISO 8601 date for articles that carry none of their own.
        on_progress: called after every article with the figures so far.

    Returns:
        The figures, with every reject.

    Raises:
        ModelError, SettingsError: nothing can be extracted at all.
    """
    settings = settings or Settings()
    store = Store(out, format=format, fingerprint=fingerprint(settings))
    run = _Run(store, Summary(), on_progress or (lambda _: None), force=force, published=published)
    try:
        todo = run.changed(read_inputs(paths, order=settings.dates.order))
        outcomes = (
            Lazy(settings).outcomes(todo) if workers <= 1 else outcomes_in_workers(todo, settings, workers=workers)
        )
        started = time.perf_counter()
        for outcome in outcomes:
            run.take(outcome)
            run.summary.seconds = time.perf_counter() - started
    finally:
        store.close(sources=run.sources)
    return run.summary


class Lazy:
    """An `Extractor` that is loaded only when there is something to extract."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def outcomes(self, articles: Iterator[Article]) -> Iterator[Result | Rejection]:
        """As `Extractor.outcomes`."""
        for first in articles:
            from pipeline.extraction import Extractor

            yield from Extractor(self.settings).outcomes(_chain(first, articles))


def _chain(first: Article, rest: Iterator[Article]) -> Iterator[Article]:
    yield first
    yield from rest


class _Run:
    """What one run keeps track of."""

    def __init__(
        self,
        store: Store,
        summary: Summary,
        on_progress: Callable[[Summary], None],
        *,
        force: bool,
        published: str | None,
    ) -> None:
        self.store, self.summary, self.on_progress = store, summary, on_progress
        self.force, self.published = force, published
        self.sources: set[str] = set()

    def changed(self, inputs: Iterable[Article | Rejection]) -> Iterator[Article]:
        """The articles that must be extracted. Counts the unchanged, stores the rejected."""
        for item in inputs:
            if isinstance(item, Rejection):
                self.sources.add(item.source)
                self.take(item)
                continue
            self.sources.add((item.source.path or item.id).split("#")[0])
            if self.published is not None and item.metadata.published is None:
                item.metadata.published = self.published
                item.metadata.origins["published"] = "given"
            if not self.force and self.store.is_current(item.id, item.digest):
                self.summary.unchanged += 1
                self.on_progress(self.summary)
            else:
                yield item

    def take(self, outcome: Result | Rejection) -> None:
        """Store one outcome and count it."""
        if isinstance(outcome, Rejection):
            self.store.reject(outcome)
            self.summary.rejected.append(outcome)
        else:
            self.store.add(outcome)
            self.summary.documents += 1
            self.summary.claims += outcome.claims
            self.summary.dates += outcome.dates
            self.summary.entities += outcome.entities
            self.summary.words += outcome.words
        self.on_progress(self.summary)
