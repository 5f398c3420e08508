"""Gives every utterance a relation, paragraph by paragraph: by a cue beside it, the layout, or who spoke last."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.annotations import Range
from pipeline.quotations import Quotation
from pipeline.stages.attribution.draft import Draft, Page
from pipeline.stages.attribution.layout import introduced
from pipeline.stages.attribution.signs import headed, labelled, signed, worded
from pipeline.stages.attribution.sources import source_range
from pipeline.stages.attribution.speech import paragraph_drafts
from pipeline.stages.attribution.syntax import subject

_SHORT = 120


def spoken_drafts(page: Page) -> list[Draft]:
    """The relations of all utterances in quotation marks, in text order."""
    found: list[Draft] = []
    waiting: list[Quotation] = []
    last: Draft | None = None
    for position, paragraph in enumerate(page.paragraphs):
        drafts, left = paragraph_drafts(page, paragraph)
        for quotation in left:
            placed = _place(page, paragraph, position, quotation, last, drafts)
            if placed is None:
                waiting.append(quotation)
            elif placed not in drafts and placed is not last:
                drafts.append(placed)
            if placed is not None and placed not in drafts:
                last = placed
        drafts.sort(key=lambda d: d.content[0].start)
        if drafts:
            _claim_waiting(waiting, drafts[0])
            last = drafts[-1]
        found += [draft for draft in drafts if draft not in found]
    return found + [_unclaimed(quotation) for quotation in waiting]


def _place(
    page: Page, paragraph: Range, position: int, quotation: Quotation, last: Draft | None, drafts: list[Draft]
) -> Draft | None:
    """The relation of an utterance without a cue beside it; an old one is given back grown by the utterance."""
    own = signed(page, quotation)
    for known in (*drafts, *((last,) if last is not None else ())):
        if any(q.chain == quotation.chain for q in known.quotations) and (own is None or known.cue is None):
            return _add(known, quotation)
    own = own or worded(page, paragraph, quotation)
    own = own or labelled(page, paragraph, quotation) or headed(page, paragraph, quotation)
    if own is not None:
        return own
    led = introduced(page, paragraph, quotation)
    if led is not None:
        return led
    told = _teller(page, paragraph, quotation) or _preceding(page, position, quotation)
    if told is not None:
        known = next((d for d in drafts if d.head == told.told_by), None)
        return told if known is None else _add(known, quotation)
    recent = max((d for d in drafts if d.content[-1].end <= quotation.range.start), key=_end, default=last)
    if recent is not None and _near(page, recent, position):
        return _again(recent, quotation)
    return None


def _end(draft: Draft) -> int:
    return draft.content[-1].end


def _add(draft: Draft, quotation: Quotation) -> Draft:
    draft.content = sorted([*draft.content, quotation.range])
    draft.quotations.append(quotation)
    return draft


def _near(page: Page, last: Draft, position: int) -> bool:
    """Whether the last speaker spoke in one of the two paragraphs before this one."""
    start = page.paragraphs[max(0, position - 2)].start
    return last.content[-1].end > start


def _again(last: Draft, quotation: Quotation) -> Draft:
    """The next utterance of the last speaker."""
    return Draft(
        content=[quotation.range],
        rule="continued",
        head=-1 - quotation.range.start,
        source=last.source,
        source_head=last.source_head,
        quotations=[quotation],
        name=last.name,
    )


def _unclaimed(quotation: Quotation) -> Draft:
    return Draft(content=[quotation.range], rule="unnamed", head=-1 - quotation.range.start, quotations=[quotation])


def _claim_waiting(waiting: list[Quotation], draft: Draft) -> None:
    """Utterances that opened a chain which the draft goes on with."""
    for quotation in list(waiting):
        if any(q.chain == quotation.chain for q in draft.quotations):
            _add(draft, quotation)
            waiting.remove(quotation)


def _teller(page: Page, paragraph: Range, quotation: Quotation) -> Draft | None:
    """The subject of the sentence before the utterance, where it says something ("Smith attacked the plan. “…”")."""
    first, last = page.tokens(Range(paragraph.start, min(paragraph.end, quotation.range.start)))
    for index in range(last - 1, first - 1, -1):
        token = page.doc[index]
        if token.lower_ == "according" and page.quoted(token) is None:
            return _ascribed(page, token, quotation)
        cue = page.cues.get(index)
        if cue is None or cue.part != "VERB" or cue.lemma in ("seem", "appear") or page.quoted(token) is not None:
            continue
        if token.dep_ in ("amod", "relcl"):
            continue
        source = subject(token)
        if source is None or source.lower_ in ("it", "that", "this", "which", "what", "there"):
            continue
        return Draft(
            content=[quotation.range],
            rule=f"told:{cue.lemma}",
            head=-1 - quotation.range.start,
            source=source_range(page, source, token, []),
            source_head=source.i,
            quotations=[quotation],
            told_by=index,
        )
    return None


def _preceding(page: Page, position: int, quotation: Quotation) -> Draft | None:
    """The subject of a short paragraph before the utterance, if it says something ("District Attorney Jim Martin
    concurred.")."""
    if position == 0 or quotation.range.start != page.paragraphs[position].start:
        return None
    line = page.paragraphs[position - 1]
    if line.end - line.start > _SHORT or page.text[line.end - 1] not in ".:" or page.quotations.within(line):
        return None
    draft = _teller(page, line, quotation)
    if draft is None or draft.source_head is None or page.doc[draft.source_head].ent_type_ != "PERSON":
        return None
    return draft


def _ascribed(page: Page, according: Token, quotation: Quotation) -> Draft | None:
    """The utterance after "according to X"."""
    source = next((t for t in according.subtree if t.dep_ == "pobj" and t.head.lower_ == "to"), None)
    if source is None:
        return None
    return Draft(
        content=[quotation.range],
        rule="told:according",
        head=-1 - quotation.range.start,
        cue=Range(according.idx, source.head.idx + len(source.head)),
        source=source_range(page, source, according, []),
        source_head=source.i,
        quotations=[quotation],
    )
