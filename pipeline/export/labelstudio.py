"""For Label Studio: tasks whose predictions are the claims, and the labelling configuration they need.

Every span of a claim is a region named `{claim}-{role}`; relations lead from the evidence to the others; stance, form
and the rest are choices and texts of the evidence region. Label Studio counts code points in text, as records do.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from pipeline import labels
from pipeline.analysis.sources import Raw, Records, raw_records
from pipeline.export.formats import Exported
from pipeline.export.parts import ROLES, Part, kept, parts

#: Choices of an evidence region: field of the claim → its values.
CHOICES: dict[str, tuple[str, ...]] = {
    "stance": labels.STANCES,
    "subject_stance": labels.SUBJECT_STANCES,
    "form": labels.FORMS,
    "attribution": labels.VOICES,
}
#: Free texts of an evidence region.
TEXTS: tuple[str, ...] = ("holder_name", "organization", "subject", "instrument", "date")
_COLOURS = ("#0072B2", "#009E73", "#E69F00", "#999999", "#56B4E9", "#CC79A7", "#F0E442")


def labelling_config() -> str:
    """The labelling interface (XML) for claims."""
    regions = "".join(
        f'    <Label value="{role}" background="{colour}"/>\n'
        for role, colour in zip(("evidence", *ROLES), _COLOURS, strict=True)
    )
    choices = "".join(
        f'  <Choices name="{name}" toName="text" perRegion="true" whenTagName="label" whenLabelValue="evidence">\n'
        + "".join(f'    <Choice value="{value}"/>\n' for value in values)
        + "  </Choices>\n"
        for name, values in CHOICES.items()
    )
    texts = "".join(
        f'  <TextArea name="{name}" toName="text" perRegion="true" whenTagName="label" whenLabelValue="evidence" '
        f"placeholder={quoteattr(name.replace('_', ' '))}/>\n"
        for name in TEXTS
    )
    relations = "".join(f'    <Relation value="{role}"/>\n' for role in ROLES)
    return (
        f"<View>\n  <Relations>\n{relations}  </Relations>\n"
        f'  <Labels name="label" toName="text">\n{regions}  </Labels>\n'
        f'  <Text name="text" value="$text"/>\n{choices}{texts}</View>\n'
    )


def write_label_studio(source: Records, out: Path) -> Exported:
    """`out` (JSON, an array of tasks) and beside it the same name with .xml, the labelling configuration."""
    config = out.with_suffix(".xml")
    config.write_text(labelling_config(), encoding="utf-8")
    documents = claims = 0
    with out.open("w", encoding="utf-8") as file:
        file.write("[")
        for raw in raw_records(source):
            file.write((",\n" if documents else "\n") + json.dumps(task(raw), ensure_ascii=False))
            documents, claims = documents + 1, claims + len(kept(raw))
        file.write("\n]\n")
    return Exported((out, config), documents, claims)


def task(raw: Raw) -> dict[str, Any]:
    """One document as a task with one prediction."""
    document, claims = raw["document"], kept(raw)
    published = document["published"]
    return {
        "data": {
            "text": document["text"],
            "document": document["id"],
            "title": document["title"] or "",
            "published": published["value"] if published else "",
        },
        "predictions": [
            {
                "model_version": f"onrecord {raw['run']['pipeline_version']}",
                "score": round(sum(c["confidence"] for c in claims) / len(claims), 3) if claims else 0.0,
                "result": [item for claim in claims for item in _results(claim)],
            }
        ],
    }


def _results(claim: dict[str, Any]) -> list[dict[str, Any]]:
    found = list(parts(claim))
    evidence = found[0]
    regions = [_result(part, "label", "labels", part.text, [part.role]) for part in found]
    choices = [_result(evidence, name, "choices", evidence.text, [claim[name]]) for name in CHOICES]
    values = {
        "holder_name": claim["holder"]["name"],
        "date": claim["date"]["value"] if claim["date"] else None,
        **{name: claim[name] for name in ("organization", "subject", "instrument")},
    }
    texts = [_result(evidence, name, "textarea", [values[name]]) for name in TEXTS if values[name]]
    relations = [
        {
            "type": "relation",
            "from_id": evidence.id,
            "to_id": part.id,
            "direction": "right",
            "labels": [part.role],
        }
        for part in found[1:]
    ]
    return [*regions, *choices, *texts, *relations]


def _result(
    part: Part, name: str, type_: str, text: str | list[str], chosen: list[str] | None = None
) -> dict[str, Any]:
    value: dict[str, Any] = {"start": part.start, "end": part.end, "text": text}
    if chosen is not None:
        value[type_] = chosen
    return {"id": part.id, "from_name": name, "to_name": "text", "type": type_, "value": value}
