"""The articles that the report points to, cut at the evidence, so that a link can land on the words themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.analysis.sources import Raw, Records, raw_records

#: Code points of article text that a report may carry; articles beyond are named, not shown.
BUDGET = 4_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: plain, or evidence. `marks` are the claims that begin here (number and tooltip)."""

    text: str
    stance: str | None
    marks: tuple[int, ...]
    hint: str


@dataclass(frozen=True, slots=True)
class Text:
    """One article. `marks`: claim key → number of its mark in the text. `pieces` is empty where the budget ran out."""

    document: str
    title: str
    published: str | None
    outlet: str | None
    url: str | None
    path: str | None
    sha256: str
    pieces: tuple[Piece, ...]
    marks: tuple[tuple[str, int], ...]


def cited_texts(source: Records, keys: set[str]) -> tuple[list[Text], list[dict[str, Any]], int]:
    """The articles in which one of `keys` (document#claim) stands, what made the records, and how many there are.

    Returns:
        Texts in stored order; one row a combination of version, models and settings with its number of documents;
        number of documents.
    """
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for key in keys:
        document, _, claim = key.rpartition("#")
        wanted[document].add(claim)
    texts: list[Text] = []
    made: Counter[tuple[str, str, str]] = Counter()
    budget, documents = BUDGET, 0
    for raw in raw_records(source):
        documents += 1
        run = raw["run"]
        models = ", ".join(f"{name} {version}" for name, version in sorted(run["models"].items()))
        made[run["pipeline_version"], models, run["settings_sha256"]] += 1
        claims = wanted.get(raw["document"]["id"])
        if claims:
            budget -= len(raw["document"]["text"])
            texts.append(_text(raw, claims, shown=budget >= 0))
    rows = [
        {"version": version, "models": models, "settings": settings, "documents": number}
        for (version, models, settings), number in sorted(made.items())
    ]
    return texts, rows, documents


def _text(raw: Raw, wanted: set[str], *, shown: bool) -> Text:
    document = raw["document"]
    claims = sorted(
        (claim for claim in raw["claims"] if claim["id"] in wanted),
        key=lambda claim: (claim["evidence"]["start"], claim["evidence"]["end"], claim["id"]),
    )
    published = document["published"]
    return Text(
        document=document["id"],
        title=document["title"] or document["id"],
        published=published["value"] if published else None,
        outlet=document["outlet"] or document["issuer"],
        url=document["source"]["url"],
        path=document["source"]["path"],
        sha256=document["source"]["sha256"],
        pieces=tuple(_pieces(document["text"], claims)) if shown else (),
        marks=tuple((f"{document['id']}#{claim['id']}", number) for number, claim in enumerate(claims))
        if shown
        else (),
    )


def _pieces(text: str, claims: list[dict[str, Any]]) -> Iterator[Piece]:
    spans = [(claim["evidence"]["start"], claim["evidence"]["end"]) for claim in claims]
    cuts = sorted({0, len(text), *(at for span in spans for at in span)})
    for start, end in pairwise(cuts):
        inside = [n for n, (first, last) in enumerate(spans) if first <= start and end <= last]
        begins = tuple(n for n in inside if spans[n][0] == start)
        hint = "; ".join(
            f"{claims[n]['holder']['name']}: {claims[n]['stance']} · {claims[n]['target']['text']}" for n in inside
        )
        yield Piece(text[start:end], claims[inside[0]]["stance"] if inside else None, begins, hint)
