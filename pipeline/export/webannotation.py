"""W3C Web Annotations (JSON-LD): one annotation a claim, anchored by position and by quotation.

Recommendation: https://www.w3.org/TR/annotation-model/. Positions are code points, as it demands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.analysis.sources import Raw, Records, raw_records
from pipeline.export.formats import Exported
from pipeline.export.parts import kept

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"onrecord": "urn:onrecord:term:"}]
#: Code points of context on each side of a quotation.
AROUND = 32
_FIELDS = ("stance", "subject", "subject_stance", "form", "attribution", "instrument", "organization", "confidence")


def write_web_annotations(source: Records, out: Path) -> Exported:
    """An annotation page with all claims that nobody rejected."""
    documents = claims = 0
    with out.open("w", encoding="utf-8") as file:
        head = {"@context": CONTEXT, "id": "urn:onrecord:claims", "type": "AnnotationPage"}
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "items": [')
        for raw in raw_records(source):
            documents += 1
            for annotation in _annotations(raw):
                file.write((",\n" if claims else "\n") + json.dumps(annotation, ensure_ascii=False))
                claims += 1
        file.write("\n]}\n")
    return Exported((out,), documents, claims)


def _annotations(raw: Raw) -> Iterator[dict[str, Any]]:
    document = raw["document"]
    urn = f"urn:onrecord:document:{quote(document['id'], safe='')}"
    text, source = document["text"], document["source"]["url"] or urn
    for claim in kept(raw):
        evidence = claim["evidence"]
        date = claim["date"]
        terms = {name: claim[name] for name in _FIELDS}
        terms |= {"holder": claim["holder"]["name"], "target": claim["target"]["text"]}
        terms |= {"date": date["value"] if date else None, "document": document["id"]}
        start, end = evidence["start"], evidence["end"]
        yield {
            "id": f"{urn}:{quote(claim['id'], safe='')}",
            "type": "Annotation",
            "motivation": "classifying",
            "body": [
                _body("describing", f"{claim['holder']['name']}: {claim['stance']} · {claim['target']['text']}"),
                _body("tagging", claim["stance"]),
                _body("tagging", claim["form"]),
            ],
            "target": {
                "source": source,
                "selector": [
                    {"type": "TextPositionSelector", "start": start, "end": end},
                    {
                        "type": "TextQuoteSelector",
                        "exact": evidence["text"],
                        "prefix": text[max(0, start - AROUND) : start],
                        "suffix": text[end : end + AROUND],
                    },
                ],
            },
            **{f"onrecord:{name}": value for name, value in terms.items() if value is not None},
        }


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}
