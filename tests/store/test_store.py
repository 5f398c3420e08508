"""Records get there whole, are found again, and are skipped when nothing changed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import RecordError
from pipeline.rejections import Rejection
from pipeline.store import Format, Result, Store, find_record, read_record, read_records, read_rejects
from pipeline.store.folder import safe_name
from tests.builders import record

FORMATS = get_args(Format)


def result(id_: str, text: str = "Some text.", digest: str = "d1") -> Result:
    line = record(text, id=id_).model_dump_json().encode()
    return Result(id=id_, digest=digest, line=line, words=2, claims=0, dates=0, entities=0)


def fill(folder: Path, format_: Format, results: list[Result], fingerprint: str = "f1") -> None:
    store = Store(folder, format=format_, fingerprint=fingerprint)
    for item in results:
        store.add(item)
    store.close(sources=set())


@pytest.mark.parametrize("format_", FORMATS)
def test_what_goes_in_comes_out(tmp_path: Path, format_: Format) -> None:
    ids = ["plain", "with/slash", "Ünïcode 🤖", "..", "x" * 300]
    fill(tmp_path, format_, [result(i, text=f"Text of {i}.") for i in ids])
    assert sorted(r.document.id for r in read_records(tmp_path)) == sorted(ids)
    assert find_record(tmp_path, "with/slash").document.text == "Text of with/slash."
    assert not list(tmp_path.rglob(".tmp-*"))


@pytest.mark.parametrize("format_", FORMATS)
def test_unchanged_is_current_and_changed_is_not(tmp_path: Path, format_: Format) -> None:
    fill(tmp_path, format_, [result("a")])
    store = Store(tmp_path, format=format_, fingerprint="f1")
    assert store.is_current("a", "d1")
    assert not store.is_current("a", "other digest")
    assert not store.is_current("b", "d1")
    store.close(sources=set())
    other = Store(tmp_path, format=format_, fingerprint="f2")
    assert not other.is_current("a", "d1")
    other.close(sources=set())


@pytest.mark.parametrize("format_", ["jsonl", "parquet"])
def test_a_part_never_hides_the_newer_record(tmp_path: Path, format_: Format) -> None:
    fill(tmp_path, format_, [result("a", "Old text."), result("b")])
    fill(tmp_path, format_, [result("a", "New text.", digest="d2")])
    assert {r.document.id: r.document.text for r in read_records(tmp_path)} == {"a": "New text.", "b": "Some text."}


def test_a_folder_that_changed_its_format_has_each_record_once(tmp_path: Path) -> None:
    fill(tmp_path, "json", [result("a", "Old text."), result("b")])
    fill(tmp_path, "jsonl", [result("a", "New text.", digest="d2")])
    assert sorted((r.document.id, r.document.text) for r in read_records(tmp_path)) == [
        ("a", "New text."),
        ("b", "Some text."),
    ]


def test_rejects_are_kept_until_their_source_is_good(tmp_path: Path) -> None:
    store = Store(tmp_path, format="json", fingerprint="f")
    store.reject(Rejection(source="raw/x.txt", reason="is empty", remedy="put text into it"))
    store.reject(Rejection(source="raw/y.csv", where="row 3", reason="no text"))
    store.close(sources={"raw/x.txt", "raw/y.csv"})
    assert {r.source for r in read_rejects(tmp_path)} == {"raw/x.txt", "raw/y.csv"}
    Store(tmp_path, format="json", fingerprint="f").close(sources={"raw/x.txt"})
    assert [(r.source, r.where) for r in read_rejects(tmp_path)] == [("raw/y.csv", "row 3")]


def test_errors_name_file_and_place(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such folder"):
        list(read_records(tmp_path / "none"))
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps({"schema_version": "1"}), encoding="utf-8")
    with pytest.raises(RecordError, match=r"bad\.json: document: Field required"):
        read_record(bad)
    (tmp_path / "manifest.sqlite").write_text("this is no database, whatever its name says " * 9, encoding="utf-8")
    with pytest.raises(RecordError, match="not a manifest"):
        Store(tmp_path, format="json", fingerprint="f")


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_names_are_safe_and_never_meet(left: str, right: str) -> None:
    names = [safe_name(left), safe_name(right)]
    assert all("/" not in n and not n.startswith(".") and n for n in names)
    if left != right:
        assert names[0] != names[1]


@pytest.mark.parametrize("format_", FORMATS)
def test_kill_leaves_no_half_written_file(tmp_path: Path, format_: Format) -> None:
    """A process that writes records is killed at once; what the manifest knows is there, whole."""
    script = textwrap.dedent(
        f"""
        import sys
        from pathlib import Path
        import pipeline.store.folder as folder
        from tests.store.test_store import result
        folder.PART_SIZE = 5
        store = folder.Store(Path({str(tmp_path)!r}), format={format_!r}, fingerprint="f")
        n = 0
        while True:
            store.add(result(f"r{{n}}", text="word " * 2000))
            n += 1
            if n == 12:
                print("go", flush=True)
        """
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    store = Store(tmp_path, format=format_, fingerprint="f")
    known = {entry.id for entry in store.manifest.entries()}
    store.close(sources=set())
    found = {r.document.id for r in read_records(tmp_path)}
    assert len(known) >= 10 and known <= found
    assert not list(tmp_path.rglob(".tmp-*"))
