"""Lists of names in running text and line by line: where each name stands, without what is said of it.

"Reps. Ann Lee (TX-21), Cy Hill, M.D., and the Sierra Club" holds three names; titles stay, brackets, party tags,
degrees and offices between commas are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import names
from pipeline.annotations import Range
from pipeline.tokens import trimmed

_ITEM_ENDS = re.compile(r"[,;]|\.(?=\s|$)|\n|$")
_BRACKET = re.compile(r"\s*\([^()\n]*\)")
#: What stands between commas but goes with the name before: party and state, degrees, legal forms.
_TAG = re.compile(
    r"(?:[RDI]\b.{0,14}|[A-Z]{2}-\d+|M\.?\s?D\.?|Ed\.?\s?D\.?|Ph\.?\s?D\.?|Jr\.?|Sr\.?|I{2,3}|Inc\.?|LLC|Esq\.?|CPA|RN)$"
)
_DAY = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b(?:\s+\d|$|\s*,)"
)
_AND = re.compile(r"^(?:and|&)\s+", re.I)
#: What stands between two names of one item; names in brackets follow each other without a comma at times.
_INNER_AND = re.compile(r"\s+(?:and|&|along with|as well as|together with)\s+|(?<=\))\s+(?=[A-Z])")
_GROUP_LABEL = re.compile(r"^(?:U\.S\.\s+)?(?:Rep\w*\.?|Sen\w*\.?|Members|House)\s*:\s+")
_NAME_ENDS = re.compile(r"\s*\(|\s[a-z]{3,}ed\b|\s(?:in|who|sent|wrote)\s")
_SMALL = frozenset("of the for and in on at to de del la le las los van von der against with from by & y e".split())
_STOP = re.compile(r"(?:[A-Z]|Reps?|Sens?|Gov|Lt|Gen|Col|Drs?|Mrs?|Ms|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|D|No|U\.S|Ph|M)$")
#: What stands before an item of a list: a mark or a number.
BULLET = re.compile(r"^[\s\-–—•*·]*(?:\d{1,3}[.)]\s+)?")
_SAID_OF_IT = re.compile(r"\s[-–—|]\s|,\s+(?=[RDI]-|M\.?D|Ph|[a-z]|Director|President|Chair|CEO|Executive)")
_MOST_WORDS = 12
_LONGEST_LINE = 110


def in_sentence(text: str, start: int) -> Iterator[Range]:
    """The names of a list in a sentence, up to the first stretch that is none.

    Where semicolons part the names, commas are theirs.
    """
    marks = ";" if text.count(";", start, line_end(text, start)) > 1 else ",;"
    position = start
    while True:
        end = _end_of_item(text, position, marks)
        for part in _parts(text, position, end, last=text[end : end + 1] not in {",", ";"}):
            if _goes_with_the_last(_BRACKET.sub("", text[part.start : part.end])):
                continue
            name = _name(text, part)
            if name is None or _DAY.match(text, name.start) or _goes_with_the_last(text[name.start : name.end]):
                return
            yield name
        if text[end : end + 1] not in {",", ";"}:
            return
        position = end + 1


def _goes_with_the_last(words: str) -> bool:
    """Whether a stretch between commas says more of the name before: a tag, a state, an office ("Mayor of Ames")."""
    parts = names.words(words)
    office = parts[names.leading_title(parts) :][:1] in {("of",), ("for",)} and names.leading_title(parts) > 0
    return _TAG.match(words) is not None or words in names.state_names() or office


def _parts(text: str, start: int, end: int, *, last: bool) -> list[Range]:
    """An item of a list; the last one may be several ("A, B and C")."""
    item = trimmed(text, start, end)
    if item is None:
        return []
    joined = _AND.match(text[item.start : item.end])
    begin = item.start + (0 if joined is None else joined.end())
    words, found, opens = text[begin : item.end], [], 0
    for inner in _INNER_AND.finditer(words):
        if _splits(words[opens : inner.start()], words[inner.end() :], last=last and joined is None):
            found.append(Range(begin + opens, begin + inner.start()))
            opens = inner.end()
    return [*found, Range(begin + opens, item.end)]


def _splits(before: str, after: str, *, last: bool) -> bool:
    """Whether "and" in an item stands between two names and not inside one."""
    titled = names.leading_title(names.words(after)[:4]) > 0
    opens = after.removeprefix("the ")[:1].isupper()
    return opens and (last or titled or before.endswith(")"))


def _end_of_item(text: str, position: int, marks: str) -> int:
    """Where an item ends: at one of the marks outside brackets, or with the sentence or line."""
    for match in _ITEM_ENDS.finditer(text, position):
        end, mark = match.start(), match[0]
        if mark in {"", "\n"}:
            return end
        bracketed = text.count("(", position, end) > text.count(")", position, end)
        shortened = mark == "." and _STOP.search(text, position, end) is not None
        if not bracketed and not shortened and (mark == "." or mark in marks):
            return end
    return len(text)


def _name(text: str, item: Range) -> Range | None:
    """The name at the start of an item, without the bracket behind it; None where it is no name."""
    words = text[item.start : item.end]
    label = _GROUP_LABEL.match(words)
    cut = _NAME_ENDS.search(words)
    begin = item.start + (0 if label is None else label.end())
    span = trimmed(text, begin, item.end if cut is None else item.start + cut.start(), drop=" \t\r\n\u00a0*•.–—-")
    if span is None:
        return None
    plain = text[span.start : span.end].split()
    proper = [word for word in plain if any(c.isupper() for c in word)]
    small = all(word in _SMALL or word in proper or not word[0].isalpha() for word in plain)
    opens = plain[0] in proper or plain[0] == "the"
    return span if proper and small and opens and len(plain) <= _MOST_WORDS and "—" not in words else None


def line_by_line(text: str, start: int) -> Iterator[tuple[Range, Range]]:
    """The names that stand line by line under a heading, each with its line."""
    position, blank = line_end(text, start), 0
    if text[start:position].strip(" \t\r:.*"):
        return
    while position < len(text) and blank < 2:
        begin, position = position + 1, line_end(text, position + 1)
        inner = BULLET.sub("", text[begin:position], count=1)
        span = trimmed(text, position - len(inner), position)
        if span is None:
            blank += 1
            continue
        name = _name(text, _head_of_line(text, span)) if span.end - span.start <= _LONGEST_LINE else None
        if name is None or _closed(text, span):
            return
        blank = 0
        yield name, span


def _closed(text: str, line: Range) -> bool:
    """Whether a line ends as a sentence or a heading does."""
    return text[line.end - 1] in "!?:" or (
        text[line.end - 1] == "." and not _STOP.search(text, line.start, line.end - 1)
    )


def with_bracket(text: str, end: int) -> int:
    """The end of a name with the bracket behind it."""
    bracket = _BRACKET.match(text, end)
    return end if bracket is None else bracket.end()


def line_end(text: str, position: int) -> int:
    """Where the line ends that a position stands in."""
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _head_of_line(text: str, line: Range) -> Range:
    """A line up to the comma or dash behind which it says what the one named is."""
    words = text[line.start : line.end]
    cut = _SAID_OF_IT.search(words)
    return line if cut is None else Range(line.start, line.start + cut.start())
