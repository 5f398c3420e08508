"""What the edit form offers to pick from: actors, concepts and instruments of the whole folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from pipeline.review.folder import Folder

#: The most actors offered.
_MANY = 3000
INSTRUMENTS = (
    "ban",
    "moratorium",
    "regulation",
    "legislation",
    "lawsuit",
    "oversight",
    "funding",
    "withdrawal",
)


def picks(folder: Folder, concepts: Mapping[str, str]) -> dict[str, Any]:
    """Actors (holders first, the most frequent first), concepts and instruments.

    Args:
        concepts: label by id, of the codebook; concepts that the records name are added.
    """
    holders: Counter[str] = Counter()
    others: Counter[str] = Counter()
    named: dict[str, str] = dict(concepts)
    for glance in folder.glances().values():
        others.update(glance.actors)
        for row in glance.rows:
            holders[row["holder"]] += 1
            if row["concept"]:
                named.setdefault(row["concept"], row["concept"])
    actors = [name for name, _ in holders.most_common()] + [n for n, _ in others.most_common() if n not in holders]
    return {
        "actors": actors[:_MANY],
        "concepts": [{"id": key, "label": label} for key, label in sorted(named.items())],
        "instruments": list(INSTRUMENTS),
    }
