"""From one raw record to the rows of each table. Values stand in the order of `columns.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from pipeline.analysis.intervals import days_of
from pipeline.analysis.sources import Raw

Row = tuple[Any, ...]
_NOTHING: dict[str, Any] = {}


def _days(value: str | None) -> tuple[date | None, date | None]:
    """First and last day; a value that is no date gives none."""
    return days_of(value)


def _day(value: str | None) -> date | None:
    return days_of(value[:10])[0] if value else None


def _joined(values: Sequence[str]) -> str | None:
    return "; ".join(values) or None


def _text(span: dict[str, Any] | None) -> str | None:
    return span["text"] if span else None


def claim_rows(raw: Raw) -> Iterator[Row]:
    """One row a claim (holder × target)."""
    document = raw["document"]
    published = document["published"] or _NOTHING
    entities = {entity["id"]: entity for entity in raw["entities"]}
    for claim in raw["claims"]:
        holder, target, evidence = claim["holder"], claim["target"], claim["evidence"]
        entity = entities.get(holder["entity"], _NOTHING)
        mention = holder["mention"] or _NOTHING
        when = claim["date"] or _NOTHING
        earliest, latest = _days(when.get("value"))
        yield (
            document["id"],
            claim["id"],
            holder["name"],
            holder["entity"],
            entity.get("type"),
            entity.get("external_id"),
            entity.get("parent"),
            claim["organization"],
            claim["stance"],
            target["text"],
            target["concept"],
            _text(target["resolved"]),
            claim["subject"],
            claim["subject_stance"],
            claim["instrument"],
            claim["form"],
            claim["addressee"]["name"] if claim["addressee"] else None,
            _text(claim["condition"]),
            _text(claim["justification"]),
            claim["attribution"],
            _joined(claim["reporter"]),
            evidence["text"],
            evidence["start"],
            evidence["end"],
            target["start"],
            target["end"],
            mention.get("start"),
            mention.get("end"),
            _text(claim["cue"]),
            when.get("value"),
            when.get("source"),
            earliest,
            latest,
            claim["confidence"],
            claim["stage"],
            claim["status"],
            document["title"],
            document["outlet"],
            published.get("value"),
            document["genre"],
        )


def entity_rows(raw: Raw) -> Iterator[Row]:
    """One row an entity of a document."""
    held = Counter(claim["holder"]["entity"] for claim in raw["claims"])
    for entity in raw["entities"]:
        mentions = entity["mentions"]
        affiliation = entity["affiliations"][0] if entity["affiliations"] else _NOTHING
        first = mentions[0] if mentions else _NOTHING
        yield (
            raw["document"]["id"],
            entity["id"],
            entity["name"],
            entity["type"],
            entity["external_id"],
            entity["parent"],
            _joined(entity["aliases"]),
            affiliation.get("organization"),
            affiliation.get("role"),
            len(mentions),
            first.get("start"),
            first.get("end"),
            held[entity["id"]],
            entity["confidence"],
        )


def date_rows(raw: Raw) -> Iterator[Row]:
    """One row a time expression."""
    for item in raw["dates"]:
        yield (
            raw["document"]["id"],
            item["start"],
            item["end"],
            item["text"],
            item["type"],
            item["value"],
            item["mod"],
            _day(item["earliest"]),
            _day(item["latest"]),
            item["anchor"],
            item["rule"],
            item["ambiguous"],
        )


def document_rows(raw: Raw) -> Iterator[Row]:
    """One row a document."""
    document, run = raw["document"], raw["run"]
    source, published = document["source"], document["published"] or _NOTHING
    yield (
        document["id"],
        document["title"],
        document["genre"],
        document["issuer"],
        document["outlet"],
        document["author"],
        document["dateline"],
        document["language"],
        published.get("value"),
        published.get("source"),
        *_days(published.get("value")),
        source["url"],
        source["path"],
        source["sha256"],
        source["media_type"],
        len(document["text"]),
        len(document["text"].split()),
        *(len(raw[name]) for name in ("claims", "entities", "dates", "attributions", "skipped")),
        run["pipeline_version"],
        _joined([f"{name} {version}" for name, version in sorted(run["models"].items())]),
        run["settings_sha256"],
    )


def attribution_rows(raw: Raw) -> Iterator[Row]:
    """One row an attribution relation."""
    for item in raw["attributions"]:
        source, content = item["source"], item["content"]
        mention, cue = source["mention"] or _NOTHING, item["cue"] or _NOTHING
        yield (
            raw["document"]["id"],
            item["id"],
            item["kind"],
            source["name"],
            source["entity"],
            mention.get("start"),
            mention.get("end"),
            cue.get("text"),
            cue.get("start"),
            cue.get("end"),
            " … ".join(span["text"] for span in content),
            content[0]["start"] if content else None,
            content[-1]["end"] if content else None,
            len(content),
            item["parent"],
            item["negated"],
            item["hypothetical"],
            item["rule"],
        )


def skipped_rows(raw: Raw) -> Iterator[Row]:
    """One row a sentence with an actor and a stance cue that yielded no claim."""
    for item in raw["skipped"]:
        yield raw["document"]["id"], item["start"], item["end"], item["text"], item["reason"]


#: Table name → what makes its rows.
ROWS: dict[str, Callable[[Raw], Iterator[Row]]] = {
    "claims": claim_rows,
    "entities": entity_rows,
    "dates": date_rows,
    "documents": document_rows,
    "attributions": attribution_rows,
    "skipped": skipped_rows,
}
