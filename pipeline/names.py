"""Names of actors: how they are normalised, taken apart and compared. Knows words only, no document.

`key` is what two spellings of one name share; `person_parts` takes titles and suffixes off; `same_person` and
`same_organization` say whether two names may be one actor's; `acronyms` are the short forms a name would have.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from pipeline.resources import word_list

Gender = Literal["m", "f"]

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_POSSESSIVE = re.compile(r"(?:[’'`]s|(?<=s)[’'`])$", re.I)
_LEGAL_FORM = re.compile(
    r"[,\s]+(?:inc|incorporated|corp|corporation|co|company|cos|ltd|limited|llc|llp|plc|gmbh|s\.?a|n\.?v|a\.?g|s\.?p\.?a"
    r"|com|p\.?c|ab|oyj|\.com)\.?$",
    re.I,
)
_COMPANY_FORM = re.compile(r"[,\s](?:Inc|Corp|Ltd|LLC|LLP|PLC|plc|GmbH|AG|Co)\.?$")
_WORD = re.compile(r"[\w@#&]+(?:[.’'\-][\w]+)*", re.U)
_OFFICE_OF = re.compile(r"^(?:the[ ])?office of (?:the[ ])?", re.I)
_GENERATION = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "md", "phd", "jd", "do", "rn", "dds", "esq", "obe", "cbe", "mbe", "kc", "qc", "dvm"}
)
_SMALL = frozenset({"of", "for", "and", "the", "on", "in", "to", "at", "de", "&", "a", "an", "with", "by"})
#: Small words inside surnames.
PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "la", "del", "di", "da", "bin", "al", "el", "ter", "ten", "le"}
)


class Person(NamedTuple):
    """A person's name taken apart. `given` are the words before the surname; `office` is what the title says."""

    title: str
    given: tuple[str, ...]
    surname: str
    gender: Gender | None
    office: str | None

    @property
    def name(self) -> str:
        """The name without its title."""
        return " ".join((*self.given, self.surname))


class Title(NamedTuple):
    """A word or words before a name: its gender and office where it tells them."""

    gender: Gender | None
    office: str | None


def _plain(text: str) -> str:
    if text.isascii():
        return text.casefold()
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if not unicodedata.combining(c)).replace("’", "'").casefold()


def without_possessive(name: str) -> str:
    """The name without a closing 's or apostrophe."""
    return _POSSESSIVE.sub("", name)


def without_article(name: str) -> str:
    """The name without a leading "the", "a", "an"."""
    return _ARTICLE.sub("", name)


def without_legal_form(name: str) -> str:
    """The name without "Inc.", "Corp.", "plc", …"""
    shorter = _LEGAL_FORM.sub("", name)
    return shorter if shorter.strip() else name


def has_legal_form(name: str) -> bool:
    """Whether a name ends in a company's legal form: "Inc.", "plc"."""
    return bool(_COMPANY_FORM.search(name))


@lru_cache(maxsize=5_000)
def key(name: str) -> str:
    """What all spellings of one name share: no case, accents, article, possessive, legal form, dots or blanks."""
    name = without_legal_form(without_possessive(without_article(" ".join(name.split()))))
    return " ".join(words(name))


@lru_cache(maxsize=5_000)
def words(name: str) -> tuple[str, ...]:
    """The words in lower case without accents and dots ("U.S." is one word: "us")."""
    plain = re.sub(r"\b(?:\w\.){2,}", lambda m: m.group().replace(".", "") + " ", _plain(name))
    found = (w.replace(".", "").replace("'s", "") for w in _WORD.findall(plain))
    return tuple("and" if w == "&" else w for w in found)


@lru_cache(maxsize=5_000)
def acronyms(name: str) -> frozenset[str]:
    """The short forms that a name's initials give, in capitals, with and without its small words and legal form."""
    found: set[str] = set()
    for base in (name, without_legal_form(name)):
        parts = re.findall(r"[^\W_]+", without_article(base))
        if len(parts) < 2:
            continue
        found.add("".join(p[0] for p in parts))
        large = [p for p in parts if p.lower() not in _SMALL]
        found.add("".join(p[0] for p in large))
        found.add("".join(p[0] for p in parts if p[0].isupper()))
        # "U.S. Department of Agriculture" is USDA, but "U.S. Department of Justice" is DOJ or DoJ.
        for country in ("US", "UK", "EU"):
            if _plain(base).replace(".", "").startswith(country.lower() + " "):
                rest = parts[2:] if parts[1:2] and len(parts[0]) == 1 else parts[1:]
                found.add("".join(p[0] for p in rest if p.lower() not in _SMALL))
                found.add("".join(p[0] for p in rest))
    return frozenset(a.upper() for a in found if len(a) >= 2)


