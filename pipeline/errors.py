"""The exception tree. Every message names the place, the value, what is allowed and what to do next.

OnrecordError
├── InputError            a text or table row that cannot be read; rejected alone, the run goes on
│   ├── UnreadableError   not decodable, broken or encrypted file
│   ├── EmptyTextError    nothing to read in it
│   └── MetadataError     a date that is none, a duplicate id, a column of the wrong kind
├── RecordError           a stored record that does not hold (schema, offsets, version)
├── SettingsError         a settings file, codebook or register that cannot be used
├── ModelError            a model that is missing or of the wrong kind
└── ReviewError           a decision that cannot be taken or applied
"""

from __future__ import annotations

__all__ = [
    "EmptyTextError",
    "InputError",
    "MetadataError",
    "ModelError",
    "OnrecordError",
    "RecordError",
    "ReviewError",
    "SettingsError",
    "UnreadableError",
]


class OnrecordError(Exception):
    """Anything this project refuses, with its reason."""


class InputError(OnrecordError):
    """An input that is set aside. `source` names the file, `where` the line, row or field, `remedy` what to do."""

    def __init__(self, reason: str, *, source: str = "", where: str = "", remedy: str = "") -> None:
        self.reason, self.source, self.where, self.remedy = reason, source, where, remedy
        super().__init__(": ".join(part for part in (source, where, reason) if part))


class UnreadableError(InputError):
    """The bytes could not be turned into text."""


class EmptyTextError(InputError):
    """The input holds no text."""


class MetadataError(InputError):
    """A metadata value is not of the kind it must be."""


class RecordError(OnrecordError):
    """A record that breaks its own contract."""


class SettingsError(OnrecordError):
    """A settings file, codebook or actor register that cannot be used."""


class ModelError(OnrecordError):
    """A model that is missing or is not what its name says."""


class ReviewError(OnrecordError):
    """A review decision that cannot be taken or applied."""
