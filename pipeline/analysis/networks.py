"""Discourse networks: actors and concepts, joined by what actors say about concepts.

Definitions follow Leifeld (2017), "Discourse Network Analysis: Policy Debates as Dynamic Networks", in The Oxford
Handbook of Political Networks; formulas and the one deviation from the program Discourse Network Analyzer are in
docs/analysis.md. Let x[a, c, k] count the statements of actor a on concept c at level k of agreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import networkx as nx
import numpy as np
import pandas as pd

from pipeline.analysis.ledger import Unit, counted

Weight = Literal["count", "binary"]
Aggregation = Literal["congruence", "conflict", "subtract"]
Normalization = Literal["no", "average", "jaccard", "cosine"]
Mode = Literal["actor", "concept"]
#: Positions as levels of agreement; what is not here is left out ("unclear", "neutral": no position declared).
LEVELS: Mapping[str, float] = {"oppose": -1.0, "mixed": 0.0, "support": 1.0}


@dataclass(frozen=True, slots=True)
class Statements:
    """The counts x: shape (actors, concepts, levels), with the names along each axis."""

    counts: np.ndarray[Any, np.dtype[np.float64]]
    actors: tuple[str, ...]
    concepts: tuple[str, ...]
    levels: tuple[float, ...]


def statements(
    frame: pd.DataFrame,
    *,
    unit: Unit = "utterance",
    weight: Weight = "count",
    levels: Mapping[str, float] = LEVELS,
) -> Statements:
    """Count a ledger's statements by actor, concept and level.

    The counts are dense. With more than a few thousand actors and concepts, restrict the ledger first, for example to
    topics that more than one actor speaks on.

    Args:
        frame: a ledger; make it with `by="organization"` for networks of organizations.
        unit: what counts once, see `ledger.counted`.
        weight: `count` statements, or `binary`: at least one.
        levels: position → level of agreement.
    """
    used = counted(frame, unit)
    used = used[used["position"].isin(list(levels))]
    actors, concepts = (tuple(sorted(used[name].dropna().unique())) for name in ("actor", "topic"))
    order = tuple(sorted(set(levels.values())))
    counts = np.zeros((len(actors), len(concepts), len(order)))
    places = (
        {name: number for number, name in enumerate(actors)},
        {name: number for number, name in enumerate(concepts)},
    )
    for actor, concept, position in used[["actor", "topic", "position"]].itertuples(index=False):
        counts[places[0][actor], places[1][concept], order.index(levels[position])] += 1
    if weight == "binary":
        counts = np.minimum(counts, 1.0)
    return Statements(counts, actors, concepts, order)


def affiliation(made: Statements, *, aggregation: Literal["subtract", "ignore"] = "subtract") -> pd.DataFrame:
    """The two-mode matrix, actors × concepts: support less opposition (`subtract`) or all statements (`ignore`)."""
    values = made.counts.sum(axis=2) if aggregation == "ignore" else made.counts @ np.array(made.levels)
    return pd.DataFrame(values, index=list(made.actors), columns=list(made.concepts))


def one_mode(
    made: Statements,
    *,
    mode: Mode = "actor",
    aggregation: Aggregation = "congruence",
    normalization: Normalization = "no",
) -> pd.DataFrame:
    """The one-mode matrix of actors (or concepts): how far each two agree, disagree, or the one less the other.

    Args:
        made: counts of statements.
        mode: `actor`: actors joined by concepts; `concept`: concepts joined by actors.
        aggregation: `congruence` = Σ x·x'·(1 - |k - k'| / range); `conflict` = Σ x·x'·|k - k'| / range; `subtract` =
            congruence - conflict. Sums go over the other mode and all pairs of levels.
        normalization: divides by `average` activity ½(n + n'), by the `jaccard` union or by the `cosine` product of
            lengths; `no` leaves the sums.

    Returns:
        Square, symmetric, zero on the diagonal.
    """
    counts = made.counts if mode == "actor" else made.counts.swapaxes(0, 1)
    names = list(made.actors if mode == "actor" else made.concepts)
    levels = np.array(made.levels)
    span = float(levels.max() - levels.min()) or 1.0
    distance = np.abs(levels[:, None] - levels[None, :]) / span
    shape = (len(names), counts.shape[1] * counts.shape[2])
    flat = counts.reshape(shape)
    pairs = {
        "congruence": (counts @ (1.0 - distance)).reshape(shape) @ flat.T,
        "conflict": (counts @ distance).reshape(shape) @ flat.T,
    }
    sums = pairs["congruence"] - pairs["conflict"] if aggregation == "subtract" else pairs[aggregation]
    divisor = _divisor(flat, normalization)
    result = np.divide(sums, divisor, out=np.zeros_like(sums), where=divisor > 0)
    np.fill_diagonal(result, 0.0)
    return pd.DataFrame(result, index=names, columns=names)


def _divisor(
    flat: np.ndarray[Any, np.dtype[np.float64]], normalization: Normalization
) -> np.ndarray[Any, np.dtype[np.float64]]:
    activity = flat.sum(axis=1)
    if normalization == "average":
        return np.asarray((activity[:, None] + activity[None, :]) / 2)
    if normalization == "jaccard":
        absent = (flat == 0).astype(float)
        only_one, both = flat @ absent.T, flat @ flat.T
        return np.asarray(only_one + only_one.T + both)
    if normalization == "cosine":
        length = np.sqrt((flat**2).sum(axis=1))
        return np.asarray(length[:, None] * length[None, :])
    return np.ones((len(flat), len(flat)))


def affiliation_graph(frame: pd.DataFrame, *, unit: Unit = "utterance") -> nx.MultiGraph:
    """The two-mode graph, one edge for each actor, concept and position.

    Returns:
        Nodes: `kind` (`actor`, `concept`), `label`, `statements`. Edges, keyed by position: `position`, `weight`
        (statements), `first` and `last` (ISO days, where known).
    """
    graph = nx.MultiGraph()
    used = counted(frame, unit)
    grouped = used.groupby(["actor", "topic", "position"], sort=True, observed=True)
    for (actor, topic, position), rows in grouped:
        ends = (("actor", actor), ("concept", topic))
        for kind, label in ends:
            node = f"{kind}:{label}"
            if node not in graph:
                graph.add_node(node, kind=kind, label=label, statements=0)
            graph.nodes[node]["statements"] += len(rows)
        graph.add_edge(
            *(f"{kind}:{label}" for kind, label in ends),
            key=position,
            position=position,
            weight=len(rows),
            **_lifetime(rows),
        )
    return graph


def _lifetime(rows: pd.DataFrame) -> dict[str, str]:
    first, last = rows["date_earliest"].min(), rows["date_latest"].max()
    return {} if pd.isna(first) else {"first": first.date().isoformat(), "last": last.date().isoformat()}


def graph_of(matrix: pd.DataFrame) -> nx.Graph:
    """The weighted graph of a one-mode matrix; pairs at zero have no edge. Weights may be negative (`subtract`)."""
    graph = nx.Graph()
    graph.add_nodes_from(str(name) for name in matrix.index)
    values = matrix.to_numpy()
    for one, other in zip(*np.nonzero(np.triu(values, 1)), strict=True):
        graph.add_edge(str(matrix.index[one]), str(matrix.index[other]), weight=float(values[one, other]))
    return graph


def communities(graph: nx.Graph) -> dict[str, int]:
    """Louvain communities over the positive weights, largest first; the same graph always gives the same answer."""
    positive = nx.Graph()
    positive.add_nodes_from(sorted(graph))
    positive.add_edges_from(sorted((*sorted((u, v)), {"weight": w}) for u, v, w in graph.edges(data="weight") if w > 0))
    if not positive:
        return {}
    parts = nx.community.louvain_communities(positive, weight="weight", seed=0)
    ordered = sorted(parts, key=lambda part: (-len(part), min(part)))
    return {name: number for number, part in enumerate(ordered) for name in part}


def windows(frame: pd.DataFrame, *, days: int, step: int | None = None) -> Iterator[tuple[date, date, pd.DataFrame]]:
    """The ledger cut into time windows: first day, last day, and the rows dated wholly or partly within.

    Args:
        frame: a ledger.
        days: length of a window.
        step: days from one window's start to the next; default: the length, so that windows do not overlap.
    """
    dated = frame[frame["date_earliest"].notna()]
    if dated.empty:
        return
    start, end = dated["date_earliest"].min().date(), dated["date_latest"].max().date()
    while start <= end:
        last = start + timedelta(days=days - 1)
        inside = (dated["date_earliest"] <= pd.Timestamp(last)) & (dated["date_latest"] >= pd.Timestamp(start))
        yield start, last, dated[inside]
        start += timedelta(days=step or days)
