"""Names that the words before or behind them introduce: "the tenant union Millbrook Stays", "youth worker Ann Lee"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline import names
from pipeline.annotations import Metadata, Range
from pipeline.labels import EntityType
from pipeline.resources import word_list
from pipeline.stages.entities.capitals import PERSON, law_words, without_day
from pipeline.stages.entities.found import Found

_WORD = r"[A-ZÀ-ÖØ-Ý][\w’'&-]*\w"
#: Small nouns for a body: capitalised words right behind name it.
_BODIES = frozenset(
    "group groups union company firm startup start-up organization organisation association coalition alliance network"
    " charity nonprofit non-profit thinktank tank foundation campaign movement watchdog federation party maker"
    " manufacturer automaker carmaker retailer publisher developer bank insurer airline giant".split()
)
_BODY_NAME = re.compile(rf"{_WORD}(?:[ ](?:(?:of|for|and|the|de|la|against)[ ])?{_WORD}){{0,5}}")
#: Where a small word stands right before a capital one.
_EDGE = re.compile(r"(?<=[a-z])[ ](?=(?:d[’'])?[A-ZÀ-ÖØ-Ý])")
#: The same with a comma: "its general secretary, Ann Lee, refused".
_COMMA = re.compile(r"(?<=[a-z]),[ ](?=[A-ZÀ-ÖØ-Ý])")
_CLOSES = re.compile(r"[’'”\"]?[,.;)—–]")
#: Callings that bodies have as well.
_ALSO_BODIES = frozenset(
    "owner developer contractor customer investor producer supplier operator landlord petitioner".split()
)
_LAST_WORD = re.compile(r"(?<![\w’'])[\w-]+$")
_LONGEST_WORD = 24
_PERSON = re.compile(PERSON)
#: What follows the name of a body where a text says what it is: ", a consumer group that fights fees".
BODY_NOUN = (
    r"(?:group|union|company|firm|start-?up|organi[sz]ation|association|coalition|alliance|network|charity|ngo|non-?profit"
    r"|think[ ]?tank|foundation|campaign|watchdog|federation|party|manufacturer|maker|automaker|retailer|publisher"
    r"|developer|bank|insurer|airline|agency|regulator|body|consortium|lobby|institute|society|club)"
)
IS_BODY = re.compile(
    rf",[ ](?:the|an?|our)[ ](?:[\w’'-]+[ ]){{0,4}}?{BODY_NOUN}"
    r"(?=[,.;]|[ ](?:that|which|of|for|in|with|at|based|made|set|run|\w+ing)\b)",
    re.I,
)
_NAME_BEFORE = re.compile(rf"(?<![\w’'] )\b{_WORD}(?:[ ]{_WORD}){{0,3}}$")
_LONGEST_NAME = 60


def introduced(text: str) -> Iterator[Found]:
    """Bodies and persons named right behind a noun for what they are, bodies that are said right behind to be some."""
    for edge in _EDGE.finditer(text):
        end = edge.start()
        before = _LAST_WORD.search(text, max(0, end - _LONGEST_WORD), end)
        word = "" if before is None else before.group()
        if word in _BODIES:
            yield from _body(text, _BODY_NAME.match(text, edge.end()), 32)
        if word in _persons_only() or word.rpartition("-")[2] in _persons_only():
            yield from _person(text, edge.end())
    for edge in _COMMA.finditer(text):
        before = _LAST_WORD.search(text, max(0, edge.start() - _LONGEST_WORD), edge.start())
        if before is not None and before.group() in _persons_only():
            yield from (item for item in _person(text, edge.end()) if _CLOSES.match(text, item.range.end))
    for match in IS_BODY.finditer(text):
        # where the model sees nothing; "Initially, the company" names nobody
        start = match.start()
        before = _NAME_BEFORE.search(text, max(0, start - _LONGEST_NAME), start)
        if before is not None and (" " in before.group() or not match.group().startswith(", the")):
            yield from _body(text, before, 24)


def _body(text: str, match: re.Match[str] | None, weight: int) -> Iterator[Found]:
    name = "" if match is None else names.without_possessive(match.group())
    if match is not None and names.place_name(name) is None and name.split()[0] not in names.demonyms():
        yield Found(Range(match.start(), match.start() + len(name)), "ORG", weight)


def _person(text: str, start: int) -> Iterator[Found]:
    match = _PERSON.match(text, start)
    name = "" if match is None else without_day(names.without_possessive(match.group()))
    if name and not _is_no_person(name):
        yield Found(Range(start, start + len(name)), "PERSON", 33)


@cache
def _persons_only() -> frozenset[str]:
    return frozenset(word_list("actors/callings.txt")) - _ALSO_BODIES


def _is_no_person(name: str) -> bool:
    """Whether a capitalised sequence is a body, law or place, or a single word."""
    low = names.words(name)
    return (
        len(low) < 2
        or bool({*low} & (names.organization_families().keys() | law_words()))
        or names.place_name(name) is not None
        or name.split()[0] in names.demonyms()
        or names.place_name(name.split()[0]) is not None
    )


def told(text: str, metadata: Metadata) -> Iterator[Found]:
    """Where the text names who issues it, wrote it or published it: what these are is known."""
    for name in (metadata.issuer, metadata.outlet):
        person = None if name is None else names.person_of(name)
        if person is not None:
            yield from _places(text, person, "PERSON")
        elif name is not None and names.is_body(name):
            yield from _places(text, name, "ORG")
    for name in re.split(r",[ ]|[ ]and[ ]", metadata.author or ""):
        if " " in name and not _is_no_person(name):
            yield from _places(text, name, "PERSON")


def _places(text: str, name: str, type_: EntityType) -> Iterator[Found]:
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)(?:,?[ ](?:Inc|Corp|Co|Ltd|LLC|PLC|plc|AG)\b\.?)?", text):
        yield Found(Range(match.start(), match.end()), type_, 64)
