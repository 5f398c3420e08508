"""A folder of records with its decisions: merged view, file of decisions, renamed and missing articles."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from pipeline.errors import RecordError, ReviewError
from pipeline.review.desk import Desk, merged_records
from pipeline.review.folder import Folder
from pipeline.review.journal import Journal, dump_decisions, load_decisions
from pipeline.store import Format, Result, Store
from tests.review.factory import TEXT, claims, decision, lines, record, write


def decide(folder: Path, *decisions) -> list:  # type: ignore[no-untyped-def]
    journal = Journal(folder)
    written = [journal.append(one) for one in decisions]
    journal.close()
    return written


def merged(folder: Path, **options: bool) -> dict[str, dict[str, str]]:
    return {r.document.id: {c.id: c.status for c in r.claims} for r in merged_records(folder, **options)}


def test_without_decisions_the_merged_view_is_the_machines(tmp_path: Path) -> None:
    write(tmp_path, record("a"), record("b"))
    assert [r.model_dump_json() for r in merged_records(tmp_path)] == [record(i).model_dump_json() for i in "ab"]
    assert not (tmp_path / "review.sqlite").exists()


def test_merged_view(tmp_path: Path) -> None:
    write(tmp_path, one := record("a"), record("b"))
    decide(tmp_path, decision(one, "accept", "c1"), decision(one, "reject", "c2"))
    assert merged(tmp_path) == {
        "a": {"c1": "accepted", "c3": "machine", "c4": "machine"},
        "b": dict.fromkeys(("c1", "c2", "c3", "c4"), "machine"),
    }
    assert merged(tmp_path, undecided=False) == {"a": {"c1": "accepted"}, "b": {}}


def test_the_records_are_never_written(tmp_path: Path) -> None:
    write(tmp_path, one := record("a"))
    before = (tmp_path / "a.json").read_bytes()
    decide(tmp_path, decision(one, "reject", "c1"))
    list(merged_records(tmp_path))
    assert (tmp_path / "a.json").read_bytes() == before


def test_jsonl_folders_and_files_that_are_no_records(tmp_path: Path) -> None:
    rows = [record("a").model_dump_json(), record("b", TEXT + " 🛰️").model_dump_json(), '{"broken": ', ""]
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "part-000001.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "bad.json").write_text('{"document": {"id": 3}, "claims": 5}', encoding="utf-8")
    folder = Folder(tmp_path)
    assert list(folder.glances()) == ["a", "b"]
    assert folder.record("b").document.text.endswith("🛰️")
    assert sorted(Path(where).name for where in folder.broken) == ["bad.json", "part-000001.jsonl:3"]
    with pytest.raises(RecordError, match=r"no record of document '\.\./x'"):
        folder.record("../x")


@pytest.mark.parametrize("format", ["json", "jsonl", "parquet"])
def test_every_format_of_the_store(tmp_path: Path, format: Format) -> None:
    for version in ("json", format):
        store = Store(tmp_path, format=version, fingerprint="x")
        for id_ in ("a/../b", "c"):
            line = record(id_, made=claims()[: 1 if version == "json" else 2]).model_dump_json().encode()
            store.add(Result(id=id_, digest=version, line=line, words=1, claims=1, dates=0, entities=0))
        store.close(sources=set())
    folder = Folder(tmp_path)
    assert sorted(folder.glances()) == ["a/../b", "c"]
    assert len(folder.record("a/../b").claims) == (1 if format == "json" else 2)


def test_a_folder_that_changes_is_read_again(tmp_path: Path) -> None:
    write(tmp_path, record("a"))
    folder = Folder(tmp_path)
    assert len(folder.record("a").claims) == 4
    write(tmp_path, record("a", made=()), record("b"))
    folder.look()
    assert list(folder.glances()) == ["a", "b"] and folder.record("a").claims == ()


def test_a_renamed_article_keeps_its_decisions(tmp_path: Path) -> None:
    write(tmp_path, old := record("old"))
    decide(tmp_path, decision(old, "accept", "c1"))
    (tmp_path / "old.json").unlink()
    write(tmp_path, record("new"), record("other", TEXT + " Other."))
    assert merged(tmp_path)["new"]["c1"] == "accepted"
    assert not Desk(tmp_path).strays()


def test_a_renamed_and_edited_article_is_listed_and_moved_by_hand(tmp_path: Path) -> None:
    write(tmp_path, old := record("old"))
    decide(tmp_path, decision(old, "accept", "c1"))
    (tmp_path / "old.json").unlink()
    write(tmp_path, record("new", "Edited. " + TEXT), record("third", "Nothing here.", ()))
    (stray,) = Desk(tmp_path).strays()
    assert (stray.document, stray.candidates) == ("old", ("new",))
    decide(tmp_path, decision(old, "move", moved_to="new"))
    assert not Desk(tmp_path).strays()
    assert merged(tmp_path)["new"]["c1"] == "accepted"


def test_two_articles_with_the_text_of_a_missing_one_are_not_guessed_between(tmp_path: Path) -> None:
    write(tmp_path, old := record("old"))
    decide(tmp_path, decision(old, "accept", "c1"))
    (tmp_path / "old.json").unlink()
    write(tmp_path, record("a"), record("b"))
    assert [s.candidates for s in Desk(tmp_path).strays()] == [("a", "b")]


def test_one_reviewer_alone_and_adjudication_left_out(tmp_path: Path) -> None:
    write(tmp_path, one := record("a"))
    ada, ben = decide(tmp_path, decision(one, "accept", "c1"), decision(one, "reject", "c1", reviewer="ben"))
    assert Desk(tmp_path).standing("a").items["c1"].disputed
    decide(tmp_path, decision(one, "accept", "c1", reviewer="cy", settles=(ada.id, ben.id), adjudication=True))
    assert list(Desk(tmp_path).standing("a").items["c1"].verdicts) == ["cy"]
    assert list(Desk(tmp_path, adjudicated=False).standing("a").items["c1"].verdicts) == ["ada", "ben"]
    assert list(Desk(tmp_path, only="ben").standing("a").items["c1"].verdicts) == ["ben"]


def test_a_desk_sees_what_another_process_decides(tmp_path: Path) -> None:
    write(tmp_path, one := record("a"))
    desk = Desk(tmp_path, make=True)
    assert not desk.standing("a").items["c1"].verdicts
    decide(tmp_path, decision(one, "accept", "c1"))
    assert desk.standing("a").items["c1"].verdicts


def test_decisions_are_append_only(tmp_path: Path) -> None:
    write(tmp_path, one := record("a"))
    decide(tmp_path, decision(one, "accept", "c1"))
    base = sqlite3.connect(tmp_path / "review.sqlite")
    for statement in ("DELETE FROM decisions", "UPDATE decisions SET verb = 'reject'"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            base.execute(statement)
    base.close()


def test_sending_twice_is_safe_and_an_id_is_used_once(tmp_path: Path) -> None:
    journal, one = Journal(tmp_path), record()
    first = decision(one, "accept", "c1")
    assert journal.append(first) == journal.append(first)
    with pytest.raises(ReviewError, match="taken by another"):
        journal.append(first.model_copy(update={"verb": "reject"}))
    assert journal.mark() == 1


def test_times_rise(tmp_path: Path) -> None:
    journal, one = Journal(tmp_path), record()
    late = decision(one, "accept", "c1", at="2999-01-01T00:00:00.000000+00:00")
    journal.append(late, keep_time=True)
    assert journal.append(decision(one, "accept", "c2")).at == "2999-01-01T00:00:00.000001+00:00"


def test_dump_and_load(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one", record("a")), write(tmp_path / "two", record("a"))
    made = decide(one, *(decision(record("a"), "accept", c) for c in ("c1", "c2", "c3")))
    dump, back = tmp_path / "dump.jsonl", tmp_path / "back.jsonl"
    assert dump_decisions(one, dump) == 3
    assert [line["id"] for line in lines(dump)] == [d.id for d in made]
    dump.write_text(dump.read_text(encoding="utf-8") + '{"id": "nonsense"}\n', encoding="utf-8")
    report = load_decisions(two, dump)
    assert (report.added, report.known) == (3, 0) and "line 4" in report.refused[0]
    assert (load_decisions(two, dump).added, load_decisions(two, dump).known) == (0, 3)
    dump_decisions(two, back)
    assert lines(back) == lines(dump)[:3]
    assert merged(one) == merged(two)


def test_words_with_line_separators_survive_the_dump(tmp_path: Path) -> None:
    text = TEXT.replace("a mistake", "a\u2028mistake\x85")
    write(tmp_path, one := record("a", text, record().claims[:2]))
    decide(tmp_path, decision(one, "accept", "c1"))
    dump_decisions(tmp_path, tmp_path / "d.jsonl")
    assert json.loads((tmp_path / "d.jsonl").read_text(encoding="utf-8"))["verb"] == "accept"


def test_a_sample_is_drawn_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    assert journal.sample(2, ["a", "b"]) == ("a", "b")
    assert journal.sample(2, ["c", "d"]) == ("a", "b")


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such folder"):
        list(merged_records(tmp_path / "none"))
