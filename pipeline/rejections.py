"""One input that was set aside: the same thing from reading to `rejected/`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError


@dataclass(frozen=True, slots=True)
class Rejection:
    """Which input was set aside, where in it (row, line, field or id), why, what to do, and the class of the error."""

    source: str
    reason: str
    where: str = ""
    remedy: str = ""
    error: str = ""

    def __str__(self) -> str:
        head = ": ".join(part for part in (self.source, self.where, self.reason) if part)
        return f"{head}. {self.remedy}" if self.remedy else head

    @property
    def filename(self) -> str:
        """A name that is the same whenever the same input is set aside."""
        stem = "".join(c if c.isalnum() or c in "-_." else "_" for c in Path(self.source).name)[:80] or "input"
        digest = hashlib.sha256("\0".join((self.source, self.where)).encode("utf-8", "surrogatepass")).hexdigest()
        return f"{stem}-{digest[:12]}.json"


def rejection(error: InputError, *, source: str, where: str = "") -> Rejection:
    """The rejection that an error stands for; what the error does not name is filled in."""
    return Rejection(
        source=error.source or source,
        where=error.where or where,
        reason=error.reason,
        remedy=error.remedy,
        error=type(error).__name__,
    )
