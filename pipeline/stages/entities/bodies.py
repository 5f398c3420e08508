"""Bodies: well-known ones, governments, parties in a chamber, and capitalised sequences that a word makes one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline import names
from pipeline.annotations import Range
from pipeline.resources import word_list
from pipeline.stages.entities.capitals import CAPITAL, NAME_WORD, OPENS_ANOTHER, SMALL, capitals, law_words, without_day
from pipeline.stages.entities.found import Found

_SEQUENCE = re.compile(
    rf"(?:{NAME_WORD}|[A-Z]{{2,}})(?:(?:,[ ](?={NAME_WORD}[^.\n]{{0,60}}?[ ](?:and|&)[ ][A-Z])"
    rf"|[ \u00a0](?:{SMALL}[ \u00a0])?)(?:{NAME_WORD}|[A-Z]{{2,}}|\d{{4}}(?=[ ](?:Act|Bill))))*"
)
_GOVERNMENT = re.compile(r"[ ](?:[Aa]dministration|[Gg]overnment|[Pp]arliament)\b")
_WHOSE = re.compile(r"\b(?:US|U\.S\.|UK|U\.K\.|[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?)$")
_NO_COUNTRY = frozenset("The This That Our His Her Its Their A Any No If In When".split())
#: Characters that a name may have before the word that shows it.
_LONGEST = 60
#: "Shopworkers' Union", "Women's Chambers of the Eastern Bar"
_MEMBERS = re.compile(r"[’']s?[ ](?=[A-Z])")
_OWNER = re.compile(rf"\b(?:{NAME_WORD}[ ]){{0,3}}[A-Z][\w-]*$")
_MEMBERS_HEAD = re.compile(
    rf"(?:{NAME_WORD}[ ]){{0,2}}(?:Union|Association|Federation|Group|Council|Alliance|Guild|Party|League|Society|Forum"
    r"|Network|Club|Congress|Chambers?|Centre|Center|Institute)\b"
)
_CHAMBER_PARTY = re.compile(
    r"\b(?:Senate|House|Congressional)[ ](?:Republicans|Democrats|GOP|Democratic Caucus|Republican Conference)\b"
)
_PEOPLES = re.compile(
    r"\b(?:Black|Brown|White|Hispanic|Latino|Latina|Indigenous|Asian|African)(?=[ ](?:and[ ](?:Black|Brown"
    r"|Latino|Indigenous|Hispanic)\b"
    r"|people|communit|activists?|Americans?|voters|famil|women|men\b|students|lives|residents|workers|protesters))"
    r"|(?<=(?:Black|White) and )(?:Brown|Latino|Indigenous|Hispanic|Black)\b"
)
_PEOPLE_WORDS = frozenset("Black Brown White Hispanic Latino Latina Indigenous Asian African".split())
_WHEN = re.compile(
    r"[ ](?:on|in|of)[ ](?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June"
    r"|July|August"
    r"|September|October|November|December)\b.*$"
)
#: What somebody is in a body whose name follows: "Chair of the National Space Council", "Members of Congress".
_OFFICE_IN = re.compile(
    r"(?:(?:Vice|Deputy|Acting|Executive|Ranking)[ -])?(?:Chair(?:man|woman)?|Members?|President|Director|Secretary"
    r"|Head|Leaders?|Speaker|Representatives?|Clerk|Dean|(?:President and )?CEO|Founder|Co-Founder|Owner|Manager"
    r"|Counsel|Treasurer|Spokes(?:man|woman|person)|Superintendent|Commander|Coordinator)[ ](?:of|for)[ ](?:the[ ])?"
)
#: Capital words that open a sentence and no name.
_OPENS = re.compile(
    r"^(?:The|This|That|A|An|In|On|At|For|Under|When|While|Today|And|But|Our|His|Her|Their|As|If|With|From"
    r"|By|Both|Since|After|Although)[ ]+"
)
_YEAR = re.compile(r"[ ](?:of|Act)?[ ]?(?:1[789]|20)\d\d\b")


@cache
def _bodies() -> dict[str, list[str]]:
    return _by_first_word(word_list("actors/bodies.txt"))


@cache
def _gazetteer() -> dict[str, list[str]]:
    places = {p for p in names.place_forms() if len(p) > 3 or p in {"U.S.", "US", "UK", "EU"}}
    return _by_first_word(places | set(names.demonyms()))


def _by_first_word(forms: Iterable[str]) -> dict[str, list[str]]:
    """Names by the word they start with, longest first; those that start small are left out."""
    found: dict[str, list[str]] = {}
    for form in sorted(set(forms), key=lambda f: (-len(f), f)):
        first = CAPITAL.match(form)
        if first is not None:
            found.setdefault(first.group(), []).append(form)
    return found


def _known(text: str, forms: dict[str, list[str]]) -> Iterator[Range]:
    """Where a text has one of these names as a whole word."""
    words, end = capitals(text), 0
    places = sorted((start, first) for first in words.keys() & forms.keys() for start in words[first])
    for start, first in places:
        if start < end:
            continue
        for form in forms[first]:
            if text.startswith(form, start) and not text[start + len(form) : start + len(form) + 1].isalnum():
                end = start + len(form)
                yield Range(start, end)
                break


#: What stands around a place or people that is a part of something longer, or of a price: "@Iran", "US$", "Sino-X".
_PART_BEFORE = re.compile(r"[\w.@-]$")
_PART_BEHIND = re.compile(r"[\w@]|[-'’][A-Z]|[ ]?[$€£]")


def bodies(text: str) -> Iterator[Found]:
    """Well-known public bodies, governments, parties in a chamber, countries, states and their people."""
    words = capitals(text).keys()
    for span in _known(text, _bodies()):
        yield Found(span, "ORG", 28)  # a longer name that the model sees wins
    yield from _of_members(text)
    if words & {"Senate", "House", "Congressional"}:
        for match in _CHAMBER_PARTY.finditer(text):
            yield Found(Range(match.start(), match.end()), "ORG", 55)
    for match in _GOVERNMENT.finditer(text):
        whose = _WHOSE.search(text, max(0, match.start() - _LONGEST), match.start())
        if whose is not None and whose.group().split()[0] not in _NO_COUNTRY:
            yield Found(Range(whose.start(), match.end()), "ORG", 40)
    for match in _PEOPLES.finditer(text) if words & _PEOPLE_WORDS else ():
        yield Found(Range(match.start(), match.end()), "NORP", 52)
    for span in _known(text, _gazetteer()):
        if not _PART_BEFORE.match(text[span.start - 1 : span.start]) and not _PART_BEHIND.match(text, span.end):
            yield Found(span, "NORP" if text[span.start : span.end] in names.demonyms() else "GPE", 20)


def _of_members(text: str) -> Iterator[Found]:
    for match in _MEMBERS.finditer(text):
        head, end = _MEMBERS_HEAD.match(text, match.end()), match.start()
        owner = _OWNER.search(text, max(0, end - _LONGEST), end) if head is not None else None
        if head is not None and owner is not None and (match.group()[1] == "s" or owner.group()[-1] == "s"):
            yield Found(Range(owner.start(), head.end()), "ORG", 29)


def sequences(text: str) -> Iterator[Found]:
    """Capitalised sequences that a word in them makes a body or a law: "Senate Committee on Armed Services"."""
    families, laws = names.organization_families(), law_words()
    telling = families.keys() | laws
    for match in _SEQUENCE.finditer(text):
        if (
            " " not in match.group()
            or match.group().isupper()
            or telling.isdisjoint(_PLAIN.findall(match.group().lower()))
        ):
            continue
        for start, end in _parts(match.group()):
            yield from _by_keyword(text, match.start() + start, match.start() + end, families, laws)


#: What comes behind "and" may belong to this: "Department of Energy and the Environment" is one body.
_REACHES_ON = re.compile(r"\b(?:of|on|for)\b")
#: What campaigns call for in their names: "Save the Manatee Club", "Stop the Wall Coalition".
_CALL = re.compile(r"\b(?:Save|Stop|Defend|Protect|Keep|Rock|End|Ban|Free)(?: the| Our)? $")
_CALLING = frozenset("club coalition campaign alliance network society fund foundation movement project league".split())
_PLAIN = re.compile(r"\w+")
_JOINS = frozenset({" and ", " & ", " and the "})
_OWN_BODY = re.compile(
    r"(?:the[ ])?(?:[A-Z][\w.’'-]*[ ]){0,4}(?:University|College|Institute|Department|Committee|Ministry|Association)\b"
)


def _parts(sequence: str) -> Iterator[tuple[int, int]]:
    """Cuts a sequence at "and" and commas unless a body's "of" or "on" stands before ("Committee on X and Y")."""
    start = 0
    for match in re.finditer(
        r",[ ](?:and[ ])?|[’'][sS]?[ ](?=[A-Z])|[ ](?:and|&)[ ]|[ ](?:in|to|with|from|against)[ ]the[ ]"
        r"|[ ](?:to|in|with|from)[ ]",
        sequence,
    ):
        before = sequence[start : match.start()]
        another = (
            match.group() == " and " and OPENS_ANOTHER.match(sequence, match.end()) and not _REACHES_ON.search(before)
        )
        if another or (match.group() in _JOINS and _OWN_BODY.match(sequence, match.end()) and names.families(before)):
            yield start, match.start()  # two bodies: "Institute of Technology and Colorado State University"
            start = match.end()
            continue
        if match.group() != " in " and re.search(
            r"\b(?:Committee|Subcommittee|Department|Ministry|Office|Bureau|Association|Commission|Union"
            r"|Society|Institute|Centers?|Act|Alliance|Coalition|Council|Minister|Secretary|Federation)[ ](?:on"
            r"|of|for|in)\b",
            before,
        ):
            continue
        if re.search(r"^[ ](?:in|to|with|from|and|&)[ ]", match.group()) and re.search(
            r"\b(?:Act|Bill|Fund|Party|Service|Services|Association|Federation|Commission|Committee|Council"
            r"|Administration|Institute|Board|Foundation|Society)\b",
            sequence[match.end() :].split(",")[0],
        ):
            # "Justice in Policing Act", "Food and Drug Administration", but "Amazon and Google".
            rest = sequence[match.end() :].split(",")[0].split(" and ")[0]
            if len(rest.split()) <= 4 and not re.search(
                r"\b(?:Act|Bill|Fund|Party|Association|Federation|Commission|Committee|Council|Administration"
                r"|Institute|Board|Department|Foundation|Society)$",
                before,
            ):
                continue
        yield start, match.start()
        start = match.end()
    yield start, len(sequence)


