"""When two names are one actor, and two subjects one topic: keys to group by across documents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

_WORD = re.compile(r"\w+")
_LEGAL_FORMS = ("inc", "incorporated", "corp", "corporation", "co", "company", "llc", "ltd", "limited", "plc")
_FUNCTION_WORDS = frozenset(
    _WORD.findall(
        "a an the of on in for to by and or its their his her our your this that these those with from at as is are be "
        "all any such into over under"
    )
)


def words(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation; `'s` is dropped."""
    return _WORD.findall(text.casefold().replace("’", "'").replace("'s", ""))


@lru_cache(maxsize=65536)
def actor_key(name: str) -> str:
    """A name without case, punctuation, article and legal form: "The Amazon.com, Inc." gives "amazon com"."""
    parts = words(name)
    while len(parts) > 1 and parts[0] in ("the", "a", "an"):
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in _LEGAL_FORMS:
        parts = parts[:-1]
    return " ".join(parts) or name


def _stem(word: str) -> str:
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending) and not word.endswith(("ss", "us", "is")) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + instead
    return word


@lru_cache(maxsize=65536)
def content_words(text: str) -> frozenset[str]:
    """The content words of a phrase, singular."""
    found = words(text)
    return frozenset(_stem(word) for word in found if word not in _FUNCTION_WORDS) or frozenset(found)


@lru_cache(maxsize=65536)
def topic_key(concept: str | None, subject: str) -> str:
    """The concept where the codebook has one; else the subject's content words, whatever their order and number."""
    if concept and concept != "unlisted":
        return f"concept:{concept}"
    return " ".join(sorted(content_words(subject))) or subject


def actor_keys(names: Sequence[str], external_ids: Sequence[str | None]) -> list[str]:
    """A key for each name. A name that goes with one public id anywhere goes with it everywhere.

    Args:
        names: canonical names, one a row.
        external_ids: their public ids where known, one a row.
    """
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for name, external in zip(names, external_ids, strict=True):
        if external:
            seen[actor_key(name)].add(external)
    known = {key: next(iter(ids)) for key, ids in seen.items() if len(ids) == 1}
    return [
        external or known.get(actor_key(name), actor_key(name))
        for name, external in zip(names, external_ids, strict=True)
    ]


def labels_of(keys: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    """For each key the name used most often; of equals the shortest, then the first in the alphabet."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, name in zip(keys, names, strict=True):
        counts[key][name] += 1
    return {key: min(counter, key=lambda name: (-counter[name], len(name), name)) for key, counter in counts.items()}


def alike(one: str, other: str) -> bool:
    """Whether two subjects share at least half of the shorter one's content words."""
    left, right = content_words(one), content_words(other)
    return 2 * len(left & right) >= min(len(left), len(right))


def by_actor_and_topic(frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
    """The rows of a ledger as dictionaries of `columns`, one list an actor and topic, sorted by both."""
    groups: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    values = [frame[name].tolist() for name in columns]
    for actor, topic, *row in zip(frame["actor"].tolist(), frame["topic"].tolist(), *values, strict=True):
        groups[actor, topic].append({"actor": actor, "topic": topic, **dict(zip(columns, row, strict=True))})
    for key in sorted(groups):
        yield groups[key]


def threads(rows: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Rows of one actor and topic, parted by what they are about: a concept may be wide, a change of mind is not.

    Args:
        rows: with `subject`, in order; each joins the first thread whose first subject is alike.
    """
    found: list[list[dict[str, Any]]] = []
    for row in rows:
        thread = next((thread for thread in found if alike(thread[0]["subject"], row["subject"])), None)
        if thread is None:
            found.append([row])
        else:
            thread.append(row)
    return found
