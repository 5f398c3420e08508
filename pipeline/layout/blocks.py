"""What each unit of a text is there for: first by its own looks, then by its neighbours.

The looks are those of `resources/layout.toml`. In doubt a unit is `body`: a wrongly silent one loses claims.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.labels import SectionKind
from pipeline.layout.calendar import find_date
from pipeline.layout.cues import is_a, words
from pipeline.layout.datelines import read_dateline
from pipeline.layout.lines import Unit, units

_SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*$")
_WORD = re.compile(r"[^\W\d_][\w’'&.-]*|\d[\d.,]*")
_WHOLE_QUOTE = re.compile(r"^[“\"„«](?:[^“”\"„«»]{20,}|[^“”\"„«»]{12,}[.!?,…—][”\"»])$", re.DOTALL)
_DATE_CUE = re.compile(
    r"^\W*(?:posted|published|updated|first\s+published|last\s+modified|submitted|released?|date|dated|issued"
    r"|for\s+(?:immediate\s+)?release)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b(?:\s*[ap]\.?m\.?)?|\b\d+\s+min(?:ute)?s?(?:\s+read)?\b", re.IGNORECASE)
_PLACE = re.compile(r"^[A-Z][\w.’'-]+(?:[ /-][A-Z][\w.’'-]+){0,3}(?:,\s*[A-Z][\w. ]{1,24}){1,2}$")
#: Most words of a standing line: a longer one is taken for a paragraph.
_MAX_STANDING = 45
_MAX_HEADING = 30
#: Most words of a line that a turn in its middle makes standing matter.
_MAX_ASIDE = 25
#: Characters from which a unit is a paragraph whatever it says.
_LONG = 400


@dataclass
class Block:
    """A unit with the kind found so far; None is not yet known. `sure` marks a kind that its own looks gave."""

    unit: Unit
    kind: SectionKind | None = None
    role: str = ""

    @cached_property
    def line(self) -> str:
        """The unit's words on one line."""
        return self.unit.line

    @cached_property
    def words(self) -> int:
        """Number of words."""
        # Counting word by word pays only where a word more or less matters.
        return len(_WORD.findall(self.line)) if len(self.line) <= _LONG else self.line.count(" ") + 1

    @cached_property
    def prose(self) -> bool:
        """Whether it reads as running text: a sentence of some length."""
        if _SENTENCE_END.search(self.line[-8:]) is None:
            return self.words >= _MAX_HEADING
        return self.words >= 8 or _opens_at_place(self.line)

    @property
    def short(self) -> bool:
        """Whether it could be a heading, a name or an address."""
        return not self.prose and self.words <= 14 and not self.line.endswith((";", ","))


def _opens_at_place(line: str) -> bool:
    """Whether a short line has a dateline in capitals and a dash: "EVANSTON – The city banned the technology."."""
    dateline = read_dateline(line) if line[:3].isupper() else None
    return dateline is not None and line[: dateline.length].rstrip()[-1:] in "-–—"


def blocks(text: str) -> list[Block]:
    """The text's units, each with what its own looks say."""
    found = [Block(unit) for unit in units(text)]
    for block in found:
        block.kind, block.role = _own_looks(block)
    return found


def _own_looks(block: Block) -> tuple[SectionKind | None, str]:
    line, count = block.line, block.words
    if len(line) > _LONG:
        return _body_looks(block)
    if is_a("end_mark", line):
        return "boilerplate", "end_mark"
    standing = count <= _MAX_STANDING
    if standing and count <= 14 and is_a("release_mark", line):
        return ("dateline", "release_mark") if find_date(line) else ("boilerplate", "release_mark")
    if standing and is_a("contact", line):
        return "contact", "contact"
    if standing and _is_post(line):
        return "embedded_post", ""
    if _is_dated(block):
        return "dateline", "date"
    if count <= 18 and not block.prose and is_a("byline", line):
        return "byline", "byline"
    if count <= 16 and is_a("salutation", line):
        return "body", "salutation"
    if count <= 24 and not block.prose and is_a("addressed", line):
        return "body", "addressed"
    if count <= 14 and is_a("closing", line):
        return "signature", "closing"
    if standing and is_a("copy_to", line):
        return "signature", "copy_to"
    return _standing_looks(block) if standing else _body_looks(block)


def _standing_looks(block: Block) -> tuple[SectionKind | None, str]:
    line = block.line
    if _is_post(line):
        return "embedded_post", ""
    if is_a("about", line):
        return None, "about"
    if is_a("notes", line):
        return None, "notes"
    if is_a("boilerplate", line, inside=block.words <= _MAX_ASIDE) or _is_navigation(block):
        return "boilerplate", "furniture"
    if is_a("caption", line):
        return "caption", ""
    if not block.prose and block.words <= 14 and is_a("contact_data", line):
        return "contact", "data"
    return _body_looks(block)


def _body_looks(block: Block) -> tuple[SectionKind | None, str]:
    line = block.line
    if _is_post(line):
        return "embedded_post", ""
    if is_a("list_item", line) and block.words >= 2:
        return "list_item", "marked"
    if _WHOLE_QUOTE.match(line) and block.words >= 4:
        return "quote", ""
    return ("body", "") if block.prose else (None, "")


def _is_post(line: str) -> bool:
    return ("@" in line or "pic.twitter" in line) and is_a("embedded", line)


def _is_dated(block: Block) -> bool:
    """A line that is there for its date: "June 11, 2020 12:45 pm", "Posted: Oct 21, 2021", "Vienna, 18 May 2018"."""
    if block.words > 16 or (block.prose and not _DATE_CUE.match(block.line)):
        return False
    rest, date = block.line, find_date(block.line)
    if date is None:
        return False
    while date is not None:
        rest = f"{rest[: date.start]} {rest[date.end :]}"
        date = find_date(rest)
    return len(_WORD.findall(_CLOCK.sub(" ", rest))) <= 5 or _DATE_CUE.match(block.line) is not None


def is_place(line: str) -> bool:
    """Whether a line is a place and nothing else: "Tirana, Albania"."""
    return len(line) <= 48 and _PLACE.match(line) is not None


def _is_navigation(block: Block) -> bool:
    """A line of site menu or share buttons: little but their words."""
    # Buttons lose the space between them: "NewsCommentsSport".
    found = [word.lower() for word in re.findall(r"[A-Z]?[a-z-]+|[A-Z-]+(?![a-z])", block.line)]
    if not 1 <= len(found) <= 24 or block.prose:
        return False
    menu = sum(word in words("navigation") for word in found)
    return menu >= 2 and menu >= (0.45 if block.line.isupper() else 0.6) * len(found)
