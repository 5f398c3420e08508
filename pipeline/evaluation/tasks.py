"""From gold documents and records to a report, for each task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.errors import OnrecordError
from pipeline.evaluation.attribution import AttributionScores
from pipeline.evaluation.cases import check_cases
from pipeline.evaluation.claims import ClaimScores
from pipeline.evaluation.dates import DateScores
from pipeline.evaluation.entities import EntityScores
from pipeline.evaluation.entity_sets import coreference_report, names_report
from pipeline.evaluation.gold import GoldDocument
from pipeline.evaluation.report import Report
from pipeline.evaluation.scores import Share

#: Document id → record as plain data.
Records = Mapping[str, Mapping[str, Any]]


def claims_report(name: str, gold: Sequence[GoldDocument], records: Records, errors: int = 0) -> Report:
    """Claims: the four levels, and the fields of matched pairs."""
    scores = ClaimScores()
    for document in gold:
        scores.add_document(
            document["doc_id"], document["text"], document["claims"], records[document["doc_id"]]["claims"]
        )
    report = Report("claims", name, len(gold), counts=scores.levels, shares=scores.fields)
    _add_errors(report, scores.errors, errors, _claim_line)
    return report


def dates_report(name: str, gold: Sequence[GoldDocument], records: Records, errors: int = 0) -> Report:
    """Time expressions: strict, relaxed, value."""
    scores = DateScores()
    for document in gold:
        expected = document["timexes"] if "timexes" in document else document["dates"]
        # Some sets are annotated only up to a place in the text.
        until = document.get("annotated_until", len(document["text"]))
        predicted = [date for date in records[document["doc_id"]]["dates"] if date["start"] < until]
        scores.add_document(document["doc_id"], expected, predicted)
    report = Report("dates", name, len(gold), counts=scores.levels)
    _add_errors(report, scores.errors, errors, lambda d: f"{d['text']!r} {d['value']}" if d else "-")
    return report


def attribution_report(name: str, gold: Sequence[GoldDocument], records: Records, errors: int = 0) -> Report:
    """Attribution relations: relaxed, recall by kind, source accuracy, exact spans."""
    scores = AttributionScores()
    for document in gold:
        predicted = [_relation(item) for item in records[document["doc_id"]]["attributions"]]
        scores.add_document(document["doc_id"], document["attributions"], predicted)
    counts = {"relaxed": scores.relaxed} | {f"exact {part}": count for part, count in scores.exact.items()}
    shares = {f"recall {kind}": share for kind, share in sorted(scores.by_kind.items())} | {"source": scores.source}
    report = Report("attribution", name, len(gold), counts=counts, shares=shares)
    text = {document["doc_id"]: document["text"] for document in gold}
    kinds = [(kind, id_, _quote(text[id_], g), _quote(text[id_], p)) for kind, id_, g, p in scores.errors]
    _add_errors(report, kinds, errors, str)
    return report


def entities_report(name: str, gold: Sequence[GoldDocument], records: Records, errors: int = 0) -> Report:
    """Entities: mentions with type, exact canonical names, B³ of the clusters."""
    scores = EntityScores()
    for document in gold:
        expected = {
            actor: (entry["type"], [(start, end) for start, end in entry["mentions"]])
            for actor, entry in document["entities"].items()
        }
        predicted = {
            entity["name"]: (entity["type"], [(m["start"], m["end"]) for m in entity["mentions"]])
            for entity in records[document["doc_id"]]["entities"]
        }
        scores.add_document(document["doc_id"], document["text"], expected, predicted)
    precision, recall, f1 = scores.b3
    report = Report(
        "entities",
        name,
        len(gold),
        counts={"mention": scores.mentions, "name": scores.names},
        figures={"b3 precision": precision, "b3 recall": recall, "b3": f1},
    )
    _add_errors(report, [(kind, id_, what, "") for kind, id_, what in scores.errors], errors, str)
    return report


def cases_report(name: str, gold: Sequence[GoldDocument], records: Records, errors: int = 0) -> Report:
    """Corrections that people made in review: how many of the held and of all hold; regressions by name."""
    found = check_cases(gold, records)
    held = sum(case["state"] == "held" for document in gold for case in document["cases"])
    shares = {"held": Share(held - len(found.regressions), held), "all": Share(found.right, found.total)}
    report = Report("cases", name, len(gold), shares=shares)
    report.kinds = Counter({"regressions": len(found.regressions)} if found.regressions else {})
    report.examples = [f"[regression] {case}" for case in found.regressions]
    report.examples += [f"[mended, can be held] {case}" for case in found.mended[:errors]]
    return report


TASKS: dict[str, tuple[str, Callable[..., Report]]] = {
    "claims": ("claims", claims_report),
    "dates": ("dates", dates_report),
    "attribution": ("attributions", attribution_report),
    "entities": ("entities", entities_report),
    "names": ("entities", names_report),
    "coreference": ("clusters", coreference_report),
    "cases": ("cases", cases_report),
}


def check_task(task: str, gold: Sequence[GoldDocument], path: str) -> None:
    """Refuse a gold file that has no annotations for the task.

    Raises:
        OnrecordError: names the file, the document and the field that is missing.
    """
    wanted = {"dates": ("dates", "timexes")}.get(task, (TASKS[task][0],))
    for document in gold:
        if not any(name in document for name in wanted):
            raise OnrecordError(
                f"{path}: document {document['doc_id']!r} has no {' or '.join(wanted)}: not gold for {task}"
            )


def _relation(item: Mapping[str, Any]) -> dict[str, Any]:
    """A record's attribution in the form of the gold: lists of [start, end)."""

    def spans(*found: Mapping[str, Any] | None) -> list[tuple[int, int]]:
        return [(span["start"], span["end"]) for span in found if span]

    return {
        "kind": item["kind"],
        "source": spans(item["source"]["mention"]),
        "cue": spans(item["cue"]),
        "content": spans(*item["content"]),
    }


def _quote(text: str, relation: Mapping[str, Any] | None) -> str:
    if relation is None:
        return "-"
    return " | ".join(
        f"{part}: " + " … ".join(text[s:e] for s, e in relation[part])[:160] for part in ("source", "cue", "content")
    )


def _claim_line(claim: Mapping[str, Any] | None) -> str:
    if claim is None:
        return "-"
    date = (claim.get("date") or {}).get("value")
    return (
        f"{claim['holder']['name']} | {claim['stance']} | {claim['target']['text'][:80]} | {claim['form']} | "
        f"{claim['attribution']} | {date} | {claim['evidence']['text'][:160]!r}"
    )


def _add_errors(
    report: Report, errors: Sequence[tuple[str, str, Any, Any]], most: int, line: Callable[[Any], str]
) -> None:
    report.kinds = Counter(kind for kind, *_ in errors)
    shown: Counter[str] = Counter()
    for kind, id_, gold, predicted in errors:
        if shown[kind] < most:
            shown[kind] += 1
            report.examples += [f"[{kind}] {id_}", f"    gold      {line(gold)}", f"    predicted {line(predicted)}"]
