"""Tables and JSON: many articles in one file, each row on its own."""

from __future__ import annotations

import datetime
import gzip
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.errors import MetadataError
from pipeline.reading import Article, given_date, read_inputs
from pipeline.rejections import Rejection

ROW = {
    "id": "r1",
    "text": "We oppose it.",
    "title": "T",
    "date": "2020-06-11",
    "source": "The Post",
    "author": "Ann Bay",
    "issuer": "Us",
    "url": "https://a.example",
    "language": "en",
    "desk": "politics",
}


def read(path: Path) -> list[Article | Rejection]:
    return list(read_inputs([path]))


def write(folder: Path, rows: list[dict[str, Any]], name: str) -> Path:
    path = folder / name
    if name.endswith(".csv"):
        pd.DataFrame(rows).to_csv(path, index=False)
    elif name.endswith(".parquet"):
        pd.DataFrame(rows).to_parquet(path)
    elif name.endswith(".json"):
        path.write_text(json.dumps(rows))
    else:
        lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
        path.write_bytes(gzip.compress(lines) if name.endswith(".gz") else lines)
    return path


@pytest.mark.parametrize("name", ["t.jsonl", "t.jsonl.gz", "t.csv", "t.parquet", "t.json"])
def test_columns_become_metadata(tmp_path: Path, name: str) -> None:
    found = read(write(tmp_path, [ROW, ROW | {"id": "r2", "text": "Second."}], name))
    assert [article.id for article in found if isinstance(article, Article)] == ["r1", "r2"]
    article = found[0]
    assert isinstance(article, Article)
    metadata = article.metadata
    assert article.text == ROW["text"]
    assert (metadata.title, metadata.published, metadata.outlet) == ("T", "2020-06-11", "The Post")
    assert (metadata.author, metadata.issuer, metadata.language) == ("Ann Bay", "Us", "en")
    assert metadata.extra == {"desk": "politics"}
    assert set(metadata.origins.values()) == {"given"}
    assert article.source.url == "https://a.example"


@pytest.mark.parametrize("name", ["t.jsonl", "t.csv", "t.parquet"])
def test_bad_rows_are_set_aside_alone(tmp_path: Path, name: str) -> None:
    rows = [
        {"id": "a", "text": "Good.", "published": None},
        {"id": "b", "text": None, "published": None},
        {"id": "a", "text": "Twice.", "published": None},
        {"id": "c", "text": "Bad date.", "published": "someday"},
        {"id": "d", "text": "Good too.", "published": "June 2020"},
    ]
    found = read(write(tmp_path, rows, name))
    assert [f.id if isinstance(f, Article) else f.error for f in found] == [
        "a",
        "EmptyTextError",
        "MetadataError",
        "MetadataError",
        "d",
    ]
    assert all("2" in f.where or "3" in f.where or "4" in f.where for f in found if isinstance(f, Rejection))
    last = found[-1]
    assert isinstance(last, Article)
    assert last.metadata.published == "2020-06"


def test_rows_without_ids_are_numbered(tmp_path: Path) -> None:
    path = write(tmp_path, [{"text": "One."}, {"text": "Two."}], "my releases.jsonl")
    assert [f.id for f in read(path) if isinstance(f, Article)] == ["my-releases-1", "my-releases-2"]
    assert [f.source.path for f in read(path) if isinstance(f, Article)] == [f"{path}#1", f"{path}#2"]


def test_broken_lines_do_not_stop_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes(
        b'{"text": "a"}\nnot json\n[1]\n\n{"text": 5}\n{"text": "x\\u0000y"}\n{"text": "\\ud800"}\n{"text": "b"}'
    )
    found = read(path)
    assert [f.text if isinstance(f, Article) else f.where for f in found] == [
        "a",
        "line 2",
        "line 3",
        "line 5, text",
        "line 6",
        "line 7",
        "b",
    ]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"id;text\n1;a, b\n2;c\n", ["a, b", "c"]),
        (b'text,id\n"line one\nline ""two""",1\n', ['line one\nline "two"']),
        ("id,text\n1,caf\xe9 “now”\n".encode("cp1252"), ["café “now”"]),
        ("\ufeffid,text\n1,a\n".encode(), ["a"]),
        ("id,text\r\n1,a\r\n".encode("utf-16"), ["a"]),
    ],
)
def test_csv_dialects(tmp_path: Path, data: bytes, texts: list[str]) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    assert [f.text for f in read(tmp_path / "t.csv") if isinstance(f, Article)] == texts


def test_ninjs(tmp_path: Path) -> None:
    item = {
        "uri": "urn:newsml:1",
        "headline": "H",
        "byline": "By Ann",
        "versioncreated": "2020-01-02T10:00:00Z",
        "body_html": "<p>First paragraph of the item, long enough.</p><p>Second one.</p>",
        "infosource": [{"name": "NTB"}],
        "urgency": 3,
    }
    (tmp_path / "n.json").write_text(json.dumps(item))
    article = read(tmp_path / "n.json")[0]
    assert isinstance(article, Article)
    assert article.id == "urn:newsml:1"
    assert "First paragraph" in article.text
    assert (article.metadata.published, article.metadata.outlet) == ("2020-01-02T10:00", "NTB")
    assert article.metadata.extra["urgency"] == 3


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2020-06-11", "2020-06-11"),
        ("2020-06", "2020-06"),
        (2020, "2020"),
        ("2020-06-11T12:45:00Z", "2020-06-11T12:45"),
        ("June 11, 2020 12:45 pm", "2020-06-11T12:45"),
        ("11 June 2020", "2020-06-11"),
        ("Thu, 11 Jun 2020 12:45:00 +0000", "2020-06-11T12:45"),
        (datetime.date(2020, 6, 11), "2020-06-11"),
        (datetime.datetime(2020, 6, 11, 0, 0), "2020-06-11"),
        (datetime.datetime(2020, 6, 11, 12, 45), "2020-06-11T12:45"),
    ],
)
def test_given_dates(value: object, iso: str) -> None:
    assert given_date(value, where="date") == iso


@pytest.mark.parametrize("value", ["someday", "2020-13-45", "06/31/2020", True, 12.5, ["2020"], "today", "June"])
def test_dates_that_are_none(value: object) -> None:
    with pytest.raises(MetadataError, match="is no date"):
        given_date(value, where="date")


def test_given_date_order() -> None:
    assert given_date("6/11/20", where="date") == "2020-06-11"
    assert given_date("6/11/20", where="date", order="DMY") == "2020-11-06"