@cache
def titles() -> dict[tuple[str, ...], Title]:
    """Titles by their words, dots left out."""
    found = {}
    for line in word_list("actors/titles.txt"):
        text, gender, office = (part.strip() for part in line.split("|"))
        found[tuple(text.split())] = Title(
            "m" if gender == "m" else "f" if gender == "f" else None, None if office == "-" else office
        )
    return found


@cache
def _genders() -> dict[str, Gender]:
    found: dict[str, Gender] = {}
    for line in word_list("actors/first_names.txt"):
        gender, names = line.split("|")
        for name in names.split():
            found.setdefault(_plain(name), "m" if gender.strip() == "m" else "f")
    return found


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(word_list("actors/nicknames.txt")):
        for name in line.split():
            found.setdefault(name.casefold(), set()).add(number)
    return {name: frozenset(lines) for name, lines in found.items()}


def leading_title(tokens: tuple[str, ...]) -> int:
    """How many words at the start are titles ("U.S. Senator Jon Tester": 2). Takes words as `words` gives them."""
    known, count = titles(), 0
    while count < len(tokens):
        if tokens[count] in {"us", "uk", "eu", "former", "then", "the", "acting", "new", "late"} and count + 1 < len(
            tokens
        ):
            if any(tokens[count + 1 : count + 1 + n] in known for n in (4, 3, 2, 1)):
                count += 1
                continue
            break
        length = next((n for n in (4, 3, 2, 1) if tokens[count : count + n] in known and count + n <= len(tokens)), 0)
        if not length:
            break
        count += length
    return count


@lru_cache(maxsize=5_000)
def person_parts(name: str) -> Person:
    """Title, given names, surname, gender and office of a person's name as written."""
    raw = without_possessive(re.sub(r"\(.*?\)|[“\"].*?[”\"]", " ", name)).replace(",", " ").split()
    plain = tuple(_plain(w).replace(".", "") for w in raw)
    count = min(leading_title(plain), max(0, len(raw) - 1))
    known = titles()
    gender, office = None, None
    for n in range(count):
        for length in (4, 3, 2, 1):
            title = known.get(plain[n : n + length]) if n + length <= count else None
            if title is not None:
                gender, office = gender or title.gender, title.office or office
                break
    rest = raw[count:]
    while len(rest) > 1 and _plain(rest[-1]).replace(".", "") in _GENERATION:
        rest = rest[:-1]
    split = len(rest) - 1
    while split > 1 and _plain(rest[split - 1]) in PARTICLES:
        split -= 1
    given, surname = tuple(rest[:split]), " ".join(rest[split:])
    if gender is None:
        gender = next((g for g in (_genders().get(_plain(w)) for w in given[:2]) if g), None)
    return Person(" ".join(raw[:count]), given, surname, gender, office)


def is_credential(word: str) -> bool:
    """Whether a word is letters behind a name: "Jr.", "M.D."."""
    return _plain(word).replace(".", "").strip(",") in _GENERATION


def person_name(name: str) -> str:
    """A person's name without titles, possessive and party tags; as written otherwise."""
    parts = person_parts(name)
    return parts.name.strip() or name


def person_of(issuer: str) -> str | None:
    """The person whom a field for an issuer names: "Office of Congressman Jon Tester" is "Jon Tester".

    None where neither a title nor a given name that is known tells that it is a person.
    """
    parts = person_parts(_OFFICE_OF.sub("", issuer))
    if families(parts.name) or not (parts.title or parts.gender) or not 0 < len(parts.given) <= 3:
        return None
    return parts.name


def is_body(issuer: str) -> bool:
    """Whether a field for an issuer names a body: by a word in it, its form, or for being too long for a person."""
    if person_of(issuer) is not None or not issuer[:1].isupper():
        return False
    parts = issuer.split()
    long = len(parts) > 2 and issuer.replace(" ", "").isalpha() and all(len(part) > 2 for part in parts)
    return long or "&" in parts or has_legal_form(issuer) or bool(families(issuer)) or bool(_SMALL & {*parts})


def _given_agree(a: str, b: str) -> bool:
    a, b = _plain(a).rstrip("."), _plain(b).rstrip(".")
    if a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
        return True
    lines = _nicknames()
    return bool(lines.get(a, frozenset()) & lines.get(b, frozenset()))


