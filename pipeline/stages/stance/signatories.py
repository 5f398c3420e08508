"""Who signs a letter or a declaration: each named signatory supports it."""

from __future__ import annotations

import re

from pipeline import names
from pipeline.annotations import Actor, Claim, Range
from pipeline.dating import claim_date
from pipeline.stages.stance.context import Context
from pipeline.stages.stance.holders import organization
from pipeline.stages.stance.name_lists import BULLET
from pipeline.stages.stance.normal_form import normal_form

_DOCUMENT = (
    r"(?:letter|declaration|statement|petition|manifesto|appeal|charter|pledge|resolution|communiqu[eé]|decalogue)"
)
#: A heading that names what is signed, else its name in the text.
_HEADING = re.compile(rf"^[^\n.!?]{{0,100}}\b{_DOCUMENT}\b[^\n.!?]{{0,100}}$", re.I | re.M)
_NAMED = re.compile(rf"\b(?:this|our)\s+(?:[\w-]+\s+){{0,2}}{_DOCUMENT}\b", re.I)
_LETTER = re.compile(r"\bletter\b", re.I)
#: Lines under a letter that name no signatory.
_OTHER = re.compile(
    r"^(?:c\.?\s?c\b|copy|copies|reply|enc|contact|p\.?s\b|and\b|on behalf|for the\b|signed|signator|the undersigned"
    r"|yours|sincerely|respectfully|regards|with|in solidarity|movers?\b|names?\b|tel|e-?mail|\W*#)"
    r"|[@:]|https?|\bothers?\b",
    re.I,
)
_NAME_ENDS = re.compile(r"\s*(?:[,;(/|]|\s[-–—]\s)")
#: What one claim of a signatory is built on: fewer names are the sender of a letter, not its signatories.
FEWEST = 2


def signatories(context: Context) -> list[Claim]:
    """One claim for each line that names a signatory, where a letter or declaration is signed by several."""
    target = _signed(context)
    if target is None:
        return []
    found = [(line, holder) for line in _lines(context) if (holder := _signatory(context, line)) is not None]
    if len({holder.name for _, holder in found}) < FEWEST:
        return []
    return [_claim(context, line, holder, target) for line, holder in found]


def _signed(context: Context) -> Range | None:
    """The words for what is signed: its heading, else "this declaration"."""
    start = next((s.range.start for s in context.sections if s.kind == "signature"), None)
    if start is None:
        return None
    head = context.text[: min(start, 600)]
    match = _HEADING.search(head)
    if match is None and (context.metadata.genre == "letter" or _LETTER.search(head) is not None):
        match = _LETTER.search(context.text, 0, start)
    match = match or _NAMED.search(context.text, 0, start)
    return None if match is None else Range(*match.span())


def _lines(context: Context) -> list[Range]:
    found = []
    for section in context.sections:
        if section.kind != "signature":
            continue
        start = section.range.start
        for line in context.text[section.range.start : section.range.end].split("\n"):
            inner = BULLET.sub("", line, count=1)
            begin = start + len(line) - len(inner)
            if inner.strip():
                found.append(Range(begin, begin + len(inner.rstrip())))
            start += len(line) + 1
    return found


def _signatory(context: Context, line: Range) -> Actor | None:
    """Who a line names; None where it is no signatory's."""
    words = context.text[line.start : line.end]
    if _OTHER.search(words) or len(words) > 160 or words.endswith((".", "!", "?")):
        return None
    end = _NAME_ENDS.search(words)
    name = words[: end.start()] if end else words
    plain = name.split()
    if not 1 < len(plain) <= 9 or not plain[0][:1].isupper() or any(c.isdigit() for c in name):
        return None
    if sum(word[:1].isupper() for word in plain) * 2 < len(plain) or is_office(name):
        return None
    mention = Range(line.start, line.start + len(name))
    entity = context.index.at(mention)
    if entity is not None and not entity.members:
        return Actor(entity.name, entity.id, mention)
    return Actor(names.person_name(names.without_article(name)), None, mention)


def is_office(name: str) -> bool:
    """Whether a line says what the one above is: "Member of Congress", "United States Senator"."""
    parts = names.words(name)
    if parts[:2] in {("member", "of"), ("members", "of")}:
        return True
    country = 2 if parts[:2] == ("united", "states") else 0
    count = names.leading_title(parts[country:])
    return count > 0 and parts[country + count :][:1] in {(), ("of",), ("for",)}


def _claim(context: Context, line: Range, holder: Actor, target: Range) -> Claim:
    normal = normal_form(context.doc, target, "support", cue="sign")
    date, source = claim_date(context.doc, line, None, "action", "narrated")
    return Claim(
        holder=holder,
        organization=organization(context, holder),
        stance="support",
        target=target,
        form="action",
        evidence=line,
        attribution="narrated",
        subject=normal.subject,
        subject_stance="support",
        stage="rules",
        date=date,
        date_source=source,
        signals={"holder=signatory": 1.0},
    )
