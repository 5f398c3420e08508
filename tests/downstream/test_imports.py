"""Annotations come back as gold or as decisions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import InputError
from pipeline.export.formats import export
from pipeline.export.imports.annotated import Annotated, gold_claim, read_annotations, write_gold
from pipeline.export.imports.decisions import import_decisions
from pipeline.records import Record
from pipeline.review.desk import merged_records
from tests.downstream.factory import record
from tests.downstream.test_exports import _records


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "extracted"
    made.mkdir()
    for number, one in enumerate(_records()):
        claims = tuple(claim for claim in one.claims if claim.status != "rejected")
        one = one.model_copy(update={"claims": claims})
        (made / f"{number}.json").write_text(one.model_dump_json(), encoding="utf-8")
    return made


def _annotate(folder: Path, path: Path, change: Any = None) -> Path:
    """What Label Studio would export after somebody submitted each prediction, changed by `change`."""
    export(folder, "label-studio", path)
    tasks = json.loads(path.read_text(encoding="utf-8"))
    for number, task in enumerate(tasks):
        results = task.pop("predictions")[0]["result"]
        cancelled = {"result": [], "was_cancelled": True}
        task["annotations"] = [{"result": results, "completed_by": {"email": "ann@example.org"}}, cancelled]
        if change and number == 0:
            change(results)
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return path


def _expected(record: Record) -> list[dict[str, Any]]:
    return [gold_claim(claim) for claim in record.claims if claim.status != "rejected"]


def test_label_studio_brings_back_every_field(folder: Path, tmp_path: Path) -> None:
    path = _annotate(folder, tmp_path / "tasks.json")
    documents, claims, refused = write_gold(read_annotations(path, "label-studio"), tmp_path / "gold.jsonl")
    assert (documents, claims, refused) == (6, 8, ())
    lines = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    for line, one in zip(lines, _records(), strict=True):
        assert line["doc_id"] == one.document.id and line["text"] == one.document.text
        for found, expected in zip(line["claims"], _expected(one), strict=True):
            for name in ("stance", "form", "attribution", "subject", "subject_stance", "instrument", "organization"):
                assert found[name] == expected[name]
            for name in ("evidence", "cue", "condition", "justification", "target"):
                assert found[name] == expected[name]
            assert found["holder"]["name"] == expected["holder"]["name"]
            assert found["holder"]["mention"] == expected["holder"]["mention"]


def test_untouched_annotations_accept_everything_once(folder: Path, tmp_path: Path) -> None:
    path = _annotate(folder, tmp_path / "tasks.json")
    for _ in range(2):
        counts, refused = import_decisions(read_annotations(path, "label-studio"), folder)
        assert counts == {"accept": 8} and refused == ()
    claims = [claim for one in merged_records(folder) for claim in one.claims]
    assert {claim.status for claim in claims} == {"accepted"} and len(claims) == 8


def test_changes_become_edits_additions_and_rejections(folder: Path, tmp_path: Path) -> None:
    def change(results: list[dict[str, Any]]) -> None:
        for result in results:
            if result["id" if "id" in result else "from_id"] == "c1-evidence" and result.get("from_name") == "form":
                result["value"]["choices"] = ["position"]
        results[:] = [r for r in results if not str(r.get("id", r.get("from_id"))).startswith("c2-")]
        new = [dict(r) for r in results if str(r.get("id", r.get("from_id"))).startswith("c3-")]
        for result in new:
            for key in ("id", "from_id", "to_id"):
                if key in result:
                    result[key] = f"new{result[key][2:]}"
            if result.get("from_name") == "label":
                shift = 4 if result["id"] == "new-evidence" else 0
                result["value"] = {**result["value"], "start": result["value"]["start"] + shift}
        results += new

    path = _annotate(folder, tmp_path / "tasks.json", change)
    counts, refused = import_decisions(read_annotations(path, "label-studio"), folder, reviewer="Ann")
    assert counts == {"accept": 6, "edit": 1, "reject": 1, "add": 1} and refused == ()
    first = next(one for one in merged_records(folder) if one.document.id.startswith("odd"))
    assert sorted(claim.status for claim in first.claims) == ["accepted", "added", "edited"]
    edited = next(claim for claim in first.claims if claim.status == "edited")
    assert edited.form == "position" and edited.addressee is not None and edited.date is not None


def test_doccano(folder: Path, tmp_path: Path) -> None:
    export(folder, "doccano", tmp_path / "d.jsonl")
    found = list(read_annotations(tmp_path / "d.jsonl", "doccano"))
    for one, made in zip(found, _records(), strict=True):
        assert [c.evidence for c in one.claims] == [c.evidence for c in made.claims if c.status != "rejected"]
        assert [c.stance for c in one.claims] == [c.stance for c in made.claims if c.status != "rejected"]
    counts, refused = import_decisions(found, folder)
    assert counts == {"accept": 8} and refused == ()


def test_doccano_brings_back_holders_without_words_and_tells_coordinated_ones_apart(tmp_path: Path) -> None:
    text = "Oakland and Berkeley banned it."
    both = {"stance": "oppose", "target": "it", "evidence": text}
    made = record("pair", text, *({"holder": name, **both} for name in ("Oakland", "Berkeley", "The Issuer")))
    (tmp_path / "pair.json").write_text(made.model_dump_json())
    export(tmp_path, "doccano", tmp_path / "d.jsonl")
    counts, refused = import_decisions(read_annotations(tmp_path / "d.jsonl", "doccano"), tmp_path)
    assert counts == {"accept": 3} and refused == ()


@pytest.mark.parametrize("to", ["dna", "rdna"])
def test_dna(folder: Path, tmp_path: Path, to: str) -> None:
    export(folder, to, tmp_path / "dna")
    found = list(read_annotations(tmp_path / "dna", "dna", records=folder))
    sides = {"support", "oppose"}
    expected = [[c for c in one.claims if c.status != "rejected" and c.subject_stance in sides] for one in _records()]
    assert [[(c.evidence, c.subject, c.stance, c.holder.name) for c in one.claims] for one in found] == [
        [(c.evidence, c.subject, c.subject_stance, c.holder.name) for c in claims] for claims in expected
    ]
    assert not any(one.refused for one in found)
    with pytest.raises(InputError, match="gold"):
        import_decisions(found, folder)


def test_what_does_not_fit_is_refused_with_its_reason(folder: Path, tmp_path: Path) -> None:
    def change(results: list[dict[str, Any]]) -> None:
        results[:] = [r for r in results if not (r["type"] == "relation" and r["from_id"] == "c1-evidence")]

    path = _annotate(folder, tmp_path / "tasks.json", change)
    first = next(iter(read_annotations(path, "label-studio")))
    assert len(first.claims) == 2 and first.refused == ("odd/id ?#é: claim at 6: no target",)
    stranger = Annotated("nobody", "text", (), (), carries=frozenset(("stance",)))
    changed = Annotated("d2-wire", "other text", (), (), carries=frozenset(("stance",)))
    _, refused = import_decisions([stranger, changed], folder)
    assert refused == ("nobody: no such record", "d2-wire: its text has changed")


@pytest.mark.parametrize(
    ("name", "content", "format", "message"),
    [
        ("a.json", "[", "label-studio", "not a label-studio export"),
        ("a.json", '[{"annotations": [{"result": []}]}]', "label-studio", "KeyError 'data'"),
        ("a.jsonl", '{"text": "x"}\n', "doccano", "KeyError 'entities'"),
        ("a.csv", "a;b\n1;2\n", "dna", "folder of records"),
        ("a.csv", "", "brat", "no import format"),
    ],
)
def test_files_that_are_something_else(tmp_path: Path, name: str, content: str, format: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        list(read_annotations(tmp_path / name, format))
    with pytest.raises(InputError, match=r"no such file|no import format|folder"):
        list(read_annotations(tmp_path / "missing", format))
