"""Network measures against values worked out by hand (the working is in docs/analysis.md)."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from pipeline.analysis.ledger import ledger
from pipeline.analysis.networks import (
    affiliation,
    affiliation_graph,
    communities,
    graph_of,
    one_mode,
    statements,
    windows,
)
from tests.downstream.factory import record


def _worked() -> pd.DataFrame:
    """Ann backs the levy twice and opposes the toll; Bob backs both; Cat opposes the levy."""
    said = [
        ("Ann", "support", "the levy", "2020-01-05"),
        ("Ann", "support", "the levy", "2020-03-05"),
        ("Ann", "oppose", "the toll", "2020-01-07"),
        ("Bob", "support", "the levy", "2020-01-09"),
        ("Bob", "support", "the toll", "2020-02-01"),
        ("Cat", "oppose", "the levy", "2020-02-03"),
    ]
    verbs = {"support": "backs", "oppose": "fights"}
    return ledger(
        [
            record(
                f"d{n}",
                f"{who} {verbs[stance]} {what} on day {n}.",
                {
                    "holder": who,
                    "stance": stance,
                    "target": what,
                    "evidence": f"{who} {verbs[stance]} {what}",
                    "date": day,
                },
            )
            for n, (who, stance, what, day) in enumerate(said)
        ]
    )


@pytest.mark.parametrize(
    ("aggregation", "normalization", "ann_bob", "ann_cat", "bob_cat"),
    [
        ("congruence", "no", 2.0, 0.0, 0.0),
        ("conflict", "no", 1.0, 2.0, 1.0),
        ("subtract", "no", 1.0, -2.0, -1.0),
        ("congruence", "average", 2 / 2.5, 0.0, 0.0),
        ("subtract", "average", 1 / 2.5, -2 / 2.0, -1 / 1.5),
        ("congruence", "jaccard", 2 / 4, 0.0, 0.0),
        ("conflict", "jaccard", 1 / 4, 2 / 4, 1 / 3),
        ("congruence", "cosine", 2 / math.sqrt(10), 0.0, 0.0),
        ("conflict", "cosine", 1 / math.sqrt(10), 2 / math.sqrt(5), 1 / math.sqrt(2)),
    ],
)
def test_actors(aggregation: str, normalization: str, ann_bob: float, ann_cat: float, bob_cat: float) -> None:
    matrix = one_mode(
        statements(_worked()),
        aggregation=aggregation,  # type: ignore[arg-type]
        normalization=normalization,  # type: ignore[arg-type]
    )
    assert matrix.loc["Ann", "Bob"] == pytest.approx(ann_bob)
    assert matrix.loc["Ann", "Cat"] == pytest.approx(ann_cat)
    assert matrix.loc["Bob", "Cat"] == pytest.approx(bob_cat)
    assert (matrix.to_numpy() == matrix.to_numpy().T).all() and (matrix.to_numpy().diagonal() == 0).all()


def test_concepts() -> None:
    # Ann: levy + twice, toll - once: conflict 2. Bob: both +: congruence 1.
    made = statements(_worked())
    assert one_mode(made, mode="concept").loc["the levy", "the toll"] == 1.0
    assert one_mode(made, mode="concept", aggregation="conflict").loc["the levy", "the toll"] == 2.0


def test_binary_counts_a_statement_once() -> None:
    matrix = one_mode(statements(_worked(), weight="binary"))
    assert matrix.loc["Ann", "Bob"] == 1.0


def test_a_mixed_position_lies_between() -> None:
    said = {"Ann": "support", "Bob": "mixed", "Zed": "oppose"}
    frame = ledger(
        [
            record(
                who,
                f"{who} on the levy.",
                {"holder": who, "stance": stance, "target": "the levy", "evidence": f"{who} on the levy"},
            )
            for who, stance in said.items()
        ]
    )
    made = statements(frame)
    assert one_mode(made).loc["Ann", "Bob"] == 0.5
    assert one_mode(made, aggregation="conflict").loc["Ann", "Bob"] == 0.5


def test_affiliation() -> None:
    matrix = affiliation(statements(_worked()))
    assert matrix.loc["Ann"].to_dict() == {"the levy": 2.0, "the toll": -1.0}
    assert affiliation(statements(_worked()), aggregation="ignore").loc["Ann"].to_dict() == {
        "the levy": 2,
        "the toll": 1,
    }
    graph = affiliation_graph(_worked())
    edge = graph.edges["actor:Ann", "concept:the levy", "support"]
    assert edge == {"position": "support", "weight": 2, "first": "2020-01-05", "last": "2020-03-05"}
    assert graph.nodes["concept:the levy"] == {"kind": "concept", "label": "the levy", "statements": 4}


def test_communities_are_the_two_camps() -> None:
    found = communities(graph_of(one_mode(statements(_worked()), aggregation="subtract")))
    assert found["Ann"] == found["Bob"] != found["Cat"]


def test_windows() -> None:
    cut = [(str(a), str(b), len(rows)) for a, b, rows in windows(_worked(), days=31)]
    assert cut == [
        ("2020-01-05", "2020-02-04", 5),
        ("2020-02-05", "2020-03-06", 1),
    ]


def test_nothing() -> None:
    empty = ledger([])
    assert one_mode(statements(empty)).empty and affiliation(statements(empty)).empty
    assert communities(graph_of(one_mode(statements(empty)))) == {}
    assert list(windows(empty, days=7)) == [] and len(affiliation_graph(empty)) == 0
