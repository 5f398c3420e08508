"""Finds the quotations of a text by their marks: what stands between quotation marks, and which marks are none.

Reads text only, so that every stage can ask whether a range is quoted. Knows curly, straight and low marks,
guillemets, single marks against apostrophes, inches and feet, quotations continued over paragraphs, and marks that
were never closed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.annotations import Range

Mark = Literal["double", "single"]

#: How far a straight quotation may run over paragraphs that do not open with a mark of their own.
_MAX_OVER_PARAGRAPHS = 12000
_MAX_SINGLE = 1200

_PARAGRAPH = re.compile(r"[^\n]+")
_DOUBLE = re.compile(r"[“”„«»\"‟❝❞]|``|''")
_SINGLE_OPEN = re.compile(r"(?:(?<=^)|(?<=[\s(\[—–\-:“\"]))[‘'‹](?=[\w$“\[.…])")
_SINGLE_CLOSE = re.compile(r"(?<=[^\s(])[’'›](?![\w])")
_ELISION = re.compile(r"[‘'’](?:\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|n\b|cuz\b)", re.I)
_CONTINUED = re.compile(r"\s*\n\s*[‘'](?=[A-Z])")
_SENTENCE_END = re.compile(r"[.?!…:;—–-][”’\"')\]]*\s*$")
#: The closing mark is lost before the verb of saying: "“We will go, said Rep. Jane Smith."
_LOST_CLOSE = re.compile(
    r"(?P<last>[,?!][”\"]?)\s+(?:said|says|added|stated|wrote|continued|concluded|noted|explained)\s+"
    r"(?:(?:[A-Z][\w.’'\-]*|of|the|and|for),?\s?)+(?:\([^()\n]{1,20}\),?\s?)?(?:(?<=, )[a-z][^.“”\"\n]{2,100})?"
    r"(?:\.$|$|(?<!\bRep|\bSen|\bGov|\bRev|\bHon|\bGen|\bMrs)(?<!\bDr|\bMr|\bMs)(?<=\w)\.\s?(?=[A-Z]))"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between marks. `range` has the marks, `inner` not; `chain` is shared by the paragraphs of one
    continued quotation; `closed` is False where the closing mark is missing (also before a continuation)."""

    range: Range
    inner: Range
    mark: Mark
    chain: int
    closed: bool = True
    depth: int = 0


class Quotations(Sequence[Quotation]):
    """All quotations of a text, in order; those inside others have `depth` > 0."""

    def __init__(self, items: list[Quotation]) -> None:
        self._items = sorted(items, key=lambda q: (q.range.start, -q.range.end))
        self._outer = [q for q in self._items if q.depth == 0]
        self._starts = [q.range.start for q in self._outer]

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    @property
    def outer(self) -> list[Quotation]:
        """The quotations that stand in no other one."""
        return self._outer

    def at(self, offset: int) -> Quotation | None:
        """The outermost quotation whose marks or words are at this offset."""
        found = bisect_right(self._starts, offset) - 1
        if found >= 0 and offset < self._outer[found].range.end:
            return self._outer[found]
        return None

    def around(self, span: Range) -> Quotation | None:
        """The outermost quotation that covers the whole range (marks count as inside)."""
        quotation = self.at(span.start)
        return quotation if quotation is not None and span.end <= quotation.range.end else None

    def within(self, span: Range) -> list[Quotation]:
        """The outermost quotations that share text with the range."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        found = []
        for quotation in self._outer[first:]:
            if quotation.range.start >= span.end:
                break
            if quotation.range.end > span.start:
                found.append(quotation)
        return found

    def chain(self, number: int) -> list[Quotation]:
        """The parts of one continued quotation, in order."""
        return [q for q in self._outer if q.chain == number]


@lru_cache(maxsize=4)
def find_quotations(text: str) -> Quotations:
    """Every quotation in the text.

    Returns:
        Ranges in code points of `text`; the outer ones do not overlap.
    """
    doubles = list(_doubles(text))
    taken = Quotations(doubles)
    return Quotations(doubles + list(_singles(text, taken, first_chain=len(doubles))))


def _paragraphs(text: str) -> Iterator[Range]:
    for match in _PARAGRAPH.finditer(text):
        if match[0].strip():
            yield Range(match.start(), match.end())


def _role(text: str, start: int, end: int, is_open: bool) -> str:
    """What a double mark does here: "open", "close" or "none"."""
    mark = text[start:end]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if mark in ("“", "„", "«", "``", "‟", "❝"):
        # typed the wrong way round: a closing mark was meant after a word or a stop
        wrong = is_open and not before.isspace() and (after.isspace() or after in ",.;:?!)") and before not in "(["
        wrong = wrong or (is_open and before == " " and after == " " and text[start - 2 : start - 1] in (",", ".", "?"))
        return "close" if wrong else "open"
    if mark in ("”", "»", "❞"):
        wrong = not is_open and (before.isspace() or before in "([—") and not after.isspace()
        return "open" if wrong else ("close" if is_open else "none")
    if before.isdigit() and not is_open:
        return "none"  # inches
    opens = (before.isspace() or before in "([—–-/‘'") and not after.isspace()
    closes = not before.isspace() and not (after.isalnum())
    if opens and not closes:
        if is_open and before.isspace() and text[max(0, start - 2)] in ",.?!":
            following = text[end : end + 1]
            return "close" if following.islower() else "open"
        return "open"
    if closes and not opens:
        return "close" if is_open else "none"
    return "close" if is_open else ("open" if not after.isspace() else "none")


def _doubles(text: str) -> Iterator[Quotation]:
    """Quotations in double marks, paragraph by paragraph."""
    chain = 0
    pending = False  # the last paragraph ended inside a quotation
    carried: int | None = None  # an unclosed start that runs over paragraphs without marks of their own
    for paragraph in _paragraphs(text):
        opened: list[int] = []
        if carried is not None:
            opened = [carried]
        elif not (pending and _opens(text, paragraph)):
            chain += not pending or 1
        pending = False
        for match in _DOUBLE.finditer(text, paragraph.start, paragraph.end):
            role = _role(text, match.start(), match.end(), bool(opened))
            if role == "open" and not opened:
                opened.append(match.start())
            elif role == "open":
                so_far = text[opened[0] + 1 : match.start()]
                if carried is not None or _SENTENCE_END.search(so_far):
                    # a new mark after a full stop: the next part of the same speech
                    end = _before_cue(text, opened[0], len(text[: match.start()].rstrip()))
                    yield _quotation(text, opened[0], end, chain, closed=False)
                    opened, carried = [match.start()], None
                else:
                    opened.append(match.start())
            elif role == "close" and opened:
                start = opened.pop()
                lost = None if opened else _LOST_CLOSE.search(text, start, match.start())
                if lost is not None:
                    # the marks around the cue are lost: the closing one ends the second part
                    yield _quotation(text, start, lost.end("last"), chain, closed=False)
                    span = Range(lost.end(), match.end())
                    yield Quotation(span, Range(span.start, match.start()), "double", chain)
                else:
                    yield _quotation(text, start, match.end(), chain, closed=True, depth=len(opened))
                if not opened:
                    carried = None
                    chain += 1
        if opened:
            start, carried = opened[0], None
            whole = len(text[: paragraph.end].rstrip())
            chained = _opens(text, Range(paragraph.end, len(text)))
            end = _before_cue(text, start, whole, inside=chained)
            if end == whole and (_runs_on(text, paragraph.end, start) or _wrapped(text, paragraph.end, start)):
                carried = start
            else:
                if end - start > 1:
                    yield _quotation(text, start, end, chain, closed=False)
                pending = end == whole
    if carried is not None:
        yield _quotation(text, carried, len(text.rstrip()), chain, closed=False)


def _before_cue(text: str, start: int, end: int, *, inside: bool = False) -> int:
    """Where a quotation that nothing closes ends: before the verb and the name of who said it (`inside`: only if the
    paragraph goes on after them)."""
    match = _LOST_CLOSE.search(text, start, end)
    return end if match is None or (inside and match.end() == end) else match.end("last")


def _opens(text: str, paragraph: Range) -> bool:
    """Whether a paragraph begins with a double mark."""
    match = re.compile(r"\s*(?:[“\"„«]|``)").match(text, paragraph.start, paragraph.end)
    return match is not None


def _runs_on(text: str, end: int, start: int) -> bool:
    """Whether a quotation that is open at a paragraph's end is closed later, before another one opens."""
    limit = min(len(text), start + _MAX_OVER_PARAGRAPHS)
    match = _DOUBLE.search(text, end, limit)
    if match is None:
        return False
    return _role(text, match.start(), match.end(), True) == "close" and not _starts_line(text, match.start())


