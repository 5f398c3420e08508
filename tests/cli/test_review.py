"""`onrecord review`, `agreement` and `codebook` from the command line; the page itself has its own tests."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import yaml
from typer.testing import CliRunner

from pipeline.cli import app
from tests.builders import claim, record

runner = CliRunner()
TEXT = "Acme opposes the zebra levy."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(6):
        made = record(TEXT, id=f"a{n}", claims=(claim(TEXT, "Acme", "the zebra levy", TEXT, stance="oppose"),))
        (tmp_path / f"a{n}.json").write_text(made.model_dump_json(), encoding="utf-8")
    return tmp_path


def test_serves_on_loopback_only_with_the_key_of_this_start(folder: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "review", str(folder), "--reviewer", "ann"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", line)
        assert address, line
        with httpx.Client(follow_redirects=True, timeout=30) as browser:
            assert "<html" in browser.get(address[0]).text.lower()
        assert httpx.get(address[0].split("?")[0], timeout=30).status_code == 403
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=30)


def test_dump_and_load(folder: Path, tmp_path: Path) -> None:
    dump = tmp_path / "decisions.jsonl"
    result = runner.invoke(app, ["review", str(folder), "--dump", str(dump)])
    assert result.exit_code == 0 and "0 decisions" in result.output
    result = runner.invoke(app, ["review", str(folder), "--load", str(dump)])
    assert result.exit_code == 0 and "0 decisions added" in result.output


def test_agreement_of_nobody(folder: Path) -> None:
    result = runner.invoke(app, ["agreement", str(folder)])
    assert result.exit_code == 0 and "nobody has finished" in result.output


def test_codebook_suggest_proposes_a_usable_codebook(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "proposed.yaml"
    result = runner.invoke(app, ["codebook", "suggest", str(folder), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert yaml.safe_load(out.read_text(encoding="utf-8"))["concepts"][0]["patterns"] == ["zebra levy"]
    assert json.loads((folder / "a0.json").read_text(encoding="utf-8"))["claims"]
    checked = runner.invoke(app, ["codebook", "check", str(out)])
    assert checked.exit_code == 0 and "1 concepts" in checked.output
