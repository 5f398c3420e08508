"""The columns of every table: name, kind, where the value stands in a record, and meaning.

`docs/analysis.md` is checked against this file; `rows.py` says what the first part of a path stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Literal

from pipeline import labels
from pipeline.analysis.intervals import days_of

Kind = Literal["text", "category", "count", "number", "flag", "day"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `at` is the path of its value in a row, `by` what is done to it, `values` the categories."""

    name: str
    at: str
    meaning: str
    values: tuple[str, ...] = ()
    kind: Kind = "text"
    by: Callable[[Any], Any] | None = None


def _first_day(value: str | None) -> date | None:
    return days_of(value)[0]


def _last_day(value: str | None) -> date | None:
    return days_of(value)[1]


def _calendar_day(value: str | None) -> date | None:
    """The day of a day or an instant."""
    return days_of(value[:10])[0] if value else None


def _joined(values: Sequence[str]) -> str | None:
    return "; ".join(values) or None


def _words(text: str) -> int:
    return len(text.split())


def _content(parts: Sequence[dict[str, Any]]) -> str:
    return " … ".join(part["text"] for part in parts)


def _versions(models: dict[str, str]) -> str | None:
    return _joined([f"{name} {version}" for name, version in sorted(models.items())])


_text = Column
_category = partial(Column, kind="category")
_count = partial(Column, kind="count")
_number = partial(Column, kind="number")
_flag = partial(Column, kind="flag")
_begins = partial(Column, kind="day", by=_first_day)
_ends = partial(Column, kind="day", by=_last_day)
_day = partial(Column, kind="day", by=_calendar_day)
_list = partial(Column, by=_joined)


def _stretch(name: str, at: str) -> tuple[Column, Column]:
    return (
        _count(f"{name}_start", f"{at}.start", f"first code point of {name}"),
        _count(
            f"{name}_end", f"{at}.end", f"one past its last code point; text[{name}_start:{name}_end] is the {name}"
        ),
    )


_DOCUMENT = _text("document", "document.id", "document id")
_STATUSES = ("machine", "accepted", "edited", "added", "rejected")

