"""The same utterance in several places, told apart from independent reports of the same position.

Two claims are one **utterance** when the same actor says the same words on the same thing within a month, or when one
document states the actor's position again. Which copy it is says how it came there: `reprint` (a nearly identical
article), `quotation` (the same quoted words in another article), `wire` (the same unquoted words in another article),
`restatement` (again in the same document). Different words in articles that are no reprints of each other are
independent: they corroborate.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from pipeline.analysis.keys import alike, content_words, words

Copy = Literal["first", "restatement", "reprint", "quotation", "wire"]
COPIES: tuple[str, ...] = ("first", "restatement", "reprint", "quotation", "wire")

GRAM = 3
#: Share of the shorter wording's three-word sequences that must be found in the longer one.
SAME_WORDS = 0.75
#: Days after which the same words count as said again.
WINDOW = timedelta(days=30)
#: Days between two reports of one event.
EVENT_WINDOW = timedelta(days=3)
_QUOTED = ("direct", "mixed")


@dataclass(slots=True)
class Statement:
    """What grouping needs to know of one claim. `key` is document#claim, `cluster` the document's reprint cluster."""

    key: str
    document: str
    cluster: str
    actor: str
    topic: str
    subject: str
    position: str
    target: str
    evidence: str
    voice: str
    earliest: date | None
    latest: date | None
    copy: Copy = "first"
    utterance: str = ""
    event: str = ""
    sources: int = 1


@dataclass(slots=True)
class _Utterance:
    first: Statement
    grams: set[str]
    documents: set[str] = field(default_factory=set)


def group(statements: list[Statement]) -> None:
    """Fill `copy`, `utterance`, `event` and `sources` of each. Statements come in order of date, then document."""
    by_actor: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_actor[statement.actor].append(statement)
    for one_actor in by_actor.values():
        _group_actor(one_actor)
    by_position: defaultdict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        by_position[statement.actor, statement.topic, statement.position].append(statement)
    for one_position in by_position.values():
        _find_events(one_position)


def _group_actor(statements: list[Statement]) -> None:
    index: defaultdict[str, list[_Utterance]] = defaultdict(list)
    said_in: dict[tuple[str, str, str], list[_Utterance]] = defaultdict(list)
    for statement in statements:
        grams = _grams(statement.evidence)
        place = (statement.document, statement.topic, statement.position)
        match = _same_words(statement, grams, index) or _restated(statement, said_in[place])
        if match is None:
            match = _Utterance(statement, grams)
            for gram in grams:
                index[gram].append(match)
        else:
            statement.copy = _how(statement, match)
        statement.utterance = match.first.key
        match.documents.add(statement.document)
        said_in[place].append(match)


def _grams(text: str) -> set[str]:
    tokens = words(text)
    return {" ".join(tokens[at : at + GRAM]) for at in range(max(1, len(tokens) - GRAM + 1))}


def _same_words(statement: Statement, grams: set[str], index: defaultdict[str, list[_Utterance]]) -> _Utterance | None:
    """The earliest utterance with enough of the same words, on the same thing, from the same side, near in time."""
    shared: Counter[int] = Counter()
    found: dict[int, _Utterance] = {}
    for gram in sorted(grams):
        for candidate in index.get(gram, ()):
            shared[id(candidate)] += 1
            found[id(candidate)] = candidate
    for number, candidate in found.items():
        if (
            shared[number] >= SAME_WORDS * min(len(grams), len(candidate.grams))
            and candidate.first.position == statement.position
            and _same_thing(candidate.first, statement)
            and near(candidate.first, statement, WINDOW)
        ):
            return candidate
    return None


def _same_thing(one: Statement, two: Statement) -> bool:
    if one.topic == two.topic:
        return True
    left, right = content_words(one.target), content_words(two.target)
    return len(left & right) >= 0.5 * max(len(left), len(right))


def _restated(statement: Statement, earlier: list[_Utterance]) -> _Utterance | None:
    for one in earlier:
        if near(one.first, statement, timedelta(0)) and alike(one.first.subject, statement.subject):
            return one
    return None


def _how(statement: Statement, match: _Utterance) -> Copy:
    if statement.document in match.documents:
        return "restatement"
    if statement.cluster == match.first.cluster:
        return "reprint"
    return "quotation" if statement.voice in _QUOTED else "wire"


def near(one: Statement, two: Statement, window: timedelta) -> bool:
    """Whether the dates overlap or lie within `window` of each other; undated statements are near everything."""
    if one.earliest is None or one.latest is None or two.earliest is None or two.latest is None:
        return True
    return one.earliest <= two.latest + window and two.earliest <= one.latest + window


def _find_events(statements: list[Statement]) -> None:
    """Runs of reports of one position at one time; `sources` counts those that do not copy each other."""
    runs: list[list[Statement]] = []
    for statement in statements:
        for run in reversed(runs):
            if near(run[0], statement, EVENT_WINDOW) and alike(run[0].subject, statement.subject):
                run.append(statement)
                break
        else:
            runs.append([statement])
    for run in runs:
        sources = len({statement.cluster for statement in run if statement.copy == "first"})
        for statement in run:
            statement.event, statement.sources = run[0].utterance, max(1, sources)
