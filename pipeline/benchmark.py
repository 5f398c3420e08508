"""How fast: the whole pipeline as a ratio to bare `nlp.pipe` of the same base model, same texts, same run."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pipeline.assembly import load_base
from pipeline.errors import OnrecordError
from pipeline.extraction import BATCH_SIZE, Extractor
from pipeline.reading import Article, read_inputs
from pipeline.settings import Settings
from pipeline.stages import STAGES


@dataclass(slots=True)
class Benchmark:
    """Seconds of each part (best of all rounds), and the peak resident memory of this process in MiB."""

    articles: int
    words: int
    bare: float
    whole: float
    peak_mib: float
    stages: dict[str, float] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        """Throughput of the whole pipeline, records included, over that of bare `nlp.pipe`."""
        return self.bare / self.whole

    def text(self) -> str:
        """The figures as lines of text."""
        lines = [
            f"{self.articles:,} articles, {self.words:,} words, one process",
            f"bare nlp.pipe    {self.bare:8.2f} s  {self.words / self.bare:10,.0f} words/s",
            f"whole pipeline   {self.whole:8.2f} s  {self.words / self.whole:10,.0f} words/s",
            f"ratio            {self.ratio:8.2f}",
            f"peak memory      {self.peak_mib:8.0f} MiB",
        ]
        lines += [f"  {name:<22}{100 * s / self.bare:6.1f} % of bare" for name, s in self.stages.items()]
        return "\n".join(lines)


def run_benchmark(inputs: Sequence[str], *, limit: int, settings: Settings, rounds: int = 3) -> Benchmark:
    """Time bare base model and whole pipeline on the first `limit` articles of `inputs`, by turns.

    Raises:
        OnrecordError: the inputs hold no article.
    """
    articles = [a for a in islice(read_inputs(inputs), limit) if isinstance(a, Article)]
    if not articles:
        raise OnrecordError(f"nothing to time in {', '.join(inputs)}")
    base, extractor = load_base(settings.base_model), Extractor(settings)
    texts = [article.text for article in articles]
    _warm_up(base, extractor, articles[:BATCH_SIZE])

    def bare() -> None:
        with base.memory_zone():
            for _ in base.pipe(texts, batch_size=BATCH_SIZE):
                pass

    def whole() -> None:
        for _ in extractor.outcomes(iter(articles)):
            pass

    times = [(_seconds(bare), _seconds(whole)) for _ in range(rounds)]
    return Benchmark(
        articles=len(articles),
        words=sum(len(text.split()) for text in texts),
        bare=min(t for t, _ in times),
        whole=min(t for _, t in times),
        peak_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 2**20),
        stages=_stage_seconds(extractor, articles),
    )


def _warm_up(base: object, extractor: Extractor, articles: list[Article]) -> None:
    list(base.pipe([a.text for a in articles]))  # type: ignore[attr-defined]
    list(extractor.outcomes(iter(articles)))


def _seconds(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _stage_seconds(extractor: Extractor, articles: list[Article]) -> dict[str, float]:
    """Seconds that each component adds, measured document by document."""
    seconds: dict[str, float] = {}
    for article in articles[:200]:
        doc = extractor.prepare(article)
        for name, component in extractor.nlp.pipeline:
            started = time.perf_counter()
            doc = component(doc)
            if name in STAGES:
                seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - started
    scale = len(articles) / min(len(articles), 200)
    return {name: value * scale for name, value in seconds.items()}
