"""What the stages hang on a `Doc`. Positions are `Range`s: half-open code points of `doc.text`.

These are working notes between stages; `harvest` turns them into the validated record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline import labels
from pipeline.stretches import Stretches


class Range(NamedTuple):
    """Half-open `[start, end)` in code points of the text."""

    start: int
    end: int

    def covers(self, other: Range) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Range) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shared(self, other: Range) -> float:
        """Which share of the shorter one's code points the two share (0..1)."""
        common = max(0, min(self.end, other.end) - max(self.start, other.start))
        return common / max(1, min(self.end - self.start, other.end - other.start))


@dataclass(slots=True)
class Metadata:
    """What is known of the document before the stages run (from the input) and after `sections` (read in the text).

    `published` is ISO 8601 at the precision known, or None. `origins` says for each value where it came from.
    """

    id: str = "text"
    title: str | None = None
    language: str | None = None
    genre: labels.Genre = "other"
    issuer: str | None = None
    outlet: str | None = None
    author: str | None = None
    dateline: str | None = None
    published: str | None = None
    url: str | None = None
    origins: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Section:
    """One stretch of the text and what it is there for. Sections are in order, do not overlap and cover all text."""

    range: Range
    kind: labels.SectionKind


@dataclass(slots=True)
class Mention:
    """One mention of an entity. `head` is the token index of its syntactic head."""

    range: Range
    kind: labels.MentionKind
    head: int


@dataclass(slots=True)
class Affiliation:
    """Organisation (canonical name) and role of a person, as the document or the register says."""

    organization: str
    role: str | None = None
    evidence: Range | None = None


@dataclass(slots=True)
class Entity:
    """One actor, place, law or thing with its mentions in text order. `id` is e1, e2, … by first mention."""

    id: str
    name: str
    type: labels.EntityType
    mentions: list[Mention]
    aliases: list[str] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)
    external_id: str | None = None
    parent: str | None = None
    members: list[str] = field(default_factory=list)  # entity ids, for "the two companies"
    of: labels.EntityType | None = None  # what each of a set without a name is: of "lawmakers", PERSON
    confidence: float = 1.0


@dataclass(slots=True)
class DateMention:
    """A time expression with its TIMEX3 value. `earliest`/`latest` are ISO days or instants, inclusive."""

    range: Range
    type: labels.DateType
    value: str
    rule: str
    earliest: str | None = None
    latest: str | None = None
    anchor: str | None = None
    mod: str | None = None
    ambiguous: bool = False


@dataclass(slots=True)
class Attribution:
    """One attribution relation. `source` is the mention in the text (None: understood, such as the issuer);
    `entity` the id it resolves to; `name` the canonical name where known."""

    id: str
    kind: labels.AttributionKind
    content: list[Range]
    rule: str
    source: Range | None = None
    entity: str | None = None
    name: str | None = None
    cue: Range | None = None
    parent: str | None = None
    negated: bool = False
    hypothetical: bool = False


@dataclass(slots=True)
class Scored:
    """A stretch that the encoder labelled, with its probability (0..1)."""

    range: Range
    label: str
    score: float


@dataclass(slots=True)
class Proposal:
    """A stretch in which the encoder sees one claim, with what it thinks of each field (probabilities, 0..1)."""

    evidence: Range
    score: float
    stance: dict[str, float] = field(default_factory=dict)
    form: dict[str, float] = field(default_factory=dict)
    voice: dict[str, float] = field(default_factory=dict)
    subject_stance: dict[str, float] = field(default_factory=dict)
    target: list[Scored] = field(default_factory=list)
    holder: list[Scored] = field(default_factory=list)
    cue: list[Scored] = field(default_factory=list)
    addressee: list[Scored] = field(default_factory=list)
    condition: list[Scored] = field(default_factory=list)
    justification: list[Scored] = field(default_factory=list)


@dataclass(slots=True)
class Encoding:
    """The encoder's answer for one document: claim proposals, and stretches by head ("source", "cue", "content", …)."""

    proposals: list[Proposal] = field(default_factory=list)
    tags: dict[str, list[Scored]] = field(default_factory=dict)
    _places: Stretches[Proposal] | None = field(default=None, init=False, repr=False, compare=False)

    def near(self, stretch: Range) -> list[Proposal]:
        """The proposals whose evidence overlaps a stretch."""
        if self._places is None:
            self._places = Stretches((proposal.evidence, proposal) for proposal in self.proposals)
        return self._places.near(*stretch)


@dataclass(slots=True)
class Actor:
    """A holder or addressee: canonical name, entity id if resolved, mention if it stands in the text."""

    name: str
    entity: str | None = None
    mention: Range | None = None


@dataclass(slots=True)
class Claim:
    """One claim as the stance stage sees it (fields: docs/claims.md). `signals` feed the confidence stage only."""

    holder: Actor
    stance: labels.Stance
    target: Range
    form: labels.Form
    evidence: Range
    attribution: labels.Voice
    subject: str
    subject_stance: labels.SubjectStance
    stage: str
    organization: str | None = None
    resolved: Range | None = None
    concept: str | None = None
    addressee: Actor | None = None
    condition: Range | None = None
    justification: Range | None = None
    attribution_id: str | None = None
    reporter: list[str] = field(default_factory=list)
    cue: Range | None = None
    date: str | None = None
    date_source: labels.DateSource = "document"
    instrument: str | None = None
    confidence: float = 0.5
    signals: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Skip:
    """A stretch with an actor and a stance cue that yielded no claim, and why."""

    range: Range
    reason: str
