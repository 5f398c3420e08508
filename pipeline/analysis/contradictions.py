"""Where an actor stands on both sides of a topic and time does not explain it.

* `says-does`: it acts against what it last said, within a year, and never said that it had changed its mind.
* `reporters`: two documents, neither a reprint of the other, put it on opposite sides at the same time.
* `document`: one document puts it on both sides at the same time.

A contradiction is a finding about the texts (or about the extraction): both pieces of evidence are given, and no
verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from typing import Any

import pandas as pd

from pipeline.analysis.keys import by_actor_and_topic, threads
from pipeline.analysis.ledger import counted

WITHIN = timedelta(days=365)
_OPPOSITE = {("support", "oppose"), ("oppose", "support")}
_EACH = ("key", "position", "form", "date", "document", "evidence", "reporter")
COLUMNS: tuple[str, ...] = (
    "kind",
    "actor",
    "topic",
    *(f"one_{name}" for name in _EACH),
    *(f"other_{name}" for name in _EACH),
)


def contradictions(frame: pd.DataFrame) -> pd.DataFrame:
    """Pairs of utterances of one actor on one topic that cannot both be its position.

    Args:
        frame: a ledger.

    Returns:
        One row a pair: `kind` (`says-does`, `reporters`, `document`), `actor`, `topic`, and for each of the two
        `one_…` and `other_…` with `key`, `position`, `form`, `date`, `document`, `evidence`, `reporter`.
    """
    usable = counted(frame)
    usable = usable[usable["position"].isin(("support", "oppose")) & usable["date_earliest"].notna()]
    rows = []
    for group in by_actor_and_topic(usable, (*_EACH, "subject", "cluster", "date_earliest", "date_latest")):
        for thread in threads(group):
            if len({row["position"] for row in thread}) > 1:
                rows += [_row(kind, one, other) for kind, one, other in _pairs(thread)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _pairs(utterances: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    seen: set[tuple[str, str]] = set()
    for one, other in combinations(utterances, 2):
        if (one["position"], other["position"]) not in _OPPOSITE or not _same_time(one, other):
            continue
        kind = "document" if one["document"] == other["document"] else "reporters"
        places = (one["document"], other["document"])
        if places not in seen and (kind == "document" or one["cluster"] != other["cluster"]):
            seen.add(places)
            yield kind, one, other
    yield from _acts_against_words(utterances)


def _same_time(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["date_earliest"] <= other["date_latest"] and other["date_earliest"] <= one["date_latest"])


def _acts_against_words(
    utterances: list[dict[str, Any]],
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    said: dict[str, Any] | None = None
    for utterance in sorted(utterances, key=lambda u: (u["date_earliest"], u["date_latest"], u["key"])):
        if utterance["form"] != "action":
            said = utterance
        elif (
            said is not None
            and (said["position"], utterance["position"]) in _OPPOSITE
            and said["date_latest"] < utterance["date_earliest"] <= said["date_latest"] + WITHIN
        ):
            yield "says-does", said, utterance


def _row(kind: str, one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": kind,
        "actor": one["actor"],
        "topic": one["topic"],
        **{f"one_{name}": one[name] for name in _EACH},
        **{f"other_{name}": other[name] for name in _EACH},
    }
