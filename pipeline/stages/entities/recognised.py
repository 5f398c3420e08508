"""The base model's named entities, repaired: cut to the name, retyped by their words, dropped if no names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from spacy.tokens import Doc

from pipeline import names
from pipeline.annotations import Range
from pipeline.labels import EntityType
from pipeline.resources import word_list
from pipeline.stages.entities.capitals import OPENS_ANOTHER, law_words
from pipeline.stages.entities.found import Found
from pipeline.tokens import text_of

#: Labels of the base model that are actors, places, laws or things.
_TYPES: dict[str, EntityType] = {
    "PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "NORP": "NORP", "FAC": "FAC",
    "LAW": "LAW", "EVENT": "EVENT", "PRODUCT": "PRODUCT", "WORK_OF_ART": "WORK",
}  # fmt: skip
_CUT = re.compile(r"[\n\t]|[ ][-–—]+[ ]|[()\[\]|>•]|--|:[ ]|;[ ]")
_EDGE = " \t\r\n\u00a0.,;:!?'\"“”‘’`()[]{}<>-–—*•|/#&"
#: Where an address or a sign of shares must be, and what it is there. Looked for only in texts with such a place.
_ADDRESSES = (
    (re.compile(r"@\S+\.\S"), re.compile(r"(?<!\S)\S*@\S+\.\S+")),
    (re.compile(r"://|www\."), re.compile(r"https?://\S+|www\.\S+")),
    (
        re.compile(r"\.(?:com|org|gov|net|eu|uk|int|example)\b"),
        re.compile(r"(?<!\S)\S+\.(?:com|org|gov|net|eu|uk|int|example)\b(?:/\S*)?"),
    ),
    (
        re.compile(r"\((?:NYSE|NASDAQ|Nasdaq|AMEX|LSE|TSX|ASX|Euronext|OTC)"),
        re.compile(r"\((?:NYSE|NASDAQ|Nasdaq|AMEX|LSE|TSX|ASX|Euronext|OTC\w*)[:\s][^()]{1,12}\)"),
    ),
)
_LEAD = re.compile(
    r"^(?:[Tt]he|[Oo]f|[Aa]n?|[Tt]his|[Oo]ur|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Tt]oday|[Ff]ormer|[Tt]hen|[Ff]ellow"
    r"|[Dd]ear|[Bb]oth|[Aa]ll|[Mm]eanwhile|Video|Contact|Statement by|By)[ ]+"
)
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.)+$|\b(?:Inc|Corp|Co|Ltd|Jr|Sr)\.$")
_OWNER = re.compile(r"[’']s[ ]")
_STREET = re.compile(r"(?:Street|Avenue|Road|Drive|Lane|Boulevard|St\.|Ave\.|Rd\.|Floor)$")
_STORM = re.compile(r"^(?:Cyclone|Hurricane|Typhoon|Tropical Storm|Storm|Winter Storm)[ ][A-Z]")
#: Things that are sold or reckoned: "iPhone", "787 Dreamliner", "Nikkei Index".
_GOODS = re.compile(r"^i[A-Z][a-z]+\b|^\d{3}[ ][A-Z]|[ ](?:Index|Average|Composite)$")
#: A year or number that a name owns: "Ann Lee’s FY2027".
_OWNED = re.compile(r"[’']s[ ](?:FY)?[ ]?\d+$")
#: Whom a body's name is said of: "State Department Spokesperson".
_ROLE_END = re.compile(
    r"(?<=\w\w)[ ](?:(?:Acting|Deputy|Associate|Assistant)[ ])?(?:Press Secretary|Spokes(?:man|woman|person)"
    r"|Chief Executive|Executive Director|Director|President|Chair(?:man|woman)?|CEO|President and CEO"
    r"|Ranking Member|Leader)$"
)
#: How names of peoples, faiths and parties' members end.
_PEOPLE_ENDING = re.compile(
    r"(?:[aeiou]ns?|ese|ish|i|is|ics?|ists?|ites?|al|ers?|crats?|s|im|ch|jew|arab|kurd|tory|whig|gop|dem|left|right|nazi"
    r"|sikh|zulu|labour|labor|liberal|radical|lgbt.*|hindu|czech|greek|turk|dane|swede|pole|finn|scot|serb|croat|uzbek|kazakh|tamil)$"
)
_PEOPLE = re.compile(r"^(?:Black|White|Hispanic|Latino|Latina|Asian|Native|African|Brown)\b")


@cache
def _not_names() -> frozenset[str]:
    return frozenset(word_list("actors/not_names.txt"))


def addresses(text: str) -> list[Range]:
    """E-mail and web addresses, and signs of shares. No name stands inside them."""
    found = (form for mark, form in _ADDRESSES if mark.search(text))
    return [Range(m.start(), m.end()) for form in found for m in form.finditer(text)]


def recognised(doc: Doc) -> Iterator[Found]:
    """Named entities of `doc.ents` after repair."""
    text = text_of(doc)
    for ent in doc.ents:
        type_ = _TYPES.get(ent.label_)
        if (
            type_ in {"FAC", "LOC"}
            and _STREET.search(ent.text)
            and text[ent.start_char - 2 : ent.start_char].strip().isdigit()
        ):
            continue  # a postal address
        if type_ is not None:
            yield from _repaired(text, ent.start_char, ent.end_char, type_)


def _repaired(text: str, start: int, end: int, type_: EntityType) -> Iterator[Found]:
    # "Wal - Mart", time and again: a name with a dash of its own.
    whole = text[start:end]
    dashed = " - " in whole and text.count(whole) > 1
    pieces = [(start, end)] if dashed and "\n" not in whole else list(_pieces(text, start, end))
    for piece in pieces if len(pieces) < 3 else pieces[:1]:
        span = _trimmed(text, *piece)
        if span is None:
            continue
        if type_ in {"PERSON", "ORG"} and (two := _two_names(text, span)):
            yield from (Found(part, type_, 26) for part in two)
            continue
        name = text[span.start : span.end]
        kind = _retyped(name, type_, piece_of_more=len(pieces) > 1)
        if kind == "ORG" and (role := _ROLE_END.search(name)) is not None:
            span, name = Range(span.start, span.start + role.start()), name[: role.start()]
        if kind is not None:
            if (owned := _OWNED.search(name)) is not None:
                span, name = Range(span.start, span.start + owned.start()), name[: owned.start()]
            if kind == "PERSON":
                # "Trump’s FY2027": a person's name ends at the possessive.
                owner = _OWNER.search(name)
                span = _without_title(text, Range(span.start, span.start + owner.start()) if owner else span)
                if span is None:
                    continue
            yield Found(span, kind, 30)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch cut at lines, dashes and brackets: no name runs over these."""
    for match in _CUT.finditer(text, start, end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < end:
        yield start, end


def _two_names(text: str, span: Range) -> list[Range]:
    """Both names of "Udall and Bennet"; empty where "and" is a part of one name."""
    name = text[span.start : span.end]
    parts = name.split(" and ")
    if len(parts) == 2 and parts[0][:1].isupper() and OPENS_ANOTHER.match(parts[1]):
        return [Range(span.start, span.start + len(parts[0])), Range(span.end - len(parts[1]) + 4, span.end)]
    if len(parts) != 2 or any(not 1 <= len(p.split()) <= 3 or not p[:1].isupper() for p in parts):
        return []
    if set(names.words(name)) & (names.organization_families().keys() | law_words()):
        return []
    # "Johnson and Johnson" is one name; so is one whose halves never stand alone.
    full = all(len(p.split()) >= 2 for p in parts)
    if parts[0] == parts[1] or (not full and any(len(re.findall(rf"\b{re.escape(p)}\b", text)) < 2 for p in parts)):
        return []
    return [Range(span.start, span.start + len(parts[0])), Range(span.end - len(parts[1]), span.end)]


def _trimmed(text: str, start: int, end: int) -> Range | None:
    while start < end and text[start] in _EDGE:
        start += 1
    while (
        end > start and text[end - 1] in _EDGE and not (text[end - 1] == "." and _ABBREVIATED.search(text[start:end]))
    ):
        end -= 1
    while match := _LEAD.match(text[start:end]):
        if match.end() >= end - start:
            return None
        start += match.end()
    shorter = names.without_possessive(text[start:end])
    end = start + len(shorter)
    return Range(start, end) if start < end else None


def _without_title(text: str, span: Range) -> Range | None:
    """The person's name alone; None where only a title stands."""
    words = list(re.finditer(r"\S+", text[span.start : span.end]))
    plain = tuple(w.group().lower().replace(".", "").rstrip(",") for w in words)
    skip = names.leading_title(plain) or _after_state(plain, words)
    while (
        skip < len(plain) and plain[skip] in {"house", "senate", "democratic", "republican"} and skip + 1 < len(plain)
    ):
        skip += 1 + names.leading_title(plain[skip + 1 :])
    if skip == 0 and len(plain) > 1 and plain[0] in {"house", "senate", "state"}:
        skip = 1 + names.leading_title(plain[1:])
    if skip >= len(words):
        return None
    if plain[-1] in {"s", "'s", "’s"}:
        return None
    return Range(span.start + words[skip].start(), span.end)


def _after_state(plain: tuple[str, ...], words: list[re.Match[str]]) -> int:
    """How many words a state and a title take at the start: 2 of "Florida Congressman Daniel Webster"."""
    for place in range(1, min(3, len(plain) - 1)):
        titles = names.leading_title(plain[place:])
        if titles and place + titles < len(plain) and names.place_name(" ".join(w.group() for w in words[:place])):
            return place + titles
    return 0


@lru_cache(maxsize=5_000)
def _retyped(name: str, type_: EntityType, *, piece_of_more: bool) -> EntityType | None:
    """The type that the words show; None for what is no name."""
    low = name.lower().strip(_EDGE)
    letters = [c for c in name if c.isalpha()]
    if (
        low in _not_names()
        or ((low,) in names.titles() and type_ != "PERSON")
        or not letters
        or not any(c.isupper() for c in name)
        or (len(letters) == 1 and type_ != "WORK")
    ):
        return None
    if name[0].isdigit() and type_ in {"PERSON", "GPE", "NORP"}:
        return None
    if name in names.demonyms() or (_PEOPLE.match(name) and " " not in name):
        return "NORP"
    if names.place_name(name) is not None and (len(name) > 2 or type_ == "GPE" or name in {"US", "UK", "EU"}):
        return "GPE"
    if type_ == "NORP" and " " not in name and not _PEOPLE_ENDING.search(low):
        return "ORG"  # of an unknown word a body is the likelier
    if _STORM.match(name):
        return "EVENT"
    if _GOODS.search(name):
        return "PRODUCT"
    if piece_of_more and len(name.split()) == 1 and name.isupper():
        return None
    words = names.words(name)
    if not words:
        return None
    if type_ != "LAW" and len(words) > 1 and words[-1] in law_words():
        return "LAW"
    if type_ in {"PERSON", "GPE", "PRODUCT", "WORK", "FAC", "LAW", "LOC", "NORP", "EVENT"} and len(words) > 1:
        if names.has_legal_form(name):
            return "ORG"
        if type_ == "PERSON" and words[-1] in {"airport", "zoo", "infirmary", "stores", "foods", "energy", "homes"}:
            return "ORG"
        if words[-1] in names.organization_families() and words[-1] not in {
            "house",
            "center",
            "centre",
            "library",
            "museum",
            "school",
            "hospital",
            "church",
            "post",
            "times",
        }:
            return "ORG"
        if words[0] in {
            "department",
            "committee",
            "ministry",
            "university",
            "association",
            "bureau",
            "office",
            "institute",
        }:
            return "ORG"
    if type_ == "PERSON" and (any(c.isdigit() for c in name) or len(words) > 6):
        return None
    if type_ == "PERSON" and any(w.islower() and w not in names.PARTICLES for w in name.split()):
        return None  # a piece of a sentence: "OKs bill"
    return type_
