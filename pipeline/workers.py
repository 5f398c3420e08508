"""Extraction in several processes: shards of articles go out, finished records come back, in the order they went."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.reading import Article
from pipeline.rejections import Rejection
from pipeline.settings import Settings
from pipeline.store import Result

if TYPE_CHECKING:
    from pipeline.extraction import Extractor

#: Articles a shard: one batch of an extractor.
SHARD_SIZE = 16
#: Shards waiting per worker: enough that none idles, few enough that memory stays flat.
_AHEAD = 3
#: A worker is replaced after this many shards (16,000 articles), so that nothing it hoards grows for ever.
_SHARDS_PER_WORKER = 1000

_Shard = list[Article]
_Answer = Future[list[Result | Rejection]]
_extractor: Extractor | None = None


def outcomes_in_workers(
    articles: Iterator[Article], settings: Settings, *, workers: int
) -> Iterator[Result | Rejection]:
    """As `Extractor.outcomes`, with `workers` processes. The order, and every byte, is the same.

    A worker that dies (killed, out of memory) costs nothing but time: its shard is done again article by article, and
    only an article that kills its worker again is set aside.
    """
    shards = iter(lambda: list(islice(articles, SHARD_SIZE)), [])
    waiting: deque[tuple[_Shard, _Answer]] = deque()
    pool: ProcessPoolExecutor | None = None
    try:
        for shard in shards:
            pool = pool or _pool(settings, workers)
            waiting.append((shard, pool.submit(_work, shard)))
            if len(waiting) >= workers * _AHEAD:
                pool = yield from _collect(waiting, pool, settings, workers)
        while waiting:
            assert pool is not None
            pool = yield from _collect(waiting, pool, settings, workers)
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)


def _collect(
    waiting: deque[tuple[_Shard, _Answer]],
    pool: ProcessPoolExecutor,
    settings: Settings,
    workers: int,
) -> Generator[Result | Rejection, None, ProcessPoolExecutor]:
    """Yield the outcomes of the oldest shard; return the pool to go on with."""
    shard, future = waiting.popleft()
    try:
        yield from future.result()
        return pool
    except BrokenProcessPool:
        pool.shutdown(cancel_futures=True)
    for article in shard:
        yield _one_by_one(article, settings)
    fresh = _pool(settings, workers)
    again = [shard for shard, _ in waiting]
    waiting.clear()
    waiting.extend((shard, fresh.submit(_work, shard)) for shard in again)
    return fresh


def _one_by_one(article: Article, settings: Settings) -> Result | Rejection:
    with _pool(settings, 1) as pool:
        try:
            return pool.submit(_work, [article]).result()[0]
        except BrokenProcessPool:
            return Rejection(
                source=article.source.path or article.id,
                where=article.id,
                reason="the process that extracted it died twice (out of memory, or killed)",
                remedy="split the text, or free memory and run again",
            )


def _pool(settings: Settings, workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(settings,),
        max_tasks_per_child=_SHARDS_PER_WORKER,
    )


def _start(settings: Settings) -> None:
    from pipeline.extraction import Extractor

    global _extractor
    _extractor = Extractor(settings)


def _work(shard: list[Article]) -> list[Result | Rejection]:
    assert _extractor is not None
    return list(_extractor.outcomes(shard))
