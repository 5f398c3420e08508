"""Whose claim it is: subjects and owners resolved to actors, speakers of quotations, the issuer's own voice."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from pipeline import names
from pipeline.actors import ACTOR_TYPES
from pipeline.annotations import Actor, Attribution, Entity, Range
from pipeline.first_person import PLURAL, SINGULAR
from pipeline.phrases import LIST_MARK, coordinated
from pipeline.stages.stance import grammar
from pipeline.stages.stance.antecedents import PRONOUNS
from pipeline.stages.stance.context import Context
from pipeline.tokens import range_span, token_range


@dataclass(slots=True)
class Holders:
    """The holders of one claim (coordinated or grouped holders are several) and who reports them, innermost last.

    `kind` says how they were found: subject, speaker, issuer, organization (of a spokesperson), proposed, none.
    """

    actors: list[Actor]
    reporters: list[str] = field(default_factory=list)
    attribution: Attribution | None = None
    kind: str = "none"


#: What says nothing itself: whoever writes of it says what it shows, calls for or threatens.
_THINGS = frozenset(
    "incident event crisis tragedy detention failure resolution bill legislation act measure amendment package program"
    " policy provision proposal fact figure number data attack war".split()
)
#: Whoever is spoken to holds nothing in it, but what a letter says of whom it is to.
_YOU = frozenset({"you", "your", "yours", "yourself", "yourselves"})


def _of_the_place_before(context: Context, noun: Token, entity: Entity) -> bool:
    """Whether a name only says where the place before it lies: "Oakland, California, and …"."""
    before = noun.nbor(-2) if noun.i > 1 and noun.nbor(-1).text == "," else None
    if before is None or names.place_name(entity.name) is None:
        return False
    place = context.entity_at(before)
    return place is not None and place.type == "GPE" and names.place_name(place.name) is None


def _first(context: Context, token: Token, evidence: Range) -> Token:
    """The first of the names that a name is coordinated with, as far as they stand in the evidence."""
    while (
        token.dep_ == "conj"
        and evidence.start <= token.head.idx < token.idx
        and not any(child.dep_ == "relcl" for child in token.children)
        and (one := context.entity_at(token)) is not None
        and (other := context.entity_at(token.head)) is not None
        and one.type in ACTOR_TYPES
        and other.type in ACTOR_TYPES
    ):
        token = token.head
    return token


def resolve(context: Context, token: Token) -> list[Actor]:
    """Every actor that a noun phrase names. Empty for things."""
    found: list[Actor] = []
    if LIST_MARK.fullmatch(token.text):
        return []
    if token.lower_ in _YOU:
        spoken_to = None if context.attribution_of(token_range(token, token)) else context.index.addressee
        return [] if spoken_to is None else [spoken_to]
    for noun in coordinated(token):
        entity = context.index.for_token(noun)
        if entity is not None:
            if entity.type in ACTOR_TYPES and not _of_the_place_before(context, noun, entity):
                found.extend(context.index.resolve(noun))
        elif noun is not token and noun.tag_ == "NN" and not any(c.dep_ in {"det", "nummod"} for c in noun.children):
            continue  # a bare singular is what somebody is: "Jane Roe, technology and civil liberties attorney"
        elif noun.pos_ in {"NOUN", "PROPN"} and grammar.names_actor(noun) is not False:
            found.extend(context.index.resolve(noun, speaker=_quoted_speaker(context, noun)))
    return list({actor.name: actor for actor in found}.values())


def _quoted_speaker(context: Context, noun: Token) -> Actor | None:
    """In whose quotation a noun stands, for "our team"; None outside."""
    item = context.attribution_of(token_range(noun, noun))
    found = _source(context, item) if item is not None and item.kind == "direct" else []
    return found[0] if len(found) == 1 else None


def _source(context: Context, item: Attribution) -> list[Actor]:
    """Who an attribution relation names as its source; the issuer where the source is understood."""
    # "“I think so,” she added": the one who is quoted, whatever the pronoun was linked to.
    item = _around(context, item) or item
    words = "" if item.source is None else context.text[item.source.start : item.source.end]
    if words.lower() in _YOU and context.index.addressee is not None:
        return [context.index.addressee]
    if item.source is not None and (words.lower() in _YOU or LIST_MARK.fullmatch(words)):
        return [] if context.index.issuer is None else [context.index.issuer]
    entity = context.index.by_id.get(item.entity or "")
    if entity is not None and entity.type not in ACTOR_TYPES:
        # a bill or resolution says what those say whose text it stands in
        return [] if context.index.issuer is None else [context.index.issuer]
    if entity is not None:
        return [Actor(e.name, e.id, item.source) for e in context.index.members(entity)]
    if (
        item.source is not None
        and context.index.issuer is not None
        and range_span(context.doc, item.source).root.lemma_.lower() in _THINGS
    ):
        return [context.index.issuer]  # "this incident highlights …": whoever tells of it
    several = _several(context, item.source)
    if several:
        return several
    if item.name:
        return [Actor(item.name, None, item.source)]
    if item.source is not None:
        return context.index.resolve(item.source)
    return [] if context.index.issuer is None else [context.index.issuer]


def _several(context: Context, source: Range | None) -> list[Actor]:
    """The persons that a source names, where it names more than one."""
    inside = [] if source is None else context.index.inside(source)
    found = {e.name: Actor(e.name, e.id, m.range) for m, e in inside if e.type == "PERSON" and m.kind == "name"}
    return list(found.values()) if len(found) > 1 else []


def _around(context: Context, item: Attribution) -> Attribution | None:
    """The quotation that an attribution whose source is "I" or "we" stands in; None for other sources."""
    if item.source is None or context.text[item.source.start : item.source.end].lower() not in SINGULAR | PLURAL:
        return None
    return next(
        (
            other
            for other in context.attributions
            if other is not item and other.source != item.source and any(c.covers(item.source) for c in other.content)
        ),
        None,
    )


def _reporters(context: Context, item: Attribution | None) -> list[str]:
    """The names along a chain of attributions, outermost first."""
    chain: list[str] = []
    while item is not None and len(chain) < 12:
        named = [actor.name for actor in _source(context, item) if actor.name.lower() not in PRONOUNS]
        chain = named[:3] + chain
        item = context.attribution(item.parent)
    return chain


def speaker(context: Context, span: Range, *, plural: bool = False) -> Holders:
    """Whoever utters a stretch of text. `plural`: it says "we"."""
    item = context.attribution_of(span)
    if item is None:
        issuer = context.index.issuer
        if issuer is None:
            return Holders([])
        return Holders(context.index.first_person(plural=plural).actors or [issuer], kind="issuer")
    outer = _reporters(context, context.attribution(item.parent))
    found = _source(context, item)
    if len(found) == 1:
        voice = context.index.first_person(plural=plural, speaker=found[0])
        if voice.reporter is not None:
            return Holders(voice.actors, [*outer, voice.reporter], item, "organization")
        found = [Actor(a.name, a.entity, item.source) for a in voice.actors] or found
    return Holders(found, outer, item, "speaker")


def says_we(context: Context, span: Range) -> bool:
    """Whether a stretch speaks in the first person plural (and not the singular)."""
    words = {token.lower_ for token in range_span(context.doc, span)}
    return bool(words & PLURAL) and not words & SINGULAR


def holders(context: Context, token: Token | None, evidence: Range) -> Holders:
    """The holders of a claim read at `evidence`: of the token where it names somebody, else whoever speaks."""
    if token is None or grammar.is_first_person(token):
        # "We urge countries to determine whether …": who "we" are is told where the word stands.
        word = evidence if token is None else token_range(token, token)
        outside = token is not None and not evidence.covers(word)
        plural = says_we(context, evidence) or (outside and token is not None and token.lower_ in PLURAL)
        return speaker(context, word if evidence.covers(word) else evidence, plural=plural)
    found = resolve(context, _first(context, token, evidence))
    item = context.attribution_of(evidence)
    if found and item is not None and item.source is not None and item.source.covers(token_range(token, token)):
        # "“We stay,” its chair said": the body whose "we" it is; "he said": who was taken for the speaker.
        who = speaker(context, evidence, plural=says_we(context, evidence))
        if who.actors and len(found) == 1 and (who.kind == "organization" or token.pos_ == "PRON"):
            return who
    return told_of(context, found, evidence)


def told_of(context: Context, actors: list[Actor], evidence: Range) -> Holders:
    """Actors as holders of what stands at `evidence`, with who reports it; none where there are no actors."""
    if not actors:
        return Holders([])
    item = context.attribution_of(evidence)
    known = {actor.name for actor in actors}
    reporters = [name for name in _reporters(context, item) if not any(_of_one(name, own) for own in known)]
    return Holders(actors, reporters, item, "subject")


def _of_one(name: str, other: str) -> bool:
    """Whether two names are one's: "Ann Lee" and "Ann Lee Senior Policy Analyst"."""
    return name == other or name.startswith(f"{other} ")


def organization(context: Context, actor: Actor) -> str | None:
    """The body a person speaks for, as the document or the register says."""
    return context.index.organization(context.index.by_id.get(actor.entity or ""))
