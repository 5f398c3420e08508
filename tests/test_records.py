"""The contract refuses what does not hold."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from pipeline.records import Record, Span, spans
from tests.builders import claim, record

TEXT = "Acme 🤖 opposes the ban on drones."


def test_round_trip_with_astral_characters() -> None:
    made = record(TEXT, claims=(claim(TEXT, "Acme", "the ban on drones", TEXT, stance="oppose"),))
    assert Record.model_validate_json(made.model_dump_json()) == made
    assert {TEXT[s.start : s.end] for s in spans(made)} >= {"Acme", "the ban on drones"}


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("claims", 0, "target", "start"), 0, "not as long as"),
        (("claims", 0, "evidence", "text"), TEXT.replace("Acme", "Emca"), "but the text there is"),
        (("claims", 0, "stance"), "for", "Input should be"),
        (("claims", 0, "holder", "entity"), "e9", "no entity 'e9'"),
        (("claims", 0, "attribution_id"), "a9", "no attribution 'a9'"),
        (("claims", 0, "confidence"), 1.5, "less than or equal to 1"),
        (("surprise",), 1, "Extra inputs are not permitted"),
        (("schema_version",), "2", "Input should be '1'"),
    ],
)
def test_refuses(path: tuple[str | int, ...], value: object, message: str) -> None:
    data = record(TEXT, claims=(claim(TEXT, "Acme", "the ban on drones", TEXT),)).model_dump(mode="json")
    place = data
    for key in path[:-1]:
        place = place[key]  # type: ignore[index]
    place[path[-1]] = value  # type: ignore[index]
    with pytest.raises(ValidationError, match=message):
        Record.model_validate(data)


def test_schema_is_json_and_names_every_field() -> None:
    schema = json.loads(json.dumps(Record.model_json_schema()))
    assert set(schema["$defs"]["Claim"]["properties"]) >= {"holder", "stance", "target", "evidence", "subject_stance"}


def test_a_span_is_never_empty() -> None:
    with pytest.raises(ValidationError):
        Span(start=3, end=3, text="")


def test_notebook_view_escapes_hostile_text() -> None:
    text = "<script>alert(1)</script> opposes the ban."
    made = record(text, claims=(claim(text, "<script>", "the ban", text),), title="<img src=x onerror=alert(1)>")
    shown = made._repr_html_()
    assert "<script>" not in shown and "<img" not in shown and "&lt;script&gt;" in shown
