"""What a reading looks like, as words for the small linear models that weigh the rules (`learned.py`)."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Token

from pipeline.annotations import Range
from pipeline.stages.stance import grammar
from pipeline.stages.stance.composition import Reading
from pipeline.stages.stance.context import Context
from pipeline.stages.stance.forms import Act
from pipeline.stages.stance.holders import Holders
from pipeline.stages.stance.ranking import clause_depth
from pipeline.tokens import range_span

_NAMED = frozenset({"PERSON", "ORG", "GPE"})
_OPENERS = frozenset("we i our my it this the that they he she these congress must should will not as if in".split())


def subject_kind(token: Token | None) -> str:
    """first, actor, thing, unknown or none."""
    if token is None:
        return "none"
    if grammar.is_first_person(token):
        return "first"
    return {True: "actor", False: "thing", None: "unknown"}[grammar.names_actor(token)]


def reading_features(reading: Reading | None, act: Act) -> list[str]:
    """The entry, its frame and the grammar around it."""
    if reading is None:
        return ["no-reading"]
    match, frame = reading.match, reading.match.frame
    verb = match.head if frame.pos == "verb" else grammar.clause_verb(match.head)
    key = f"{frame.pos}/{frame.form}/{frame.holder}"
    subject = subject_kind(grammar.subject(verb))
    auxiliaries = sorted(grammar.auxiliaries(verb))
    lemma = " ".join(word.lemma_.lower() for word in match.words)
    found = [
        f"frame={key}",
        f"act={act.form}/{act.rule}",
        f"frame-rule={frame.form}/{frame.stance}/{act.rule}",
        f"lemma={lemma}",
        f"lemma-tag={match.head.lemma_.lower()}/{verb.tag_}",
        f"tag={verb.tag_}",
        f"tag-form={verb.tag_}/{frame.form}",
        f"subject={subject}",
        f"subject-form={subject}/{frame.form}",
        f"aux={'+'.join(auxiliaries)}",
        f"dep={verb.dep_}",
        f"sign={reading.sign}",
        f"depth={min(clause_depth(match.head), 5)}",
        f"addressee={reading.addressee is not None}",
        f"target={'none' if reading.target_head is None else reading.target_head.pos_}",
    ]
    found.extend(f"aux={aux}/{subject}" for aux in auxiliaries)
    found.extend(f"step={step}" for step in reading.steps)
    if reading.inner is not None:
        found.append(f"inner={reading.inner.lemma_.lower()}")
    if grammar.passive(verb):
        found.append("passive")
    return found


def place_features(context: Context, evidence: Range) -> list[str]:
    """Where a stretch stands: genre, section, quotation, what it opens with."""
    span = range_span(context.doc, evidence)
    genre = context.metadata.genre
    item = context.attribution_of(evidence)
    kind = "none" if item is None else item.kind
    quoted = context.quoted(evidence)
    first = span[0].lower_ if len(span) else ""
    found = [
        f"genre={genre}",
        f"section={context.section_at(evidence.start)}",
        f"attribution={kind}",
        f"quoted={quoted}",
        f"place={genre}/{kind}/{quoted}",
        f"first={first if first in _OPENERS else 'other'}",
        f"length={min(6, len(span) // 6)}",
    ]
    words = {token.lower_ for token in span}
    found.extend(
        f"has={word}" for word in ("must", "should", "will", "need", "would", "proud", "to", "not") if word in words
    )
    return found


def word_features(context: Context, evidence: Range) -> list[str]:
    """The words of a stretch: lemmas, pairs, its opening, and what hangs on its topmost word. Names are kinds."""
    span = range_span(context.doc, evidence)
    words = [token for token in span if not token.is_space]
    if not words:
        return []
    lowered = [token.ent_type_ if token.ent_type_ in _NAMED else token.lower_ for token in words]
    root = span.root
    found = [f"word={token.lemma_.lower()}" for token in words]
    found.extend(f"pair={first} {second}" for first, second in pairwise(lowered))
    found.extend(f"opens={place}/{word}" for place, word in enumerate(lowered[:2]))
    found.extend(f"under={child.dep_}/{child.lemma_.lower()}" for child in root.children)
    found.extend((f"root={root.lemma_.lower()}", f"root-tag={root.tag_}"))
    return list(dict.fromkeys(found))


def holder_features(context: Context, found: Holders, form: str, evidence: Range) -> list[str]:
    """Who holds it and how it reaches the reader."""
    text = context.text[evidence.start : evidence.end]
    inner_marks = any(mark in text.strip("\"“”`' ,.") for mark in ('"', "“", "”", "``"))
    issuer = context.metadata.issuer or ""
    own = any(actor.name.split()[-1:] == issuer.split()[-1:] for actor in found.actors) and bool(issuer)
    item = found.attribution
    kind = "none" if item is None else item.kind
    genre = context.metadata.genre
    quoted = context.quoted(evidence)
    base = f"{genre}/{found.kind}/{kind}"
    return [
        f"holder={found.kind}",
        f"holder-base={base}",
        f"voice={base}/{form}/{own}/{inner_marks}/{quoted}",
        f"form={form}",
        f"form-own={form}/{own}/{genre}",
        f"form-kind={form}/{found.kind}/{kind}",
        f"marks={inner_marks}/{quoted}/{kind}",
        f"reported={bool(found.reporters)}",
        f"reported-kind={bool(found.reporters)}/{kind}/{form}",
    ]
