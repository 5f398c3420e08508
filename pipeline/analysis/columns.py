"""The columns of every table: name, kind and meaning. `docs/analysis.md` is checked against this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from pipeline import labels
from pipeline.errors import RecordError

Kind = Literal["text", "category", "count", "number", "flag", "day"]

#: Kind → (Arrow type, pandas dtype as it reads in documentation).
KINDS: dict[str, tuple[Any, str]] = {
    "text": (pa.string(), "string[pyarrow]"),
    "category": (pa.dictionary(pa.int8(), pa.string()), "category"),
    "count": (pa.int64(), "Int64"),
    "number": (pa.float64(), "Float64"),
    "flag": (pa.bool_(), "boolean"),
    "day": (pa.timestamp("s"), "datetime64[s]"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `values` are the categories of a category column."""

    name: str
    kind: Kind
    meaning: str
    values: tuple[str, ...] = ()


def _texts(**meanings: str) -> tuple[Column, ...]:
    return tuple(Column(name, "text", meaning) for name, meaning in meanings.items())


def _span(name: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_start", "count", f"first code point of {name}"),
        Column(f"{name}_end", "count", f"one past its last code point; text[{name}_start:{name}_end] is the {name}"),
    )


_DOCUMENT = Column("document", "text", "document id")
_DATE_SOURCES = ("expression", "document")
_STATUSES = ("machine", "accepted", "edited", "added", "rejected")

CLAIMS: tuple[Column, ...] = (
    _DOCUMENT,
    *_texts(
        claim="claim id, stable within the document",
        holder="canonical name of the holder",
        holder_entity="entity id of the holder, if it is one",
    ),
    Column("holder_type", "category", "entity type of the holder", labels.ENTITY_TYPES),
    *_texts(
        holder_external_id="id of the holder in a public register, such as a Wikidata QID",
        holder_parent="canonical name of the body that the holder belongs to",
        organization="on whose behalf the holder speaks",
    ),
    Column("stance", "category", "toward the target as the text words it", labels.STANCES),
    *_texts(
        target="the words that say what the stance is about",
        concept="codebook concept, or 'unlisted'",
        resolved="the full phrase that a short target stands for",
        subject="normal form: practice or proposal with ban-words peeled off",
    ),
    Column("subject_stance", "category", "stance toward the subject", labels.SUBJECT_STANCES),
    Column("instrument", "text", "ban, moratorium, regulation, …"),
    Column("form", "category", "how the position is taken", labels.FORMS),
    *_texts(
        addressee="of whom a demand is made",
        condition="what the position depends on",
        justification="the reason given",
    ),
    Column("attribution", "category", "whose words they are", labels.VOICES),
    *_texts(
        reporter="who reports it, when not the document itself; several joined by '; ', innermost last",
        evidence="the words where it can be read",
    ),
    *_span("evidence"),
    *_span("target"),
    Column("holder_start", "count", "first code point of the holder's mention, if it has one"),
    Column("holder_end", "count", "one past its last code point"),
    *_texts(
        cue="the words that carry stance or attribution",
        date="when the position was taken, ISO 8601 as precise as known",
    ),
    Column(
        "date_source", "category", "whether an expression in the text or the document's date gave it", _DATE_SOURCES
    ),
    Column("date_earliest", "day", "first day of the date"),
    Column("date_latest", "day", "last day of the date"),
    Column("confidence", "number", "0 to 1"),
    Column("stage", "text", "rule or model that read it"),
    Column("status", "category", "machine, or what a reviewer decided", _STATUSES),
    *_texts(title="of the document", outlet="who publishes the document", published="publication date of the document"),
    Column("genre", "category", "of the document", labels.GENRES),
)

ENTITIES: tuple[Column, ...] = (
    _DOCUMENT,
    *_texts(entity="entity id, stable within the document", name="canonical name"),
    Column("type", "category", "entity type", labels.ENTITY_TYPES),
    *_texts(
        external_id="id in a public register",
        parent="canonical name of the body it belongs to",
        aliases="other names in the document, joined by '; '",
        organization="first stated affiliation",
        role="role in that affiliation",
    ),
    Column("mentions", "count", "mentions in the document"),
    Column("first_start", "count", "first code point of the first mention"),
    Column("first_end", "count", "one past its last code point"),
    Column("claims", "count", "claims that it holds"),
    Column("confidence", "number", "0 to 1"),
)

