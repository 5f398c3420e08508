"""Brings the finders' relations together: one a cue, quotations whole, kinds, nesting and order."""

from __future__ import annotations

import re

from pipeline import labels
from pipeline.annotations import Attribution, Range
from pipeline.quotations import Quotation
from pipeline.stages.attribution.draft import Draft, Page
from pipeline.stages.attribution.reach import reach
from pipeline.stages.attribution.unmarked import read_unmarked
from pipeline.stages.attribution.utterances import is_title

_BREAK = re.compile(r"[\n.?!;“”\"]")
_FINITE = ("MD", "VBD", "VBP", "VBZ")
_VOICES = ("speech", "writing", "showing", "directive", "judgement")

_LEAD = re.compile(r"^(?:that|how|why|whether|if|as|to|the|a|an|and|is|was|of|it|,|:|\W)*$", re.I)


def merge(page: Page, spoken: list[Draft], parsed: list[Draft]) -> list[Draft]:
    """Relations of quotations first; those of the parse where they add a cue or a content.

    A quotation that a parsed content touches is taken in whole; a parsed relation on the cue of a spoken one is
    dropped, after giving it a source that it lacks.
    """
    by_head = {draft.head: draft for draft in spoken if draft.head >= 0}
    owned = {q.range: d for d in spoken for q in d.quotations}
    kept = list(spoken)
    for draft in _without_supports(page, parsed):
        same = by_head.get(draft.head)
        if same is not None:
            _join(page, same, draft)
            continue
        grown = _grow(page, draft)
        rivals = {id(owned[q.range]): owned[q.range] for q in page.quotations.within(_hull(grown)) if q.range in owned}
        if len(rivals) == 1:
            (rival,) = rivals.values()
            if _same_content(grown, rival):
                continue
            if _weak(page, rival) and rival in kept and all(any(p.covers(r) for p in grown) for r in rival.content):
                kept.remove(rival)
        draft.content = reach(page, draft, grown, owned)
        read_unmarked(page, draft)
        kept.append(draft)
        _follow(page, draft, kept)
    kept = [draft for draft in kept if _worthwhile(page, draft, kept)]
    return sorted(kept, key=lambda d: (d.content[0].start, -d.content[-1].end, d.head))


def _without_supports(page: Page, parsed: list[Draft]) -> list[Draft]:
    """Without the relations of verbs that are part of a noun's cue ("*expressed* concern about X")."""
    cues = [draft.cue for draft in parsed if draft.rule.startswith("noun") and draft.cue is not None]

    def supports(draft: Draft) -> bool:
        at = page.doc[draft.head].idx
        return not draft.rule.startswith("noun") and any(cue.start <= at < cue.end for cue in cues)

    return [draft for draft in parsed if not supports(draft)]


def _worthwhile(page: Page, draft: Draft, others: list[Draft]) -> bool:
    """Whether a relation inside another one's content tells of a further voice: what "he" wants in what he says is his
    own words, but what a union is said to have said is the union's, and so are half-quoted words with their own cue."""
    if draft.cue is None or draft.quotations:
        return True
    at = draft.cue.start
    around = any(part.start <= at < part.end for other in others if other is not draft for part in other.content)
    if not around:
        return True
    if draft.type not in _VOICES or draft.source_head is None:
        return False
    if page.quotations.at(at) is None and page.quotations.within(_hull(draft.content)):
        return True
    if draft.negated or draft.hypothetical:
        return False
    source = page.doc[draft.source_head]
    named = source.pos_ != "PRON" or source.tag_ in ("WP", "WDT")
    return named and draft.rule.startswith(("clause", "object", "prepositional", "according"))


def _follow(page: Page, draft: Draft, kept: list[Draft]) -> None:
    """Utterances that go on with a half-quoted content ("Profits are “thin,” he said. “…”") become part of it."""
    before_cue = draft.cue is not None and draft.content[-1].end <= draft.cue.start
    if not before_cue and not page.quotations.within(_hull(draft.content)):
        return
    for spoken in [s for s in kept if s.told_by == draft.head]:
        kept.remove(spoken)
        draft.content = sorted([*draft.content, *spoken.content])
        draft.quotations += spoken.quotations


def _hull(content: list[Range]) -> Range:
    return Range(min(r.start for r in content), max(r.end for r in content))


