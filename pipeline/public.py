"""`load()` and `extract()`: the pipeline for a notebook or another program."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language

from pipeline.annotations import Metadata
from pipeline.assembly import build_nlp
from pipeline.errors import EmptyTextError
from pipeline.extraction import Extractor
from pipeline.reading import Article, given_date
from pipeline.records import Record, Source
from pipeline.settings import Settings, read_settings

_KNOWN = ("title", "published", "outlet", "author", "issuer", "url", "language", "genre")


def load(settings: Settings | Path | str | None = None) -> Language:
    """The whole pipeline as a spaCy `Language`.

    Args:
        settings: a `Settings`, or the path of a settings file; default settings if None.

    Raises:
        SettingsError, ModelError: the settings or a model they name cannot be used.
    """
    return build_nlp(
        settings if isinstance(settings, Settings) else read_settings(Path(settings) if settings else None)
    )


def extract(text: str, *, id: str | None = None, nlp: Language | None = None, **metadata: Any) -> Record:
    """The record of one text.

    Args:
        text: the press text; spans of the record are code points of exactly this string.
        id: the record's id; default: a digest of the text.
        nlp: a pipeline from `load()`; without it the default one is loaded once and kept.
        **metadata: what is known: `published` (a date in any press form), `title`, `outlet`, `author`, `issuer`, `url`,
            `language`, `genre`; the rest is kept in `document.metadata`. What is given wins over what the text says.

    Raises:
        EmptyTextError: there is nothing in the text.
        MetadataError: `published` is no date.
    """
    if not text.strip():
        raise EmptyTextError("the text is empty")
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    known = {name: metadata.pop(name) for name in _KNOWN if metadata.get(name) is not None}
    if "published" in known:
        known["published"] = given_date(known["published"], where="published")
    meta = Metadata(id=id or digest[:16], **known, origins=dict.fromkeys(known, "given"), extra=metadata)
    article = Article(id=meta.id, text=text, metadata=meta, source=Source(sha256=digest, media_type="text/plain"))
    extractor = _default() if nlp is None else Extractor(nlp=nlp)
    return extractor.record(article)


@cache
def _default() -> Extractor:
    return Extractor()
