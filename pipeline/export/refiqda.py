"""A REFI-QDA project (.qdpx, standard 1.5) for ATLAS.ti, MAXQDA, NVivo, QualCoder and others.

Codes: the four stances, the five forms and every topic. Each claim is a selection of its evidence with three codings;
holders are cases that point to their selections. Positions are code points of the plain text, which is stored as is.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from pipeline import labels
from pipeline.analysis.intervals import days_of
from pipeline.analysis.sources import Raw, Records, raw_records
from pipeline.export.cells import shortened
from pipeline.export.formats import Exported
from pipeline.export.parts import concept_and_side, guid, kept

NAMESPACE = "urn:QDA-XML:project:1.0"
_COLOURS = {"support": "#0072B2", "oppose": "#D55E00", "neutral": "#999999", "mixed": "#CC79A7"}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOMENT = (1980, 1, 1, 0, 0, 0)  # of the files in the archive: the same records give the same bytes


def write_qdpx(source: Records, out: Path) -> Exported:
    """One archive: project.qde and a plain text a document under sources/."""
    project = Xml.Element("Project", {"xmlns": NAMESPACE, "name": "onrecord", "origin": "onrecord"})
    user = guid("user")
    Xml.SubElement(Xml.SubElement(project, "Users"), "User", {"guid": user, "name": "onrecord"})
    topics: dict[str, None] = {}
    cases: dict[str, list[str]] = {}
    sources = Xml.Element("Sources")
    documents = claims = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for raw in raw_records(source):
            documents, claims = documents + 1, claims + len(kept(raw))
            sources.append(_source(raw, user, topics, cases))
            name = f"sources/{guid('source', raw['document']['id'])}.txt"
            _store(archive, name, raw["document"]["text"].encode("utf-8", "replace"))
        project.append(_codebook(topics))
        for part in (_variables(), _cases(cases), sources):
            if len(part):
                project.append(part)
        Xml.indent(project)
        _store(archive, "project.qde", Xml.tostring(project, encoding="utf-8", xml_declaration=True))
    return Exported((out,), documents, claims)


def _store(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _xml(value: str) -> str:
    return _NO_XML.sub("\ufffd", value)


def _codebook(topics: dict[str, None]) -> Xml.Element:
    book = Xml.Element("CodeBook")
    codes = Xml.SubElement(book, "Codes")
    groups = (("stance", labels.STANCES), ("form", labels.FORMS), ("topic", tuple(topics)))
    for kind, values in groups:
        if not values:
            continue
        parent = Xml.SubElement(codes, "Code", {"guid": guid("code", kind), "name": kind, "isCodable": "false"})
        for value in values:
            attributes = {"guid": guid("code", kind, value), "name": _xml(shortened(value, 190)), "isCodable": "true"}
            if value in _COLOURS and kind == "stance":
                attributes["color"] = _COLOURS[value]
            Xml.SubElement(parent, "Code", attributes)
    return book


def _variables() -> Xml.Element:
    variables = Xml.Element("Variables")
    for name, kind in (("published", "Date"), ("outlet", "Text"), ("genre", "Text"), ("document", "Text")):
        Xml.SubElement(variables, "Variable", {"guid": guid("variable", name), "name": name, "typeOfVariable": kind})
    return variables


def _cases(cases: dict[str, list[str]]) -> Xml.Element:
    parent = Xml.Element("Cases")
    for name, selections in sorted(cases.items()):
        case = Xml.SubElement(parent, "Case", {"guid": guid("case", name), "name": _xml(name)})
        for selection in selections:
            Xml.SubElement(case, "SelectionRef", {"targetGUID": selection})
    return parent


def _source(raw: Raw, user: str, topics: dict[str, None], cases: dict[str, list[str]]) -> Xml.Element:
    document = raw["document"]
    id_ = guid("source", document["id"])
    element = Xml.Element(
        "TextSource",
        {
            "guid": id_,
            "name": _xml(shortened(document["title"] or document["id"], 190)),
            "plainTextPath": f"internal://{id_}.txt",
            "creatingUser": user,
        },
    )
    for claim in kept(raw):
        topic, _ = concept_and_side(claim)
        topics.setdefault(topic)
        selection = guid("selection", document["id"], claim["id"])
        cases.setdefault(claim["holder"]["name"], []).append(selection)
        element.append(_selection(claim, selection, topic, user))
    published = document["published"]
    day = days_of(published["value"] if published else None)[0]
    values = (
        ("published", "DateValue", day.isoformat() if day else None),
        ("outlet", "TextValue", document["outlet"]),
        ("genre", "TextValue", document["genre"]),
        ("document", "TextValue", document["id"]),
    )
    for name, tag, value in values:
        if value is not None:
            holder = Xml.SubElement(element, "VariableValue")
            Xml.SubElement(holder, "VariableRef", {"targetGUID": guid("variable", name)})
            Xml.SubElement(holder, tag).text = _xml(value)
    return element


def _selection(claim: dict[str, Any], id_: str, topic: str, user: str) -> Xml.Element:
    evidence, date = claim["evidence"], claim["date"]
    element = Xml.Element(
        "PlainTextSelection",
        {
            "guid": id_,
            "name": _xml(shortened(evidence["text"], 60)),
            "startPosition": str(evidence["start"]),
            "endPosition": str(evidence["end"]),
            "creatingUser": user,
        },
    )
    said = (
        f"{claim['holder']['name']} · {claim['stance']} · {claim['target']['text']} · {date['value'] if date else '?'}"
    )
    Xml.SubElement(element, "Description").text = _xml(said)
    for kind, value in (("stance", claim["stance"]), ("form", claim["form"]), ("topic", topic)):
        coding = Xml.SubElement(element, "Coding", {"guid": guid("coding", id_, kind), "creatingUser": user})
        Xml.SubElement(coding, "CodeRef", {"targetGUID": guid("code", kind, value)})
    return element