def _join(page: Page, spoken: Draft, parsed: Draft) -> None:
    """The indirect part of a mixed content, where the parse sees one beside the quotation."""
    if spoken.source is None:
        spoken.source, spoken.source_head = parsed.source, parsed.source_head
    for part in parsed.content:
        first, last = spoken.content[0], spoken.content[-1]
        lead = page.text[part.start : first.start]
        if (
            part.start < first.start
            and part.end >= first.start - 2
            and not _LEAD.match(lead)
            and not _BREAK.search(lead)
        ):
            spoken.content[0] = Range(part.start, first.end)
        elif spoken.cue is not None and last.end <= spoken.cue.start < part.start and _goes_on(page, spoken, part):
            spoken.content.append(_whole(page, part))


def _goes_on(page: Page, spoken: Draft, part: Range) -> bool:
    """Whether words after the cue go on with the utterance before it ("“Only you,” he said, would do so")."""
    first = page.doc[page.tokens(part)[0]]
    if first.lower_ != "that" and first.tag_ not in _FINITE:
        return False
    between = page.text[spoken.content[-1].end : part.start]
    return between.endswith(", ") and not _BREAK.search(between)


def _whole(page: Page, part: Range) -> Range:
    """A range with every quotation that it touches taken in whole."""
    for quotation in page.quotations.within(Range(part.start, part.end + 2)):
        part = Range(min(part.start, quotation.range.start), max(part.end, quotation.range.end))
    return part


def _weak(page: Page, draft: Draft) -> bool:
    """Whether an utterance has no cue of its own: a relation around it knows better whose it is."""
    cue = page.cues.get(draft.head)
    return draft.cue is None or (draft.rule == "introduced" and cue is not None and not cue.quotation)


def _same_content(content: list[Range], draft: Draft) -> bool:
    """Whether a parsed content is an utterance over again."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in content for b in draft.content)
    return shared >= 0.5 * sum(r.end - r.start for r in content)


def _grow(page: Page, draft: Draft) -> list[Range]:
    """The content with every quotation that it touches taken in whole (unless the cue stands in that quotation)."""
    inside = page.quotations.at(page.doc[draft.head].idx)
    grown: list[Range] = []
    for part in draft.content:
        start, end = part
        if inside is not None:
            end = min(end, inside.range.end)
            start = max(start, inside.range.start)
        else:
            for quotation in page.quotations.within(Range(start, end + 2)):
                start, end = _take_in(draft, quotation, start, end)
        if start >= end:
            continue
        if grown and start <= grown[-1].end:
            grown[-1] = Range(grown[-1].start, max(end, grown[-1].end))
        else:
            grown.append(Range(start, end))
    return grown or draft.content


def _take_in(draft: Draft, quotation: Quotation, start: int, end: int) -> tuple[int, int]:
    span = quotation.range
    if draft.cue is not None and (span.overlaps(draft.cue) or (span.start >= end and span.start < draft.cue.start)):
        return start, end
    return min(start, span.start), max(end, span.end)


def kind(page: Page, draft: Draft) -> labels.AttributionKind:
    """Direct (an utterance, or all words quoted), mixed (some, or a part of the writer's sentence), indirect (none)."""
    if draft.rule.startswith(("layout", "unmarked")):
        return "direct"
    inside = page.quotations.at(page.doc[draft.head].idx) if draft.head >= 0 else None
    total = quoted = 0
    for part in draft.content:
        total += _words(page.text[part.start : part.end])
        for quotation in page.quotations.within(part):
            if quotation is inside or (not draft.quotations and is_title(page, quotation)):
                continue
            start, end = max(part.start, quotation.range.start), min(part.end, quotation.range.end)
            quoted += _words(page.text[start:end])
    if quoted == 0:
        return "indirect"
    inserted = not draft.quotations and not draft.rule.startswith("clause")  # "called for “a new law”"
    return "direct" if quoted >= total - 1 and not inserted else "mixed"


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))


def attributions(page: Page, drafts: list[Draft]) -> list[Attribution]:
    """The drafts as annotations: ids in text order, and the innermost relation around a cue as parent."""
    found = [
        Attribution(
            id=f"a{n}",
            kind=kind(page, draft),
            content=draft.content,
            rule=draft.rule,
            source=draft.source,
            name=draft.name,
            entity=draft.entity,
            cue=draft.cue,
            negated=draft.negated,
            hypothetical=draft.hypothetical,
        )
        for n, draft in enumerate(drafts, 1)
    ]
    for item in found:
        anchor = item.cue or item.content[0]
        around = [
            (sum(r.end - r.start for r in other.content), other.id)
            for other in found
            if other is not item and any(part.covers(anchor) for part in other.content)
        ]
        if around:
            item.parent = min(around)[1]
    return found
