"""What a unit is by its place: in the head, the body or the tail of the text, and by what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.layout.blocks import Block, is_place
from pipeline.layout.cues import is_a, words

#: Standing matter that opens above this share of the text is taken for a heading of the body.
_TAIL = 0.6
#: What follows an end mark is standing matter unless it is more than this share of the text.
_AFTER_END = 0.3
#: Small words inside names and offices.
_SMALL = frozenset(
    ["of", "the", "for", "and", "on", "in", "at", "to", "de", "del", "la", "van", "von", "der", "du", "des"]
)
_MAX_NAMES = 24
_MIN_TITLE = 5
_MAX_SUBTITLE = 30
_MAX_HEADING = 12
_MAX_ADDRESS = 6
_ABOUT_WHAT = re.compile(
    r"^\W*about\s+(?:the|this|our|these)\s+(?:bill|act|law|plan|measure|proposal|ordinance|order|rule|policy|program(?:me)?"
    r"|project|deal|amendment|resolution|report|study|data|technology|case|lawsuit|letter|issue)\b",
    re.IGNORECASE,
)


def settle(found: list[Block]) -> None:
    """Give every block its kind. Blocks are changed in place."""
    total = max(1, found[-1].unit.range.end) if found else 1
    prose = [n for n, block in enumerate(found) if block.prose and block.kind in {None, "body", "quote", "list_item"}]
    first, last = (prose[0], prose[-1]) if prose else (len(found), -1)
    _posts(found)
    _contacts(found)
    _standing(found, total)
    _after_end(found, total)
    _signatures(found, first)
    _imprint(found, last)
    _head(found[:first])
    _body(found, first, last)
    for block in found:
        if block.kind is None:
            block.kind = "body"


def _posts(found: list[Block]) -> None:
    """The words of a post stand right above the line that says whose it is."""
    for above, block in pairwise(found):
        signed = block.kind == "embedded_post" and block.line.startswith(("—", "–", "-"))
        if signed and block.unit.gap == 0 and above.kind in {None, "body", "quote"}:
            above.kind = "embedded_post"


def _contacts(found: list[Block]) -> None:
    """Names and addresses under "Media Contact"."""
    inside = False
    for block in found:
        if block.kind == "contact":
            inside = True
        elif inside and block.unit.gap == 0 and block.kind in {None, "list_item"} and _is_address(block):
            block.kind = "contact"
        else:
            inside = False


def _is_address(block: Block) -> bool:
    return block.short and not block.role and block.words <= _MAX_ADDRESS


def _standing(found: list[Block], total: int) -> None:
    """Paragraphs under "About us", "Notes to editors" and "Read next:" at the end of the text."""
    for number, block in enumerate(found):
        late = block.unit.range.start >= _TAIL * total
        if block.role == "about" and (not late or _ABOUT_WHAT.match(block.line)):
            block.role = ""
        elif block.role in {"about", "notes"} and late:
            block.kind = "boilerplate"
            _take(_after(found, number), all_of_them=block.role == "notes", whole=block.words > 10)
        elif block.role == "furniture" and late and block.line.endswith(":"):
            for other in _after(found, number):
                if other.prose or other.unit.gap or other.role:
                    break
                other.kind = "boilerplate"


def _after(found: list[Block], number: int) -> Iterator[Block]:
    return (found[n] for n in range(number + 1, len(found)))


def _take(following: Iterable[Block], *, all_of_them: bool, whole: bool) -> None:
    """Makes the paragraphs that belong to a standing heading boilerplate.

    `whole`: the heading's line holds the paragraph itself, so that only lines right below belong to it.
    """
    taken = whole
    for block in following:
        if block.role in {"end_mark", "contact", "closing", "about", "notes", "salutation"}:
            return
        if taken and block.unit.gap and not all_of_them:
            return
        if block.kind not in {"contact", "caption"}:
            block.kind = "boilerplate"
        taken = True


def _after_end(found: list[Block], total: int) -> None:
    """What stands after "###" or "ENDS"."""
    ends = [n for n, block in enumerate(found) if block.role == "end_mark"]
    if not ends:
        return
    for number in ends:
        rest = found[number + 1 :]
        size = total - found[number].unit.range.end
        if size > _AFTER_END * total or any(block.role in {"salutation", "closing"} for block in rest):
            continue
        for block in rest:
            if block.kind not in {"contact", "caption", "dateline"} and not is_a("kept", block.line):
                block.kind = "boilerplate"
        return


def _signatures(found: list[Block], first: int) -> None:
    """Names under "Sincerely," and names that close a letter without it."""
    inside = False
    for block in found:
        if block.role in {"closing", "copy_to"}:
            inside = True
        elif inside and block.kind in {None, "list_item", "contact"} and (block.short or _is_names(block)):
            block.kind = "signature"
        elif inside and block.kind == "dateline":
            continue
        else:
            inside = False
    # A dash and a name, or two names and more, as the last lines of the text proper.
    tail = len(found)
    while tail > first + 1 and (found[tail - 1].kind in {"boilerplate", "contact", "caption", "signature", "dateline"}):
        tail -= 1
    start = tail
    while start > first + 1 and found[start - 1].kind is None and _is_names(found[start - 1]):
        start -= 1
    names = found[start:tail]
    if len(names) >= 2 or (names and names[0].line.startswith(("-", "–", "—"))):
        for block in names:
            block.kind = "signature"


def _imprint(found: list[Block], last: int) -> None:
    """Lines such as "Name · Street 9 · Register 123" after the last paragraph."""
    for block in found[last + 1 :]:
        if block.kind is None and len(re.findall(r"\s[·|•]\s", block.line)) >= 2:
            block.kind = "boilerplate"


def _is_names(block: Block) -> bool:
    """Whether a line is made of names and offices: capitalised words, commas, little else."""
    if block.prose or block.words > _MAX_NAMES or block.line.endswith((":", "!", "?")):
        return False
    tokens = re.findall(r"[^\W\d_][\w.’'-]*", block.line)
    small = sum(token[0].islower() and token not in _SMALL for token in tokens)
    return bool(tokens) and small <= 0.34 * len(tokens)


def _head(head: list[Block]) -> None:
    """Title, letterhead, subtitle and place in the lines before the first paragraph."""
    after_address = False
    salutation = next((n for n, block in enumerate(head) if block.role == "salutation"), None)
    dated = next((n for n, block in enumerate(head) if block.kind == "dateline"), None)
    for number, block in enumerate(head):
        if block.kind is None and is_place(block.line) and _beside_date(head, number):
            block.kind = "dateline"
        # Between the date and "Dear …" a letter names whom it is addressed to.
        after_address = salutation is not None and dated is not None and dated < number < salutation
        if block.kind is None and after_address and not re.match(r"^(?:re|subject)\s*:", block.line, re.IGNORECASE):
            block.kind = "body"
    open_ = [block for block in head if block.kind is None]
    lines = [block for block in open_ if _could_be_title(block)]
    title = next((b for b in lines if b.words >= _MIN_TITLE and not _is_issuer(b)), None) or max(
        lines, key=lambda block: block.words, default=None
    )
    before = True
    for number, block in enumerate(head):
        if block.kind is not None:
            continue
        if block is title:
            before = False
            block.kind, block.role = "headline", "title"
        elif before and _could_be_title(block):
            block.kind, block.role = "byline", "letterhead"
        elif not before and _is_outlet_line(head, number):
            block.kind, block.role = "byline", "outlet"
        elif not before and block.words <= _MAX_SUBTITLE and not block.line.endswith((",", ":", ";")):
            block.kind, block.role = "headline", "subtitle"
        else:
            block.kind = "body"


def _is_outlet_line(head: list[Block], number: int) -> bool:
    """A name on a line of its own, right above or below the byline or the date."""
    block = head[number]
    tokens = re.findall(r"[^\W\d_][\w’'-]*", block.line)
    if not 1 < len(tokens) <= 6 or not all(token[0].isupper() or token in _SMALL for token in tokens):
        return False
    above = number > 0 and block.unit.gap == 0 and head[number - 1].role in {"byline", "date"}
    below = number + 1 < len(head) and head[number + 1].unit.gap == 0 and head[number + 1].role in {"byline", "date"}
    return above or below


def _could_be_title(block: Block) -> bool:
    line = block.line
    return not line[:1].islower() and not line.startswith(("[", "(")) and not line.endswith((",", ";", ":"))


def _is_issuer(block: Block) -> bool:
    """A name such as "Northern Plains Nurses Union (NPNU)", not a sentence about one."""
    named = re.sub(r"\s*\([^)]*\)$", "", block.line)
    tokens = re.findall(r"[^\W\d_][\w’'-]*", named)
    capital = all(token[0].isupper() or token in _SMALL for token in tokens)
    return capital and len(tokens) <= 9 and any(token.lower() in words("issuer") | words("outlet") for token in tokens)


def _beside_date(head: list[Block], number: int) -> bool:
    near = head[max(0, number - 1) : number + 2]
    return any(block.kind == "dateline" for block in near)


def _body(found: list[Block], first: int, last: int) -> None:
    """Headings and unmarked lists between paragraphs."""
    number = max(first, 0)
    while number < len(found):
        block = found[number]
        if block.kind is not None:
            number += 1
            continue
        end = number
        while end < len(found) and found[end].kind is None and found[end].words <= _MAX_SUBTITLE:
            end += 1
        run = found[number : max(end, number + 1)]
        opened = number > 0 and found[number - 1].line.endswith(":")
        if len(run) >= 2 and (opened or len(run) >= 3):
            for item in run:
                item.kind = "list_item"
        elif len(run) == 1 and _is_heading(found, number, last):
            block.kind, block.role = "headline", "heading"
        number = max(end, number + 1)


def _is_heading(found: list[Block], number: int, last: int) -> bool:
    block = found[number]
    enders = (",", ";", ":", ".", "-", "–")
    if number >= last or not block.short or block.words > _MAX_HEADING or block.line.endswith(enders):
        return False
    follows = found[number + 1]
    opens = block.line[:1].isupper() or block.line[:1].isdigit()
    # "We therefore ask you" before a list is the sentence that the list goes on with.
    return opens and follows.prose and follows.kind != "list_item" and not is_a("list_item", block.line)
