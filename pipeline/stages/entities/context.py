"""What the words beside a name tell: "the tenant union Millbrook Stays", "Skyparcel's founder", a lone surname."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from pipeline import names
from pipeline.annotations import Metadata, Range
from pipeline.labels import EntityType
from pipeline.resources import word_list
from pipeline.stages.entities.found import Found
from pipeline.stages.entities.patterns import PERSON, without_day

_WORD = r"[A-ZÀ-ÖØ-Ý][\w’'&-]*\w"
#: A lower-case noun for a body right before capitalised words is said of the body that they name.
_CALLED = re.compile(
    r"\b(?:groups?|union|company|firm|startup|start-up|organi[sz]ation|association|coalition|alliance|network|charity"
    r"|nonprofit|non-profit|thinktank|think tank|foundation|campaign|movement|watchdog|federation|party|maker"
    r"|manufacturer|automaker|carmaker|retailer|publisher|developer|bank|insurer|airline|giant)"
    rf"[ ](?P<name>{_WORD}(?:[ ](?:(?:of|for|and|the|de|la|against)[ ])?{_WORD}){{0,5}})"
)
#: What only a body has, behind its name or before it.
_HAS = re.compile(
    r"[’']s?[ ](?:[\w-]+[ ]){0,2}(?:founder|co-founder|ceo|chief executive|shareholders|customers|employees"
    r"|headquarters|subsidiary|(?:operations|country|general|regional|plant|site) manager|managing director"
    r"|head of policy|policy head|board of directors|board of trustees)\b",
    re.I,
)
_FOR = re.compile(
    r"\b(?:(?:founder|co-founder|CEO|chief executive|customers|employees|subsidiary)[ ]of"
    r"|(?:workers|staff|employees|engineers|shareholders)[ ](?:at|of|in))[ ](?:the[ ])?$"
)
#: What a name is said to be right behind it, or before: "Zora, a consumer group that"; "The farm federation, Zora,".
_BODY_NOUN = (
    r"(?:group|union|company|firm|start-?up|organi[sz]ation|association|coalition|alliance|network|charity|ngo|non-?profit"
    r"|think[ ]?tank|foundation|campaign|watchdog|federation|party|manufacturer|maker|automaker|retailer|publisher"
    r"|developer|bank|insurer|airline|agency|regulator|body|consortium|lobby|institute|society|club)"
)
_IS_BODY = re.compile(
    rf",[ ](?:the|an?|our)[ ](?:[\w’'-]+[ ]){{0,4}}?{_BODY_NOUN}"
    r"(?=[,.;]|[ ](?:that|which|of|for|in|with|at|based|made|set|run|\w+ing)\b)",
    re.I,
)
_DESCRIBED = re.compile(rf"(?<![\w’'] )\b(?P<name>{_WORD}(?:[ ]{_WORD}){{0,3}})(?={_IS_BODY.pattern})")
_BODY_IS = re.compile(rf"\b(?:[Tt]he|[Aa]n?)[ ](?:[\w’'-]+[ ]){{0,4}}?{_BODY_NOUN},[ ](?:the[ ])?$")
_ITS = re.compile(r"[ ](?:said|says|announced|argue[sd]|added|wrote|warned)[ ](?:in a [\w ]{4,25} )?(?:that[ ])?its[ ]")
_AT_PLACE = re.compile(r"\b(?:in|at|from|to|near|of)[ ]$")
_AGED = re.compile(r",[ ]\d\d(?:,|[ ]and\b)|[ ]\(\d\d\)")
#: Characters at the head where names stand before they are introduced.
_HEADLINE = 200
_THINGS: frozenset[EntityType] = frozenset({"PERSON", "PRODUCT", "WORK", "FAC", "LAW", "EVENT", "NORP", "LOC"})
_MISTAKEN: frozenset[EntityType] = frozenset({"ORG", "WORK", "PRODUCT", "FAC", "NORP", "LAW", "EVENT", "LOC"})


def called(text: str) -> Iterator[Found]:
    """Bodies named right behind a noun for what they are."""
    for match in _CALLED.finditer(text):
        name = names.without_possessive(match["name"])
        if names.place_name(name) is None and name.split()[0] not in names.demonyms():
            yield Found(Range(match.start("name"), match.start("name") + len(name)), "ORG", 32)
    for match in _DESCRIBED.finditer(text):
        name = match["name"]
        if names.place_name(name) is None and name.split()[0] not in names.demonyms():
            yield Found(Range(match.start(), match.end()), "ORG", 24)  # where the model sees nothing
    for match in _callings().finditer(text):
        name = without_day(names.without_possessive(match["name"]))
        if not _is_no_person(name):
            yield Found(Range(match.start("name"), match.start("name") + len(name)), "PERSON", 33)


@cache
def _callings() -> re.Pattern[str]:
    """A full name right behind what somebody is: "youth worker Ann Lee", "the group’s lawyer Max van der Berg"."""
    words = "|".join(sorted(map(re.escape, word_list("actors/callings.txt")), key=len, reverse=True))
    return re.compile(rf"(?<![\w’'])(?:[\w-]+-)?(?:{words})[ ](?P<name>{PERSON})")


def _is_no_person(name: str) -> bool:
    """Whether a capitalised sequence is a body, law or place, or a single word."""
    low = names.words(name)
    return (
        len(low) < 2
        or bool({*low} & (names.organization_families().keys() | set(word_list("actors/law_words.txt"))))
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


def retyped(text: str, found: list[Found]) -> list[Found]:
    """The names with the type that their neighbours tell: owners of founders are bodies, a person's surname is his."""
    bodies, people = _bodies_beside(text, found), _aged(text, found)
    surnames = _surnames(text, found)
    kept = []
    for item in found:
        name = text[item.range.start : item.range.end]
        if name in bodies and item.type in _THINGS | {"GPE"} and item.weight <= 30:
            item = item._replace(type="ORG", weight=31)
        elif (name in surnames and item.type in _MISTAKEN and item.weight <= 30) or name in people:
            item = item._replace(type="PERSON", weight=31)
        kept.append(item)
    return kept


