"""From articles to records, in one process: the base model and the stages, loaded once."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.assembly import build_nlp, make_doc
from pipeline.fingerprint import run_info
from pipeline.harvest import harvest
from pipeline.reading import Article
from pipeline.records import Record
from pipeline.rejections import Rejection
from pipeline.settings import Settings
from pipeline.store import Result

#: Texts that go through spaCy together; more cost memory and win no time.
BATCH_SIZE = 16
#: Batches whose strings stay known, because most come again. What only later texts hold is forgotten after them.
LASTING = 32


class Extractor:
    """Loads the pipeline once and turns articles into records.

    Args:
        settings: default settings if None.
        nlp: a pipeline from `build_nlp` to use instead of loading one.
    """

    def __init__(self, settings: Settings | None = None, *, nlp: Language | None = None) -> None:
        self.settings = settings or Settings()
        self.nlp = nlp or build_nlp(self.settings)
        self.run = run_info(self.settings)
        self._batches = 0
        # The transition systems cut a batch into quarters; whole, it takes them a fifth less time.
        whole = {"batch_size": 4 * BATCH_SIZE}
        self._parts: dict[str, dict[str, Any]] = {
            name: whole for name in ("parser", "ner") if name in self.nlp.pipe_names
        }

    def record(self, article: Article) -> Record:
        """The record of one article."""
        return self._harvest(article, self.nlp(self.prepare(article)))

    def outcomes(self, articles: Iterable[Article]) -> Iterator[Result | Rejection]:
        """For each article, in order, its finished record, or why there is none.

        Articles go through the stages in batches. Where one of a batch fails, the batch is done again one by one, so
        that only the failing one is set aside.
        """
        stream = iter(articles)
        while batch := list(islice(stream, BATCH_SIZE)):
            # Memory stays flat over an archive.
            with nullcontext() if self._batches < LASTING else self.nlp.memory_zone():
                self._batches += 1
                try:
                    prepared = (self.prepare(a) for a in batch)
                    docs = list(self.nlp.pipe(prepared, batch_size=BATCH_SIZE, component_cfg=self._parts))
                    done: list[Result | Rejection] = [
                        to_result(a, self._harvest(a, doc)) for a, doc in zip(batch, docs, strict=True)
                    ]
                    del docs
                except Exception:  # noqa: BLE001 - whatever a stage raises, one text must not cost the others
                    done = [self._alone(article) for article in batch]
            yield from done

    def _alone(self, article: Article) -> Result | Rejection:
        try:
            return to_result(article, self.record(article))
        except Exception as error:  # noqa: BLE001 - becomes a reject that names it
            return Rejection(
                source=article.source.path or article.id,
                where=article.id,
                reason=f"extraction failed: {type(error).__name__}: {error}",
                remedy="this is a fault of the program: please report it with the text",
                error=type(error).__name__,
            )

    def prepare(self, article: Article) -> Doc:
        """The tokenised `Doc` of an article, with a copy of its metadata."""
        return make_doc(self.nlp, article.text, copy.deepcopy(article.metadata))

    def _harvest(self, article: Article, doc: Doc) -> Record:
        return harvest(doc, source=article.source, run=self.run)


def to_result(article: Article, record: Record) -> Result:
    """A finished record as it is stored: one line of JSON, and the figures of the summary."""
    return Result(
        id=record.document.id,
        digest=article.digest,
        line=record.model_dump_json().encode(),
        words=len(record.document.text.split()),
        claims=len(record.claims),
        dates=len(record.dates),
        entities=len(record.entities),
    )
