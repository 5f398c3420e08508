"""The measures of dates, attributions and entities, on cases worked out by hand."""

from __future__ import annotations

from typing import Any

from pipeline.evaluation.attribution import AttributionScores
from pipeline.evaluation.dates import DateScores
from pipeline.evaluation.entities import EntityScores
from pipeline.evaluation.entity_sets import coreference_report, names_report


def date(start: int, end: int, value: str) -> dict[str, Any]:
    return {"start": start, "end": end, "value": value}


def test_dates() -> None:
    scores = DateScores()
    gold = [date(0, 5, "2020"), date(10, 20, "2020-06"), date(30, 35, "P1D")]
    predicted = [date(0, 5, "2020"), date(12, 20, "2020-07"), date(50, 55, "2021")]
    scores.add_document("d", gold, predicted)
    right = {level: count.right for level, count in scores.levels.items()}
    assert right == {"strict": 1, "relaxed": 2, "value": 1}
    assert round(scores.levels["relaxed"].f1, 3) == 0.667
    assert sorted(kind for kind, *_ in scores.errors) == ["missed", "spurious", "value"]


def test_of_two_overlapping_dates_the_exact_one_is_taken() -> None:
    scores = DateScores()
    scores.add_document("d", [date(0, 10, "2020")], [date(0, 4, "2019"), date(0, 10, "2020")])
    assert scores.levels["strict"].right == 1 and scores.levels["value"].right == 1


def relation(source: list[list[int]], content: list[list[int]], kind: str = "direct") -> dict[str, Any]:
    return {"source": source, "cue": [[90, 94]], "content": content, "kind": kind}


def test_attribution() -> None:
    scores = AttributionScores()
    gold = [relation([[0, 5]], [[10, 30]]), relation([[40, 45]], [[50, 60]], "indirect"), relation([], [])]
    predicted = [relation([[3, 9]], [[10, 24]]), relation([[70, 75]], [[58, 80]])]
    scores.add_document("d", gold, predicted)
    assert (scores.relaxed.gold, scores.relaxed.predicted, scores.relaxed.right) == (2, 2, 1)
    assert scores.by_kind["direct"].value == 1.0 and scores.by_kind["indirect"].value == 0.0
    assert scores.source.value == 1.0
    assert scores.exact["content"].right == 0 and scores.exact["cue"].f1 == 1.0


def test_entities() -> None:
    text = "The Acme Group met Ann Lee. Lee left the Acme Group."
    gold = {"Acme Group": ("ORG", [(0, 14), (37, 51)]), "Ann Lee": ("PERSON", [(19, 26), (28, 31)])}
    predicted = {
        "Acme Group": ("ORG", [(4, 14), (41, 51)]),
        "Ann Lee": ("PERSON", [(19, 26)]),
        "Lee": ("ORG", [(28, 31)]),
    }
    scores = EntityScores()
    scores.add_document("d", text, gold, predicted)
    assert (scores.mentions.gold, scores.mentions.predicted, scores.mentions.right) == (4, 4, 3)
    assert (scores.names.gold, scores.names.predicted, scores.names.right) == (2, 3, 2)
    precision, recall, _ = scores.b3
    # Precision: Acme 1 + 1, Ann Lee 1, Lee 1 of 4; recall: Acme 1 + 1, Lee's two mentions 1/2 + 1/2 of 4.
    assert precision == 1.0 and recall == 0.75


def test_names_beside_the_bare_model() -> None:
    text = "Maria Lopez left Acme. The group stays."
    gold = {
        "doc_id": "d",
        "text": text,
        "entities": [
            {"start": 0, "end": 11, "label": "person", "named": True},
            {"start": 17, "end": 21, "label": "organization", "named": True},
            {"start": 23, "end": 32, "label": "organization", "named": False},
        ],
        "clusters": [[[17, 21], [23, 32]]],
    }
    entities = [
        {"id": "e1", "type": "PERSON", "mentions": [{"start": 0, "end": 11, "kind": "name"}]},
        {
            "id": "e2",
            "type": "ORG",
            "mentions": [{"start": 17, "end": 21, "kind": "name"}, {"start": 23, "end": 32, "kind": "nominal"}],
        },
    ]
    records = {"d": {"entities": entities}}
    ours = names_report("set", [gold], records).counts["ours"]
    assert (ours.gold, ours.predicted, ours.right) == (2, 2, 2)
    assert coreference_report("set", [gold], records).figures["ours b3"] == 1.0
