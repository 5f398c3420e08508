"""Who a stretch of text names: from words to actors, for every stage after `entities`, `coreference`, `linking`.

Usual use in a stage::

    index = ActorIndex(doc)
    actors = index.resolve(token)                      # [Actor, …]: "the senators" gives each of them
    actors = index.resolve(token, speaker=speaker)     # "I", "we", "our" inside a quotation of `speaker`
    entity = index.for_token(token)                    # the Entity alone, or None

Everything here reads `doc._.entities` and `doc._.metadata` and changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipeline import names
from pipeline.annotations import Actor, Entity, Mention, Metadata, Range
from pipeline.apposition import named_behind
from pipeline.own_voice import UNDERSIGNED, own_voice_name
from pipeline.stretches import Stretches
from pipeline.tokens import range_span, text_of, token_range

#: Types that can hold a position.
ACTOR_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP", "GROUP", "HANDLE"})
SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_DETERMINERS = re.compile(
    r"^(?:the|an?|these|those|this|that|his|her|its|their|our|my|your|some(?! of)|both|all(?: of)? the)\s+", re.I
)
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
#: What counts the items of a list, and other marks that the parser takes for a noun: "(a)", "III.", "•", "2026–28".
LIST_MARK = re.compile(r"[\W\d_]*|[\W\d_]*(?:[a-hj-z]|[IVX]\.|[IVX]{2,4}|[ivx]{2,4})[\W\d_]*")
_CUT = re.compile(r"\s+(?:who|which|that|whose|where)\s|,\s|\s[—–-]+\s|\s\(|[“\"”]")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who holds what is said in the first person.

    `actors` hold it ("I" the speaker; "we" of a spokesperson the organisation); `organization` is the body on whose
    behalf a person speaks; `reporter` is the speaker where the organisation is the holder, else None.
    """

    actors: list[Actor]
    organization: str | None = None
    reporter: str | None = None


