"""Plain text. What is known of the document beside the text is read later, from the text itself."""

from __future__ import annotations

from pipeline.reading.article import Reading
from pipeline.reading.encoding import decode


def read(data: bytes) -> Reading:
    """The text as it stands, whatever encoding it is in."""
    text, encoding = decode(data)
    return Reading(text, encoding=encoding)
