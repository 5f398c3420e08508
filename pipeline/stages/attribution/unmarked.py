"""Speech whose marks are lost: "We will not go. It is far, said Smith. I pay my rent."

Old web pages lost the marks of whole statements. A reported clause before its cue that speaks in the first person, in a
paragraph without any marks, is taken for such speech, with the sentences around it that go on in the first person; a
paragraph of usual length that goes on so is taken for speech as a whole.
"""

from __future__ import annotations

import re

from pipeline.annotations import Range
from pipeline.stages.attribution.draft import Draft, Page

_STOP = re.compile(r"[.!?][)\]]*\s+(?=[^\s\d])|(?<=[a-z])[.!?](?=[A-Z](?:[a-z]|['’ ]))")
_SHORT = re.compile(r"(?:\b(?:[A-Z]|Reps?|Sens?|Gov|Lt|Gen|Col|Capt|Sgt|Drs?|Mrs?|Ms|Rev|Hon|St|Jr|Sr|Inc|No|vs))$")
_ANOTHER = re.compile(r"\b(?:said|says|added|stated|wrote|continued|concluded|noted)\b")
_USUAL = 1200
_TOLD_US = re.compile(r"\s+(?:us|me)\b")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|[Ww]e|[Ww]e['’]\w+|[Mm]y|[Oo]ur|us|me)\b")


def read_unmarked(page: Page, draft: Draft) -> None:
    """Let a content grow by the first-person sentences around it, and count it as direct."""
    if not draft.rule.startswith("clause") or draft.cue is None or draft.content[-1].end > draft.cue.start:
        return
    if draft.type not in ("speech", "writing") or _by_first_person(page, draft):
        return
    paragraph = next((p for p in page.paragraphs if p.start <= draft.cue.start < p.end), None)
    if paragraph is None or page.quotations.within(paragraph):
        return
    sentences = _sentences(page.text, paragraph)
    home = next((n for n, s in enumerate(sentences) if s.start <= draft.content[0].start < s.end), None)
    last = next((n for n, s in enumerate(sentences) if s.start < draft.cue.end <= s.end), None)
    if home is None or last is None:
        return
    before = _run(page, draft, sentences[:home][::-1], back=True)
    after = _run(page, draft, sentences[last + 1 :])
    if not (before or after or any(_speaks(page, part) for part in draft.content)):
        return
    if after and paragraph.end - paragraph.start < _USUAL:
        before = _untold(page, draft, sentences[:home][::-1]) or before
        after = _untold(page, draft, sentences[last + 1 :]) or after
    draft.rule = draft.rule.replace("clause", "unmarked")
    start = (before[-1] if before else sentences[home]).start
    draft.content = [Range(start, draft.content[0].end), *draft.content[1:]]
    if after:
        draft.content.append(Range(after[0].start, after[-1].end))


def _by_first_person(page: Page, draft: Draft) -> bool:
    """Whether the writer speaks in the first person himself: "we said", "he told us"."""
    told = draft.cue is not None and _TOLD_US.match(page.text, draft.cue.end) is not None
    return told or (draft.source_head is not None and page.doc[draft.source_head].lower_ in ("i", "we"))


def _sentences(text: str, paragraph: Range) -> list[Range]:
    found, start = [], paragraph.start
    for match in _STOP.finditer(text, paragraph.start, paragraph.end):
        if _SHORT.search(text, start, match.start()) is None:
            found.append(Range(start, match.end() - len(match[0]) + len(match[0].rstrip())))
            start = match.end()
    return [*found, Range(start, paragraph.end)]


def _run(page: Page, draft: Draft, sentences: list[Range], *, back: bool = False) -> list[Range]:
    """The sentences up to the farthest one in the first person, before anything that the writer tells. Back to another
    cue there are none: what follows that cue is the other's speech."""
    stop = next((n for n, sentence in enumerate(sentences) if _told(page, draft, sentence)), len(sentences))
    if back and stop < len(sentences) and _ANOTHER.search(page.text, sentences[stop].start, sentences[stop].end):
        return []
    far = max((n for n, sentence in enumerate(sentences[:stop], 1) if _speaks(page, sentence)), default=0)
    return sentences[:far]


def _untold(page: Page, draft: Draft, sentences: list[Range]) -> list[Range]:
    """All the sentences, if the writer tells none of them."""
    return [] if any(_told(page, draft, sentence) for sentence in sentences) else sentences


def _told(page: Page, draft: Draft, sentence: Range) -> bool:
    """Whether a sentence names the speaker or has a cue of its own."""
    words = page.text[sentence.start : sentence.end]
    name = "" if draft.source_head is None else page.doc[draft.source_head].text
    return _ANOTHER.search(words) is not None or (
        len(name) > 1 and re.search(rf"\b{re.escape(name)}\b", words) is not None
    )


def _speaks(page: Page, part: Range) -> bool:
    return _FIRST_PERSON.search(page.text, part.start, part.end) is not None