class ActorIndex:
    """The mentions of a document by place. Build it once per document and stage: it does not follow later changes."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text: str = text_of(doc)  # spaCy joins its tokens anew at each call
        self.metadata: Metadata = doc._.metadata or Metadata()
        self.entities: list[Entity] = doc._.entities or []
        self.by_id = {entity.id: entity for entity in self.entities}
        self._heads: dict[int, tuple[Mention, Entity]] = {}
        self._mentions: list[tuple[Mention, Entity]] = sorted(
            ((m, e) for e in self.entities for m in e.mentions),
            key=lambda pair: (pair[0].range.start, -pair[0].range.end),
        )
        for mention, entity in self._mentions:
            known = self._heads.get(mention.head)
            if known is None or mention.range.end - mention.range.start < known[0].range.end - known[0].range.start:
                self._heads[mention.head] = (mention, entity)
        self._places = Stretches((m.range, (m, e)) for m, e in self._mentions)
        self._starts = {m.range.start: (m, e) for m, e in reversed(self._mentions) if m.kind == "name"}
        self._issuer: Actor | None = None
        self._issuer_read = False

    # Mentions

    def mention_of(self, token: Token) -> tuple[Mention, Entity] | None:
        """The mention whose head is this token, or that covers it as part of a name; with its entity."""
        found = self._heads.get(token.i)
        if found is not None:
            return found
        best: tuple[Mention, Entity] | None = None
        for mention, entity in self._near(token.idx):
            if mention.kind == "name" and mention.range.start <= token.idx < mention.range.end:
                best = (mention, entity)
        return best

    def for_token(self, token: Token) -> Entity | None:
        """The entity that a token names: as head of a mention, or as a part of a name."""
        found = self.mention_of(token)
        return None if found is None else found[1]

    def at(self, span: Range) -> Entity | None:
        """The entity mentioned by exactly this range, but for articles, titles and possessives at its ends."""
        for mention, entity in self._near(span.start, span.end):
            if mention.range.start >= span.end:
                break
            if mention.range == span:
                return entity
            if Range(*span).covers(mention.range) or mention.range.covers(Range(*span)):
                left = self.text[min(span.start, mention.range.start) : max(span.start, mention.range.start)]
                right = self.text[min(span.end, mention.range.end) : max(span.end, mention.range.end)]
                if right.strip(" ’'s.,") == "" and (
                    left.strip().lower() in {"", "the", "a", "an"} or _only_title(left)
                ):
                    return entity
        return None

    def inside(self, span: Range) -> list[tuple[Mention, Entity]]:
        """Mentions that lie wholly in a range, with their entities, in text order."""
        return [
            (m, e)
            for m, e in self._near(span.start, span.end)
            if span.start <= m.range.start and m.range.end <= span.end
        ]

    def _near(self, start: int, end: int | None = None) -> Sequence[tuple[Mention, Entity]]:
        return self._places.near(start, start + 1 if end is None else end)

    def named(self, name: str) -> Entity | None:
        """The entity of this name: by canonical name or alias first, then as the same person or organisation."""
        key = names.key(name)
        for entity in self.entities:
            if key and key in {names.key(n) for n in (entity.name, *entity.aliases)}:
                return entity
        for entity in self.entities:
            if entity.type == "PERSON" and names.same_person(entity.name, name):
                return entity
            if entity.type in {"ORG", "GPE"} and names.same_organization(entity.name, name):
                return entity
        return None

    # Actors

    def members(self, entity: Entity) -> list[Entity]:
        """The entities that a joint one ("the two companies") stands for; the entity itself if it is no joint one."""
        return [self.by_id[id_] for id_ in entity.members if id_ in self.by_id] or [entity]

    def organization(self, entity: Entity | None) -> str | None:
        """The body that a person speaks for, as the document or the register states; None otherwise."""
        if entity is None or entity.type != "PERSON" or not entity.affiliations:
            return None
        return entity.affiliations[0].organization

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
                if entity.type in ACTOR_TYPES and mention.kind == "name":
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

    def resolve(self, where: Token | Span | Range, *, speaker: Actor | None = None) -> list[Actor]:
        """Every actor that a token, span or range names, with canonical names; never empty for a noun.

        "The senators" and "the two companies" give each of them where the text names them. A phrase without an entity
        ("more than 80 civil rights groups") gives an actor without entity, named by its words without article.

        Args:
            where: head token of the phrase, or its extent.
            speaker: whose words it stands in, for "I" and "we"; None for the issuer's own.
        """
        token, span = self._place(where)
        if token is None:
            return []
        antecedent = _antecedent(token)
        if antecedent is not None:
            return self.resolve(antecedent, speaker=speaker)
        if token.lower_ in SINGULAR | PLURAL:
            linked = self.for_token(token) if speaker is None else None
            if linked is not None:
                return [Actor(e.name, e.id, span) for e in self.members(linked)]
            voice = self.first_person(token, speaker=speaker)
            return voice.actors or [Actor(token.text, None, span)]
        found = self._described(token) or self._entity_in(token, span)
        if found is not None:
            return [Actor(e.name, e.id, span) for e in self.members(found)]
        titled = next((c for c in token.rights if c.dep_ == "appos" and c.left_edge.i == token.i + 1), None)
        if titled is not None and (named := [a for name in _listed(titled) for a in self._actors_at(name)]):
            return named
        described = named_behind(self.text, span, self._starts)
        if described:
            return [Actor(e.name, e.id, m.range) for m, e in described]
        body = self._body_of(token)
        if body is not None:
            return [Actor(body.name, body.id, span)]
        possessor = next((c for c in token.children if c.dep_ == "poss" and c.lower_ in SINGULAR | PLURAL), None)
        if possessor is not None and token.lower_ in _OWN:
            voice = self.first_person(possessor, plural=False, speaker=speaker)
            if voice.actors:
                return [Actor(a.name, a.entity, span) for a in voice.actors]
        name = self.description(span)
        if LIST_MARK.fullmatch(name) is None:
            return [Actor(name, None, span)]
        return self._tagged(span)

    def _actors_at(self, token: Token) -> list[Actor]:
        near = self._near(token.idx)
        return [Actor(e.name, e.id, m.range) for m, e in near if m.kind == "name" and not e.members]

    def _tagged(self, span: Range) -> list[Actor]:
        """Whom a bracket follows that the parser took for a subject: "Patrick Leahy (D-Vt.) said"."""
        opening = self.text.rfind("(", max(0, span.start - 20), span.end)
        for mention, entity in self._mentions:
            if opening >= 0 and mention.range.start < opening and opening - mention.range.end in (0, 1):
                return [Actor(entity.name, entity.id, mention.range)]
        return []

    def _place(self, where: Token | Span | Range) -> tuple[Token | None, Range]:
        if isinstance(where, Token):
            found = self.mention_of(where)
            return where, found[0].range if found is not None else phrase(where)
        tokens = range_span(self.doc, where) if isinstance(where, Range) else where
        if not len(tokens):
            return None, Range(0, 0)
        return tokens.root, Range(*where) if isinstance(where, Range) else Range(where.start_char, where.end_char)

    def _entity_in(self, token: Token, span: Range) -> Entity | None:
        """The entity a phrase names: at its extent, by an apposition that names a person, or at its head."""
        exact = self.at(span)
        if exact is not None:
            return exact
        inside = self.inside(span)
        persons = [(m, e) for m, e in inside if e.type == "PERSON" and m.kind == "name"]
        head = self.mention_of(token)
        if head is not None and (head[0].kind != "nominal" or not persons):
            titles_a_person = len(persons) == 1 and _is_before(head[0], persons[0][0])
            if head[1].type not in {"ORG", "GPE", "NORP"} or not titles_a_person:
                return head[1]
        if len({e.id for _, e in persons}) == 1 and _names_whole(self.text, span, persons[0][0].range):
            return persons[0][1]
        return None

    def _described(self, token: Token) -> Entity | None:
        """Whom a description is of that stands behind a name or before it: "Ann Lee, the Queens Democrat who …"."""
        own = self._heads.get(token.i)
        if token.tag_ not in {"NN", "NNP"} or (own is not None and (own[1].type != "NORP" or own[0].kind != "name")):
            return None
        if any(child.dep_ in {"conj", "cc"} for child in token.children):
            return None
        before = token.head if token.dep_ == "appos" else None
        behind = next((c for c in token.rights if c.dep_ == "appos"), None) if own is not None else None
        name = before or behind
        known = None if name is None or name.ent_type_ == "" else self._heads.get(name.i)
        if known is None or known[0].kind != "name" or known[1].type not in {"PERSON", "ORG"} or known[1].members:
            return None
        if before is not None and next((c for c in token.lefts if c.dep_ in {"det", "poss"}), None) is None:
            return None
        return known[1]

    def _body_of(self, token: Token) -> Entity | None:
        """The body that "Smith's group" or "his association" is: that which the person speaks for."""
        if token.lower_ not in _BODY_NOUNS:
            return None
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        person = None if owner is None else self.for_token(owner)
        organization = self.organization(person)
        return self.named(organization) if organization is not None else None

    def description(self, span: Range) -> str:
        """A phrase's words as a name; see `description`."""
        return description(self.text, span)


