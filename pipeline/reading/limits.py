"""How much is read at most, so that one hostile or mistaken input cannot take the run with it."""

from __future__ import annotations

from typing import BinaryIO

from pipeline.errors import EmptyTextError, UnreadableError

#: Bytes of a file that holds one text.
MAX_FILE_BYTES = 32 * 1024 * 1024
#: Bytes of one line of a `.jsonl` file and characters of one cell of a `.csv` file.
MAX_ROW_BYTES = 8 * 1024 * 1024
#: Characters of one text: some 80,000 words. The base model's memory grows with the text's length.
MAX_TEXT_CHARS = 500_000
#: Bytes that a zipped document (.docx) may unfold to.
MAX_UNZIPPED_BYTES = 128 * 1024 * 1024


def read_limited(stream: BinaryIO) -> bytes:
    """All bytes of a stream.

    Raises:
        UnreadableError: more than `MAX_FILE_BYTES`.
    """
    data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableError(
            f"larger than {MAX_FILE_BYTES // 2**20} MiB, the most a file with one text may have",
            remedy="Split it, or give many texts as .jsonl, .csv or .parquet, which are read row by row",
        )
    return data


def check_text(text: str) -> str:
    """The text itself, if it can be stored and processed.

    Raises:
        EmptyTextError: nothing but white space.
        UnreadableError: null characters, lone surrogates, or more than `MAX_TEXT_CHARS`.
    """
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u00a0"):
        raise EmptyTextError("holds no text", remedy="A scan needs text recognition first")
    if len(text) > MAX_TEXT_CHARS:
        raise UnreadableError(
            f"a text of {len(text):,} characters; at most {MAX_TEXT_CHARS:,} are read", remedy="Split it"
        )
    if "\0" in text:
        raise UnreadableError("holds null characters: binary data, not text", remedy="Give the text itself")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableError(
            f"holds a lone surrogate at character {error.start}", remedy="Save it again as UTF-8"
        ) from error
    return text
