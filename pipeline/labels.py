"""The closed vocabularies of a record. Meanings: docs/claims.md."""

from __future__ import annotations

from typing import Literal, get_args

Form = Literal["position", "demand", "commitment", "action", "assessment"]
Stance = Literal["support", "oppose", "neutral", "mixed"]
SubjectStance = Literal["support", "oppose", "neutral", "mixed", "unclear"]
Voice = Literal["direct", "mixed", "indirect", "own_voice", "narrated"]
AttributionKind = Literal["direct", "indirect", "mixed"]
Genre = Literal["statement", "article", "declaration", "letter", "release", "post", "other"]
SectionKind = Literal[
    "headline",
    "dateline",
    "byline",
    "body",
    "quote",
    "list_item",
    "embedded_post",
    "contact",
    "boilerplate",
    "signature",
    "caption",
]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
MentionKind = Literal["name", "nominal", "pronoun"]
EntityType = Literal["PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "LAW", "EVENT", "PRODUCT", "WORK", "HANDLE", "GROUP"]
DateSource = Literal["expression", "document"]
Status = Literal["machine", "accepted", "edited", "added", "rejected"]

#: Sections that never yield holders, dates or claims.
SILENT_SECTIONS: frozenset[str] = frozenset({"contact", "boilerplate", "caption"})

FORMS: tuple[str, ...] = get_args(Form)
STANCES: tuple[str, ...] = get_args(Stance)
SUBJECT_STANCES: tuple[str, ...] = get_args(SubjectStance)
VOICES: tuple[str, ...] = get_args(Voice)
GENRES: tuple[str, ...] = get_args(Genre)
SECTION_KINDS: tuple[str, ...] = get_args(SectionKind)
ENTITY_TYPES: tuple[str, ...] = get_args(EntityType)
