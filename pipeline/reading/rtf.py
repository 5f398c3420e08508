"""Rich Text Format, through striprtf."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.errors import UnreadableError
from pipeline.reading.article import Reading, give

_TITLE = re.compile(rb"\{\\title ([^{}\\]+)\}")
_CODEPAGE = re.compile(rb"\\ansicpg(\d+)")


def read(data: bytes) -> Reading:
    """The text of an RTF file.

    Raises:
        UnreadableError: not RTF.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError("does not start as an RTF file", remedy="Rename it to what it is")
    from striprtf import striprtf

    to_text: Callable[..., str] = striprtf.rtf_to_text

    codepage = _CODEPAGE.search(data[:4096])
    encoding = f"cp{codepage.group(1).decode()}" if codepage else "cp1252"
    try:
        text = to_text(data.decode("latin-1"), encoding=encoding, errors="replace")
    except (LookupError, ValueError, IndexError, KeyError) as error:
        raise UnreadableError(f"broken RTF ({error})", remedy="Save it again, or as .docx or .txt") from error
    reading = Reading(text, encoding=encoding)
    if title := _TITLE.search(data[:65536]):
        give(reading.metadata, title=title.group(1).decode(encoding, errors="replace"))
    return reading
