"""Names that stand beside an utterance without a verb: signatures, labels ("Jane Smith: “…”"), headings of excerpts."""

from __future__ import annotations

import re

from pipeline.annotations import Range
from pipeline.quotations import Quotation
from pipeline.stages.attribution.draft import Draft, Page
from pipeline.tokens import trimmed

_NAME = r"(?:[A-Z][\w.’'\-]*\.?|of|the|and|for|de|la|van|von|&|\([^)\n]{1,30}\)|,)"
_TRAILER = re.compile(
    rf"\s*[—–―-]{{1,2}}\s?(?P<name>[A-Z@][\w.’'\-]*(?:\s{_NAME}){{0,14}})(?:,[^\n]{{0,100}})?\s*\.?\s*(?=\n|$)"
)
_UNDASHED = re.compile(
    rf"\s(?P<name>[A-Z][\w.’'\-]*(?:\s(?!,){_NAME}){{0,8}})(?:(?:,| \()[^\n“”\"]{{0,120}})?"
    r"\s*\.?\s*(?=\n|$|(?<=\.)\s*[“\"])"
)
_LABEL = re.compile(
    r"(?P<name>[A-Z][\w.’'\-]*(?: (?:of|the|and|[A-Z][\w.’'\-]*)){0,6})"
    r"(?: \([A-Z][^()\n]{1,20}\))?(?P<rest>, [^:\n“”\"]{3,140})?\s?:\s*$"
)
_FULL_STOP = re.compile(r"(?:(?<=[a-z)]{2})(?<!\bRep|\bSen|\bGov|\bRev|\bHon|\bGen)[.?!]|[”\"])\s+(?=[A-Z])")
_HEADING = re.compile(
    r"(?P<name>(?:[Tt]he )?[A-Z][\w.&’'\-]*(?: (?:of|the|and|&|[A-Z][\w.&’'\-]*)){0,5}): [A-Z][^\n“\"]{8,200}"
)
_WORDED = re.compile(r"\b(?P<cue>in (?:the )?words of) (?P<name>[^,“”\"\n]{3,60}),?\s+$", re.I)
_GLUED = re.compile(
    r"\s*(?P<cue>said|says|added|wrote|stated|continued|concluded)\s*(?P<name>(?:[A-Z][\w.’'\-]*\s?|of |the |and )+)"
)


def signed(page: Page, quotation: Quotation) -> Draft | None:
    """The relation of an utterance with a name behind it."""
    return _trailer(page, quotation) or glued(page, quotation)


def labelled(page: Page, paragraph: Range, quotation: Quotation) -> Draft | None:
    """ "Jane Smith: “…”" or "Jane Smith, mayor of York:" in the line before: a dialogue or voices with their marks."""
    start, end = paragraph.start, quotation.range.start
    if not page.text[start:end].strip():
        position = page.paragraphs.index(paragraph)
        start, end = page.paragraphs[position - 1] if position else (start, end)
    sentence = max((m.end() for m in _FULL_STOP.finditer(page.text, start, end)), default=start)
    match = _LABEL.match(page.text, sentence, end)
    if match is None or (match["rest"] and _tells(page, Range(*match.span("rest")))):
        return None
    name = Range(match.start("name"), match.end("name"))
    if match["name"].isupper() and " " in match["name"] and not _is_person(page, name):
        return None  # "KEY POINTS:"
    colon = page.text.rindex(":", name.end, end)
    return _named(page, quotation, name, Range(colon, colon + 1), "labelled")


def _is_person(page: Page, name: Range) -> bool:
    first, last = page.tokens(name)
    return any(page.doc[i].ent_type_ == "PERSON" for i in range(first, last))


def _tells(page: Page, span: Range) -> bool:
    """Whether a stretch has a verb of its own."""
    first, last = page.tokens(span)
    return any(page.doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD") for i in range(first, last))


def worded(page: Page, paragraph: Range, quotation: Quotation) -> Draft | None:
    """ "In the words of Jane Smith, “…”"."""
    start = max(paragraph.start, quotation.range.start - 80)
    match = _WORDED.search(page.text, start, quotation.range.start)
    if match is None:
        return None
    return _named(page, quotation, Range(*match.span("name")), Range(*match.span("cue")), "worded")


def headed(page: Page, paragraph: Range, quotation: Quotation) -> Draft | None:
    """An excerpt from another outlet, under a line with its name and headline ("Yahoo News: New report finds …")."""
    position = page.paragraphs.index(paragraph)
    if position == 0 or quotation.range.start != paragraph.start:
        return None
    line = page.paragraphs[position - 1]
    match = _HEADING.fullmatch(page.text, line.start, line.end)
    if match is None or page.text[line.end - 1] in ".:!":
        return None
    name = Range(match.start("name"), match.end("name"))
    return _named(page, quotation, name, Range(name.end, name.end + 1), "headed")


def _named(page: Page, quotation: Quotation, name: Range, cue: Range, rule: str) -> Draft:
    first, last = page.tokens(name)
    return Draft(
        content=[quotation.range],
        rule=rule,
        head=-1 - quotation.range.start,
        cue=cue,
        source=name,
        source_head=_name_head(page, first, last),
        quotations=[quotation],
    )


def _trailer(page: Page, quotation: Quotation) -> Draft | None:
    """ "“…” — Jane Smith" at the end of a line, or on the next one."""
    match = _TRAILER.match(page.text, quotation.range.end)
    if match is None and page.text[quotation.inner.end - 1] == ",":
        match = _UNDASHED.match(page.text, quotation.range.end)  # "“…,” Jane Smith, mayor": the verb is forgotten
    if match is None:
        return None
    name = Range(match.start("name"), match.end("name"))
    sign = next(i for i in range(match.start(), match.end()) if not page.text[i].isspace())
    if sign == name.start:
        sign = quotation.inner.end - 1
    return _named(page, quotation, name, Range(sign, sign + 1), "trailer")


def glued(page: Page, quotation: Quotation) -> Draft | None:
    """ "…,” saidSenator Jane Smith": cue and name without the spaces that would part them."""
    match = _GLUED.match(page.text, quotation.range.end)
    if match is None:
        return None
    name = trimmed(page.text, match.start("name"), match.end("name"), drop=" .\t\n\r")
    if name is None:
        return None
    cue = Range(match.start("cue"), match.end("cue"))
    return _named(page, quotation, name, cue, f"glued:{match['cue']}")


def _name_head(page: Page, first: int, last: int) -> int:
    """The last token of the name proper (before a comma)."""
    for index in range(first, last):
        if page.doc[index].text in (",", "("):
            return max(first, index - 1)
    return max(first, last - 1)
