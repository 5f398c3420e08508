"""Who a stretch of text names: from words to actors, for every stage after `entities`, `coreference`, `linking`.

Usual use in a stage::

    index = ActorIndex(doc)
    actors = index.resolve(token)                      # [Actor, …]: "the senators" gives each of them
    actors = index.resolve(token, speaker=speaker)     # "I", "we", "our" inside a quotation of `speaker`
    entity = index.for_token(token)                    # the Entity alone, or None

Everything here reads `doc._.entities` and `doc._.metadata` and changes nothing.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline.annotations import Actor, Entity, Mention, Range
from pipeline.apposition import named_behind
from pipeline.first_person import PLURAL, SINGULAR, FirstPerson
from pipeline.phrases import LIST_MARK, antecedent, coordinated, description, names_whole, phrase
from pipeline.tokens import range_span

#: Types that can hold a position.
ACTOR_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP", "GROUP", "HANDLE"})
#: Bodies that a person may have, and those that speak for their owner ("my office").
_BODY_NOUNS = frozenset(
    "group association company organization organisation union firm charity agency department committee council party"
    " university federation network coalition institute foundation".split()
)
_OWN = frozenset({"office", "team", "staff", "administration", "colleague"})


class ActorIndex(FirstPerson):
    """From words to actors. Build it once per document and stage: it does not follow later changes."""

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
        meant = antecedent(token)
        if meant is not None:
            return self.resolve(meant, speaker=speaker)
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
        if titled is not None and (named := [a for name in coordinated(titled) for a in self._actors_at(name)]):
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
        if len({e.id for _, e in persons}) == 1 and names_whole(self.text, span, persons[0][0].range):
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


def _is_before(one: Mention, other: Mention) -> bool:
    return one.range.end <= other.range.start


def resolve_holders(doc: Doc, where: Token | Span | Range, *, speaker: Actor | None = None) -> list[Actor]:
    """Every actor named at `where`; see `ActorIndex.resolve`. For several questions keep an index."""
    return ActorIndex(doc).resolve(where, speaker=speaker)


def resolve_holder(doc: Doc, where: Token | Span | Range, *, speaker: Actor | None = None) -> Actor | None:
    """The actor named at `where`, the first of several; None where there is no token."""
    found = resolve_holders(doc, where, speaker=speaker)
    return found[0] if found else None
