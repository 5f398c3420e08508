"""Walking paths, ids, and what is set aside."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import zipfile
from pathlib import Path

import pytest

from pipeline.reading import Article, limits, read_inputs
from pipeline.reading.ids import safe_stem
from pipeline.rejections import Rejection


def read(*paths: Path | str) -> tuple[list[Article], list[Rejection]]:
    found = list(read_inputs([str(path) for path in paths]))
    return [f for f in found if isinstance(f, Article)], [f for f in found if isinstance(f, Rejection)]


def test_folders_are_walked_in_order_without_hidden_files_and_output(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "a/b.txt", ".hidden.txt", ".git/x.txt", "extracted/a.txt", "a/extracted/b.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text of {name}.")
    articles, rejected = read(tmp_path)
    assert [article.source.path.removeprefix(tmp_path.as_posix()) for article in articles] == [
        "/b.txt",
        "/a/b.txt",
        "/a/c.txt",
    ]
    assert [article.id for article in articles] == ["b", "b-2", "c"]
    assert rejected == []


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Some text.")
    articles, _ = read(tmp_path, path, path)
    assert [article.id for article in articles] == ["a"]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("a/b c.txt", "b-c"),
        ("x.jsonl.gz", "x"),
        ("Ünïcode – näme.html", "Ünïcode-näme"),
        ("..txt", "txt"),
        ("v1.2.txt", "v1.2"),
        ("-", "stdin"),
        ("日本.txt", "日本"),
        ("***.txt", "text"),
        ("a/../../etc/passwd", "passwd"),
    ],
)
def test_stems_are_safe(name: str, stem: str) -> None:
    assert safe_stem(name) == stem


def test_text_is_kept_to_the_character(tmp_path: Path) -> None:
    text = "  Two\r\nlines\tand a trailing space \r\n\r\n“quotes”\u00a0…\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    articles, _ = read(tmp_path)
    assert articles[0].text == text


@pytest.mark.parametrize(
    ("name", "data", "error", "reason"),
    [
        ("a.txt", b"", "EmptyTextError", "no text"),
        ("a.txt", b" \n\t \xc2\xa0\n", "EmptyTextError", "no text"),
        ("a.txt", b"abc\0def\0ghi", "UnreadableError", "null"),
        ("a.txt", bytes(range(256)) * 20, "UnreadableError", "null"),
        ("a.txt", b"\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f" * 50, "UnreadableError", "control"),
        ("a.pdf", b"%PDF-1.4 broken", "UnreadableError", "PDF"),
        ("a.pdf", b"no pdf at all", "UnreadableError", "PDF"),
        ("a.docx", b"PK\x03\x04 broken", "UnreadableError", "Word"),
        ("a.docx", b"plain", "UnreadableError", "Word"),
        ("a.rtf", b"plain", "UnreadableError", "RTF"),
        ("a.eml", b"\n\nno headers", "UnreadableError", "headers"),
        ("a.html", b"<html><body></body></html>", "EmptyTextError", "article"),
        ("a.parquet", b"PAR1 broken", "UnreadableError", "Parquet"),
        ("a.jsonl.gz", b"not gzip", "UnreadableError", "gzip"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "a"}\n' * 999)[:-20], "UnreadableError", "gzip"),
        ("a.json", b"{", "UnreadableError", "JSON"),
        ("a.csv", b"id,body\n1,x\n", "MetadataError", "text"),
        ("a.csv", b"", "EmptyTextError", "columns"),
        ("a.png", b"\x89PNG\r\n", "UnreadableError", ".png"),
        ("a.py", b"print()", "UnreadableError", ".py"),
        ("a.md", b"---\ntitle: [\n---\ntext", "MetadataError", "YAML"),
        ("a.md", b"---\ndate: someday\n---\ntext", "MetadataError", "no date"),
    ],
)
def test_bad_files_are_set_aside_with_a_reason(tmp_path: Path, name: str, data: bytes, error: str, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z-good.txt").write_text("The run goes on.")
    articles, rejected = read(tmp_path)
    assert [article.id for article in articles if article.id == "z-good"] == ["z-good"]
    last = rejected[-1]
    assert last.error == error
    assert reason.lower() in last.reason.lower()
    assert last.source.endswith(name)
    assert last.remedy or last.where


def test_what_is_no_file_is_set_aside(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    _, rejected = read(tmp_path, tmp_path / "nowhere")
    assert [(r.source.rsplit("/", 1)[-1], r.reason) for r in rejected] == [
        ("pipe.txt", "not a regular file"),
        ("nowhere", "no such file or folder"),
    ]


def test_too_large_files_and_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 2 * 2**20)
    monkeypatch.setattr(limits, "MAX_TEXT_CHARS", 1000)
    (tmp_path / "big.txt").write_bytes(b"a " * (2**20 + 1))
    (tmp_path / "long.txt").write_text("word " * 300)
    _, rejected = read(tmp_path)
    assert "larger than 2 MiB" in rejected[0].reason
    assert "1,500 characters" in rejected[1].reason


def test_a_zip_bomb_is_not_unfolded(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", b"0" * (limits.MAX_UNZIPPED_BYTES + 1))
    _, rejected = read(tmp_path)
    assert "unfolds to" in rejected[0].reason


def test_formats_without_a_telling_name_are_told_by_their_bytes() -> None:
    def first(data: bytes) -> Article | Rejection:
        return next(iter(read_inputs(["-"], stdin=io.BytesIO(data))))

    cases = {
        b"Just a text.": "text/plain",
        b"<!doctype html><html><body><article><p>A paragraph of the page.</p></article></body></html>": "text/html",
        b'{"text": "one"}\n{"text": "two"}\n': "application/x-ndjson",
        b'{"text": "one"}': "application/json",
        b"From: a@b.example\nSubject: x\nDate: Thu, 11 Jun 2020 12:45:00 -0400\n\nBody.": "message/rfc822",
        b"{\\rtf1 Hello}": "application/rtf",
    }
    for data, media_type in cases.items():
        found = first(data)
        assert isinstance(found, Article), found
        assert found.source.media_type == media_type
        assert found.id.startswith("stdin")


def test_articles_are_small_and_picklable(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some text.")
    articles, _ = read(tmp_path)
    assert len(pickle.dumps(articles[0])) < 1500
    assert pickle.loads(pickle.dumps(articles[0])).metadata == articles[0].metadata


def test_the_samples_are_all_read() -> None:
    raw = Path(__file__).resolve().parents[2] / "raw"
    articles, rejected = read(raw)
    assert rejected == []
    assert len(articles) >= 20
    assert {a.source.media_type.split("/")[-1][:12] for a in articles} >= {"plain", "html", "pdf", "rfc822", "csv"}
    gold = Path(__file__).resolve().parents[1] / "gold" / "samples.jsonl"
    texts = {article.id: article.text for article in articles}
    for line in gold.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        assert texts[document["doc_id"]] == document["text"]