#: Table name → its columns.
TABLES: dict[str, tuple[Column, ...]] = {
    "claims": (
        _DOCUMENT,
        _text("claim", "claim.id", "claim id, stable within the document"),
        _text("holder", "claim.holder.name", "canonical name of the holder"),
        _text("holder_entity", "claim.holder.entity", "entity id of the holder, if it is one"),
        _category("holder_type", "entity.type", "entity type of the holder", labels.ENTITY_TYPES),
        _text(
            "holder_external_id", "entity.external_id", "id of the holder in a public register, such as a Wikidata QID"
        ),
        _text("holder_parent", "entity.parent", "canonical name of the body that the holder belongs to"),
        _text("organization", "claim.organization", "on whose behalf the holder speaks"),
        _category("stance", "claim.stance", "toward the target as the text words it", labels.STANCES),
        _text("target", "claim.target.text", "the words that say what the stance is about"),
        _text("concept", "claim.target.concept", "codebook concept, or 'unlisted'"),
        _text("resolved", "claim.target.resolved.text", "the full phrase that a short target stands for"),
        _text("subject", "claim.subject", "normal form: practice or proposal with ban-words peeled off"),
        _category("subject_stance", "claim.subject_stance", "stance toward the subject", labels.SUBJECT_STANCES),
        _text("instrument", "claim.instrument", "ban, moratorium, regulation, …"),
        _category("form", "claim.form", "how the position is taken", labels.FORMS),
        _text("addressee", "claim.addressee.name", "of whom a demand is made"),
        _text("condition", "claim.condition.text", "what the position depends on"),
        _text("justification", "claim.justification.text", "the reason given"),
        _category("attribution", "claim.attribution", "whose words they are", labels.VOICES),
        _list(
            "reporter",
            "claim.reporter",
            "who reports it, when not the document itself; several joined by '; ', innermost last",
        ),
        _text("evidence", "claim.evidence.text", "the words where it can be read"),
        *_stretch("evidence", "claim.evidence"),
        *_stretch("target", "claim.target"),
        _count("holder_start", "claim.holder.mention.start", "first code point of the holder's mention, if it has one"),
        _count("holder_end", "claim.holder.mention.end", "one past its last code point"),
        _text("cue", "claim.cue.text", "the words that carry stance or attribution"),
        _text("date", "claim.date.value", "when the position was taken, ISO 8601 as precise as known"),
        _category(
            "date_source",
            "claim.date.source",
            "whether an expression in the text or the document's date gave it",
            ("expression", "document"),
        ),
        _begins("date_earliest", "claim.date.value", "first day of the date"),
        _ends("date_latest", "claim.date.value", "last day of the date"),
        _number("confidence", "claim.confidence", "0 to 1"),
        _text("stage", "claim.stage", "rule or model that read it"),
        _category("status", "claim.status", "machine, or what a reviewer decided", _STATUSES),
        _text("title", "document.title", "of the document"),
        _text("outlet", "document.outlet", "who publishes the document"),
        _text("published", "document.published.value", "publication date of the document"),
        _category("genre", "document.genre", "of the document", labels.GENRES),
    ),
    "entities": (
        _DOCUMENT,
        _text("entity", "entity.id", "entity id, stable within the document"),
        _text("name", "entity.name", "canonical name"),
        _category("type", "entity.type", "entity type", labels.ENTITY_TYPES),
        _text("external_id", "entity.external_id", "id in a public register"),
        _text("parent", "entity.parent", "canonical name of the body it belongs to"),
        _list("aliases", "entity.aliases", "other names in the document, joined by '; '"),
        _text("organization", "affiliation.organization", "first stated affiliation"),
        _text("role", "affiliation.role", "role in that affiliation"),
        _count("mentions", "entity.mentions", "mentions in the document", by=len),
        _count("first_start", "first.start", "first code point of the first mention"),
        _count("first_end", "first.end", "one past its last code point"),
        _count("claims", "held", "claims that it holds"),
        _number("confidence", "entity.confidence", "0 to 1"),
    ),
    "dates": (
        _DOCUMENT,
        _count("start", "item.start", "first code point"),
        _count("end", "item.end", "one past the last code point"),
        _text("text", "item.text", "the expression"),
        _category("type", "item.type", "TIMEX3 type", ("DATE", "TIME", "DURATION", "SET")),
        _text("value", "item.value", "TIMEX3 value"),
        _text("mod", "item.mod", "TIMEX3 modifier"),
        _day("earliest", "item.earliest", "first day of the interval"),
        _day("latest", "item.latest", "last day of the interval"),
        _text("anchor", "item.anchor", "the date it was counted from"),
        _text("rule", "item.rule", "rule that read it"),
        _flag("ambiguous", "item.ambiguous", "whether another reading is as good"),
    ),
    "documents": (
        _DOCUMENT,
        _text("title", "document.title", "headline"),
        _category("genre", "document.genre", "kind of text", labels.GENRES),
        _text("issuer", "document.issuer", "who issues it"),
        _text("outlet", "document.outlet", "who publishes it"),
        _text("author", "document.author", "who wrote it"),
        _text("dateline", "document.dateline", "place and date line"),
        _text("language", "document.language", "language code"),
        _text("published", "document.published.value", "publication date, ISO 8601 as precise as known"),
        _text("published_source", "document.published.source", "who says so"),
        _begins("published_earliest", "document.published.value", "first day of the publication date"),
        _ends("published_latest", "document.published.value", "last day of the publication date"),
        _text("url", "document.source.url", "address"),
        _text("path", "document.source.path", "file it was read from"),
        _text("sha256", "document.source.sha256", "digest of what was read"),
        _text("media_type", "document.source.media_type", "of the file"),
        _count("characters", "document.text", "code points of the text", by=len),
        _count("words", "document.text", "stretches between white space", by=_words),
        *(
            _count(name, name, f"{name} read in it", by=len)
            for name in ("claims", "entities", "dates", "attributions", "skipped")
        ),
        _text("pipeline_version", "run.pipeline_version", "version that read it"),
        _text("models", "run.models", "models and their versions, joined by '; '", by=_versions),
        _text("settings_sha256", "run.settings_sha256", "digest of the settings"),
    ),
    "attributions": (
        _DOCUMENT,
        _text("attribution", "attribution.id", "attribution id, stable within the document"),
        _category("kind", "attribution.kind", "direct, indirect or mixed", ("direct", "indirect", "mixed")),
        _text("source", "attribution.source.name", "canonical name of the source"),
        _text("entity", "attribution.source.entity", "entity id of the source"),
        _count("source_start", "attribution.source.mention.start", "first code point of the source's mention"),
        _count("source_end", "attribution.source.mention.end", "one past its last code point"),
        _text("cue", "attribution.cue.text", "words that attribute"),
        _count("cue_start", "attribution.cue.start", "first code point of the cue"),
        _count("cue_end", "attribution.cue.end", "one past its last code point"),
        _text("content", "attribution.content", "words attributed; parts joined by ' … '", by=_content),
        _count("content_start", "first.start", "first code point of the first part"),
        _count("content_end", "last.end", "one past the last code point of the last part"),
        _count("parts", "attribution.content", "parts of the content", by=len),
        _text("parent", "attribution.parent", "attribution that this one is nested in"),
        _flag("negated", "attribution.negated", "'did not say that …'"),
        _flag("hypothetical", "attribution.hypothetical", "'would argue that …'"),
        _text("rule", "attribution.rule", "rule or model that read it"),
    ),
    "skipped": (
        _DOCUMENT,
        _count("start", "item.start", "first code point"),
        _count("end", "item.end", "one past the last code point"),
        _text("text", "item.text", "the sentence"),
        _text("reason", "item.reason", "why it yielded no claim"),
    ),
}
