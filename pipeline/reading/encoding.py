"""Bytes to text. UTF-8 first, then marks and patterns of UTF-16, then charset-normalizer for single-byte encodings."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from pipeline.errors import UnreadableError

#: Byte order marks, longest first, with the Python codec and the name that is reported.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
#: Control characters that no press text holds; a few mean that the bytes are not text.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65536
_REMEDY = "Save it as UTF-8 text"


class Decoded(NamedTuple):
    """Text and the name of the encoding that it was read with."""

    text: str
    encoding: str


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """The text that the bytes stand for, without a byte order mark.

    Args:
        declared: the encoding that the container names (a mail header, say); used where the bytes are not UTF-8.

    Raises:
        UnreadableError: the bytes are binary, or no encoding fits.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _checked(_strictly(data, codec), name)
    if b"\0" not in data[:_SAMPLE]:
        try:
            return _checked(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            pass
    if declared is not None and (text := _declared(data, declared)) is not None:
        return _checked(text, declared.lower())
    wide = _utf16_without_mark(data)
    if wide is not None:
        return _checked(_strictly(data, wide), wide)
    return _single_byte(data)


def detect(sample: bytes) -> str:
    """The codec for a stream that starts with `sample`, to read tables line by line.

    Raises:
        UnreadableError: the bytes are binary, or no encoding fits.
    """
    for mark, codec, _ in _MARKS:
        if sample.startswith(mark):
            return codec
    if b"\0" not in sample:
        try:
            codecs.getincrementaldecoder("utf-8")().decode(sample, final=False)
            return "utf-8"
        except UnicodeDecodeError:
            pass
    return decode(sample).encoding


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"starts as {codec} but byte {error.start} does not fit ({error.reason})", remedy=_REMEDY
        ) from error


def _declared(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a null in every other byte."""
    sample = data[:4096]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else None


def _single_byte(data: bytes) -> Decoded:
    if b"\0" in data:
        raise UnreadableError("holds null bytes: binary data, not text", remedy="Give the text itself")
    # English text in another encoding is Windows-1252 far more often than anything else: asked first.
    from charset_normalizer import from_bytes

    for isolation in (["cp1252"], None):
        best = from_bytes(data, cp_isolation=isolation).best()
        if best is not None:
            return _checked(str(best), best.encoding.replace("_", "-"))
    raise UnreadableError("the character encoding could not be told", remedy=_REMEDY)


def _checked(text: str, encoding: str) -> Decoded:
    found = len(_CONTROL.findall(text[:_SAMPLE]))
    if "\0" in text or found > max(8, len(text[:_SAMPLE]) // 500):
        raise UnreadableError("holds control characters: binary data, not text", remedy="Give the text itself")
    return Decoded(text.removeprefix("\ufeff"), encoding)
