"""What a person is and for whom, as the words around the name say: "Matt Cagle, attorney with the ACLU"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from pipeline import names
from pipeline.annotations import Affiliation, Entity, Range

_ROLE_WORD = (
    r"(?:president|vice president|chair(?:man|woman|person)?|co-chair|ceo|chief [a-z]+(?: [a-z]+)?|director"
    r"|head|founder|co-founder|attorney|lawyer|counsel|secretary|minister|commissioner"
    r"|spokes(?:man|woman|person)|analyst|professor|researcher|fellow|manager|officer|leader|member|mayor"
    r"|governor|editor|reporter|correspondent|coordinator|organi[sz]er|adviser|advisor|strategist"
    r"|economist|scientist|engineer|partner|executive|chief|general secretary|treasurer|senator|representative"
    r"|mp|mep|dean|principal|superintendent|administrator|advocate|campaigner|activist|owner|captain|ambassador)"
)
#: What departments are for, as their secretaries are called by it.
_DEPARTMENTS = frozenset(
    "Agriculture Commerce Defense Education Energy Interior Justice Labor State Transportation Treasury".split()
)
#: ", technology and civil liberties attorney with the " between a person and a body.
_BEHIND = re.compile(
    rf"^(?:[ ]?\([^)]*\))?,[ ](?:(?:the|a|an|its|who is(?: the)?|former"
    rf"|and)[ ])*(?P<role>[^,.;:’'\n“”\"]{{0,70}}?\b{_ROLE_WORD}\b[^,.;:’'\n“”\"]{{0,40}}?)[ ](?:of|at|with|for"
    rf"|from|in)[ ](?:the[ ])?$",
    re.I,
)
#: ", who directs " between a person and a body.
_WHO_LEADS = re.compile(
    r"^(?:[ ]?\([^)]*\))?,[ ]who[ ](?:[\w-]+ly[ ])?(?P<role>directs?|leads?|led|heads?|headed|chairs?|chaired|runs?|ran"
    r"|founded|co-founded|speaks for|spoke for)[ ](?:the[ ])?$"
)
#: " of the ", " from " right between the two.
_PLAIN = re.compile(r"^(?:[ ]?\([^)]*\))?,?[ ](?:of|from|with|at)[ ](?:the[ ])?$", re.I)
#: "said Ann Lee, Harbour Pilots Union.": a body behind the name that closes the sentence is no second speaker.
_APPOSED = re.compile(r"^(?:[ ]?\([^)]*\))?,[ ](?:the[ ])?$")
_CLOSES = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:[.:;”\"]|\n|$|,\s+(?:said|told|in an?|who|added)\b)")
#: " president ", "'s chief executive, " between a body and a person.
_BEFORE = re.compile(
    rf"^(?:[’']s?)?[ ](?P<role>(?:[\w-]+[ ]){{0,4}}?{_ROLE_WORD})(?:,|[ ])[ ]?(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?[ ])?$", re.I
)
_CHAMBERS = {"senator": "U.S. Senate", "representative": "U.S. House of Representatives"}
#: "(R-Kan.)", "(D-Calif.)", "R-Texas": the tag of a member of the federal Congress, right behind the name.
_TAG = re.compile(r"^,?[ ]\(?[RDI][-–—](?P<state>[A-Z][A-Za-z.]*(?:[ ][A-Z][a-z]+)?)")
_FEDERAL = re.compile(
    r"\bU\.?S\.? (?:Senat|House|Congress|Rep)|\bHouse of Representatives\b|\bCongress\b|^\W*WASHINGTON\b",
    re.M,
)
#: A text about a state's or another country's chamber: its senators are not those in Washington.
_OTHER_CHAMBER = re.compile(
    r"\b[Ss]tate (?:[Ss]enat|[Ll]egislat|[Rr]ep|[Aa]ssembl|[Hh]ouse)|\b(?:[Ll]egislature|[Aa]ssembly|[Pp]arliament)\b"
)
_STATE_LEVEL = re.compile(r"\b[Ss]tate\s+(?:\w+\.?\s+)?$")


def affiliate(text: str, entities: list[Entity]) -> None:
    """Adds affiliations to the persons of `entities` where the text right before or behind a mention states one."""
    mentions = sorted(
        ((mention.range, entity) for entity in entities for mention in entity.mentions if mention.kind == "name"),
        key=lambda pair: pair[0],
    )
    for (left, one), (right, other) in pairwise(mentions):
        if right.start - left.end > 140 or right.start <= left.end:
            continue
        between = text[left.end : right.start]
        if one.type == "PERSON" and other.type in {"ORG", "GPE"}:
            match = _BEHIND.match(between)
            leads = _WHO_LEADS.match(between)
            if leads is not None and other.type == "ORG":
                _add(
                    one,
                    other.name,
                    "founder" if leads["role"].endswith("founded") else "head",
                    Range(left.end, right.end),
                )
            elif match is not None:
                _add(one, other.name, match["role"], Range(left.end, right.end))
            elif other.type == "ORG" and (
                _PLAIN.match(between) or (_APPOSED.match(between) and _CLOSES.match(text, right.end))
            ):
                _add(one, other.name, None, Range(left.end, right.end))
        elif one.type == "ORG" and other.type == "PERSON":
            match = _BEFORE.match(between)
            if match is not None:
                _add(other, one.name, match["role"].strip(), Range(left.start, right.start))
    _chambers(text, entities)


def _chambers(text: str, entities: list[Entity]) -> None:
    """Senators and representatives of the United States: by the tag behind the name, else in a text on Congress."""
    for entity in entities:
        if entity.type != "PERSON" or entity.affiliations:
            continue
        for mention in entity.mentions:
            title = names.title_before(text, mention.range.start) if mention.kind == "name" else None
            chamber = _CHAMBERS.get(title.office or "") if title is not None else None
            if chamber is None or _STATE_LEVEL.search(text[max(0, mention.range.start - 40) : mention.range.start]):
                continue
            tag = _TAG.match(text[mention.range.end : mention.range.end + 30])
            if names.place_name(tag["state"]) in names.state_names() if tag is not None else _is_federal(text):
                entity.affiliations.append(Affiliation(chamber, title.office if title else None, None))
                break


@lru_cache(maxsize=2)
def _is_federal(text: str) -> bool:
    """Whether a text is about the Congress in Washington and no other chamber."""
    return _FEDERAL.search(text) is not None and _OTHER_CHAMBER.search(text) is None


def _add(person: Entity, organization: str, role: str | None, evidence: Range) -> None:
    if all(a.organization != organization for a in person.affiliations):
        role = " ".join(role.split()) if role else None
        if role is not None and role.lower().endswith("secretary") and organization in _DEPARTMENTS:
            organization = f"Department of {organization}"  # "Transportation Secretary Ann Lee"
        person.affiliations.append(Affiliation(names.without_article(organization), role, evidence))
