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
_TOLD_US = re.compile(r"\s+(?:us|me)\b")
_SAID_BEHIND = re.compile(r", (?:\w+ )?(?:said|added|stated)\b")
_USUAL = 1200
_SENTENCE = re.compile(r"[a-z)][.?!]$")
_INTRODUCES = re.compile(
    r"\b(?:following|this|joint) (?:[a-z]+ )?(?:statement|remarks|comments?)\b|\bstatement below\b"
)
_FIRST_PERSON = re.compile(r"\b(?:I(?![-.])|I['’]\w+|[Ww]e|[Ww]e['’]\w+|[Mm]y|[Oo]ur|us|me)\b")


def read_unmarked(page: Page, draft: Draft) -> None:
    """Let a content grow by the first-person sentences around it, and count it as direct."""
    if not draft.rule.startswith("clause") or draft.cue is None or draft.content[-1].end > draft.cue.start:
        return
    if draft.type not in ("speech", "writing") or not _uttered(page, draft):
        return
    position = next((n for n, p in enumerate(page.paragraphs) if p.start <= draft.cue.start < p.end), None)
    if position is None or page.quotations.within(page.paragraphs[position]):
        return
    paragraph = page.paragraphs[position]
    sentences = _sentences(page.text, paragraph)
    home = next((n for n, s in enumerate(sentences) if s.start <= draft.content[0].start < s.end), None)
    last = next((n for n, s in enumerate(sentences) if s.start < draft.cue.end <= s.end), None)
    if home is None or last is None:
        return
    before = _run(page, draft, sentences[:home][::-1], back=True)
    after = _run(page, draft, sentences[last + 1 :])
    if not (before or after or any(_speaks(page, part) for part in draft.content)):
        return
    if position > 0 and paragraph.end - paragraph.start < _USUAL:
        before = _untold(page, draft, sentences[:home][::-1]) or before
        after = _untold(page, draft, sentences[last + 1 :]) or after
    draft.rule = draft.rule.replace("clause", "unmarked")
    start = (before[-1] if before else sentences[home]).start
    draft.content = [Range(start, draft.content[0].end), *draft.content[1:]]
    if after:
        draft.content.append(Range(after[0].start, after[-1].end))
    if last + 1 == len(sentences) or after[-1:] == sentences[-1:]:
        opens = position > 0 and _INTRODUCES.search(page.text, *page.paragraphs[position - 1]) is not None
        draft.content += _further(page, draft, position, opens=opens)


def _further(page: Page, draft: Draft, position: int, *, opens: bool) -> list[Range]:
    """The paragraphs after one that go on in the first person, or at all with the statement that it `opens`."""
    found = []
    for paragraph in page.paragraphs[position + 1 :]:
        told = any(_told(page, draft, sentence) for sentence in _sentences(page.text, paragraph))
        if told or page.quotations.within(paragraph) or page.is_silent(paragraph.start):
            break
        first = _sentences(page.text, paragraph)[0]
        if _SENTENCE.search(page.text, *paragraph) is None or not (opens or _speaks(page, first)):
            break
        found.append(paragraph)
    return found


def read_on(page: Page, draft: Draft) -> None:
    """Let an utterance whose closing mark is lost go on: after its cue ("“We will go, said Smith. It is far."), or with
    the paragraphs behind it."""
    last = draft.quotations[-1]
    if last.closed:
        return
    if draft.cue is None or draft.rule == "introduced":
        position = next((n for n, p in enumerate(page.paragraphs) if p.end == last.range.end), None)
        more = [] if position is None else _further(page, draft, position, opens=True)
        if more:
            draft.content += more
            draft.rule = f"unmarked:{draft.rule.partition(':')[0]}"
        return
    if draft.cue.start < last.range.end:
        return
    paragraph = next((p for p in page.paragraphs if p.start <= draft.cue.start < p.end), None)
    if paragraph is None or page.quotations.within(Range(draft.cue.end, paragraph.end)):
        return
    rest = [s for s in _sentences(page.text, paragraph) if s.start > draft.cue.start]
    if _untold(page, draft, rest) and rest:
        draft.content.append(Range(rest[0].start, rest[-1].end))
        draft.rule = f"unmarked:{draft.rule.partition(':')[2]}"


def _uttered(page: Page, draft: Draft) -> bool:
    """Whether the cue takes quotations and somebody other than the writer, whom nobody "told us", is its source."""
    cue = page.cues.get(draft.head)
    if cue is None or not cue.quotation or draft.cue is None or _TOLD_US.match(page.text, draft.cue.end):
        return False
    if draft.source_head is None:
        return True
    source = page.doc[draft.source_head]
    return source.pos_ != "NOUN" and source.lower_ not in ("i", "we", "it", "which", "that", "someone", "somebody")


def _sentences(text: str, paragraph: Range) -> list[Range]:
    found, start = [], paragraph.start
    for match in _STOP.finditer(text, paragraph.start, paragraph.end):
        if _SHORT.search(text, start, match.start()) is None:
            found.append(Range(start, match.end() - len(match[0]) + len(match[0].rstrip())))
            start = match.end()
    return [*found, Range(start, paragraph.end)]


def _run(page: Page, draft: Draft, sentences: list[Range], *, back: bool = False) -> list[Range]:
    """The sentences up to the farthest one in the first person, before anything that the writer tells; all of them up
    to another cue, and none back to one: what follows a cue is its speaker's."""
    stop = next((n for n, sentence in enumerate(sentences) if _told(page, draft, sentence)), len(sentences))
    if stop < len(sentences):
        other = sentences[stop]
        if back and _ANOTHER.search(page.text, *other):
            return []
        between = sentences[stop - 1].end - sentences[0].start if stop else 0
        if not back and between < _USUAL and _SAID_BEHIND.search(page.text, *other):
            return sentences[:stop]
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
