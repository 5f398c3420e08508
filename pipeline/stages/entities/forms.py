"""Names that show by their form alone: bills and cases, handles, products, acronyms in brackets, "the undersigned"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import names
from pipeline.annotations import Range
from pipeline.stages.entities.capitals import NAME_WORD
from pipeline.stages.entities.found import Found

_HANDLE = re.compile(r"(?<![\w.@])@[A-Za-z_]\w{1,29}\b(?!\.\w)")
_BILL = re.compile(
    r"\b(?=[A-Z])(?:H\.?[ ]?R\.?|S\.|AB|SB|HB|A\.B\.|S\.B\.|H\.B\.|(?:H|S)\.?[ ]?(?:J|Con)?\.?[ ]?Res\.?|House Bill"
    r"|Senate Bill|Assembly Bill"
    r"|Proposition|Prop\.|Executive Order(?: No\.)?|Public Law|Resolution|Regulation \(EU\)|Directive|LD|LB|HF"
    r"|SF)[ \u00a0]?(?:No\.[ ])?\d[\d/\-]{0,9}\b"
)
_CASE = re.compile(rf"\b(?=[A-Z]){NAME_WORD}(?:[ ]{NAME_WORD}){{0,3}}[ ]vs?\.[ ]{NAME_WORD}(?:[ ]{NAME_WORD}){{0,3}}")
_ACRONYM = re.compile(r"\((?:[“\"]|the )?(?P<short>[A-Z][A-Za-z&.\-]{1,9})[”\"]?\)")
_UNDERSIGNED = re.compile(
    r"\b(?:[Ww]e,?[ ])?the undersigned\b(?:[ ](?:organi[sz]ations|groups|members"
    r"|signatories)\b)?"
)
_SOLD = re.compile(r"[ ](?:platform|software|app|chatbot|browser|console|smartphone|search engine)\b")
_PRODUCT = re.compile(r"(?<![.!?“\"\n] )\b[A-Z][a-z]+[\w-]*$")
_LONGEST_PRODUCT = 30


def laws(text: str) -> Iterator[Found]:
    """Bills and orders by number, and court cases."""
    for match in _BILL.finditer(text):
        yield Found(Range(match.start(), match.end()), "LAW", 70)
    for match in _CASE.finditer(text) if " v. " in text or " vs" in text else ():
        yield Found(Range(match.start(), match.end()), "LAW", 65)


def products(text: str) -> Iterator[Found]:
    """Capitalised words before "platform", "software", "app", …"""
    for noun in _SOLD.finditer(text):
        match = _PRODUCT.search(text, max(0, noun.start() - _LONGEST_PRODUCT), noun.start())
        if match is not None and names.place_name(match.group()) is None and match.group() not in names.demonyms():
            yield Found(Range(match.start(), match.end()), "PRODUCT", 12)


def undersigned(text: str) -> Iterator[Range]:
    """Where a text calls its signatories "the undersigned"."""
    for match in _UNDERSIGNED.finditer(text) if "undersigned" in text else ():
        yield Range(match.start(), match.end())


def handles(text: str) -> Iterator[Found]:
    """Handles of social media."""
    for match in _HANDLE.finditer(text) if "@" in text else ():
        yield Found(Range(match.start(), match.end()), "HANDLE", 90)


def acronyms(text: str, known: list[Found]) -> Iterator[Found]:
    """Short forms in brackets right behind a name found before: "Government Accountability Office (GAO)"."""
    ends = {item.range.end: item for item in known}
    for match in _ACRONYM.finditer(text):
        short = match["short"].rstrip(".")
        before = ends.get(len(text[: match.start()].rstrip()))
        long = text[max(0, match.start() - 90) : match.start()].rstrip()
        where = Range(match.start("short"), match.start("short") + len(short))
        if (
            before is not None
            and before.type in {"ORG", "GPE", "LAW", "PRODUCT", "FAC", "EVENT"}
            and names.looks_acronym(short)
        ):
            if not re.fullmatch(r"[A-Z]{2}", short) or names.is_acronym(
                short, text[before.range.start : before.range.end]
            ):
                yield Found(where, before.type, 68)
        elif names.looks_acronym(short) and len(short) >= 3:
            expansion = _expansion(long, short)
            if expansion is not None and names.families(long[expansion:]):
                yield Found(where, "ORG", 45)
                yield Found(
                    Range(
                        match.start() - len(text[max(0, match.start() - 90) : match.start()]) + expansion,
                        match.start() - (len(text[max(0, match.start() - 90) : match.start()]) - len(long)),
                    ),
                    "ORG",
                    45,
                )


def _expansion(before: str, short: str) -> int | None:
    """Where in `before` the words start whose initials are `short`, up to its end; None if none do."""
    starts = [m.start() for m in re.finditer(r"(?<![\w’'])[A-Z]", before)]
    for start in reversed(starts[-12:]):
        if names.is_acronym(short, before[start:]) and "." not in before[start:].rstrip("."):
            return start
    return None
