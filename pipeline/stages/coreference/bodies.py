"""Whom a person speaks for, where only coreference or the issuer tells: "its chief, R. Amsler", "chair Jo Voss".

The words right before and behind a person's first names are read for a role that speaks for a body, and for the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import names
from pipeline.annotations import Affiliation, Entity, Range
from pipeline.first_person import is_speaking_role

_BODIES = frozenset({"ORG", "GROUP", "GPE", "FAC"})
_LOOK = 110
_WORDS = r"(?:(?:[\w’'&/-]|(?<=\b\w)\.)+[ ]){0,6}?[\w-]+(?:,[ ][a-z][\w ]{2,20},?[ ]and[ ](?:[a-z]+[ ]){1,3}[a-z]+)?"
_TITLES = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Rev|Sgt|Lt|Col)\.?[ ])?"
#: Between a body and the person behind it: "'s chief executive, ", " President and CEO ".
_ROLE_BEFORE = re.compile(rf"(?:[’']s?)?[ ](?P<role>{_WORDS}),?[ ]{_TITLES}")
#: The same with a noun for the body: "council chair ", "the company's founder, "; with none: "campaign director ".
_NOUN_BEFORE = re.compile(
    rf"(?:\b(?:the|our|its|their)[ ])?(?:\b(?P<noun>[a-z]+)(?:[’']s)?[ ])?(?P<role>\b{_WORDS}),?[ ]{_TITLES}$", re.I
)
#: Between a person and the body behind: ", policy director of the ", ", Chairman, ", ", the ".
_ROLE_AFTER = re.compile(rf",[ ](?:the[ ]|a[ ])?(?P<role>{_WORDS})(?:[ ](?:of|at|with|for|in)[ ]|,[ ])(?:the[ ])?")
_BODY_AFTER = re.compile(r",[ ](?:the[ ])?")
_ROLE_OF_BODY = re.compile(rf"(?:[’']s)?[ ](?P<role>{_WORDS})(?=[,.;:”\"]|$|[ ](?:said|says|told|wrote|who)\b)")
_ROLE_ALONE = re.compile(
    rf",[ ](?:(?:the|our|its|a)[ ])?(?:(?P<noun>[a-z]+)[’']s[ ])?(?P<role>{_WORDS})(?:[ ]of[ ]the[ ](?P<of>\w+))?"
    r"(?=[,.;:”\"]|$|[ ](?:said|says|told|wrote|who|and|at)\b)"
)
#: Roles that only an officer of a body has, so that the body told of there is meant: "said chairman Jo Roe".
_OFFICER = re.compile(
    r"(?:^|[ ])(?:(?:managing|executive|general|country|regional|operations|deputy|acting|vice|co-)[ -]?)*"
    r"(?:director|manager"
    r"|chief executive(?:[ ]officer)?|ceo|chair(?:man|woman|person)?|president|secretary|treasurer|convenor|convener"
    r"|spokes(?:man|woman|person)|head[ ]of[ ][a-z ]+)$",
    re.I,
)
#: Bodies with officers who are no part of the state.
_STATE = frozenset(
    "assembly cabinet chamber committee congress council court department government house legislature ministry"
    " parliament police senate subcommittee tribunal district office outlet".split()
)
#: Offices that are nobody's officer: whoever has one and is quoted in a body's release does not speak for that body.
_PUBLIC = re.compile(
    r"\b(?:ministers?|premier|mayor|governor|senator|representative|congress\w*|commissioner|sheriff|police|judge"
    r"|justice|attorney|secretary(?!.general)|ambassador|leader|state|county|city|federal|national|former|house"
    r"|senate|council|committee|party|mp|lawyer|professor)\b",
    re.I,
)


def affiliate_by_reference(text: str, entities: list[Entity], issuer: Entity | None) -> None:
    """Add the affiliation of persons who have none and whose first names in the text state it by reference.

    Args:
        issuer: the body that issues the document; None where a person does, or nobody known.
    """
    reader = _Reader(text, entities, issuer if issuer is not None and issuer.type in {"ORG", "GROUP"} else None)
    for person in entities:
        if person.type != "PERSON" or person.members or person.affiliations:
            continue
        for mention in [m for m in person.mentions if m.kind == "name"][:3]:
            found = reader.before(mention.range) or reader.after(mention.range)
            if found is not None:
                person.affiliations.append(found)
                break


class _Reader:
    def __init__(self, text: str, entities: list[Entity], issuer: Entity | None) -> None:
        self.text, self.issuer = text, issuer
        self.bodies = [e for e in entities if e.type in _BODIES and not e.members]
        mentions = [(m.range, e) for e in self.bodies for m in e.mentions]
        self.mentions = sorted(mentions, key=lambda pair: (pair[0], pair[1].name))

    def _inside(self, start: int, end: int) -> Iterator[tuple[Range, Entity]]:
        return ((span, entity) for span, entity in self.mentions if start <= span.start and span.end <= end)

    def before(self, name: Range) -> Affiliation | None:
        """A role before the name, of a body named or meant before it."""
        left = max(0, name.start - _LOOK, self.text.rfind("\n", 0, name.start) + 1)
        for span, body in reversed(list(self._inside(left, name.start))):
            owns = body.type != "GPE" or self.text[span.start : span.end].lower() in {"its", "their"}
            match = _ROLE_BEFORE.fullmatch(self.text, span.end, name.start)
            owns = owns or self.text[span.end : span.end + 1] in {"’", "'"}
            if match is not None and is_speaking_role(match["role"]) and owns:
                return Affiliation(body.name, match["role"], Range(span.start, name.end))
        match = _NOUN_BEFORE.search(self.text, max(left, name.start - 60), name.start)
        return self._meant(match, name) if match is not None else None

    def after(self, name: Range) -> Affiliation | None:
        """A role behind the name, of a body named or meant there."""
        for span, body in self._inside(name.end, name.end + _LOOK):
            match = _ROLE_AFTER.fullmatch(self.text, name.end, span.start)
            if match is not None and is_speaking_role(match["role"]):
                return Affiliation(body.name, match["role"], Range(name.start, span.end))
            if _BODY_AFTER.fullmatch(self.text, name.end, span.start):
                match = _ROLE_OF_BODY.match(self.text, span.end)
                if match is not None and is_speaking_role(match["role"]):
                    return Affiliation(body.name, match["role"], Range(name.start, match.end()))
        match = _ROLE_ALONE.match(self.text, name.end)
        return self._meant(match, name) if match is not None else None

    def _meant(self, match: re.Match[str], name: Range) -> Affiliation | None:
        """The affiliation that a role with a noun for the body, or with none, states."""
        if not is_speaking_role(match["role"]):
            return None
        groups = match.groupdict()
        noun = (groups.get("of") or groups["noun"] or "").lower()
        if not noun and self.text.startswith(" at ", match.end()):
            return None  # "Head of Government Affairs at Lyft": the body is named behind
        first = match["role"].split()[0].lower()
        body = next((b for b in (self._called(n, name) for n in (noun, first) if n) if b is not None), None)
        public = _PUBLIC.search(match.group()) or (
            match["role"].lower() in {"president", "chief", "general", "captain"} and match.start() < name.start
        )
        if body is None and not public:
            body = self.issuer or (self._told_of(name) if _OFFICER.search(match["role"]) else None)
        return (
            None
            if body is None
            else Affiliation(
                body.name, match["role"], Range(min(match.start(), name.start), max(match.end(), name.end))
            )
        )

    def _told_of(self, name: Range) -> Entity | None:
        """The body named last before a person in the same paragraph, where it may have officers."""
        paragraph = self.text.rfind("\n\n", 0, name.start)
        fitting = [
            e
            for span, e in self.mentions
            if paragraph < span.start < name.start and e.type == "ORG" and not _families(e) & _STATE
        ]
        return fitting[-1] if fitting else None

    def _called(self, noun: str, name: Range) -> Entity | None:
        """The body that a noun such as "council" or "union" means: the issuer, else the last one named before."""
        if self.issuer is not None and noun in _families(self.issuer):
            return self.issuer
        fitting = [
            e for span, e in self.mentions if span.start < name.start and e.type == "ORG" and noun in _families(e)
        ]
        return fitting[-1] if fitting else None


def _families(body: Entity) -> frozenset[str]:
    return frozenset().union(*(names.families(n) for n in (body.name, *body.aliases)))
