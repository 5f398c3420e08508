"""Quotations that somebody utters: each is tied to the cue before, after or between its parts.

Works on paragraphs: the text outside the quotations is cut into stretches, and the nearest verb that takes a quotation
is looked for there. The parse is asked only for the subject, because it is least sure around quotation marks.
"""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.annotations import Range
from pipeline.quotations import Quotation
from pipeline.stages.attribution.beside import speaker, up_to_name
from pipeline.stages.attribution.draft import Draft, Page
from pipeline.stages.attribution.reach import with_neighbours
from pipeline.stages.attribution.sources import source_range
from pipeline.stages.attribution.syntax import cue_tokens, hypothetical, negated, ranges
from pipeline.stages.attribution.utterances import (
    STOPS,
    WORD,
    Gap,
    capital,
    gap,
    is_speech,
    last_word,
    misread_noun,
    utters,
)

_BREAKS = frozenset(
    {"and", "but", "or", "which", "who", "while", "though", "although", "because", "so", "that", "than"}
)
_CONTRASTS = frozenset({"but", "although", "though", "because", "while"})
_MAX_BEFORE = 45
_MAX_AFTER = 45
_MAX_NAME = 24


def cue_after(page: Page, quotation: Quotation, after: Gap) -> int | None:
    """The verb that follows a quotation as its cue ("…," the mayor said), as a token index."""
    end = after.stops[0] if after.stops else after.end
    words = page.text[quotation.inner.start : quotation.inner.end].rstrip()
    if after.end <= after.start or not words:
        return None
    first = page.doc[after.start]
    second = page.doc[after.start + 1] if first.text == "," and after.start + 1 < after.end else first
    if second.lower_ in _BREAKS:
        return None
    if words[-1] in ".;" and not (first.text == "," or _lower_or_cue(page, first)):
        return None
    if words[-1] not in ",?!.…—–-;" and first.text not in (",", "—", "–", "-") and not _lower_or_cue(page, first):
        return None
    for index in range(after.start, min(end, after.start + _MAX_AFTER)):
        token = page.doc[index]
        if token.lower_ in _CONTRASTS:
            return None
        if utters(page, index):
            if token.dep_ in ("relcl", "acl") and _later_cue(page, index + 1, end) is not None:
                continue
            return index
        if token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ in ("ROOT", "conj") and index - after.start > 2:
            return None
    return None


def _later_cue(page: Page, start: int, end: int) -> int | None:
    for index in range(start, end):
        if utters(page, index) and page.doc[index].dep_ not in ("relcl", "acl"):
            return index
    return None


def _lower_or_cue(page: Page, token: Token) -> bool:
    """Whether a sentence goes on after the full stop of a quotation ('"We will." Smith said.')."""
    if utters(page, token.i):
        return True
    # a name and then a verb of saying: whoever applauds or demands something there does so in a sentence of its own
    if token.text[:1].islower() or token.pos_ in ("PROPN", "PRON"):
        for index in range(token.i, min(token.i + _MAX_NAME, len(page.doc))):
            if page.doc[index].text in STOPS:
                return False
            if utters(page, index):
                says = index not in page.cues or page.cues[index].type in ("speech", "writing")
                # far from the name only where nothing follows: "Jane Smith, president of the union, said."
                return says and (index < token.i + 8 or page.doc[index + 1 : index + 2].text in (*STOPS, ":"))
    return False


def cue_before(page: Page, quotation: Quotation, before: Gap) -> int | None:
    """The verb that leads into a quotation ("The mayor said: “…”"), as a token index."""
    stops = [i for i in before.stops if i < before.end - 1 or page.doc[i].text != "."]
    start = max(stops[-1] + 1 if stops else before.start, before.end - _MAX_BEFORE)
    last = before.end - 1
    while last >= start and page.doc[last].is_space:
        last -= 1
    if last < start:
        return None
    colon = page.doc[last].text == ":"
    introduces = colon or page.doc[last].text in (",", "-", "—", "–")
    found = None
    for index in range(last, start - 1, -1):
        if not utters(page, index) and not (introduces and index == last - 1 and misread_noun(page.doc[index])):
            continue
        distance = last - index
        if distance == 0 or (introduces and (colon or distance <= 18)):
            found = index
            break
        if not introduces and distance <= 2 and capital(page, quotation):
            found = index
            break
    return found


