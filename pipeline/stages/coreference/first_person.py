""" "I" and "we": the speaker of the quotation they stand in, or the issuer outside quotations."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline import names
from pipeline.annotations import Entity
from pipeline.first_person import PLURAL, SINGULAR, speaks_for
from pipeline.stages.coreference.salience import Discourse
from pipeline.tokens import word_places

_ALL = SINGULAR | PLURAL


def first_person_places(doc: Doc) -> list[int]:
    """Token indices of "I", "we", "our", …"""
    return word_places(doc, _ALL)


def who(discourse: Discourse, token: Token, entities: list[Entity]) -> Entity | None:
    """The entity that speaks at a first-person pronoun; a spokesperson's "we" is the body's. None where not plain."""
    quotation = discourse.quotation_of(token.idx)
    plural = token.lower_ in PLURAL
    if quotation < 0:
        return discourse.issuer if plural or discourse.issuer is None or discourse.issuer.type == "PERSON" else None
    person = discourse.speaker_of(quotation)
    if person is None or not plural or person.type != "PERSON" or not speaks_for(person):
        return person
    issuer = discourse.issuer
    if issuer is not None and names.is_branch(person.affiliations[0].organization, issuer.name):
        return issuer
    key = names.key(person.affiliations[0].organization)
    return next((e for e in entities if key in {names.key(n) for n in (e.name, *e.aliases)}), person)
