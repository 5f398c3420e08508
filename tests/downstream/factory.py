"""Records made by hand, with emoji in every text so that no test mistakes UTF-16 units or bytes for code points."""

from __future__ import annotations

import hashlib
from typing import Any

from pipeline.records import Record

#: An emoji outside the basic plane and a flag of two of them, in front of everything.
ASTRAL = "🗞️🇺🇸 "


def span(text: str, words: str, start: int = 0) -> dict[str, Any]:
    """Where `words` stand in `text`, from `start` on."""
    at = text.index(words, start)
    return {"start": at, "end": at + len(words), "text": words}


def claim(
    text: str,
    number: int,
    holder: str,
    stance: str,
    target: str,
    evidence: str,
    *,
    subject: str | None = None,
    subject_stance: str | None = None,
    form: str = "position",
    date: str | None = None,
    entity: str | None = None,
    concept: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    """One claim; its evidence and target are looked up in the text."""
    where = span(text, evidence)
    return {
        "id": f"c{number}",
        "holder": {"name": holder, "entity": entity, "mention": span(text, holder) if holder in text else None},
        "organization": None,
        "stance": stance,
        "target": {**span(text, target, where["start"]), "concept": concept, "resolved": None},
        "form": form,
        "attribution": "narrated",
        "evidence": where,
        "date": {"value": date, "source": "expression"} if date else None,
        "subject": subject or target,
        "subject_stance": subject_stance or stance,
        "confidence": 0.9,
        "stage": "rule:test",
        **more,
    }


def record(
    id_: str, body: str, *claims: dict[str, Any], published: str | None = "2020-06-11", **document: Any
) -> Record:
    """A record of `ASTRAL + body`. Each of `claims` holds the arguments of `claim` by name (without text, number)."""
    text = ASTRAL + body
    made = [claim(text, number, **arguments) for number, arguments in enumerate(claims, 1)]
    names = sorted({one["holder"]["name"] for one in made if one["holder"]["mention"]})
    entities = [
        {"id": f"e{n}", "name": name, "type": "ORG", "mentions": [{**span(text, name), "kind": "name"}]}
        for n, name in enumerate(names, 1)
    ]
    for one in made:
        name = one["holder"]["name"]
        one["holder"]["entity"] = f"e{names.index(name) + 1}" if name in names else None
    extra = document.pop("record", {})
    return Record.model_validate(
        {
            "document": {
                "id": id_,
                "source": {
                    "path": f"raw/{id_}.txt",
                    "sha256": hashlib.sha256(text.encode()).hexdigest(),
                    "media_type": "text/plain",
                },
                "text": text,
                "title": f"Title of {id_}",
                "language": "en",
                "genre": "article",
                "published": {"value": published, "source": "given"} if published else None,
                **document,
            },
            "entities": entities,
            "claims": made,
            "run": {"pipeline_version": "0.1.0", "models": {"en_core_web_sm": "3.8.0"}, "settings_sha256": "0" * 64},
            **extra,
        }
    )


SALE = "sale of face recognition to police"
SELLING = "selling face recognition to police"
_STORY = (
    "Amazon has long sold its Rekognition software to sheriffs in Oregon and Florida, and its executives defended the "
    "business before Congress in 2019. On Wednesday Amazon said it will stop selling face recognition to police for "
    "one year. Civil liberties lawyers had asked for such a step since 2018, and shareholders voted on it twice."
)
_QUOTING = (
    "Shares fell in a weak market. Amazon said it will stop selling face recognition to police for one year. Analysts "
    "shrugged and pointed to the tiny revenue that the product ever brought in for the cloud unit."
)
_OWN = "Our correspondent learned that the retailer Amazon put a halt on selling face recognition to police until 2021."


def planted() -> list[Record]:
    """Five documents with a planted reprint, a wire copy, an independent corroboration and a change of position."""
    stop = {
        "holder": "Amazon",
        "stance": "oppose",
        "target": SELLING,
        "form": "commitment",
        "evidence": "Amazon said it will stop selling face recognition to police for one year",
        "subject": SALE,
        "date": "2020-06-10",
    }
    halt = {**stop, "evidence": "the retailer Amazon put a halt on selling face recognition to police until 2021"}
    defended = {
        **stop,
        "stance": "support",
        "form": "position",
        "evidence": "Amazon defended selling face recognition to police",
        "date": "2019-05-22",
    }
    before = "SEATTLE: Amazon defended selling face recognition to police at a meeting."
    return [
        record("d1-before", before, defended, published="2019-05-22"),
        record("d2-wire", _STORY, stop, published="2020-06-10"),
        record("d3-reprint", f"{_STORY} Reporting by our partners.", stop, published="2020-06-11"),
        record("d4-quotes", _QUOTING, stop, published="2020-06-12"),
        record("d5-own", _OWN, halt, published="2020-06-11"),
    ]
