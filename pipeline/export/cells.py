"""Text cells that no spreadsheet takes for a formula, and values short enough for those who limit them."""

from __future__ import annotations

from bisect import bisect_left

#: First characters that make a spreadsheet compute a cell (OWASP, "CSV Injection"), full-width ones among them.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(value: object) -> object:
    """The value, with an apostrophe in front if it is text that a spreadsheet would compute."""
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def restored(value: str) -> str:
    """The value before `neutral`."""
    return value[1:] if value.startswith("'") and value[1:].startswith(FORMULA_STARTS) else value


def shortened(value: str, limit: int) -> str:
    """The value on one line, cut at a word to at most `limit` UTF-16 units, with an ellipsis where it was cut."""
    line = " ".join(value.split())
    if utf16_length(line) <= limit:
        return line
    while utf16_length(line) > limit - 1:
        line = line[:-1]
    return (line.rsplit(" ", 1)[0] if " " in line[limit // 2 :] else line).rstrip() + "…"


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, as Java and JavaScript count."""
    return len(text) + sum(character > "\uffff" for character in text)


class Utf16:
    """Code points of one text to UTF-16 offsets and back."""

    def __init__(self, text: str) -> None:
        self._astral = [at for at, character in enumerate(text) if character > "\uffff"]
        self._units = [at + number for number, at in enumerate(self._astral)]

    def offset(self, point: int) -> int:
        """UTF-16 offset of a code point."""
        return point + bisect_left(self._astral, point)

    def point(self, offset: int) -> int:
        """Code point at a UTF-16 offset; inside a surrogate pair, the pair's character."""
        return offset - bisect_left(self._units, offset)
