"""What a record is: one press text and everything read from it.

The record is the contract with every program downstream. All models are frozen and refuse unknown
fields; every span is a half-open `[start, end)` range of Unicode code points of `document.text`,
and `text == document.text[start:end]` is validated. The JSON Schema (`onrecord schema`) is generated
from this file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipeline import labels

SCHEMA_VERSION: Literal["1"] = "1"


class Model(BaseModel):
    """A frozen model that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Model):
    """A stretch of the document's text: code points `[start, end)` and the words themselves."""

    start: int = Field(ge=0, description="first code point")
    end: int = Field(gt=0, description="one past the last code point")
    text: str = Field(min_length=1, description="document.text[start:end]")

    @model_validator(mode="after")
    def _extent(self) -> Span:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span [{self.start}, {self.end}) is not as long as its text {self.text!r}")
        return self


class Source(Model):
    """Where the text came from."""

    path: str | None = Field(None, description="file, as given (relative paths stay relative); row after '#'")
    url: str | None = None
    sha256: str = Field(description="of the bytes read (for a table row: of its text)")
    media_type: str = Field(description="such as text/plain, text/html, application/pdf")
    encoding: str | None = Field(None, description="character encoding the bytes were read with")


class Published(Model):
    """Publication date and who says so."""

    value: str = Field(description="ISO 8601 at the precision known: 2020-06-11, 2019-10, 2019, 2020-06-11T12:45")
    source: str = Field(description="'given' (row, option, metadata of the file) or the rule that read it in the text")


class Section(Span):
    """A stretch of the text and what it is there for."""

    kind: labels.SectionKind


class Document(Model):
    """The text as read and what is known about it. Unknown values are null, never guessed."""

    id: str = Field(min_length=1)
    source: Source
    text: str = Field(min_length=1)
    title: str | None = None
    language: str | None = None
    genre: labels.Genre = "other"
    issuer: str | None = Field(None, description="who issues a statement, release or declaration")
    outlet: str | None = Field(None, description="who publishes an article")
    author: str | None = None
    dateline: str | None = None
    published: Published | None = None
    sections: tuple[Section, ...] = ()
    origins: dict[str, str] = Field(
        default_factory=dict,
        description="of title, issuer, author, …: 'given' or the rule that read it",
    )
    metadata: dict[str, Any] = Field(default_factory=dict, description="other columns or keys of the input, as given")


class Mention(Span):
    """One mention of an entity."""

    kind: labels.MentionKind


class Affiliation(Model):
    """What the document (or the register) says a person is, and for whom."""

    organization: str
    role: str | None = None
    evidence: Span | None = None