def same_person(a: str, b: str) -> bool:
    """Whether two names may be one person's: the surnames are the same and what else they say does not differ."""
    x, y = person_parts(a), person_parts(b)
    if _plain(x.surname) != _plain(y.surname):
        return _double_surname(x, y) or _double_surname(y, x)
    if x.gender and y.gender and x.gender != y.gender:
        return False
    if not x.given or not y.given:
        return True
    # "Steny H. Hoyer" and "H. Hoyer"; "J. Dennis Hastert" and "Dennis Hastert".
    return _given_agree(x.given[0], y.given[0]) or any(
        _given_agree(g, h) for g in x.given for h in y.given if len(g.rstrip(".")) > 1 and len(h.rstrip(".")) > 1
    )


def _double_surname(long: Person, short: Person) -> bool:
    """Whether one is the end of the other: "Debbie Wasserman Schultz" and "Wasserman Schultz"."""
    whole, part = words(long.name), words(short.name)
    return len(part) < len(whole) and len(part) >= 2 and whole[-len(part) :] == part


def same_organization(a: str, b: str) -> bool:
    """Whether two names are one organisation's: equal keys, or one is the other's acronym."""
    x, y = key(a), key(b)
    if not x or not y:
        return False
    return x == y or is_acronym(a, b) or is_acronym(b, a)


def is_branch(name: str, of: str) -> bool:
    """Whether a body is a branch of another by its name: "ACLU of Northern California" of "ACLU"."""
    whole, part = words(name), words(without_article(of))
    return bool(part) and whole[: len(part) + 1] == (*part, "of")


def is_acronym(short: str, long: str) -> bool:
    """Whether `short` is written in capitals and made of the initials of `long`."""
    letters = short.replace(".", "").replace("the ", "")
    if not 2 <= len(letters) <= 8 or " " in letters or sum(c.isupper() for c in letters) < 2:
        return False
    return letters.upper() in acronyms(long)


def looks_acronym(name: str) -> bool:
    """Whether a name is one word with at least two capitals and no small start ("ACLU", "DoJ", "U.S.")."""
    letters = name.replace(".", "")
    return (
        2 <= len(letters) <= 8
        and letters.isalnum()
        and letters[0].isupper()
        and sum(c.isupper() for c in letters) * 2 > len(letters)
    )


@cache
def organization_families() -> dict[str, str]:
    """Words that make a name an organisation's, and the noun that points back to such a one."""
    return {a.strip(): b.strip() for a, b in (line.split("|") for line in word_list("actors/organization_words.txt"))}


@lru_cache(maxsize=5_000)
def families(name: str) -> frozenset[str]:
    """The nouns by which an organisation of this name is called again ("Senate Judiciary Committee": committee)."""
    known = organization_families()
    return frozenset(known[w] for w in words(name) if w in known and known[w] != "-")


@cache
def _places() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in word_list("actors/countries.txt"):
        name, others, _ = (part.strip() for part in line.split("|"))
        for form in (name, *others.split(";")):
            found[form.strip()] = name
    for line in word_list("actors/states.txt"):
        name, code, others = (part.strip() for part in line.split("|"))
        for form in (name, code, *others.split()):
            found.setdefault(form, name)
    found.pop("", None)
    return found


def place_forms() -> frozenset[str]:
    """All names of countries and states of the USA that `place_name` knows."""
    return frozenset(_places())


@cache
def state_names() -> frozenset[str]:
    """Full names of the states and territories of the USA."""
    return frozenset(line.split("|")[0].strip() for line in word_list("actors/states.txt"))


@cache
def demonyms() -> dict[str, str]:
    """Adjectives and inhabitants by country ("Israeli" → "Israel")."""
    found = {}
    for line in word_list("actors/countries.txt"):
        name, _, people = (part.strip() for part in line.split("|"))
        found.update({form.strip(): name for form in people.split(";") if form.strip()})
    return found


def place_name(name: str) -> str | None:
    """The full name of a country or a state of the USA under any of its names ("Calif.", "U.S."); else None."""
    bare = without_article(without_possessive(name))
    return _places().get(bare) or _places().get(name)


def title_before(text: str, start: int) -> Title | None:
    """The title right before a name at `start` ("Sen. " before "Warren"), merged if several; None if there is none."""
    before = text[max(0, start - 60) : start]
    if not before or not (before[-1].isspace() or before[-1] in '“"('):
        return None
    last = [word for word in before.split()[-6:] if word not in {"“", '"', "("}]
    plain = [_plain(word).replace(".", "").rstrip(",") for word in last]
    known, gender, office, end = titles(), None, None, len(plain)
    while end > 0:
        length = next((n for n in (4, 3, 2, 1) if n <= end and tuple(plain[end - n : end]) in known), 0)
        if not length or not last[end - length][:1].isupper():
            break
        title = known[tuple(plain[end - length : end])]
        gender, office = gender or title.gender, office or title.office
        end -= length
    return Title(gender, office) if end < len(plain) else None
