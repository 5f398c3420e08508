"""Rolls: the names that a text lists as those who sign, sponsor, endorse or oppose something.

A roll is three names and more behind words that open it: in a sentence ("The letter was signed by Reps. A (TX-21), B
and C") or line by line under a heading ("The Act is endorsed by the following organizations:"). Everybody on it takes
the same side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from pipeline import labels, names
from pipeline.actors import ACTOR_TYPES
from pipeline.annotations import Actor, Claim, Range
from pipeline.dating import claim_date
from pipeline.stages.stance import targets
from pipeline.stages.stance.antecedents import resolved, signed
from pipeline.stages.stance.context import Context
from pipeline.stages.stance.holders import organization
from pipeline.stages.stance.lexicon import word_group
from pipeline.stages.stance.name_lists import in_sentence, line_by_line, line_end, with_bracket
from pipeline.stages.stance.normal_form import normal_form
from pipeline.tokens import range_span, trimmed

#: Fewer names than this are read as any other subject is.
FEWEST = 3
_DEED = r"(?:co-?)?(?:signed|sponsored|introduced|led|authored)|joined|endorsed|supported|backed|opposed"
_OPENERS = (
    # "was signed by", "is endorsed by the following organizations:", "joined in sending the letter by"
    rf"\b(?:{_DEED})\b[^.:;\n]{{0,80}}?\bby\b",
    # "original cosponsors of the Act are", "signers include", "opponents of the bill:"
    r"\b(?:(?:co-?)?(?:signers?|signees|signatories|sponsors)|endorsers|endorsements|supporters|backers|opponents)\b[^.:;\n]{0,100}?"
    r"(?:\binclude|\bare\b|\bwere\b|(?=:))",
    # "organizations endorsing the Act include", "joining him in sending the letter were"
    r"\b(?:(?:co-?)?(?:signing|sponsoring)|joining|endorsing|supporting|backing|opposing|supportive of"
    r"|(?:that|who|which) (?:(?:have|has) )?(?:support|endorse|back|oppose|sign)(?:ed|s)?)\b[^.:;\n]{0,100}?"
    r"(?:\binclude|\bare\b|\bwere\b|(?=:)|(?=\n))",
    # "the following Senators co-signed this letter:"
    r"\bfollowing\b[^.:;\n]{0,60}\b(?:co-?)?(?:signed|sponsored|endorsed|endorse|support|oppose)\b[^.:;\n]{0,80}(?=:)",
)
_OPENER = re.compile("|".join(_OPENERS), re.I)
_OPPOSED = re.compile(r"\boppos|\bopponents", re.I)
_POSITION = re.compile(r"\b(?:support|oppos|back|opponents)", re.I)
#: Within so many characters a text says what it is about.
_HEAD = 400
_SENTENCE_ENDS = re.compile(r"[.!?](?=\s|$)|$")
_DENIED = re.compile(r"\b(?:not|never)\b|n[’']t\b", re.I)
#: What may still stand between the opening words and the first name.
_LEAD = re.compile(r"[ \t:]*(?:the\s+)?(?:following(?:\s+[a-z-]+){0,4})?[ \t]*[:\-–—]?[ \t]*")
#: What says that the names are people's: a title before the first, or party and state behind it.
_PARTY = re.compile(r"\(\s*(?:[RDI]\b|[A-Z]{2}\b|[A-Z][a-z]+\.)[^()]{0,14}\)")
_OF_THEM = re.compile(
    r"[\w-]*(?:sponsors|signers|signatories|supporters|backers|opponents)\s+(?:of|to|for|on)\s+(?:the\s+)?", re.I
)
#: Who signs, cosponsors or endorses does so to what the document is about; who "sponsors" or "leads" may do anything.
_OF_THE_DOCUMENT = re.compile(r"\b(?:co-?)?sign|\bco-?sponsor|\bendors", re.I)


@dataclass(frozen=True, slots=True)
class Roll:
    """`opener` are the words that say what those named do; each item is a name with the stretch that proves it."""

    opener: Range
    items: tuple[tuple[Range, Range], ...]
    people: bool


def rolls(context: Context) -> list[Roll]:
    """The rolls of a document, in text order."""
    found: list[Roll] = []
    for match in _OPENER.finditer(context.text):
        if (found and match.start() < found[-1].items[-1][0].end) or context.is_silent(match.start()):
            continue
        lead = _LEAD.match(context.text, match.end())
        start = match.end() if lead is None else lead.end()
        sentence = _start_of_sentence(context, match.start())
        if _DENIED.search(context.text, sentence, start):
            continue
        run = list(in_sentence(context.text, start))
        if len(run) >= FEWEST:
            whole = trimmed(context.text, sentence, with_bracket(context.text, run[-1].end)) or run[-1]
            items = [(name, whole) for name in run]
        else:
            items = list(line_by_line(context.text, start))
        if len(items) >= FEWEST:
            found.append(Roll(Range(sentence, start), tuple(items), _people(context.text, items[0][0])))
    return found


def _people(text: str, first: Range) -> bool:
    """Whether the first name says that a roll is one of people."""
    words = names.words(text[first.start : first.end])
    return names.leading_title(words) > 0 or _PARTY.match(text, first.end + 1) is not None


def with_rolls(context: Context, claims: list[Claim]) -> list[Claim]:
    """The claims with one for each name of each roll that says what it is about, in place of what was read there."""
    told: list[Claim] = []
    for roll in rolls(context):
        target = _about(context, roll)
        if target is not None:
            found = _told(context, roll, target)
            claims = [claim for claim in claims if not _says_again(context, claim, roll, found)]
            told.extend(found)
    return told + claims


def _says_again(context: Context, claim: Claim, roll: Roll, found: list[Claim]) -> bool:
    """Whether a claim is another reading of a roll: of somebody on it, or of "the following organizations"."""
    if not claim.evidence.overlaps(Range(roll.opener.start, roll.items[-1][1].end)):
        return False
    mention = claim.holder.mention
    opens = mention is not None and roll.opener.covers(mention) and "following" in claim.holder.name
    listed = mention is not None and any(name.overlaps(mention) for name, _ in roll.items)
    return opens or listed or any(claim.holder.name == other.holder.name for other in found)


def _start_of_sentence(context: Context, position: int) -> int:
    """Where the sentence of a position starts, at the latest with its line."""
    token = range_span(context.doc, Range(position, position + 1))[0]
    start = max(token.sent.start_char, context.text.rfind("\n", 0, position) + 1)
    while start < position and context.text[start] in " \t\r*•-–—":
        start += 1
    return start


def _about(context: Context, roll: Roll) -> Range | None:
    """What those on a roll sign, sponsor or endorse: named in the words that open it, else by the document first.

    Whoever is "joined by" others may do anything with them: there the sentence must name it, before or behind the roll.
    """
    words = context.text[roll.opener.start : roll.opener.end]
    joined = "join" in words.lower()
    end = roll.items[-1][1].end
    stop = _SENTENCE_ENDS.search(context.text, end, line_end(context.text, end))
    behind = Range(end, end if stop is None else stop.start()) if joined else None
    for stretch in (roll.opener, behind):
        found = None if stretch is None else _measure(context, stretch)
        if found is not None:
            return found
    fallback = None if joined or not _OF_THE_DOCUMENT.search(words) else signed(context)
    if fallback is None or ("endors" in words.lower() and fallback[0].start > _HEAD):
        return None  # "New endorsements:" may be for a person: of a bill only where the text begins with one
    return fallback[0]


def _measure(context: Context, stretch: Range) -> Range | None:
    """The first bill, letter, resolution, … that a stretch names."""
    kinds = word_group("legislative") | word_group("signed")
    for token in range_span(context.doc, stretch):
        entity = context.entity_at(token)
        if entity is not None and entity.type == "LAW":
            span = next((m.range for m in entity.mentions if m.range.start <= token.idx < m.range.end), None)
        elif token.lemma_.lower() in kinds and token.pos_ in {"NOUN", "PROPN"}:
            span = targets.clipped(targets.noun_phrase(token), stretch, context.text)
        else:
            continue
        if span is not None:
            agents = _OF_THEM.match(context.text, span.start, span.end)
            return span if agents is None else Range(agents.end(), span.end)
    return None


def _told(context: Context, roll: Roll, target: Range) -> list[Claim]:
    """One claim for each name; what all of them stand for is read once."""
    words = context.text[roll.opener.start : roll.opener.end]
    stance: labels.Stance = "oppose" if _OPPOSED.search(words) else "support"
    form: labels.Form = "position" if _POSITION.search(words) else "action"
    target, fuller = resolved(context, roll.opener, target, range_span(context.doc, target).root)
    normal = normal_form(context.doc, fuller or target, stance)
    claims = []
    for name, evidence in roll.items:
        holder = _actor(context, name, people=roll.people)
        date, source = claim_date(context.doc, evidence, None, form, "narrated")
        claim = Claim(
            holder=holder,
            organization=organization(context, holder),
            stance=stance,
            target=target,
            resolved=fuller,
            form=form,
            evidence=evidence,
            attribution="narrated",
            subject=normal.subject,
            subject_stance=cast("labels.SubjectStance", normal.stance),
            instrument=normal.instrument,
            stage="rules",
            date=date,
            date_source=source,
            signals={"holder=roll": 1.0},
        )
        claims.append(claim)
    return claims


def _actor(context: Context, name: Range, *, people: bool) -> Actor:
    """The actor that a name on a roll is: one of the document where a mention fills it, else the name as it stands."""
    for mention, entity in context.index.inside(name):
        fills = 5 * (mention.range.end - mention.range.start) > 4 * (name.end - name.start)
        if mention.kind != "name" or entity.members or entity.type not in ACTOR_TYPES:
            continue
        if fills or (people and entity.type == "PERSON"):
            return Actor(entity.name, entity.id, name)
    words = names.without_article(" ".join(context.text[name.start : name.end].split()))
    while " " in words and names.is_credential(words.rpartition(" ")[2]):
        words = words.rpartition(" ")[0].rstrip(",")
    return Actor(names.person_name(words) if people else words, None, name)