class Entity(Model):
    """One actor, place, law or thing, with all its mentions."""

    id: str = Field(description="stable within the document: e1, e2, … in order of first mention")
    name: str = Field(description="canonical name")
    type: labels.EntityType
    external_id: str | None = Field(None, description="Wikidata QID or another register's id, from the actor register")
    parent: str | None = Field(None, description="canonical name of the body it belongs to")
    aliases: tuple[str, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    mentions: tuple[Mention, ...]
    confidence: float = Field(1.0, ge=0, le=1)


class Date(Span):
    """A time expression."""

    type: labels.DateType
    value: str = Field(description="TIMEX3 value")
    mod: str | None = Field(None, description="TIMEX3 modifier: START, MID, END, APPROX, …")
    earliest: str | None = Field(None, description="first day (or instant) of the interval, ISO 8601")
    latest: str | None = Field(None, description="last day (or instant) of the interval, ISO 8601")
    anchor: str | None = Field(None, description="the date it was counted from")
    rule: str = Field(description="id of the rule that read it")
    ambiguous: bool = False


class AttributionSource(Model):
    """Who speaks: the words that name the source and the entity they resolve to."""

    name: str | None = Field(None, description="canonical name")
    entity: str | None = Field(None, description="entity id")
    mention: Span | None = None


class Attribution(Model):
    """One attribution relation: a source, a cue and the content attributed."""

    id: str
    kind: labels.AttributionKind
    source: AttributionSource
    cue: Span | None = None
    content: tuple[Span, ...]
    parent: str | None = Field(None, description="id of the attribution this one is nested in")
    negated: bool = Field(False, description="'did not say that …'")
    hypothetical: bool = Field(False, description="'would argue that …'")
    rule: str


class Actor(Model):
    """A holder or addressee: canonical name, entity if resolved, and the mention in the text if there is one."""

    name: str = Field(min_length=1)
    entity: str | None = None
    mention: Span | None = None


class Target(Span):
    """The words that say what the stance is about."""

    concept: str | None = Field(None, description="codebook concept id, or 'unlisted'")
    resolved: Span | None = Field(
        None, description="the full phrase that 'the technology' or 'such systems' stands for"
    )


class ClaimDate(Model):
    """When the position was taken."""

    value: str
    source: labels.DateSource


class Claim(Model):
    """One holder takes one position on one target in one stretch of text."""

    id: str
    holder: Actor
    organization: str | None = None
    stance: labels.Stance = Field(description="toward the target as the text words it")
    target: Target
    form: labels.Form
    addressee: Actor | None = None
    condition: Span | None = None
    justification: Span | None = None
    attribution: labels.Voice
    attribution_id: str | None = Field(None, description="the attribution relation it was read in")
    reporter: tuple[str, ...] = Field((), description="innermost last")
    evidence: Span
    cue: Span | None = None
    date: ClaimDate | None = Field(None, description="null where neither text nor metadata give one")
    subject: str = Field(description="normal form: practice or proposal with ban-words peeled off")
    subject_stance: labels.SubjectStance
    instrument: str | None = None
    confidence: float = Field(ge=0, le=1)
    stage: str = Field(description="the rule or model that read it")
    status: labels.Status = "machine"


class Skipped(Span):
    """A sentence with an actor and a stance cue that yielded no claim."""

    reason: str


class Run(Model):
    """What made this record. Nothing here depends on the clock."""

    pipeline_version: str
    models: dict[str, str]
    settings_sha256: str


class Record(Model):
    """Everything read from one press text."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    document: Document
    entities: tuple[Entity, ...] = ()
    dates: tuple[Date, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    run: Run

    @model_validator(mode="after")
    def _spans_slice_the_text(self) -> Record:
        text = self.document.text
        for span in spans(self):
            if text[span.start : span.end] != span.text:
                found = text[span.start : span.end]
                raise ValueError(
                    f"document {self.document.id!r}: {type(span).__name__} [{span.start}, {span.end}) says "
                    f"{span.text!r} but the text there is {found!r}"
                )
        return self

    @model_validator(mode="after")
    def _references_resolve(self) -> Record:
        entities = {entity.id for entity in self.entities}
        attributions = {attribution.id for attribution in self.attributions}
        for claim in self.claims:
            for actor in (claim.holder, claim.addressee):
                if actor is not None and actor.entity is not None and actor.entity not in entities:
                    raise ValueError(f"claim {claim.id}: no entity {actor.entity!r}")
            if claim.attribution_id is not None and claim.attribution_id not in attributions:
                raise ValueError(f"claim {claim.id}: no attribution {claim.attribution_id!r}")
        for attribution in self.attributions:
            if attribution.source.entity is not None and attribution.source.entity not in entities:
                raise ValueError(f"attribution {attribution.id}: no entity {attribution.source.entity!r}")
            if attribution.parent is not None and attribution.parent not in attributions:
                raise ValueError(f"attribution {attribution.id}: no parent {attribution.parent!r}")
        return self

    def _repr_html_(self) -> str:
        """How a notebook shows the record."""
        from pipeline.display import record_html

        return str(record_html(self))


def spans(model: BaseModel) -> Iterator[Span]:
    """Every span anywhere in a record or part of one, in field order."""
    if isinstance(model, Span):
        yield model
    for name in _nesting(type(model)):
        value = getattr(model, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BaseModel):
                yield from spans(item)


@cache
def _nesting(kind: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that can hold other models."""
    return tuple(name for name, field in kind.model_fields.items() if _names_model(field.annotation))


def _names_model(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_names_model(part) for part in get_args(annotation))
