"""Names and coreference on annotated sets, beside the bare base model.

`names`: mentions of named actors and places. Types map to three: person, organization, place. GUM has them by these
names, MEANTIME as PER, ORG, LOC; of ours and the base model's, PERSON is a person, ORG an organization, and GPE, LOC
and FAC are places. All other types (GROUP, LAW, PRODUCT, …), nouns and pronouns are not counted on either side. A
mention is right if its type is and its span, leading article, title and possessive aside.

`coreference`: B³ over all mentions. The base model's clusters are its equal names; ours are the entities. A cluster of
one mention counts on neither side, as the gold has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from functools import cache
from typing import Any

from spacy.language import Language

from pipeline import names
from pipeline.assembly import load_base
from pipeline.evaluation.entities import b_cubed, f1
from pipeline.evaluation.gold import GoldDocument
from pipeline.evaluation.report import Report
from pipeline.evaluation.scores import Count
from pipeline.settings import Settings

Span = tuple[int, int]
Records = Mapping[str, Mapping[str, Any]]
_TYPES = {
    "person": "person", "organization": "organization", "place": "place", "PER": "person", "ORG": "organization",
    "LOC": "place", "PERSON": "person", "GPE": "place", "FAC": "place",
}  # fmt: skip
#: Ours and the base model's that count.
_COUNTED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})
#: Labels of the base model that are no names.
_NUMBERS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"})


def names_report(name: str, gold: Sequence[GoldDocument], records: Records, errors: int = 0) -> Report:
    """Named mentions of persons, organizations and places, by genre where there are several: bare beside ours."""
    counts: dict[str, Count] = {}
    report = Report("names", name, len(gold), counts=counts)
    for document in gold:
        text, until = document["text"], document.get("annotated_until") or len(document["text"])
        expected = _gold_mentions(document)
        found = {"bare": _base_mentions(text), "ours": _our_mentions(text, records[document["doc_id"]]["entities"])}
        for side, predicted in found.items():
            count = counts.setdefault(f"{document.get('genre', '')} {side}".strip(), Count())
            inside = {span: kind for span, kind in predicted.items() if span[1] <= until}
            count.gold += len(expected)
            count.predicted += len(inside)
            count.right += sum(expected.get(span) == kind for span, kind in inside.items())
            if side == "ours":
                wrong = [(span, kind) for span, kind in sorted(inside.items()) if expected.get(span) != kind]
                report.kinds["spurious"] += len(wrong)
                listed = sum(line.startswith("[spurious]") for line in report.examples)
                report.examples += [
                    f"[spurious] {document['doc_id']} {text[start:end]!r} {kind}"
                    for (start, end), kind in wrong[: max(0, errors - listed)]
                ]
    report.counts = dict(sorted(counts.items()))
    return report


def coreference_report(name: str, gold: Sequence[GoldDocument], records: Records, errors: int = 0) -> Report:
    """B³ of clusters of two mentions or more: bare beside ours."""
    sums = {"bare": [0.0, 0, 0.0, 0], "ours": [0.0, 0, 0.0, 0]}
    for document in gold:
        text = document["text"]
        expected: dict[Span, Hashable] = {
            bare(text, (start, end)): number
            for number, cluster in enumerate(document["clusters"])
            for start, end in cluster
        }
        ours = _our_clusters(text, records[document["doc_id"]]["entities"])
        for side, predicted in (("bare", _base_clusters(text)), ("ours", ours)):
            precision, recall = b_cubed(predicted, expected)
            added = (precision, len(predicted), recall, len(expected))
            sums[side] = [one + other for one, other in zip(sums[side], added, strict=True)]
    report = Report("coreference", name, len(gold))
    for side, (precision, predicted_, recall, expected_) in sums.items():
        right, found = precision / max(1, predicted_), recall / max(1, expected_)
        report.figures |= {f"{side} precision": right, f"{side} recall": found, f"{side} b3": f1(right, found)}
    return report


def bare(text: str, span: Span) -> Span:
    """A mention without leading article, title and closing possessive, as code points `[start, end)`."""
    start, end = span
    while match := re.match(r"(?:the|an?)\s+", text[start:end], re.I):
        start += match.end()
    end = start + len(names.without_possessive(text[start:end]))
    words = text[start:end].split(" ")
    skip = names.leading_title(tuple(w.lower().replace(".", "") for w in words))
    if 0 < skip < len(words):
        start += len(" ".join(words[:skip])) + 1
    return start, end


def _gold_mentions(document: GoldDocument) -> dict[Span, str]:
    return {
        bare(document["text"], (item["start"], item["end"])): _TYPES[item["label"]]
        for item in document["entities"]
        if item["label"] in _TYPES and item["named"]
    }


def _our_mentions(text: str, entities: Sequence[Mapping[str, Any]]) -> dict[Span, str]:
    return {
        bare(text, (m["start"], m["end"])): _TYPES[entity["type"]]
        for entity in entities
        if entity["type"] in _COUNTED
        for m in entity["mentions"]
        if m["kind"] == "name"
    }


def _our_clusters(text: str, entities: Sequence[Mapping[str, Any]]) -> dict[Span, Hashable]:
    return {
        bare(text, (m["start"], m["end"])): entity["id"]
        for entity in entities
        if len(entity["mentions"]) > 1
        for m in entity["mentions"]
    }


@cache
def _base_names(text: str) -> tuple[tuple[Span, str], ...]:
    """The base model's named entities: their place and label."""
    return tuple(((ent.start_char, ent.end_char), ent.label_) for ent in _base()(text).ents)


@cache
def _base() -> Language:
    return load_base(Settings().base_model)


def _base_mentions(text: str) -> dict[Span, str]:
    return {bare(text, span): _TYPES[label] for span, label in _base_names(text) if label in _COUNTED}


def _base_clusters(text: str) -> dict[Span, Hashable]:
    found = {span: names.key(text[slice(*span)]) for span, label in _base_names(text) if label not in _NUMBERS}
    counts = Counter(found.values())
    return {bare(text, span): key for span, key in found.items() if counts[key] > 1}
