"""Voices of their own, by layout: the turns of a transcript, and posts of social networks."""

from __future__ import annotations

import re

from pipeline.annotations import Range
from pipeline.stages.attribution.draft import Draft, Page

_POST = re.compile(
    r"[^\n]*?(?P<dash>—|–|--|&mdash;)\s*(?P<name>[^\n(—]{2,60}?)\s*\((?P<handle>@\w{1,30})\)\s*"
    r"(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})?"
)
_TURN = re.compile(
    r"^(?P<name>Q|A|@\w{2,30}|[A-Z][A-Z.’'\- ]{1,40}[A-Z]|(?:[A-Z][\w.’'\-]+ ){1,4}\([A-Z][^)\n]*\))\s?:\s+(?=\S)"
)
_HEADLINE = re.compile(
    r"(?P<name>[A-Z][\w.’'&-]*(?: (?:[A-Z][\w.’'&-]*|of|the)){0,4}): (?P<words>[‘“'\"]?[A-Z][^\n?]{15,160})"
)
_SENTENCE = re.compile(r"[.?!…][”\"’)]*$")
_BYLINE = re.compile(r"(?:^|\n)\W*(?:[Ww]ords |[Ii]nterview )?[Bb]y:? (?:\w+ )*$")
_CARD = re.compile(r"(?P<name>[^\n@]{2,50}?)\s*(?P<handle>@\w{2,30})\s*[·•|-]\s*(?=[^\n]*\d)[^\n]{1,30}$")


def posts(page: Page) -> list[Draft]:
    """Posts of a social network with their signature: "… pic.twitter.com/x — Name (@handle) June 11, 2020"."""
    if "(@" not in page.text:
        return []
    found = []
    for paragraph in page.paragraphs:
        match = _POST.match(page.text, paragraph.start, paragraph.end)
        if match is None or (match["date"] is None and "pic.twitter" not in match[0] and "t.co/" not in match[0]):
            continue
        body = page.text[paragraph.start : match.start("dash")].rstrip()
        if len(body) < 8:
            continue
        name, dash = Range(*match.span("name")), Range(*match.span("dash"))
        found.append(_post(page, name, Range(paragraph.start, paragraph.start + len(body)), dash))
    return found


def headlines(page: Page) -> list[Draft]:
    """A headline that gives somebody's words: "Mayor Jane Roe: The pier ‘will never be sold’"."""
    if len(page.paragraphs) < 2:
        return []
    line = page.paragraphs[0]
    match = _HEADLINE.fullmatch(page.text, line.start, line.end)
    if match is None or page.is_silent(line.start):
        return []
    name = Range(*match.span("name"))
    first, last = page.tokens(name)
    named = page.doc[last - 1].ent_type_ in ("PERSON", "ORG", "NORP") or page.doc[last - 1].pos_ == "PROPN"
    if not named or not (page.quotations.within(line) or page.doc[last - 1].ent_type_ == "PERSON"):
        return []
    head = max(first, last - 1)
    cue = Range(name.end, name.end + 1)
    return [Draft([Range(*match.span("words"))], "headline", head, cue=cue, source=name, source_head=head)]


def cards(page: Page) -> list[Draft]:
    """Posts copied with their heading: a line "Name @handle · 8 Mar", and the post below it."""
    found = []
    for position, paragraph in enumerate(page.paragraphs[:-1]):
        match = _CARD.match(page.text[paragraph.start : paragraph.end])
        if match is None:
            continue
        below = page.paragraphs[position + 1 :]
        body = next((p for p in below[:2] if not page.text[p.start : p.end].startswith("Replying to")), None)
        if body is None:
            continue
        name = Range(paragraph.start, paragraph.start + match.end("name"))
        handle = Range(paragraph.start + match.start("handle"), paragraph.start + match.end("handle"))
        found.append(_post(page, name, body, handle))
    return found


def _post(page: Page, name: Range, body: Range, cue: Range) -> Draft:
    first, last = page.tokens(name)
    return Draft(
        content=[body],
        rule="layout:post",
        head=first,
        cue=cue,
        source=name,
        source_head=max(first, last - 1),
        type="writing",
    )


def turns(page: Page) -> list[Draft]:
    """The turns of a transcript: paragraphs that begin with a speaker in capitals and a colon."""
    matches = []
    for paragraph in page.paragraphs:
        start = paragraph.start + (page.text[paragraph.start] in '"“')
        match = _TURN.match(page.text[start : paragraph.end])
        if match is not None:
            matches.append((paragraph, start, match))
    spoken = sum(_SENTENCE.search(page.text, start, paragraph.end) is not None for paragraph, start, _ in matches)
    if spoken < len(matches) / 2:
        return []  # "WHEN: Monday, 9 am ⏎ WHERE: City Hall"
    names = {match["name"] for _, _, match in matches}
    handles = all(name.startswith("@") for name in names)
    if len(matches) < 2 or not (handles or (len(matches) > 2 and 2 <= len(names) <= len(matches) // 2 + 1)):
        return []
    found = []
    opening = {paragraph for paragraph, _, _ in matches}
    asked = _interviewee(page, matches[0][1]) if names <= {"Q", "A"} else None
    for paragraph, start, match in matches:
        label = Range(start + match.start("name"), start + match.end("name"))
        name = asked if asked is not None and match["name"] == "A" else label
        found.append(
            Draft(
                content=[Range(start + match.end(), paragraph.end), *_same_turn(page, paragraph, opening)],
                rule="layout:turn",
                head=page.tokens(label)[0],
                cue=Range(label.end, label.end + 1),
                source=name,
                source_head=page.tokens(name)[1] - 1,
            )
        )
    return found


def _interviewee(page: Page, start: int) -> Range | None:
    """Who gives the answers of an interview: the person whom the lines before its first question name last."""
    named = [
        mention.range
        for entity in page.doc._.entities or []
        for mention in entity.mentions
        if entity.type == "PERSON" and mention.kind == "name" and mention.range.end <= start
    ]
    full = [span for span in named if " " in page.text[span.start : span.end]]
    return max((span for span in full if not _BYLINE.search(page.text, 0, span.start)), default=None)


def _same_turn(page: Page, paragraph: Range, opening: set[Range]) -> list[Range]:
    """The paragraphs that go on with a turn: whole sentences, up to the next speaker."""
    found = []
    for following in page.paragraphs[page.paragraphs.index(paragraph) + 1 :]:
        ends = _SENTENCE.search(page.text, *following) is None
        if following in opening or ends or page.is_silent(following.start):
            break
        found.append(following)
    return found
