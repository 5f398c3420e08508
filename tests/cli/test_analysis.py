"""`onrecord query`, `report`, `export`, `import`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
import typer
from typer.testing import CliRunner

from pipeline.cli import analysis
from pipeline.export.formats import FORMATS
from pipeline.export.imports.annotated import READERS
from tests.downstream.factory import planted


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    analysis.register(made)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for one in planted():
        (tmp_path / "extracted").mkdir(exist_ok=True)
        (tmp_path / "extracted" / f"{one.document.id}.json").write_text(one.model_dump_json(), encoding="utf-8")
    return tmp_path / "extracted"


def test_choices_are_the_formats_there_are() -> None:
    assert [one.value for one in analysis.ExportFormat] == list(FORMATS)
    assert [one.value for one in analysis.ImportFormat] == list(READERS)
    from pipeline.analysis.ledger import By

    assert tuple(one.value for one in analysis.ActorLevel) == get_args(By)


def test_query(app: typer.Typer, folder: Path) -> None:
    sql = "SELECT subject_stance, count(*) AS n FROM claims GROUP BY ALL ORDER BY n"
    for option, expected in (
        ("csv", "subject_stance,n\nsupport,1\noppose,4\n"),
        ("json", '{"subject_stance":"support","n":1}\n'),
    ):
        result = CliRunner().invoke(app, ["query", sql, str(folder), "--format", option])
        assert result.exit_code == 0 and result.stdout.startswith(expected)
    assert "oppose" in CliRunner().invoke(app, ["query", sql, str(folder), "--reviewed"]).stdout


def test_report_and_export(app: typer.Typer, folder: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["report", str(folder), "-o", str(tmp_path / "r.html"), "--by", "organization"])
    assert result.exit_code == 0 and (tmp_path / "r.html").is_file()
    result = CliRunner().invoke(
        app, ["export", str(folder), "--to", "doccano", "-o", str(tmp_path / "d.jsonl"), "--reviewed"]
    )
    assert result.exit_code == 0 and result.stdout.strip() == str(tmp_path / "d.jsonl")


def test_import(app: typer.Typer, folder: Path, tmp_path: Path) -> None:
    CliRunner().invoke(app, ["export", str(folder), "--to", "doccano", "-o", str(tmp_path / "d.jsonl")])
    source = [str(tmp_path / "d.jsonl"), "--from", "doccano"]
    result = CliRunner().invoke(app, ["import", *source, "--out", str(tmp_path / "gold.jsonl")])
    assert result.exit_code == 0 and "5 documents, 5 claims" in result.stdout
    assert json.loads((tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()[0])["doc_id"] == "d1-before"
    result = CliRunner().invoke(app, ["import", *source, "--records", str(folder), "--reviewer", "Ann"])
    assert result.exit_code == 0 and "5 accept" in result.stdout
    assert CliRunner().invoke(app, ["import", *source]).exit_code == 2


def test_what_is_refused_is_said_and_changes_the_exit_code(app: typer.Typer, folder: Path, tmp_path: Path) -> None:
    row = {
        "text": "abc",
        "entities": [{"id": 1, "label": "oppose", "start_offset": 0, "end_offset": 2}],
        "relations": [],
    }
    (tmp_path / "d.jsonl").write_text(json.dumps(row), encoding="utf-8")
    arguments = ["import", str(tmp_path / "d.jsonl"), "--from", "doccano", "--out", str(tmp_path / "gold.jsonl")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 3 and "refused: line-1: claim at 0: no target" in result.output