def _bodies_beside(text: str, found: list[Found]) -> frozenset[str]:
    """Names that the words beside one of their places show to be a body's, or that are the head of a body's."""
    told: set[str] = set()
    heads: dict[str, int] = {}
    people = {part for f in found if f.type == "PERSON" for part in _parts(text[f.range.start : f.range.end])}
    for item in found:
        start, end = item.range
        name = text[start:end]
        if item.type == "ORG" and 1 <= name.count(" ") <= 2 and not names.families(name):
            heads.setdefault(name.split(" ", 1)[0], start)
        if item.type not in _THINGS | {"GPE"} or names.place_name(name) is not None or name in names.demonyms():
            continue
        before = slice(max(0, start - 60), start)
        if (item.type not in {"GPE", "FAC"} and (_HAS.match(text, end) or _FOR.search(text[before]))) or (
            not (item.type == "PERSON" and names.person_parts(name).gender)
            and (_IS_BODY.match(text, end) or _BODY_IS.search(text[before]) or _ITS.match(text, end))
        ):
            told.add(name)
    for item in found:
        name = text[item.range.start : item.range.end]
        if _AT_PLACE.search(text, max(0, item.range.start - 8), item.range.start):
            continue
        if item.range.start > heads.get(name, len(text)) and name not in people and _may_be_short(name, item.type):
            told.add(name)
    return frozenset(told)


def _parts(name: str) -> list[str]:
    """The words of a full name; none of a lone one."""
    return name.split() if " " in name else []


def _may_be_short(name: str, type_: EntityType) -> bool:
    """Whether a word alone may be a body's that has it for its first: no place's or people's."""
    if type_ in {"NORP", "PERSON", "FAC"} or len(name) < 5:
        return False
    return names.place_name(name) is None and name not in names.demonyms()


def _aged(text: str, found: list[Found]) -> frozenset[str]:
    """Full names with an age behind: "Adaobi Quist, 43,"."""
    return frozenset(
        name
        for item in found
        if item.type in _MISTAKEN | {"GPE"}
        and _AGED.match(text, item.range.end)
        and len((name := text[item.range.start : item.range.end]).split()) in (2, 3)
        and not names.families(name)
    )


def shortened(text: str, found: list[Found]) -> list[Found]:
    """Bodies in a headline cut to the name the text has: "Acme" of "Acme Face Recognition Moratorium"."""
    bodies = {text[f.range.start : f.range.end] for f in found if f.type == "ORG" and f.range.start > _HEADLINE}
    kept = []
    for item in found:
        name = text[item.range.start : item.range.end]
        if item.type == "ORG" and item.weight <= 30 and item.range.start < _HEADLINE and text.count(name) == 1:
            words = name.split(" ")
            cut = next((n for n in range(len(words) - 2, 0, -1) if " ".join(words[:n]) in bodies), 0)
            if cut and not names.families(name):
                item = item._replace(range=Range(item.range.start, item.range.start + len(" ".join(words[:cut]))))
        kept.append(item)
    return kept


def _surnames(text: str, found: list[Found]) -> frozenset[str]:
    """Surnames of persons whose full name stands before any lone one of the body of the text ("Ford" is no person)."""
    full: dict[str, int] = {}
    for item in found:
        parts = names.person_parts(text[item.range.start : item.range.end]) if item.type == "PERSON" else None
        if parts is not None and parts.given:
            full.setdefault(parts.surname, item.range.start)
    first: dict[str, int] = {}
    for item in found:
        name = text[item.range.start : item.range.end]
        if name in full and item.range.start >= _HEADLINE:
            first.setdefault(name, item.range.start)
    return frozenset(name for name, start in full.items() if start <= first.get(name, start))


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
