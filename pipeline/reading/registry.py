"""Which reader reads what: media types, the file names they go by, and the marks of bytes without a name."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from pipeline.reading.article import Reading

Shape = Literal["text", "objects", "json_lines", "csv", "parquet"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its media type, the suffixes it goes by, and whether a file is one text or many."""

    media_type: str
    suffixes: tuple[str, ...]
    shape: Shape
    module: str = ""

    def reader(self) -> Callable[[bytes], Reading]:
        """The function that reads a file of this format with one text; its module is loaded on first use."""
        read: Callable[[bytes], Reading] = importlib.import_module(f"pipeline.reading.{self.module}").read
        return read


_FORMATS = (
    Format("text/plain", (".txt", ".text", ".asc"), "text", "plain"),
    Format("text/markdown", (".md", ".markdown"), "text", "markdown"),
    Format("text/html", (".html", ".htm", ".xhtml"), "text", "html"),
    Format("application/pdf", (".pdf",), "text", "pdf"),
    Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx", ".docm"), "text", "docx"
    ),
    Format("application/rtf", (".rtf",), "text", "rtf"),
    Format("message/rfc822", (".eml",), "text", "eml"),
    Format("application/json", (".json", ".ninjs"), "objects"),
    Format("application/x-ndjson", (".jsonl", ".ndjson"), "json_lines"),
    Format("text/csv", (".csv",), "csv"),
    Format("text/tab-separated-values", (".tsv",), "csv"),
    Format("application/vnd.apache.parquet", (".parquet",), "parquet"),
)
#: Media type → format.
FORMATS: dict[str, Format] = {format_.media_type: format_ for format_ in _FORMATS}
_BY_SUFFIX = {suffix: format_ for format_ in _FORMATS for suffix in format_.suffixes}
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_MAIL = re.compile(rb"(?:[A-Za-z-]+: [^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3}")


def format_of(name: str) -> tuple[Format | None, bool]:
    """The format that a file name stands for (None: the name does not say), and whether it is gzipped."""
    path = PurePath(name.lower())
    zipped = path.suffix == ".gz"
    suffix = PurePath(path.stem).suffix if zipped else path.suffix
    return _BY_SUFFIX.get(suffix), zipped


def suffixes() -> tuple[str, ...]:
    """All suffixes that are read, in the order of the formats."""
    return tuple(_BY_SUFFIX)


def sniff(head: bytes) -> Format:
    """The format of bytes without a telling name; plain text where nothing speaks against it."""
    if head.startswith(b"%PDF-"):
        return FORMATS["application/pdf"]
    if head.startswith(b"PK\x03\x04"):
        return _BY_SUFFIX[".docx"]
    if head.startswith(b"{\\rtf"):
        return FORMATS["application/rtf"]
    if head.startswith(b"PAR1"):
        return FORMATS["application/vnd.apache.parquet"]
    if _HTML.match(head):
        return FORMATS["text/html"]
    if head.lstrip().startswith((b"{", b"[")):
        return _sniff_json(head)
    if _MAIL.match(head) and re.search(rb"^(?:from|subject|date): ", head, re.I | re.M):
        return FORMATS["message/rfc822"]
    return FORMATS["text/plain"]


def _sniff_json(head: bytes) -> Format:
    first = head.lstrip().split(b"\n", 1)
    try:
        if isinstance(json.loads(first[0]), dict) and len(first) == 2 and first[1].lstrip().startswith(b"{"):
            return FORMATS["application/x-ndjson"]
    except ValueError:
        pass
    return FORMATS["application/json"] if re.match(rb'\s*(?:\{\s*"|\[\s*\{)', head) else FORMATS["text/plain"]
