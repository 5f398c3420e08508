"""Names that show by their form: titled and tagged persons, bills and acts, bodies, acronyms, handles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline import names
from pipeline.annotations import Range
from pipeline.resources import word_list
from pipeline.stages.entities.found import Found

_CAPITAL = re.compile(r"\b[A-Z]\w*")
_CAP = r"(?:d[’'])?[A-ZÀ-ÖØ-Ý][\w’'\-]*[\w]|[A-Z]\.(?:[A-Z]\.)?"
_NAME_WORD = rf"(?:{_CAP})"
_PARTICLE = r"(?:van der|van den|van|von|de la|de|del|di|da|bin|al|el|ter|ten|le|la)"
_NICK = r"(?:\s+[“\"(][A-Z][\w.]+[”\")])?"
#: One to four capitalised words, with particles and a nickname: "Kay Bailey Hutchison", "Ursula von der Leyen".
PERSON = (
    rf"{_NAME_WORD}(?:{_NICK}[ \u00a0](?:{_PARTICLE}[ \u00a0]+)?{_NAME_WORD}){{0,3}}"
    rf"(?:,?[ \u00a0]+(?:Jr\.?|Sr\.?|I{{2,3}}|IV)\b\.?)?"
)
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
_HANDLE = re.compile(r"(?<![\w.@])@[A-Za-z_]\w{1,29}\b(?!\.\w)")
_BILL = re.compile(
    r"\b(?=[A-Z])(?:H\.?[ ]?R\.?|S\.|AB|SB|HB|A\.B\.|S\.B\.|H\.B\.|(?:H|S)\.?[ ]?(?:J|Con)?\.?[ ]?Res\.?|House Bill"
    r"|Senate Bill|Assembly Bill"
    r"|Proposition|Prop\.|Executive Order(?: No\.)?|Public Law|Resolution|Regulation \(EU\)|Directive|LD|LB|HF"
    r"|SF)[ \u00a0]?(?:No\.[ ])?\d[\d/\-]{0,9}\b"
)
_CASE = re.compile(
    rf"\b(?=[A-Z]){_NAME_WORD}(?:[ ]{_NAME_WORD}){{0,3}}[ ]vs?\.[ ]{_NAME_WORD}(?:[ ]{_NAME_WORD}){{0,3}}"
)
_SMALL = r"(?:of the|for the|on the|in the|to the|and the|of|for|on|and|to|in|against|with|from|&|de|du|des)"
_SEQUENCE = re.compile(
    rf"(?:{_NAME_WORD}|[A-Z]{{2,}})(?:(?:,[ ](?={_NAME_WORD}[^.\n]{{0,60}}?[ ](?:and|&)[ ][A-Z])"
    rf"|[ \u00a0](?:{_SMALL}[ \u00a0])?)(?:{_NAME_WORD}|[A-Z]{{2,}}|\d{{4}}(?=[ ](?:Act|Bill))))*"
)
_GOVERNMENT = re.compile(
    r"\b(?:(?:US|U\.S\.|UK|U\.K\.|[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?)[ ](?:[Aa]dministration|[Gg]overnment"
    r"|[Pp]arliament))\b"
)
#: "Shopworkers' Union", "Women's Chambers of the Eastern Bar"
_OF_MEMBERS = re.compile(
    rf"\b(?:{_NAME_WORD}[ ]){{0,3}}[A-Z][\w-]*(?:s[’']|[’']s)[ ](?:{_NAME_WORD}[ ]){{0,2}}"
    r"(?:Union|Association|Federation|Group|Council|Alliance|Guild|Party|League|Society|Forum|Network|Club|Congress|Chambers?|Centre|Center|Institute)\b"
)
_CHAMBER_PARTY = re.compile(
    r"\b(?:Senate|House|Congressional)[ ](?:Republicans|Democrats|GOP|Democratic Caucus|Republican Conference)\b"
)
_ACRONYM = re.compile(r"\((?:[“\"]|the )?(?P<short>[A-Z][A-Za-z&.\-]{1,9})[”\"]?\)")
_UNDERSIGNED = re.compile(
    r"\b(?:[Ww]e,?[ ])?the undersigned\b(?:[ ](?:organi[sz]ations|groups|members"
    r"|signatories)\b)?"
)
_PEOPLES = re.compile(
    r"\b(?:Black|Brown|White|Hispanic|Latino|Latina|Indigenous|Asian|African)(?=[ ](?:and[ ](?:Black|Brown"
    r"|Latino|Indigenous|Hispanic)\b"
    r"|people|communit|activists?|Americans?|voters|famil|women|men\b|students|lives|residents|workers|protesters))"
    r"|(?<=(?:Black|White) and )(?:Brown|Latino|Indigenous|Hispanic|Black)\b"
)
_PRODUCT = re.compile(
    r"(?<![.!?“\"\n] )\b(?P<name>[A-Z][a-z]+[\w-]*)[ ](?:platform|software|app|chatbot|browser|console"
    r"|smartphone|search engine)\b"
)
_WHEN = re.compile(
    r"[ ](?:on|in|of)[ ](?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June"
    r"|July|August"
    r"|September|October|November|December)\b.*$"
)
#: What may follow a title in capitals and is no name: "Chief Operating Officer", "President Monday".
_NO_SURNAMES = frozenset(
    "officer executive director secretary minister president general chairman monday tuesday wednesday thursday friday"
    " saturday sunday today january february march april june july august september october november december".split()
)
#: What somebody is in a body whose name follows: "Chair of the National Space Council", "Members of Congress".
_OFFICE_IN = re.compile(
    r"(?:(?:Vice|Deputy|Acting|Executive|Ranking)[ -])?(?:Chair(?:man|woman)?|Members?|President|Director|Secretary"
    r"|Head|Leaders?|Speaker|Representatives?|Clerk|Dean)[ ](?:of|for)[ ](?:the[ ])?"
)
_DAY_BEHIND = re.compile(r"(?<=\w)[ ](?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
_YEAR = re.compile(r"[ ](?:of|Act)?[ ]?(?:1[789]|20)\d\d\b")


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


@cache
def _law_words() -> frozenset[str]:
    return frozenset(word_list("actors/law_words.txt"))


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
        first = _CAPITAL.match(form)
        if first is not None:
            found.setdefault(first.group(), []).append(form)
    return found


def _known(text: str, forms: dict[str, list[str]]) -> Iterator[Range]:
    """Where a text has one of these names as a whole word."""
    end = 0
    for word in _CAPITAL.finditer(text):
        start = word.start()
        if start < end:
            continue
        for form in forms.get(word.group(), ()):
            if text.startswith(form, start) and not text[start + len(form) : start + len(form) + 1].isalnum():
                end = start + len(form)
                yield Range(start, end)
                break


#: What stands around a place or people that is a part of something longer, or of a price: "@Iran", "US$", "Sino-X".
_PART_BEFORE = re.compile(r"[\w.@-]$")
_PART_BEHIND = re.compile(r"[\w@]|[-'’][A-Z]|[ ]?[$€£]")


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
    pattern, firsts, end = _titled(), _first_words(), 0
    for word in _CAPITAL.finditer(text):
        if word.start() >= end and word.group().lower() in firsts:
            match = pattern.match(text, word.start())
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
    if low & _law_words() or low & names.organization_families().keys() or names.place_name(name):
        return
    if name.split()[-1].lower() in _NO_SURNAMES or all(names.is_credential(w) for w in name.split()):
        return
    yield Found(Range(start + shift, start + shift + len(name)), "PERSON", 60)


def without_day(name: str) -> str:
    """A name without the day that a line ends in: "Ann Lee Sunday"."""
    return _DAY_BEHIND.sub("", name)


def laws(text: str) -> Iterator[Found]:
    """Bills and orders by number, and court cases."""
    for match in _BILL.finditer(text):
        yield Found(Range(match.start(), match.end()), "LAW", 70)
    for match in _CASE.finditer(text) if " v. " in text or " vs" in text else ():
        yield Found(Range(match.start(), match.end()), "LAW", 65)


def products(text: str) -> Iterator[Found]:
    """Capitalised words before "platform", "software", "app", …"""
    for match in _PRODUCT.finditer(text):
        if names.place_name(match["name"]) is None and match["name"] not in names.demonyms():
            yield Found(Range(match.start("name"), match.end("name")), "PRODUCT", 12)


def undersigned(text: str) -> Iterator[Range]:
    """Where a text calls its signatories "the undersigned"."""
    for match in _UNDERSIGNED.finditer(text):
        yield Range(match.start(), match.end())


def handles(text: str) -> Iterator[Found]:
    """Handles of social media."""
    for match in _HANDLE.finditer(text):
        yield Found(Range(match.start(), match.end()), "HANDLE", 90)


def bodies(text: str) -> Iterator[Found]:
    """Well-known public bodies, governments, parties in a chamber, countries, states and their people."""
    for span in _known(text, _bodies()):
        yield Found(span, "ORG", 28)  # a longer name that the model sees wins
    for match in _OF_MEMBERS.finditer(text):
        yield Found(Range(match.start(), match.end()), "ORG", 29)
    for match in _CHAMBER_PARTY.finditer(text):
        yield Found(Range(match.start(), match.end()), "ORG", 55)
    for match in _GOVERNMENT.finditer(text):
        if match.group().split()[0] not in {
            "The",
            "This",
            "That",
            "Our",
            "His",
            "Her",
            "Its",
            "Their",
            "A",
            "Any",
            "No",
            "If",
            "In",
            "When",
        }:
            yield Found(Range(match.start(), match.end()), "ORG", 40)
    for match in _PEOPLES.finditer(text):
        yield Found(Range(match.start(), match.end()), "NORP", 52)
    for span in _known(text, _gazetteer()):
        if not _PART_BEFORE.match(text[span.start - 1 : span.start]) and not _PART_BEHIND.match(text, span.end):
            yield Found(span, "NORP" if text[span.start : span.end] in names.demonyms() else "GPE", 20)


def sequences(text: str) -> Iterator[Found]:
    """Capitalised sequences that a word in them makes a body or a law: "Senate Committee on Armed Services"."""
    families, laws = names.organization_families(), _law_words()
    for match in _SEQUENCE.finditer(text):
        if match.group().isupper() and " " in match.group():
            continue
        for start, end in _parts(match.group()):
            yield from _by_keyword(text, match.start() + start, match.start() + end, families, laws)


#: "Reef Watch and the Harbour Union" are two, "Department of Energy and the Environment" is one.
_ANOTHER = re.compile(r"the [A-Z]\w+ [A-Z]")
_REACHES_ON = re.compile(r"\b(?:of|on|for)\b")
#: What campaigns call for in their names: "Save the Manatee Club", "Stop the Wall Coalition".
_CALL = re.compile(r"\b(?:Save|Stop|Defend|Protect|Keep|Rock|End|Ban|Free)(?: the| Our)? $")
_CALLING = frozenset("club coalition campaign alliance network society fund foundation movement project league".split())
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
        another = match.group() == " and " and _ANOTHER.match(sequence, match.end()) and not _REACHES_ON.search(before)
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
    stripped = re.sub(
        r"^(?:The|This|That|A|An|In|On|At|For|Under|When|While|Today|And|But|Our|His|Her|Their|As|If|With|From"
        r"|By|Both|Since|After|Although)[ ]+",
        "",
        name,
    )
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