def _wrapped(text: str, end: int, start: int) -> bool:
    """Whether a line breaks off in the middle of a sentence that the next line goes on with."""
    following = text[end + 1 : end + 200].split("\n", 1)[0].strip()
    last = text[:end].rstrip()[-1:]
    return end - start < _MAX_OVER_PARAGRAPHS and bool(following) and (last.isalnum() or last == ",")


def _starts_line(text: str, at: int) -> bool:
    return text[:at].rstrip(" \t\u00a0").endswith("\n")


def _quotation(text: str, start: int, end: int, chain: int, *, closed: bool, depth: int = 0) -> Quotation:
    width = 2 if text[start : start + 2] in ("``", "''") else 1
    tail = (2 if text[end - 2 : end] in ("``", "''") else 1) if closed else 0
    inner = Range(start + width, max(start + width, end - tail))
    return Quotation(Range(start, end), inner, "double", chain, closed=closed, depth=depth)


def _singles(text: str, taken: Quotations, *, first_chain: int) -> Iterator[Quotation]:
    """Quotations in single marks; inside double ones they have depth 1."""
    at, chain = 0, first_chain + len(text)  # numbers that no chain of double marks has
    while match := _SINGLE_OPEN.search(text, at):
        start = match.start()
        at = start + 1
        if _ELISION.match(text, start):
            continue
        outer = taken.at(start)
        limit = min(start + _MAX_SINGLE, outer.inner.end if outer else len(text))
        line_end = text.find("\n", start)
        line_end = len(text) if line_end < 0 else line_end
        end = _single_end(text, start, min(limit, line_end))
        closed = end is not None
        if end is None:
            if outer is not None or not _CONTINUED.match(text, line_end):
                continue
            end = line_end
        span = Range(start, end)
        if outer is None and taken.within(span):
            continue
        inner = Range(start + 1, end - closed)
        yield Quotation(span, inner, "single", chain, closed=closed, depth=0 if outer is None else 1)
        chain, at = chain + closed, end


def _single_end(text: str, start: int, limit: int) -> int | None:
    """Where a single quotation ends: the first mark that is no apostrophe, or else the first possible one."""
    fallback = None
    for match in _SINGLE_CLOSE.finditer(text, start + 1, limit):
        before, after = text[match.start() - 1], text[match.end() : match.end() + 2]
        plural = before == "s" and bool(re.match(r"\s[a-z]", after))
        if not plural:
            return match.end()
        fallback = fallback or match.end()
    return fallback
