"""onrecord reads press texts into records of who said or did what, for or against what, and when.

    >>> import pipeline
    >>> record = pipeline.extract("SEATTLE — Microsoft opposes the bill.", published="2020-06-11")
    >>> pipeline.claims_frame([record])

This module is the public face: what is not in `__all__` is not promised. Importing it loads neither spaCy nor pandas;
each name is loaded when it is first used.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.analysis.frames import claims_frame
    from pipeline.errors import (
        EmptyTextError,
        InputError,
        MetadataError,
        ModelError,
        OnrecordError,
        RecordError,
        ReviewError,
        SettingsError,
        UnreadableError,
    )
    from pipeline.public import extract, load
    from pipeline.records import Attribution, Claim, Date, Document, Entity, Record, Skipped, Span
    from pipeline.settings import Settings
    from pipeline.store import read_records

__all__ = [
    "Attribution",
    "Claim",
    "Date",
    "Document",
    "EmptyTextError",
    "Entity",
    "InputError",
    "MetadataError",
    "ModelError",
    "OnrecordError",
    "Record",
    "RecordError",
    "ReviewError",
    "Settings",
    "SettingsError",
    "Skipped",
    "Span",
    "UnreadableError",
    "claims_frame",
    "extract",
    "load",
    "read_records",
]

_HOMES = {
    "claims_frame": "pipeline.analysis.frames",
    "extract": "pipeline.public",
    "load": "pipeline.public",
    "read_records": "pipeline.store",
    "Settings": "pipeline.settings",
    **dict.fromkeys(
        ("Attribution", "Claim", "Date", "Document", "Entity", "Record", "Skipped", "Span"), "pipeline.records"
    ),
    **dict.fromkeys((name for name in __all__ if name.endswith("Error")), "pipeline.errors"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}; it offers {', '.join(__all__)}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