def speech_draft(page: Page, index: int, quotations: list[Quotation], rule: str) -> Draft:
    """The relation of a cue verb and the quotations that it utters."""
    verb = page.doc[index]
    source = speaker(page, verb)
    words = None if source is None else source_range(page, source, verb, [])
    if source is not None and words is not None and source.i > verb.i:
        source, words = up_to_name(page, source, words)
    return Draft(
        content=with_neighbours(page, [q.range for q in quotations], words or Range(verb.idx, verb.idx), verb, rule),
        rule=f"{rule}:{verb.lemma_.lower()}",
        head=index,
        cue=ranges(page.doc, cue_tokens(verb))[0],
        source=words,
        source_head=None if source is None else source.i,
        negated=negated(verb),
        hypothetical=hypothetical(verb),
        type=page.cues[index].type if index in page.cues else "speech",
        quotations=list(quotations),
    )


def paragraph_drafts(page: Page, paragraph: Range) -> tuple[list[Draft], list[Quotation]]:
    """The relations of the quotations in one paragraph, and the utterances left without a cue."""
    quotations = [q for q in page.quotations.within(paragraph) if q.range.start >= paragraph.start]
    if not quotations:
        return [], []
    gaps = _gaps(page, paragraph, quotations)
    drafts: dict[int, Draft] = {}
    owner: dict[int, int] = {}
    for n, quotation in enumerate(quotations):
        before, after = gaps[n], gaps[n + 1]
        if not is_speech(page, quotation, before):
            continue
        index, rule = _cue(page, quotation, before, after)
        if index is None:
            continue
        owner[n] = index
        if index in drafts:
            drafts[index].content.append(quotation.range)
            drafts[index].quotations.append(quotation)
        else:
            drafts[index] = speech_draft(page, index, [quotation], rule)
    left = _spread(page, quotations, gaps, owner, drafts)
    return list(drafts.values()), left


def _cue(page: Page, quotation: Quotation, before: Gap, after: Gap) -> tuple[int | None, str]:
    """The cue of a quotation and where it stands. After a whole sentence that a cue led into, the next cue leads into
    the next quotation ("One said, “We left.” Another said, “…”")."""
    leading = cue_before(page, quotation, before)
    words = page.text[quotation.inner.start : quotation.inner.end].rstrip()
    if (
        leading is not None
        and words.endswith((".", "!", "?"))
        and page.doc[min(after.start, len(page.doc) - 1)].text[:1].isupper()
    ):
        return leading, "before"
    following = cue_after(page, quotation, after)
    return (following, "after") if following is not None else (leading, "before")


def _gaps(page: Page, paragraph: Range, quotations: list[Quotation]) -> list[Gap]:
    edges = [paragraph.start]
    for quotation in quotations:
        edges += [quotation.range.start, quotation.range.end]
    edges.append(max(paragraph.end, edges[-1]))
    return [gap(page, edges[k], edges[k + 1]) for k in range(0, len(edges), 2)]


def _spread(
    page: Page, quotations: list[Quotation], gaps: list[Gap], owner: dict[int, int], drafts: dict[int, Draft]
) -> list[Quotation]:
    """Give utterances without a cue to the speaker beside them in the paragraph; return those left over."""
    left = []
    for n, quotation in enumerate(quotations):
        if n in owner:
            continue
        long = is_speech(page, quotation, gaps[n])
        cue = None
        between = gaps[n]
        previous = max((k for k in owner if k < n), default=None)
        starts = _begins_sentence(page, between, quotation)
        if previous is not None and (long or _resumes(page, quotation)) and starts:
            cue = owner[previous]  # '"…," said X. "…"'
        if cue is None and long and n + 1 in owner and gaps[n + 1].end - gaps[n + 1].start <= 1:
            cue = owner[n + 1]  # back to back: the cue comes after the last one
        if cue is not None:
            owner[n] = cue
            drafts[cue].content.append(quotation.range)
            drafts[cue].quotations.append(quotation)
        elif long:
            left.append(quotation)
    for draft in drafts.values():
        draft.content.sort()
        draft.quotations.sort(key=lambda q: q.range)
    return left


def _begins_sentence(page: Page, between: Gap, quotation: Quotation) -> bool:
    """Whether a quotation after this gap opens a sentence (or resumes one that the cue interrupted)."""
    last = last_word(page, between)
    if last is None:
        return True
    word = page.doc[last].text
    if word.endswith(".") and capital(page, quotation):
        return True  # also after an abbreviation: "said John Smith Jr. “We …”"
    resumes = word in (",", "—", "–", "-", "...", "…") and not between.stops
    return last in between.stops or resumes


def _resumes(page: Page, quotation: Quotation) -> bool:
    words = page.text[quotation.inner.start : quotation.inner.end].strip()
    return len(WORD.findall(words)) >= 4
