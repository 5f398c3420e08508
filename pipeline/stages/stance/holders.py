"""Whose claim it is: subjects and owners resolved to actors, speakers of quotations, the issuer's own voice."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from pipeline.annotations import Actor, Attribution, Entity, Range
from pipeline.stages.stance import grammar, targets
from pipeline.stages.stance.context import OWN_VOICE_GENRES, Context, is_actor
from pipeline.stages.stance.lexicon import word_group

_ARTICLES = frozenset({"the", "a", "an"})
_PARLIAMENTS = ("senate", "house of representatives", "congress", "parliament")


@dataclass(slots=True)
class Holders:
    """The holders of one claim (coordinated or grouped holders are several) and who reports them, innermost last.

    `kind` says how they were found: subject, speaker, issuer, organization (of a spokesperson), none.
    """

    actors: list[Actor]
    organizations: list[str | None] = field(default_factory=list)
    reporters: list[str] = field(default_factory=list)
    attribution: Attribution | None = None
    kind: str = "none"


def _organization(entity: Entity | None) -> str | None:
    if entity is None or entity.type != "PERSON" or not entity.affiliations:
        return None
    return entity.affiliations[0].organization


def _unfold(context: Context, entity: Entity, mention: Range | None) -> list[tuple[Actor, str | None]]:
    """An entity as holder; a named set ("the Senators") as each of its members."""
    members = [context.entities[id_] for id_ in entity.members if id_ in context.entities]
    return [(Actor(e.name, e.id, mention), _organization(e)) for e in (members or [entity])]


def plain_name(context: Context, token: Token) -> tuple[str, Range | None]:
    """The words of an unresolved holder, without article."""
    span = targets.noun_phrase(token)
    if span is None:
        return token.text, None
    words = context.doc.text[span.start : span.end].split()
    if len(words) > 1 and words[0].lower() in _ARTICLES:
        words = words[1:]
    return " ".join(words), span


def resolve(context: Context, token: Token) -> list[tuple[Actor, str | None]]:
    """Every actor that a noun phrase names, with the organisation a person belongs to. Empty for things."""
    found: list[tuple[Actor, str | None]] = []
    for noun in grammar.coordinated(token):
        entity = context.entity_at(noun)
        mention = Range(noun.idx, noun.idx + len(noun)) if noun.pos_ == "PRON" else targets.noun_phrase(noun)
        if entity is not None and is_actor(entity):
            found.extend(_unfold(context, entity, mention))
        elif entity is None and grammar.names_actor(noun) is not False and noun.pos_ in {"NOUN", "PROPN"}:
            name, span = plain_name(context, noun)
            found.append((Actor(name, None, span), None))
    return found


def _source(context: Context, item: Attribution) -> list[tuple[Actor, str | None]]:
    entity = context.entities.get(item.entity or "")
    if entity is not None:
        return _unfold(context, entity, item.source)
    if item.name:
        return [(Actor(item.name, None, item.source), None)]
    if item.source is not None:
        text = context.doc.text[item.source.start : item.source.end]
        words = text.split()
        return [
            (
                Actor(" ".join(words[1:] if words[0].lower() in _ARTICLES and words[1:] else words), None, item.source),
                None,
            )
        ]
    return issuer(context)


def issuer(context: Context) -> list[tuple[Actor, str | None]]:
    """Who speaks outside quotations: the issuer, or the author of a signed opinion; nobody in a news article."""
    meta = context.metadata
    name = meta.issuer or (meta.author if meta.genre == "other" else None)
    if meta.genre == "article" or (name is None and meta.genre not in OWN_VOICE_GENRES):
        return []
    if name is None:
        return [(Actor("the undersigned"), None)] if meta.genre in {"letter", "declaration"} else []
    entity = context.find_entity(name)
    if entity is not None:
        return _unfold(context, entity, None)
    return [(Actor(name), None)]


def _speaks_for(context: Context, item: Attribution) -> Entity | None:
    """The organisation for which a spokesperson or officer says "we"; None for members of parliaments."""
    entity = context.entities.get(item.entity or "")
    if entity is None or entity.type != "PERSON" or not entity.affiliations:
        return None
    affiliation = entity.affiliations[0]
    role = (affiliation.role or "").lower().split()
    if any(word in affiliation.organization.lower() for word in _PARLIAMENTS):
        return None
    if not any(word.strip(",.") in word_group("person-noun") for word in role):
        return None
    return context.find_entity(affiliation.organization)


def _reporters(context: Context, item: Attribution | None) -> list[str]:
    """The names along a chain of attributions, outermost first."""
    names: list[str] = []
    while item is not None:
        names = [actor.name for actor, _ in _source(context, item)][:3] + names
        item = context.attribution(item.parent)
    return names


def speaker(context: Context, span: Range, *, plural: bool = False) -> Holders:
    """Whoever utters a stretch of text. `plural`: it says "we"."""
    item = context.attribution_of(span)
    if item is None:
        found = issuer(context)
        return Holders([a for a, _ in found], [o for _, o in found], kind="issuer" if found else "none")
    parent = context.attribution(item.parent)
    organization = _speaks_for(context, item) if plural else None
    if organization is not None:
        actor = Actor(organization.name, organization.id, item.source)
        return Holders([actor], [None], _reporters(context, item), item, "organization")
    found = _source(context, item)
    return Holders([a for a, _ in found], [o for _, o in found], _reporters(context, parent), item, "speaker")


def says_we(context: Context, span: Range) -> bool:
    """Whether a stretch speaks in the first person plural (and not the singular)."""
    words = {t.lower_ for t in context.doc if span.start <= t.idx < span.end} if span.end - span.start < 2000 else set()
    return bool(words & {"we", "our", "us"}) and not words & {"i", "my", "me"}


def holders(context: Context, token: Token | None, evidence: Range) -> Holders:
    """The holders of a claim read at `evidence`: of the token where it names somebody, else whoever speaks."""
    if token is None or grammar.is_first_person(token):
        return speaker(context, evidence, plural=says_we(context, evidence))
    found = resolve(context, token)
    if not found:
        return Holders([], kind="none")
    item = context.attribution_of(evidence)
    reporters = _reporters(context, item) if item is not None else []
    names = {actor.name for actor, _ in found}
    reporters = [name for name in reporters if name not in names]
    return Holders([a for a, _ in found], [o for _, o in found], reporters, item, "subject")
