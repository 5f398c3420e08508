"""The ledger: every claim of every document, with who it is, what about, and whether it was said before.

A ledger is a claims frame with more columns (docs/analysis.md). No row is ever dropped; `counted` picks what counts.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from pipeline.analysis.arrays import array_of, to_pandas
from pipeline.analysis.columns import Column
from pipeline.analysis.duplicates import reprints
from pipeline.analysis.frames import tables
from pipeline.analysis.keys import actor_keys, labels_of, topic_key
from pipeline.analysis.sources import Records, rereadable
from pipeline.analysis.utterances import COPIES, Statement, group
from pipeline.codebook import UNLISTED, load_codebooks

By = Literal["holder", "organization"]
Unit = Literal["utterance", "document", "day", "claim"]
POSITIONS: tuple[str, ...] = ("support", "oppose", "mixed", "neutral", "unclear")

LEDGER: tuple[Column, ...] = (
    Column("key", "key", "document#claim: one claim's id across documents"),
    Column("actor", "actor", "the holder, or the organization spoken for; one name for all spellings"),
    Column("topic", "topic", "codebook concept, or the subject; one wording for all"),
    Column("position", "position", "stance toward the topic: subject_stance", POSITIONS, "category"),
    Column("cluster", "cluster", "first document of those that are nearly the same text"),
    Column("copy", "copy", "whether and how the utterance was there before", COPIES, "category"),
    Column("utterance", "utterance", "key of the first claim that makes the same utterance"),
    Column("event", "event", "utterance that first reports the position at that time"),
    Column("sources", "sources", "documents that report it in words of their own", kind="count"),
)


def ledger(source: Records, *, by: By = "holder") -> pd.DataFrame:
    """All claims with actor, topic, position, copies and corroboration.

    Args:
        source: folder of records, or records.
        by: whether the actor is the holder, or the organization that a holder speaks for (the holder where none is).

    Returns:
        The claims frame and the columns of `LEDGER`, sorted by date, document and place in the text. Rejected claims
        are in it, with their status.
    """
    source = rereadable(source)
    claims = to_pandas(tables(source, ("claims",))["claims"])
    clusters = dict(reprints(source)[["document", "cluster"]].itertuples(index=False))
    return build(claims, clusters, by=by)


def build(claims: pd.DataFrame, clusters: dict[str, str], *, by: By = "holder") -> pd.DataFrame:
    """The ledger of a claims frame. `clusters`: document → first document of its reprint cluster."""
    claims = claims.sort_values(
        ["date_earliest", "date_latest", "published", "document", "evidence_start", "claim"],
        kind="stable",
        na_position="last",
    ).reset_index(drop=True)
    names, external = _actors(claims, by)
    actors = actor_keys(names, external)
    concepts, subjects = _list(claims["concept"]), _list(claims["subject"])
    topics = [topic_key(concept, subject) for concept, subject in zip(concepts, subjects, strict=True)]
    statements = _statements(claims, clusters, actors, topics)
    group([s for s, status in zip(statements, claims["status"], strict=True) if status != "rejected"])
    actor_labels = labels_of(actors, names)
    topic_labels = labels_of(topics, [_wording(c, s) for c, s in zip(concepts, subjects, strict=True)])
    rows = [
        (s.key, actor_labels[s.actor], topic_labels[s.topic], s.position, s.cluster, s.copy, s.utterance or s.key,
         s.event or s.key, s.sources)
        for s in statements
    ]  # fmt: skip
    values = list(zip(*rows, strict=True)) if rows else [()] * len(LEDGER)
    arrays = [array_of(column, column_values) for column, column_values in zip(LEDGER, values, strict=True)]
    added = to_pandas(pa.Table.from_arrays(arrays, names=[column.name for column in LEDGER]))
    return pd.concat([added, claims], axis=1)


def _list(series: pd.Series[Any]) -> list[Any]:
    return [None if value is pd.NA else value for value in series]


def _actors(claims: pd.DataFrame, by: By) -> tuple[list[str], list[str | None]]:
    holders, external = _list(claims["holder"]), _list(claims["holder_external_id"])
    if by == "holder":
        return holders, external
    organizations = _list(claims["organization"])
    names = [organization or holder for organization, holder in zip(organizations, holders, strict=True)]
    return names, [None if o else e for o, e in zip(organizations, external, strict=True)]


def _wording(concept: str | None, subject: str) -> str:
    return _concept_labels().get(concept, concept) if concept and concept != UNLISTED else subject


@cache
def _concept_labels() -> dict[str, str]:
    """The labels of the codebooks that ship; a concept of another codebook stands by its id."""
    return {concept.id: concept.label for concept in load_codebooks().concepts.values()}


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else value.date()


def _statements(
    claims: pd.DataFrame, clusters: dict[str, str], actors: list[str], topics: list[str]
) -> list[Statement]:
    columns = (
        "document",
        "claim",
        "subject",
        "subject_stance",
        "target",
        "evidence",
        "attribution",
        "date_earliest",
        "date_latest",
    )
    return [
        Statement(
            key=f"{document}#{claim}",
            document=document,
            cluster=clusters.get(document, document),
            actor=actor,
            topic=topic,
            subject=subject,
            position=position,
            target=target,
            evidence=evidence,
            voice=voice,
            earliest=_day(earliest),
            latest=_day(latest),
        )
        for (document, claim, subject, position, target, evidence, voice, earliest, latest), actor, topic in zip(
            claims[list(columns)].itertuples(index=False), actors, topics, strict=True
        )
    ]


def counted(frame: pd.DataFrame, unit: Unit = "utterance") -> pd.DataFrame:
    """The rows of a ledger that count, one for each unit; rejected claims never do.

    Args:
        frame: a ledger.
        unit: `utterance` counts what was said once however often it was printed; `document` a position once a
            document; `day` once a day; `claim` every claim.
    """
    kept = frame[frame["status"] != "rejected"]
    if unit == "claim":
        return kept
    if unit == "utterance":
        return kept.drop_duplicates("utterance")
    return kept.drop_duplicates(["actor", "topic", "position", "document" if unit == "document" else "date_earliest"])
