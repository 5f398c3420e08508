"""What kind of text it is: by its head first, then by who speaks in it."""

from __future__ import annotations

import re

from pipeline.annotations import Metadata
from pipeline.labels import Genre
from pipeline.layout.cues import is_outlet_name, words
from pipeline.layout.parts import Layout

_HEAD: dict[Genre, str] = {
    "other": r"^\W*(?:op-?ed|opinion|commentary|comment|editorial|viewpoint|letters?\s+to\s+the\s+editor)\b\W*$",
    "letter": r"\bopen\s+letter\b|^\W*dear\b.{2,120}[,:]?$|^\W*re:\s",
    "declaration": (
        r"\b(?:declaration|resolution|manifesto|charter|communiqu[eé]|joint\s+call)\b|^the\s+\w+\s+statement\s+on\b|"
        r"^\W*we,?\s+the\s+undersigned\b"
    ),
    "statement": r"\bstatement\b|\b(?:responds?|response|reacts?)\s+(?:to|on)\b|\bour\s+response\b",
    "release": (
        r"\bfor\s+immediate\s+(?:release|use)\b|\b(?:press|news|media)\s+(?:release|notice|advisory)\b|"
        r"\bfor\s+release\b|^\W*(?:media|press)\s+contact|^\W*contact:"
    ),
    "post": r"\bposted\s+by\s+(?!admin|webadmin)|\bby\s+the\s+\S+\s+team\b|\bblog\b|\bauthor:\s",
}
_HEADS = {genre: re.compile(turn, re.IGNORECASE) for genre, turn in _HEAD.items()}
_ISSUED = re.compile(
    r"\b(?:issued|released|made)\s+(?:the\s+following|this|the\s+accompanying)\s+(?:joint\s+)?(?:statement|remarks)\b|"
    r"\bfollowing\s+(?:joint\s+)?(?:statement|remarks)\b|\bstatement\s+(?:below|follows)\b|"
    r"\bbelow\s+is\s+(?:a\s+)?(?:comment|statement)\b",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"\b(?:today|yesterday|this\s+(?:week|morning|afternoon|evening))\b.{0,120}\b(?:announced?|applauded|urged|introduced|"
    r"called|joined|voted|led|secured|praised|condemned|welcomed|reintroduced|released|sent|wrote)\b",
    re.IGNORECASE | re.DOTALL,
)
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|us)\b")
_I = re.compile(r"\b(?:I|my)\b")
_QUOTED = re.compile(r"[“\"][^”\"]{0,2000}[”\"]|[‘][^’]{0,400}[’](?!\w)|(?:``|\'\').{0,1000}?\'\'", re.DOTALL)
_OFFICE = re.compile(r"\b(?:Rep|Sen|Congress(?:man|woman)|Representative|Senator|U\.S\. Senators?)\b")
#: A member's party and state or district: "(D-CA)", "(MI-04)".
_SEAT = re.compile(r"\((?:[DRI]-\s?[A-Z][\w.]*(?:[ /-]\w+)*|[A-Z]{2}-?\d{1,2}|both\s+[DR]-\w+)\)")
#: Characters in which the author's own voice is looked for.
_OWN_CHARS = 6000
#: First-person words per 100 words outside quotes from which the text's own author speaks.
_OWN_VOICE = 0.8


def read_genre(text: str, layout: Layout, metadata: Metadata) -> tuple[Genre, str]:
    """The genre and the rule that told it; `other` where nothing does."""
    head = _head_lines(text, layout, metadata)
    for genre, turn in _HEADS.items():
        if any(turn.search(line) for line in head):
            return genre, "head"
    standing = any(part.role == "about" or text[part.range.start :].startswith("SOURCE ") for part in layout.parts)
    if layout.dateline is not None and layout.dateline.agency and not standing:
        return "article", "agency dateline"
    own = _QUOTED.sub(" ", text[:_OWN_CHARS])
    size = max(1, own.count(" "))
    we, i = 100 * len(_WE.findall(own)) / size, 100 * len(_I.findall(own)) / size
    if any(part.role in {"closing"} for part in layout.parts) and we + i >= _OWN_VOICE:
        return "letter", "closing"
    lead = " ".join(text[p.range.start : p.range.end] for p in layout.parts if p.kind in {"body", "quote"})[:700]
    if _ISSUED.search(lead):
        return "statement", "issues a statement"
    if _is_release(layout, lead):
        return "release", "announces"
    published = metadata.issuer is not None and is_outlet_name(metadata.issuer)
    if any(part.role == "byline" for part in layout.parts):
        if i >= _OWN_VOICE:
            return "other", ""
        return ("post", "own voice") if we >= _OWN_VOICE and not published else ("article", "byline")
    letterhead = next((text[p.range.start : p.range.end] for p in layout.parts if p.role == "letterhead"), "")
    if any(word in words("issuer") for word in letterhead.lower().split()):
        return "release", "letterhead"
    if we + i >= _OWN_VOICE and not published:
        return ("post" if metadata.title else "statement"), "own voice"
    return ("article", "reports") if size >= 60 else ("other", "")


def _head_lines(text: str, layout: Layout, metadata: Metadata) -> list[str]:
    """The lines before the second paragraph that are not paragraphs, and the title given."""
    lines = [metadata.title] if metadata.title else []
    paragraphs = 0
    for part in layout.parts:
        line = " ".join(text[part.range.start : part.range.end].split())
        if part.role in {"salutation"} or (part.kind != "body" and part.kind != "quote" and part.kind != "list_item"):
            lines.append(line)
        else:
            paragraphs += 1
            lines.append(line[:24])
        if paragraphs == 2:
            break
    return lines


def _is_release(layout: Layout, lead: str) -> bool:
    roles = {part.role for part in layout.parts}
    if "about" in roles or (any(p.kind == "contact" for p in layout.parts[-4:]) and "byline" not in roles):
        return True
    office = _OFFICE.search(lead[:300]) is not None
    return office and (_ANNOUNCES.search(lead[:400]) is not None or _SEAT.search(lead[:400]) is not None)
