"""Records as tables."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import from_json

from pipeline.analysis import frames
from pipeline.analysis.arrays import KINDS
from pipeline.analysis.columns import TABLES
from pipeline.analysis.intervals import days_of
from pipeline.analysis.query import query
from pipeline.errors import RecordError
from tests.downstream.factory import planted, record

DOCS = Path(__file__).resolve().parents[2] / "docs" / "analysis.md"


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2020-06-11", date(2020, 6, 11), date(2020, 6, 11)),
        ("2020-06-11T12:45", date(2020, 6, 11), date(2020, 6, 11)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-W24", date(2020, 6, 8), date(2020, 6, 14)),
        ("2020-W24-WE", date(2020, 6, 13), date(2020, 6, 14)),
        ("2020-Q4", date(2020, 10, 1), date(2020, 12, 31)),
        ("2019-WI", date(2019, 12, 1), date(2020, 2, 29)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2005/2006-03", date(2005, 1, 1), date(2006, 3, 31)),
        ("PRESENT_REF", None, None),
        ("2020-13", None, None),
        ("2021-02-30", None, None),
        ("0000", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_days_of(value: str | None, first: date | None, last: date | None) -> None:
    assert days_of(value) == (first, last)


@given(st.text(alphabet="0123456789-XWQT/", max_size=12))
def test_days_of_never_crashes_and_is_in_order(value: str) -> None:
    first, last = days_of(value)
    if first is not None and last is not None and "/" not in value:
        assert first <= last


def test_a_claim_is_a_row_and_offsets_slice_the_text() -> None:
    records = planted()
    frame = frames.claims_frame(records)
    texts = {one.document.id: one.document.text for one in records}
    assert len(frame) == sum(len(one.claims) for one in records)
    for row in frame.itertuples():
        assert texts[row.document][row.evidence_start : row.evidence_end] == row.evidence
        assert texts[row.document][row.target_start : row.target_end] == row.target
        assert texts[row.document][row.holder_start : row.holder_end] == row.holder
    assert frame["date_earliest"].tolist() == [pd.Timestamp("2019-05-22")] + [pd.Timestamp("2020-06-10")] * 4


@pytest.mark.parametrize("name", sorted(TABLES))
@pytest.mark.parametrize("records", [[], None], ids=["empty", "planted"])
def test_columns_and_dtypes_are_the_documented_ones(name: str, records: list[object] | None) -> None:
    frame = getattr(frames, f"{name}_frame")(planted() if records is None else [])
    assert list(frame.columns) == [column.name for column in TABLES[name]]
    for column in TABLES[name]:
        expected = KINDS[column.kind][1]
        dtype = frame[column.name].dtype
        assert dtype == ("string" if expected == "string[pyarrow]" else expected), column.name
        if column.kind == "category":
            assert tuple(dtype.categories) == column.values


def test_documentation_lists_every_column() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for name, columns in TABLES.items():
        for column in columns:
            assert f"| `{column.name}` | {KINDS[column.kind][1]} | {column.meaning} |" in text, (name, column.name)


def test_a_folder_reads_like_the_records(tmp_path: Path) -> None:
    for one in planted():
        (tmp_path / f"{one.document.id}.json").write_text(one.model_dump_json(), encoding="utf-8")
    pd.testing.assert_frame_equal(frames.claims_frame(tmp_path), frames.claims_frame(planted()))
    pd.testing.assert_frame_equal(frames.claims_frame(str(tmp_path)), frames.claims_frame(iter(planted())))


def test_chunks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = frames.claims_frame(planted())
    monkeypatch.setattr(frames, "CHUNK", 2)
    pd.testing.assert_frame_equal(frames.claims_frame(planted()), whole)


def test_parquet_keeps_values_and_types(tmp_path: Path) -> None:
    table = frames.tables(planted(), ("claims",))["claims"]
    pq.write_table(table, tmp_path / "claims.parquet")
    again = pq.read_table(tmp_path / "claims.parquet")
    assert again.to_pydict() == table.to_pydict()
    frames.claims_frame(planted()).to_parquet(tmp_path / "frame.parquet")
    back = pd.read_parquet(tmp_path / "frame.parquet", dtype_backend="numpy_nullable")
    assert back["evidence_start"].tolist() == table["evidence_start"].to_pylist()


def test_what_is_no_record_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(RecordError, match=r"broken\.json.*not JSON"):
        frames.claims_frame(tmp_path)
    (tmp_path / "broken.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(RecordError, match=r"broken\.json.*not a record"):
        frames.claims_frame(tmp_path)
    with pytest.raises(RecordError, match="nowhere"):
        frames.claims_frame(tmp_path / "nowhere")


def test_an_unknown_category_is_named() -> None:
    raw = json.loads(planted()[0].model_dump_json())
    raw["claims"][0]["stance"] = "against"
    with pytest.raises(RecordError, match=r"stance: 'against'.*oppose"):
        frames.claims_frame([raw])


def test_intervals() -> None:
    frame = frames.with_intervals(frames.claims_frame(planted()))
    assert frame["date_interval"].iloc[0] == pd.Interval(
        pd.Timestamp("2019-05-22"), pd.Timestamp("2019-05-22"), closed="both"
    )
    undated = frames.with_intervals(frames.documents_frame([record("x", "Nothing.", published=None)]), "published")
    assert undated["published_interval"].isna().all()


def test_query() -> None:
    sql = "SELECT holder, subject_stance, count(*) AS n FROM claims GROUP BY ALL ORDER BY n DESC"
    assert query(planted(), sql).values.tolist() == [["Amazon", "oppose", 4], ["Amazon", "support", 1]]
    joined = query(
        planted(), "SELECT d.title FROM claims c JOIN documents d USING (document) WHERE c.stance = 'support'"
    )
    assert joined["title"].tolist() == ["Title of d1-before"]


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT nothing FROM claims", "docs/analysis.md"),
        ("SELEC", "docs/analysis.md"),
        ("SELECT * FROM read_csv('/etc/hostname')", "disabled"),
        ("SET enable_external_access = true", "Tables:"),
    ],
)
def test_a_query_that_cannot_run_is_explained(sql: str, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        query(planted(), sql)


def test_a_frame_costs_little_more_than_parsing_the_records(tmp_path: Path) -> None:
    """In processor time, so that a busy machine changes little: a frame of 12 claims a record, beside bare JSON."""
    text = "The city banned it. " * 12
    claims = [
        {"holder": "The city", "stance": "oppose", "target": "it", "evidence": "The city banned it."} for _ in range(12)
    ]
    line = record("r0", text, *claims).model_dump_json()
    (tmp_path / "many.jsonl").write_text("\n".join(line.replace('"r0"', f'"r{n}"') for n in range(600)))

    def cost(work: Callable[[], object]) -> float:
        times = []
        for _ in range(3):
            begun = time.process_time()
            work()
            times.append(time.process_time() - begun)
        return min(times)

    lines = (tmp_path / "many.jsonl").read_bytes().splitlines()
    parsing = cost(lambda: [from_json(one) and None for one in lines])
    assert cost(lambda: frames.claims_frame(tmp_path / "many.jsonl")) < 8 * parsing
