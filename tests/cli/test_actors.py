"""`onrecord actors` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli import app
from tests.builders import record, span

runner = CliRunner()
TEXT = "The Zebra Crossing Alliance opposes the levy."


def test_suggest_then_edit_then_check(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    entity = {"id": "e1", "name": "Zebra Crossing Alliance", "type": "ORG"}
    entity["mentions"] = [span(TEXT, "Zebra Crossing Alliance") | {"kind": "name"}]  # type: ignore[assignment]
    for n in range(2):
        data = record(TEXT, id=f"a{n}").model_dump(mode="json") | {"entities": [entity]}
        (folder / f"a{n}.json").write_text(json.dumps(data), encoding="utf-8")
    out = tmp_path / "proposed.jsonl"
    result = runner.invoke(app, ["actors", "suggest", str(folder), "--out", str(out)])
    assert result.exit_code == 0, result.output
    line = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert line["name"] == "Zebra Crossing Alliance" and line["documents"] == 2 and line["examples"]
    assert runner.invoke(app, ["actors", "check", str(out)]).exit_code == 3
    kept = {key: value for key, value in line.items() if key not in {"documents", "merge_with", "examples"}}
    out.write_text(json.dumps(kept) + "\n", encoding="utf-8")
    checked = runner.invoke(app, ["actors", "check", str(out)])
    assert checked.exit_code == 0 and "holds" in checked.output
