"""Who says "I" and "we": the issuer, the author, a spokesperson's body; and whom a letter says "you" to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline import names
from pipeline.annotations import Actor, Entity, Range
from pipeline.mentions import Mentions
from pipeline.own_voice import UNDERSIGNED, own_voice_name
from pipeline.tokens import token_range

SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_SPEAKS_FOR = re.compile(
    r"\b(?:spokes(?:man|woman|person)|president|chief|ceo|director|chair\w*|head|secretary|founder|owner|leader"
    r"|officer|manager|counsel|attorney"
    r"|coordinator|organi[sz]er|executive|treasurer|dean|principal|policy|representative|director-general"
    r"|commissioner|minister|captain|partner)\b",
    re.I,
)
_PARLIAMENT = re.compile(
    r"\b(?:senate|house of representatives|congress|parliament|house of commons|court)\b|^house\b", re.I
)
#: Whom a letter is to: "Dear Mr. Burke," on a line of its own; "Open letter to Meridian & Stowe".
_SALUTATION = re.compile(r"^[ ]*(?:Dear|To:?)[ ](?P<who>[^\n]{3,80}?)[,:]?[ ]*$", re.M)
_LETTER_TO = re.compile(
    r"\b(?:letter|appeal|message) to (?:the board of )?(?P<who>[A-Z].*?)(?:[ ](?:on|about|over)[ ]|[,:]|$)", re.I
)
_OPENING = 2_000
#: What a letter can be to.
_ADDRESSED = frozenset({"PERSON", "ORG", "GPE", "NORP", "GROUP"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who holds what is said in the first person.

    `actors` hold it ("I" the speaker; "we" of a spokesperson the organisation); `organization` is the body on whose
    behalf a person speaks; `reporter` is the speaker where the organisation is the holder, else None.
    """

    actors: list[Actor]
    organization: str | None = None
    reporter: str | None = None


class FirstPerson(Mentions):
    """Who speaks where nobody is named."""

    def __init__(self, doc: Doc) -> None:
        super().__init__(doc)
        self._issuer: Actor | None = None
        self._issuer_read = False

    @property
    def issuer(self) -> Actor | None:
        """Who speaks in the document's own voice (see `pipeline.own_voice`); None in news."""
        if not self._issuer_read:
            self._issuer, self._issuer_read = self._find_issuer(), True
        return self._issuer

    def _find_issuer(self) -> Actor | None:
        meta = self.metadata
        name = own_voice_name(meta, self.text)
        entity = self.named(name) if name else None
        if name == UNDERSIGNED and entity is not None and entity.name != UNDERSIGNED:
            entity = None  # one of many signatories
        if meta.genre == "article" and (entity is None or entity.type != "PERSON"):
            return None  # an outlet or a reporter
        if name is None:
            return None
        return Actor(entity.name, entity.id) if entity is not None else Actor(names.person_name(name))

    @property
    def author(self) -> Actor | None:
        """The person who says "I" in the document's own voice: who signs it or is named as its author; else None."""
        issuer = self.issuer
        if issuer is None or issuer.name == UNDERSIGNED or self.metadata.genre == "article":
            return None
        entity = self.by_id.get(issuer.entity or "")
        if entity is not None and entity.type == "PERSON":
            return issuer
        written = self.named(self.metadata.author) if self.metadata.author else None
        if written is not None and written.type == "PERSON":
            return Actor(written.name, written.id)
        if written is None and self.metadata.author and 2 <= len(self.metadata.author.split()) <= 4:
            return Actor(names.person_name(self.metadata.author), None)
        signed = {
            found.id: Actor(found.name, found.id)
            for section in self.doc._.sections or []
            if section.kind in {"signature", "byline"}
            for mention, found in self.inside(section.range)
            if found.type == "PERSON" and mention.kind == "name"
        }
        return next(iter(signed.values())) if len(signed) == 1 else None

    @property
    def addressee(self) -> Actor | None:
        """Whom a letter says "you" to, as its salutation or its title names them; None in other documents."""
        if self.metadata.genre != "letter":
            return None
        lines = [m.span("who") for m in _SALUTATION.finditer(self.text, 0, _OPENING)]
        for start, end in lines:
            for mention, entity in self.inside(Range(start, end)):
                if entity.type in _ADDRESSED and mention.kind == "name":
                    return Actor(entity.name, entity.id)
        title = _LETTER_TO.search(self.metadata.title or "")
        named = None if title is None else self.named(title["who"])
        return None if named is None else Actor(named.name, named.id)

    def first_person(
        self, token: Token | None = None, *, plural: bool | None = None, speaker: Actor | None = None
    ) -> Voice:
        """Who holds what "I" or "we" says.

        Args:
            token: the pronoun, where there is one.
            plural: whether "we" speaks; read off `token` where not given.
            speaker: whose words the pronoun stands in; None outside quotations, where the issuer speaks.

        Returns:
            The organisation for a spokesperson's "we" (reporter: the speaker), else the speaker. No actors if nobody
            is known to speak.
        """
        mention = None if token is None else token_range(token, token)
        if plural is None:
            plural = token is not None and token.lower_ in PLURAL
        speaker = speaker or (self.issuer if plural else self.author or self.issuer)
        if speaker is None:
            return Voice([])
        entity = self.by_id.get(speaker.entity or "")
        organization = self._speaks_here_for(entity) if plural else self.organization(entity)
        if entity is not None and entity.members:
            return Voice([Actor(e.name, e.id, mention) for e in self.members(entity)])
        if plural and organization is not None and entity is not None:
            body = self.named(organization)
            name = organization if body is None else body.name
            return Voice([Actor(name, body.id if body else None, mention)], None, entity.name)
        return Voice([Actor(speaker.name, speaker.entity, mention)], self.organization(entity))

    def _speaks_here_for(self, person: Entity | None) -> str | None:
        """The body whose "we" a person says: the issuer, where he is its officer or nothing else is said of him."""
        if person is None or person.type != "PERSON":
            return None
        issuer = self.issuer
        body = self.by_id.get(issuer.entity or "") if issuer is not None else None
        private = body is not None and body.type == "ORG" and not _PARLIAMENT.search(body.name)
        if body is not None and private:
            own = {names.key(n) for n in (body.name, *body.aliases)}
            bodies = [a.organization for a in person.affiliations]
            if not bodies or any(names.key(b) in own or names.is_branch(b, body.name) for b in bodies):
                return body.name
        return person.affiliations[0].organization if speaks_for(person) else None


def speaks_for(person: Entity) -> bool:
    """Whether a person's "we" is the body's: by role, where one is given, and no member of a parliament or court."""
    if not person.affiliations:
        return False
    affiliation = person.affiliations[0]
    if _PARLIAMENT.search(affiliation.organization):
        return False
    return affiliation.role is None or is_speaking_role(affiliation.role)


def is_speaking_role(role: str) -> bool:
    """Whether who has this role speaks for the body: a spokesperson, a head, an officer."""
    return bool(_SPEAKS_FOR.search(role))
