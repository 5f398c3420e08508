"""Record ids: given ones as they are, others made from the file's name. Unique within a run."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from pipeline.errors import MetadataError

_UNSAFE = re.compile(r"[^\w.-]+")
_MAX_CHARS = 120
_MAX_GIVEN_CHARS = 512


def safe_stem(name: str) -> str:
    """A file's name without folder and suffixes, without characters that a file system may refuse."""
    if name == "-":
        return "stdin"
    base = PurePosixPath(name.replace("\\", "/")).name
    stem = base[:-3] if base.lower().endswith(".gz") else base
    stem = stem.rsplit(".", 1)[0] if "." in stem.lstrip(".") else stem
    return _UNSAFE.sub("-", unicodedata.normalize("NFC", stem)).strip("-.")[:_MAX_CHARS] or "text"


class Ids:
    """The ids given out so far."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}

    def given(self, id_: str, *, where: str) -> str:
        """An id that the input states.

        Raises:
            MetadataError: already taken, too long, or with control characters.
        """
        if len(id_) > _MAX_GIVEN_CHARS or not id_.isprintable():
            raise MetadataError(
                f"an id of {len(id_)} characters {id_[:40]!r}",
                where="id",
                remedy=f"At most {_MAX_GIVEN_CHARS} printable characters",
            )
        if id_ in self._taken:
            raise MetadataError(
                f"id {id_!r} is already taken by {self._taken[id_]}", where="id", remedy="Give each text its own id"
            )
        self._taken[id_] = where
        return id_

    def of_file(self, name: str) -> str:
        """The file's stem; with -2, -3, … where an earlier file of that stem was read."""
        return self._free(safe_stem(name), name)

    def of_row(self, stem: str, number: int) -> str:
        """Stem of the table and number of the row."""
        return self._free(f"{stem}-{number}", f"{stem}, row {number}")

    def _free(self, wanted: str, where: str) -> str:
        candidate, number = wanted, 1
        while candidate in self._taken:
            number += 1
            candidate = f"{wanted}-{number}"
        self._taken[candidate] = where
        return candidate
