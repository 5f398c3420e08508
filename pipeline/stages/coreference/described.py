"""Who is told of without a name: "A porter at St Oswin's earns £11. He supports the strike." """

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from pipeline.annotations import Entity, Mention, Range
from pipeline.labels import EntityType
from pipeline.phrases import description, phrase
from pipeline.resources import word_list
from pipeline.stages.coreference.nominals import pointing_nouns
from pipeline.tokens import word_places

_NAME_BEHIND = re.compile(r",?[ ](?:the[ ])?[A-Z]")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@cache
def _types() -> dict[str, EntityType]:
    """Nouns for somebody, with what they are."""
    found: dict[str, EntityType] = dict.fromkeys(word_list("actors/callings.txt"), "PERSON")
    found |= {noun: "ORG" for noun, row in pointing_nouns().items() if row.kind == "organization"}
    found |= {noun: "PERSON" for noun, row in pointing_nouns().items() if row.kind == "person"}
    return found


def described_places(doc: Doc) -> list[int]:
    """Token indices of nouns for one person or body that are subjects."""
    return [index for index in word_places(doc, frozenset(_types())) if doc[index].dep_ in _SUBJECTS]


def described(token: Token, text: str) -> Entity | None:
    """The entity that a description would be if something pointed back to it; None where a name stands beside it."""
    if token.tag_ not in {"NN", "NNP"} or any(c.dep_ in {"appos", "conj"} for c in token.children):
        return None
    extent = phrase(token)
    comma = text.find(",", extent.start, extent.end)
    extent = Range(extent.start, extent.end if comma < 0 else comma)
    if _NAME_BEHIND.match(text, extent.end):
        return None
    mention = Mention(extent, "nominal", token.i)
    return Entity("", description(text, extent), _types()[token.lower_], [mention], confidence=0.6)
