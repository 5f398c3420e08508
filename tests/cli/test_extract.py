"""`onrecord extract` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.store import read_records

runner = CliRunner()
TEXT = "OAKLAND — Acme Corp. said on Monday that it opposes the ban on drones.\n\nMayor Ann Lee vetoed the rent cap."


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    for n in range(3):
        (folder / f"text{n}.txt").write_text(f"{TEXT} Number {n}.", encoding="utf-8")
    rows = [{"id": f"row{n}", "text": TEXT, "published": "2024-05-07"} for n in range(20)]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def extract(*args: object) -> tuple[int, str]:
    result = runner.invoke(app, ["extract", *map(str, args)])
    return result.exit_code, result.output


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.glob("*.json"))}


def test_extract_then_skip_then_force(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, said = extract(raw, "--out", out)
    assert code == 0 and "documents" in said
    made = files(out)
    assert set(made) == {*(f"text{n}.json" for n in range(3)), *(f"row{n}.json" for n in range(20))}
    before = {p: p.stat().st_mtime_ns for p in out.glob("*.json")}
    code, said = extract(raw, "--out", out)
    assert code == 0 and {p: p.stat().st_mtime_ns for p in out.glob("*.json")} == before
    (raw / "text0.txt").write_text("Changed. " + TEXT, encoding="utf-8")
    assert extract(raw, "--out", out)[0] == 0
    assert {n for n, c in files(out).items() if made[n] != c} == {"text0.json"}
    assert extract(raw, "--out", out, "--force", "--quiet") == (0, "")


@pytest.mark.parametrize("format_", ["json", "jsonl", "parquet"])
def test_records_are_the_same_whatever_the_workers_and_formats(raw: Path, tmp_path: Path, format_: str) -> None:
    assert extract(raw, "--out", tmp_path / "one", "--format", format_)[0] == 0
    assert extract(raw, "--out", tmp_path / "two", "--format", format_, "--workers", 2)[0] == 0
    one, two = (list(read_records(tmp_path / name)) for name in ("one", "two"))
    assert one == two and len(one) == 23
    parts = [sorted(p.read_bytes() for p in (tmp_path / name).rglob("part-*")) for name in ("one", "two")]
    assert parts[0] == parts[1]


def test_batches_do_not_matter(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert extract(raw, "--out", tmp_path / "sixteen")[0] == 0
    monkeypatch.setattr("pipeline.extraction.BATCH_SIZE", 3)
    assert extract(raw, "--out", tmp_path / "three")[0] == 0
    assert files(tmp_path / "sixteen") == files(tmp_path / "three")


def test_bad_inputs_are_set_aside_and_the_rest_goes_on(raw: Path, tmp_path: Path) -> None:
    (raw / "empty.txt").write_text("", encoding="utf-8")
    (raw / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (raw / "bad.csv").write_text("id,text,date\nx,Some text here.,soon\n", encoding="utf-8")
    code, said = extract(raw, "--out", tmp_path / "out")
    assert code == 3 and "empty.txt" in said and "soon" in said
    assert len(files(tmp_path / "out")) == 23
    assert len(list((tmp_path / "out" / "rejected").glob("*.json"))) == 3
    (raw / "empty.txt").write_text("Now there is text.", encoding="utf-8")
    (raw / "broken.pdf").unlink()
    (raw / "bad.csv").unlink()
    extract(raw, "--out", tmp_path / "out")
    left = [json.loads(p.read_text(encoding="utf-8"))["source"] for p in (tmp_path / "out" / "rejected").glob("*.json")]
    assert not any("empty.txt" in source for source in left)


def test_a_stage_that_fails_costs_one_article(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import extraction

    real = extraction.harvest

    def failing(doc: object, **options: object) -> object:
        if "Number 1" in doc.text:  # type: ignore[attr-defined]
            raise ValueError("a fault")
        return real(doc, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(extraction, "harvest", failing)
    code, said = extract(raw, "--out", tmp_path / "out")
    assert code == 3 and "ValueError: a fault" in said
    assert len(files(tmp_path / "out")) == 22


def test_published_is_for_articles_without_a_date(raw: Path, tmp_path: Path) -> None:
    assert extract(raw, "--out", tmp_path / "out", "--published", "2020-06-11")[0] == 0
    dates = {r.document.id: r.document.published for r in read_records(tmp_path / "out")}
    assert dates["text0"] is not None and dates["text0"].value == "2020-06-11"
    assert dates["row0"] is not None and dates["row0"].value == "2024-05-07"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["nowhere.txt"], "no such file"),
        (["PATH", "--published", "soon"], "no date"),
        (["PATH", "--format", "xml"], "is not one of"),
        (["PATH", "--workers", "0"], "greater than or equal to 1"),
        (["PATH", "--settings", "none.toml"], "no such settings file"),
    ],
)
def test_errors_are_clear(raw: Path, tmp_path: Path, args: list[str], message: str) -> None:
    result = runner.invoke(
        app, ["extract", *(str(raw) if a == "PATH" else a for a in args), "--out", str(tmp_path / "o")]
    )
    assert result.exit_code != 0
    assert message in " ".join((result.output + str(result.exception or "")).replace("│", " ").split())


def test_settings_that_are_not_known_are_refused(raw: Path, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[dates]\norder = 'YMD'\ncolour = 1\n", encoding="utf-8")
    result = runner.invoke(app, ["extract", str(raw), "--settings", str(path)])
    assert result.exit_code != 0
    assert "dates.order" in str(result.exception) and "dates.colour" in str(result.exception)