def _by_keyword(text: str, start: int, end: int, families: dict[str, str], laws: frozenset[str]) -> Iterator[Found]:
    name = names.without_possessive(text[start:end])
    stripped = _OPENS.sub("", name)
    start, name = start + len(name) - len(stripped), without_day(_WHEN.sub("", stripped))
    office = _OFFICE_IN.match(name)
    if office is not None:
        start, name = start + office.end(), name[office.end() :]
        if not names.families(name):
            return
    words = name.split()
    skip = names.leading_title(tuple(w.lower().replace(".", "") for w in words)) if len(words) > 1 else 0
    country = words[0] in {"U.S.", "US"} and skip == 1
    if 0 < skip < len(words) and words[skip] not in {"in", "of", "for", "on", "and", "to"} and not country:
        return
    if len(words) < 2 or names.place_name(name) is not None:
        return
    low = [w.lower().strip(".,’'") for w in words]
    last = (
        re.split(r"[ ](?:of|on|for|in|to|against|at|with|and)[ ]", name)[0].split()[-1].lower().strip(".,")
        if name.split()
        else ""
    )
    if low[-1] in laws or last in laws:
        year = _YEAR.match(text, start + len(name))
        close = year.end() if year else start + len(name)
        yield Found(Range(start, close), "LAW", 66)
    elif (low[-1] in families or last in families) and low[-1] not in {"house", "post", "force"}:
        dot = text[start + len(name) : start + len(name) + 1] == "." and low[-1] in {"inc", "corp", "co", "ltd"}
        call = _CALL.search(text, max(0, start - 16), start) if low[-1] in _CALLING else None
        yield Found(Range(start if call is None else call.start(), start + len(name) + dot), "ORG", 50)
