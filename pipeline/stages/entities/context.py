"""How far a name reaches, as its other places in the text show: "Foresight" is "Foresight Grid" each time."""

from __future__ import annotations

import re
from collections import Counter

from pipeline import names
from pipeline.annotations import Range
from pipeline.stages.entities.found import HEADLINE, Found


def shortened(text: str, found: list[Found]) -> list[Found]:
    """Bodies in a headline cut to the name the text has: "Acme" of "Acme Face Recognition Moratorium"."""
    bodies = {text[f.range.start : f.range.end] for f in found if f.type == "ORG" and f.range.start > HEADLINE}
    kept = []
    for item in found:
        name = text[item.range.start : item.range.end]
        if item.type == "ORG" and item.weight <= 30 and item.range.start < HEADLINE and text.count(name) == 1:
            words = name.split(" ")
            cut = next((n for n in range(len(words) - 2, 0, -1) if " ".join(words[:n]) in bodies), 0)
            if cut and not names.families(name):
                item = item._replace(range=Range(item.range.start, item.range.start + len(" ".join(words[:cut]))))
        kept.append(item)
    return kept


def lengthened(text: str, found: list[Found]) -> list[Found]:
    """Names of one word with the capitalised word that follows each time: "Foresight Grid" found as "Foresight"."""
    single: dict[str, list[Found]] = {}
    for item in found:
        name = text[item.range.start : item.range.end]
        if " " not in name and item.weight <= 30 and item.type in {"ORG", "PRODUCT", "WORK", "PERSON", "FAC", "LOC"}:
            single.setdefault(name, []).append(item)
    longer: dict[str, str] = {}
    for name, items in single.items():
        behind = Counter(m.group(1) if (m := _NEXT.match(text, i.range.end)) else "" for i in items)
        word, count = behind.most_common(1)[0]
        if word and count >= 2 and count == len(items) and text.count(name) == count:
            longer[name] = word
    taken = {item.range.start for item in found}
    kept = []
    for item in found:
        word = longer.get(text[item.range.start : item.range.end])
        if word is not None and item.range.end + 1 not in taken:
            item = item._replace(range=Range(item.range.start, item.range.end + 1 + len(word)))
        kept.append(item)
    return kept


_NEXT = re.compile(r"[ ]([A-ZÀ-ÖØ-Ý][a-z][\w-]*\w)")