def description(text: str, span: Range) -> str:
    """A phrase's words as a name: without article or possessive and without what a clause or comma adds."""
    words = " ".join(text[span.start : span.end].split())
    cut = _CUT.search(words)
    if cut is not None and cut.start() > 0 and len(words[: cut.start()].split()) > 1:
        words = words[: cut.start()]
    return (_DETERMINERS.sub("", words) or words).strip(" .,;:")


#: Bodies that a person may have, and those that speak for their owner ("my office").
_BODY_NOUNS = frozenset(
    "group association company organization organisation union firm charity agency department committee council party"
    " university federation network coalition institute foundation".split()
)
_OWN = frozenset({"office", "team", "staff", "administration", "colleague"})


def _antecedent(token: Token) -> Token | None:
    """What "who" or "which" stands for: the noun its clause hangs on; None for other words."""
    if token.tag_ not in {"WDT", "WP"}:
        return None
    clause = next((t for t in (token.head, *token.ancestors) if t.dep_ == "relcl"), None)
    return clause.head if clause is not None and clause.head.tag_ not in {"WDT", "WP"} else None


def _is_before(one: Mention, other: Mention) -> bool:
    return one.range.end <= other.range.start


def _only_title(text: str) -> bool:
    """Whether a stretch before a name holds titles alone ("U.S. Senator ")."""
    plain = tuple(w.lower().replace(".", "").rstrip(",") for w in text.split())
    return bool(plain) and names.leading_title((*plain, "x")) == len(plain)


