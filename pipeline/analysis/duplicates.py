"""Reprints: articles that are nearly the same text.

MinHash over word shingles (Broder 1997), candidates by locality-sensitive hashing, clusters by single link.
Nothing is removed: every document is told which cluster it is in and which document of it came first.
"""

from __future__ import annotations

import zlib
from datetime import date

import pandas as pd
from datasketch import MinHash, MinHashLSH

from pipeline.analysis.intervals import days_of
from pipeline.analysis.keys import words
from pipeline.analysis.sources import Records, raw_records

SHINGLE = 4
PERMUTATIONS = 128
#: Share of shingles in common (Jaccard) from which two articles are one. A cut of a fifth still passes.
THRESHOLD = 0.7
_SEED = 1


def reprints(source: Records, *, threshold: float = THRESHOLD) -> pd.DataFrame:
    """Which documents are nearly the same text.

    Args:
        source: folder of records, or records.
        threshold: estimated Jaccard similarity of four-word shingles from which two texts are one, 0 to 1.

    Returns:
        One row a document: `document`, `cluster` (id of the cluster's first document by publication date, then id),
        `reprint` (whether it is another than the first), `similarity` (to the first, estimated, 0 to 1).
    """
    prints: dict[str, MinHash] = {}
    first_day: dict[str, date] = {}
    for raw in raw_records(source):
        document = raw["document"]
        prints[document["id"]] = fingerprint(document["text"])
        published = document["published"]
        first_day[document["id"]] = days_of(published["value"] if published else None)[0] or date.max
    order = sorted(prints, key=lambda id_: (first_day[id_], id_))
    first = _clusters(order, prints, threshold)
    return pd.DataFrame(
        {
            "document": pd.array(list(prints), pd.StringDtype("pyarrow")),
            "cluster": pd.array([first[id_] for id_ in prints], pd.StringDtype("pyarrow")),
            "reprint": pd.array([first[id_] != id_ for id_ in prints], pd.BooleanDtype()),
            "similarity": pd.array([prints[id_].jaccard(prints[first[id_]]) for id_ in prints], pd.Float64Dtype()),
        }
    )


def fingerprint(text: str) -> MinHash:
    """The MinHash of a text's word shingles. A text shorter than a shingle is one shingle."""
    tokens = words(text)
    shingles = {" ".join(tokens[at : at + SHINGLE]) for at in range(max(1, len(tokens) - SHINGLE + 1))}
    made = MinHash(num_perm=PERMUTATIONS, seed=_SEED, hashfunc=zlib.crc32)
    made.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in sorted(shingles)])
    return made


def _clusters(order: list[str], prints: dict[str, MinHash], threshold: float) -> dict[str, str]:
    """Each document's first one: documents come by date, so a cluster is named after its earliest member."""
    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    parent: dict[str, str] = {}

    def root(id_: str) -> str:
        while parent[id_] != id_:
            parent[id_] = parent[parent[id_]]
            id_ = parent[id_]
        return id_

    place = {id_: number for number, id_ in enumerate(order)}
    for id_ in order:
        parent[id_] = id_
        for other in index.query(prints[id_]):
            if prints[id_].jaccard(prints[other]) >= threshold:
                one, two = root(id_), root(other)
                parent[max(one, two, key=place.__getitem__)] = min(one, two, key=place.__getitem__)
        index.insert(id_, prints[id_])
    return {id_: root(id_) for id_ in order}