DATES: tuple[Column, ...] = (
    _DOCUMENT,
    Column("start", "count", "first code point"),
    Column("end", "count", "one past the last code point"),
    Column("text", "text", "the expression"),
    Column("type", "category", "TIMEX3 type", ("DATE", "TIME", "DURATION", "SET")),
    *_texts(value="TIMEX3 value", mod="TIMEX3 modifier"),
    Column("earliest", "day", "first day of the interval"),
    Column("latest", "day", "last day of the interval"),
    *_texts(anchor="the date it was counted from", rule="rule that read it"),
    Column("ambiguous", "flag", "whether another reading is as good"),
)

DOCUMENTS: tuple[Column, ...] = (
    _DOCUMENT,
    Column("title", "text", "headline"),
    Column("genre", "category", "kind of text", labels.GENRES),
    *_texts(
        issuer="who issues it",
        outlet="who publishes it",
        author="who wrote it",
        dateline="place and date line",
        language="language code",
        published="publication date, ISO 8601 as precise as known",
        published_source="who says so",
    ),
    Column("published_earliest", "day", "first day of the publication date"),
    Column("published_latest", "day", "last day of the publication date"),
    *_texts(url="address", path="file it was read from", sha256="digest of what was read", media_type="of the file"),
    Column("characters", "count", "code points of the text"),
    Column("words", "count", "stretches between white space"),
    *(Column(n, "count", f"{n} read in it") for n in ("claims", "entities", "dates", "attributions", "skipped")),
    *_texts(
        pipeline_version="version that read it",
        models="models and their versions, joined by '; '",
        settings_sha256="digest of the settings",
    ),
)

ATTRIBUTIONS: tuple[Column, ...] = (
    _DOCUMENT,
    Column("attribution", "text", "attribution id, stable within the document"),
    Column("kind", "category", "direct, indirect or mixed", ("direct", "indirect", "mixed")),
    *_texts(source="canonical name of the source", entity="entity id of the source"),
    Column("source_start", "count", "first code point of the source's mention"),
    Column("source_end", "count", "one past its last code point"),
    Column("cue", "text", "words that attribute"),
    Column("cue_start", "count", "first code point of the cue"),
    Column("cue_end", "count", "one past its last code point"),
    Column("content", "text", "words attributed; parts joined by ' … '"),
    Column("content_start", "count", "first code point of the first part"),
    Column("content_end", "count", "one past the last code point of the last part"),
    Column("parts", "count", "parts of the content"),
    Column("parent", "text", "attribution that this one is nested in"),
    Column("negated", "flag", "'did not say that …'"),
    Column("hypothetical", "flag", "'would argue that …'"),
    Column("rule", "text", "rule or model that read it"),
)

SKIPPED: tuple[Column, ...] = (
    _DOCUMENT,
    Column("start", "count", "first code point"),
    Column("end", "count", "one past the last code point"),
    Column("text", "text", "the sentence"),
    Column("reason", "text", "why it yielded no claim"),
)

#: Table name → its columns.
TABLES: dict[str, tuple[Column, ...]] = {
    "claims": CLAIMS,
    "entities": ENTITIES,
    "dates": DATES,
    "documents": DOCUMENTS,
    "attributions": ATTRIBUTIONS,
    "skipped": SKIPPED,
}


def schema_of(columns: Sequence[Column]) -> pa.Schema:
    """The Arrow schema of a table."""
    return pa.schema([(column.name, KINDS[column.kind][0]) for column in columns])


def array_of(column: Column, values: Sequence[Any]) -> pa.Array:
    """One Arrow array of a column's kind.

    Raises:
        RecordError: a category holds a value that the schema does not know.
    """
    if column.kind == "day":
        return pa.array(values, pa.date32()).cast(pa.timestamp("s"))
    if column.kind != "category":
        return pa.array(values, KINDS[column.kind][0])
    codes = {value: code for code, value in enumerate(column.values)}
    try:
        indices = [None if value is None else codes[value] for value in values]
    except KeyError as error:
        raise RecordError(f"column {column.name}: {error.args[0]!r} is none of {', '.join(column.values)}") from None
    return pa.DictionaryArray.from_arrays(pa.array(indices, pa.int8()), pa.array(column.values, pa.string()))


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """The table as pandas with nullable types, those of `KINDS`."""
    mapping = {
        pa.string(): pd.StringDtype("pyarrow"),
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    frame: pd.DataFrame = table.to_pandas(types_mapper=mapping.get)
    return frame
