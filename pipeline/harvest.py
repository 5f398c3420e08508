"""The neck of the hourglass: the only place that reads a `Doc` and writes a `Record`."""

from __future__ import annotations

from spacy.tokens import Doc

import pipeline.annotations as notes
from pipeline import records
from pipeline.annotations import Range


def harvest(doc: Doc, *, source: records.Source, run: records.Run) -> records.Record:
    """The validated record of a document that has been through the stages.

    Raises:
        pydantic.ValidationError: a stage left something that breaks the contract.
    """
    text = doc.text
    return records.Record(
        document=_document(doc._.metadata or notes.Metadata(), doc._.sections or [], text, source),
        entities=tuple(_entity(entity, text) for entity in doc._.entities or []),
        dates=tuple(_date(date, text) for date in doc._.dates or []),
        attributions=tuple(_attribution(item, doc._.entities or [], text) for item in doc._.attributions or []),
        claims=tuple(_claim(f"c{n}", claim, text) for n, claim in enumerate(doc._.claims or [], 1)),
        skipped=tuple(_skip(skip, text) for skip in doc._.skipped or []),
        run=run,
    )


def _where(span: Range, text: str) -> dict[str, object]:
    return {"start": span[0], "end": span[1], "text": text[span[0] : span[1]]}


def _span(span: Range | None, text: str) -> records.Span | None:
    return None if span is None else records.Span(start=span[0], end=span[1], text=text[span[0] : span[1]])


def _document(
    meta: notes.Metadata, sections: list[notes.Section], text: str, source: records.Source
) -> records.Document:
    published = None
    if meta.published is not None:
        published = records.Published(value=meta.published, source=meta.origins.get("published", "given"))
    return records.Document(
        id=meta.id,
        source=source.model_copy(update={"url": source.url or meta.url}),
        text=text,
        title=meta.title,
        language=meta.language,
        genre=meta.genre,
        issuer=meta.issuer,
        outlet=meta.outlet,
        author=meta.author,
        dateline=meta.dateline,
        published=published,
        sections=tuple(
            records.Section.model_validate({**_where(section.range, text), "kind": section.kind})
            for section in sections
            if text[section.range.start : section.range.end]
        ),
        origins={key: value for key, value in sorted(meta.origins.items()) if key != "published"},
        metadata=meta.extra,
    )


def _entity(entity: notes.Entity, text: str) -> records.Entity:
    return records.Entity(
        id=entity.id,
        name=entity.name,
        type=entity.of or entity.type,
        external_id=entity.external_id,
        parent=entity.parent,
        aliases=tuple(entity.aliases),
        affiliations=tuple(
            records.Affiliation(organization=a.organization, role=a.role, evidence=_span(a.evidence, text))
            for a in entity.affiliations
        ),
        mentions=tuple(
            records.Mention.model_validate({**_where(m.range, text), "kind": m.kind}) for m in entity.mentions
        ),
        confidence=round(entity.confidence, 3),
    )


def _date(date: notes.DateMention, text: str) -> records.Date:
    return records.Date.model_validate(
        {
            **_where(date.range, text),
            "type": date.type,
            "value": date.value,
            "mod": date.mod,
            "earliest": date.earliest,
            "latest": date.latest,
            "anchor": date.anchor,
            "rule": date.rule,
            "ambiguous": date.ambiguous,
        }
    )


def _attribution(item: notes.Attribution, entities: list[notes.Entity], text: str) -> records.Attribution:
    name = item.name or next((entity.name for entity in entities if entity.id == item.entity), None)
    return records.Attribution(
        id=item.id,
        kind=item.kind,
        source=records.AttributionSource(name=name, entity=item.entity, mention=_span(item.source, text)),
        cue=_span(item.cue, text),
        content=tuple(span for part in item.content if (span := _span(part, text)) is not None),
        parent=item.parent,
        negated=item.negated,
        hypothetical=item.hypothetical,
        rule=item.rule,
    )


def _actor(actor: notes.Actor | None, text: str) -> records.Actor | None:
    if actor is None:
        return None
    return records.Actor(name=actor.name, entity=actor.entity, mention=_span(actor.mention, text))


def _claim(id_: str, claim: notes.Claim, text: str) -> records.Claim:
    holder, evidence = _actor(claim.holder, text), _span(claim.evidence, text)
    assert holder is not None and evidence is not None
    return records.Claim(
        id=id_,
        holder=holder,
        organization=claim.organization,
        stance=claim.stance,
        target=records.Target.model_validate(
            {**_where(claim.target, text), "concept": claim.concept, "resolved": _span(claim.resolved, text)}
        ),
        form=claim.form,
        addressee=_actor(claim.addressee, text),
        condition=_span(claim.condition, text),
        justification=_span(claim.justification, text),
        attribution=claim.attribution,
        attribution_id=claim.attribution_id,
        reporter=tuple(claim.reporter),
        evidence=evidence,
        cue=_span(claim.cue, text),
        date=None if claim.date is None else records.ClaimDate(value=claim.date, source=claim.date_source),
        subject=claim.subject,
        subject_stance=claim.subject_stance,
        instrument=claim.instrument,
        confidence=round(min(1.0, max(0.0, claim.confidence)), 3),
        stage=claim.stage,
    )


def _skip(skip: notes.Skip, text: str) -> records.Skipped:
    return records.Skipped.model_validate({**_where(skip.range, text), "reason": skip.reason})
