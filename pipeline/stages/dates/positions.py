"""From a character of the text to its token, without walking the document each time."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token


class Positions:
    """Where the tokens of one document begin. Made when first asked."""

    __slots__ = ("_starts", "doc")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._starts: list[int] | None = None

    def at(self, position: int) -> Token | None:
        """The token that covers the character at `position`; None between tokens and outside the text."""
        if self._starts is None:
            self._starts = [token.idx for token in self.doc]
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return None
        token = self.doc[index]
        return token if position < token.idx + len(token) else None