def _names_whole(text: str, span: Range, name: Range) -> bool:
    """Whether a person's name is what a phrase is about: it ends the phrase, or opens it before a comma or bracket."""
    behind = text[name.end : span.end].strip()
    before = text[span.start : name.start]
    if re.search(r"[’']s?\s*$", text[name.end : name.end + 3]) and behind[:2] in {"’s", "'s"} and len(behind) > 2:
        return False
    if re.search(r"\b(?:of|by|with|for|from|against|to|and)\s+$", before):
        return False
    return behind == "" or behind[0] in ",(–—" or behind in {"’s", "'s"}


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


def phrase(token: Token) -> Range:
    """A noun's phrase for use as a holder: with its modifiers and complements, without clauses and appositions."""
    if token.pos_ == "PRON":
        return token_range(token, token)
    cut = {"relcl", "acl", "appos", "conj", "cc", "punct", "parataxis"}
    first = token
    for child in token.lefts:
        if child.dep_ not in cut:
            first = child.left_edge if child.left_edge.i < first.i else first
            break
    last = token
    for child in token.rights:
        if child.dep_ in cut or child.dep_ == "case":
            break
        last = child.right_edge
    return token_range(first, last)


def _listed(token: Token) -> list[Token]:
    """A name and those coordinated with it: "Senators Jane Roe, Ann Lee and Max Doe"."""
    return [token, *(name for child in token.children if child.dep_ == "conj" for name in _listed(child))]


def resolve_holders(doc: Doc, where: Token | Span | Range, *, speaker: Actor | None = None) -> list[Actor]:
    """Every actor named at `where`; see `ActorIndex.resolve`. For several questions keep an index."""
    return ActorIndex(doc).resolve(where, speaker=speaker)


def resolve_holder(doc: Doc, where: Token | Span | Range, *, speaker: Actor | None = None) -> Actor | None:
    """The actor named at `where`, the first of several; None where there is no token."""
    found = resolve_holders(doc, where, speaker=speaker)
    return found[0] if found else None


def numbered(entities: list[Entity]) -> list[Entity]:
    """Entities in the order of their first mention with ids e1, e2, …; mentions sorted, members' ids follow."""
    for entity in entities:
        entity.mentions.sort(key=lambda m: (m.range.start, -m.range.end))
    ordered = sorted(entities, key=lambda e: (e.mentions[0].range.start, -e.mentions[0].range.end, e.type, e.name))
    new = {}
    for number, entity in enumerate(ordered, 1):
        if entity.id:
            new[entity.id] = f"e{number}"
        entity.id = f"e{number}"
    for entity in ordered:
        entity.members = [new[id_] for id_ in entity.members if id_ in new]
    return ordered


def mark(doc: Doc) -> None:
    """Writes the mentions of `doc._.entities` to `doc.spans["entities"]`, labelled by type, with the entity's id."""
    spans = []
    for entity in doc._.entities or []:
        for mention in entity.mentions:
            tokens = range_span(doc, mention.range)
            if len(tokens):
                spans.append(Span(doc, tokens.start, tokens.end, label=entity.type, span_id=entity.id))
    doc.spans["entities"] = sorted(spans, key=lambda s: (s.start, -s.end))
