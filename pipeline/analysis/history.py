"""What an actor's position on a topic was, from when to when, and where it changed.

Within one topic, utterances are compared only where their subjects share at least half of the shorter one's content
words: a concept such as "health care" is wide enough to back one bill and fight another without a change of mind.
A **spell** is a run of utterances from the same side. A position **changes** where the next utterance from another
side is dated wholly after the spell before it; where the dates overlap nobody can say which came first, and the
utterance is left to `contradictions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.analysis.keys import by_actor_and_topic, threads
from pipeline.analysis.ledger import counted

SIDES = ("support", "oppose", "mixed")
_EVIDENCE = ("key", "document", "claim", "form", "evidence", "evidence_start", "evidence_end", "confidence", "sources")
_NEEDED = (
    "subject", "position", "date", "date_earliest", "date_latest", *_EVIDENCE, "instrument", "condition"
)  # fmt: skip

SPELL_COLUMNS: tuple[str, ...] = (
    "actor",
    "topic",
    "subject",
    "position",
    "since",
    "until",
    "utterances",
    *_EVIDENCE,
    "instrument",
    "condition",
    "previous",
    "previous_since",
    "previous_key",
    "previous_evidence",
)


def position_history(frame: pd.DataFrame) -> pd.DataFrame:
    """The spells of every actor on every topic.

    Args:
        frame: a ledger.

    Returns:
        One row a spell, by actor, topic and date: `actor`, `topic`, `subject`, `position`, `since` (date value of its
        first utterance), `until` (of its last), `utterances` (how many); of the first utterance `key`, `document`,
        `claim`, `form`, `evidence`, `evidence_start`, `evidence_end`, `confidence`, `sources`, `instrument`,
        `condition`; and where it follows another spell, that one's `previous` position, `previous_since`, and of its
        last utterance `previous_key` and `previous_evidence`.
    """
    usable = counted(frame)
    usable = usable[usable["position"].isin(SIDES) & usable["date_earliest"].notna()]
    rows = [
        row for group in by_actor_and_topic(usable, _NEEDED) for thread in threads(group) for row in _spells(thread)
    ]
    return pd.DataFrame(rows, columns=list(SPELL_COLUMNS))


def _spells(utterances: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    spells: list[list[dict[str, Any]]] = []
    until = None
    for utterance in sorted(utterances, key=lambda u: (u["date_earliest"], u["date_latest"], u["key"])):
        if spells and utterance["position"] == spells[-1][-1]["position"]:
            spells[-1].append(utterance)
            until = max(until, utterance["date_latest"])
        elif until is None or utterance["date_earliest"] > until:
            spells.append([utterance])
            until = utterance["date_latest"]
    for number, spell in enumerate(spells):
        before = spells[number - 1] if number else None
        yield _row(spell, before)


def _row(spell: list[dict[str, Any]], before: list[dict[str, Any]] | None) -> dict[str, Any]:
    first = spell[0]
    row = {
        name: first[name] for name in ("actor", "topic", "subject", "position", *_EVIDENCE, "instrument", "condition")
    }
    row |= {"since": first["date"], "until": spell[-1]["date"], "utterances": len(spell)}
    row |= dict.fromkeys(("previous", "previous_since", "previous_key", "previous_evidence"))
    if before is not None:
        row |= {
            "previous": before[0]["position"],
            "previous_since": before[0]["date"],
            "previous_key": before[-1]["key"],
            "previous_evidence": before[-1]["evidence"],
        }
    return row


def position_changes(frame: pd.DataFrame) -> pd.DataFrame:
    """Only the spells that follow another: where, when and to what an actor's position changed. `frame`: a ledger."""
    history = position_history(frame)
    return history[history["previous"].notna()].reset_index(drop=True)
