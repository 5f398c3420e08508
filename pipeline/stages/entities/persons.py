"""Persons by a title before their name or a party tag behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline import names
from pipeline.annotations import Range
from pipeline.stages.entities.capitals import PERSON, capitals, law_words, without_day
from pipeline.stages.entities.found import Found

_STATE = r"(?:[A-Z][\w.]*\.?(?:[ ][A-Z][\w.]*)?)"
#: "(D-Mass.)", "(R-TX)", "(MA-07)", "(both D-VA)", "(D-N.J.-01)", "(Lab)".
TAG = (
    rf"\((?:both[ ])?(?:(?:[RDI]|DFL|Democrat|Republican|Ind|Lab|Con|Lib ?Dem|SNP"
    rf"|Green)(?:[ ]?[-–—,/][ ]?{_STATE}(?:[-–—]\d+(?:st|nd|rd|th)?|[-–—][A-Z]+)*)?"
    rf"|[A-Z]{{2}}[-–—](?:\d{{1,2}}|AL|At[- ]Large))(?:[,;][ ][^()]{{1,25}})?\)"
)
#: Letters behind a name: "Bill Cassidy, M.D. (R-La.)".
_CREDENTIALS = r"(?:,[ ](?:M\.?D|Ph\.?D|J\.?D|D\.?O|Esq|D\.?V\.?M|R\.?N|D\.?D\.?S)\b\.?)?"
_TAGGED = re.compile(rf"\b(?P<name>{PERSON}){_CREDENTIALS}[ \u00a0]*$")
_TAG_ONLY = re.compile(rf"{TAG}|,[ ](?:[RDI])[-–—]{_STATE}(?=[,;.)\s])")
_LONGEST_NAME = 70
#: What may follow a title in capitals and is no name: "Chief Operating Officer", "President Monday".
_NO_SURNAMES = frozenset(
    "officer executive director secretary minister president general chairman monday tuesday wednesday thursday friday"
    " saturday sunday today january february march april june july august september october november december".split()
)


@cache
def _titled() -> re.Pattern[str]:
    forms = sorted((r"\.?[ \u00a0]+".join(_cased(w) for w in words) for words in names.titles()), key=len, reverse=True)
    title = rf"(?:{'|'.join(forms)})\.?"
    one = rf"{PERSON}{_CREDENTIALS}(?:[ ]*{TAG})?"
    return re.compile(
        rf"\b(?=[A-Z])(?P<title>{title}(?:[ \u00a0]+(?:{title}))*)[ \u00a0]+(?P<names>{one}(?:(?:,[ ](?:and[ ])?"
        rf"|[ ]and[ ]|[ ]&[ ]){one})*)"
    )


def _cased(word: str) -> str:
    """A title's word as it stands before a name: capitalised or all in capitals."""
    return rf"(?:{re.escape(word[:1].upper() + word[1:])}|{re.escape(word.title())}|{re.escape(word.upper())})"


def tags(text: str) -> list[Range]:
    """Party and state tags: "(D-Mass.)", ", R-Texas,". No name stands inside them."""
    return [Range(m.start(), m.end()) for m in _TAG_ONLY.finditer(text)]


def persons(text: str) -> Iterator[Found]:
    """Persons by a title before or a party tag behind."""
    for match in _after_titles(text):
        if match["title"].endswith(".") and len(match["title"].split()[-1]) > 6:
            continue  # no title is cut that short: "Thank you, Madam Speaker. Thank you"
        if match["title"].isupper() and len(match["title"]) > 4 and match["names"].isupper():
            continue  # a headline in capitals: where the name ends cannot be seen
        plural = match["title"].rstrip(".").lower().endswith(("s", "men", "women"))
        yield from _list_of_persons(text, match.start("names"), match["names"], plural)
    for tag in _TAG_ONLY.finditer(text):
        named = _TAGGED.search(text, max(0, tag.start() - _LONGEST_NAME), tag.start())
        if named is not None:
            yield from _person(text, named.start("name"), named.end("name"))


def _after_titles(text: str) -> Iterator[re.Match[str]]:
    """Titles with the names behind them; only words that a title starts with are tried."""
    pattern, end = _titled(), 0
    words = capitals(text)
    for start in sorted(start for word in words if word.lower() in _first_words() for start in words[word]):
        match = pattern.match(text, start) if start >= end else None
        if match is not None:
            end = match.end()
            yield match


@cache
def _first_words() -> frozenset[str]:
    return frozenset(re.split(r"\W", title[0])[0] for title in names.titles())


def _list_of_persons(text: str, start: int, listed: str, plural: bool) -> Iterator[Found]:
    plain = re.sub(rf"{TAG}|{_CREDENTIALS}", lambda m: " " * len(m.group()), listed)
    position = 0
    for number, part in enumerate(re.split(r"(,[ ](?:and[ ])?|[ ]and[ ]|[ ]&[ ])", plain)):
        if number % 2 == 0 and part.strip():
            size = len(part.split())
            # After the first of a list only a full name is one, and only after a plural title or before a tag.
            tagged = listed[position + len(part.rstrip()) :].lstrip().startswith("(") or number == 0
            if number == 0 or (2 <= size <= 4 and (plural or tagged)):
                yield from _person(text, start + position, start + position + len(part.rstrip()))
        position += len(part)


def _person(text: str, start: int, end: int) -> Iterator[Found]:
    raw = text[start:end]
    words = raw.split()
    plain = tuple(w.lower().replace(".", "") for w in words)
    skip = names.leading_title(plain)
    for place in range(len(words) - 1, skip, -1):
        if (inner := names.leading_title(plain[place:])) and place + inner < len(words):
            skip = place + inner  # "Today Congressman Ann Lee", "Affairs Chairwoman Ann Lee"
            break
    if skip >= len(words):
        return
    shift = raw.find(words[skip], sum(len(w) for w in words[:skip])) if skip else 0
    name = without_day(names.without_possessive(re.split(r"[’']s[ ]", raw[shift:])[0]))
    low = {w.lower().strip(".,") for w in name.split()}
    if low & law_words() or low & names.organization_families().keys() or names.place_name(name):
        return
    if name.split()[-1].lower() in _NO_SURNAMES or all(names.is_credential(w) for w in name.split()):
        return
    yield Found(Range(start + shift, start + shift + len(name)), "PERSON", 60)
