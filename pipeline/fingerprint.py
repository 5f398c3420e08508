"""What makes the records: versions and digests of code, models and settings, found without loading any of them."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from pipeline.records import Run
from pipeline.resources import models_dir
from pipeline.settings import Settings

#: Folders of the package whose code or data can change a record.
_EXTRACTING = ("annotations.py", "assembly.py", "harvest.py", "layout", "reading", "resources", "stages")


@cache
def pipeline_version() -> str:
    """Version of this package and a digest of the code and word lists that extraction runs through."""
    package = Path(str(files("pipeline")))
    paths = [package / name for name in _EXTRACTING] + sorted(package.glob("*.py"))
    try:
        number = version("onrecord")
    except PackageNotFoundError:
        number = "0+unpackaged"
    return f"{number}+{digest_of(paths)}"


def digest_of(paths: list[Path], *, suffixes: tuple[str, ...] | None = None) -> str:
    """Twelve hexadecimal digits over the names and bytes of files; folders are read recursively."""
    total = hashlib.sha256()
    found = {file for path in paths for file in ([path] if path.is_file() else path.rglob("*"))}
    for path in sorted(found):
        if path.is_file() and "__pycache__" not in path.parts and (suffixes is None or path.suffix in suffixes):
            total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]


def model_versions(settings: Settings) -> dict[str, str]:
    """What is used, by name: base model, encoder, codebooks, actor registers, and what was fitted for stages."""
    models = models_dir()
    try:
        base = version(settings.base_model.replace("_", "-"))
    except PackageNotFoundError:
        base = "unknown"
    found = {"base": f"{settings.base_model} {base}", "spacy": version("spacy")}
    weights = Path(settings.encoder.path) if settings.encoder.path else models / "encoder"
    if settings.encoder.enabled and any(weights.glob("*.onnx")):
        found["encoder"] = digest_of([weights], suffixes=(".onnx", ".json"))
    codebooks = [Path(p) for p in settings.claims.codebooks] or [models / "codebooks"]
    registers = [Path(p) for p in settings.actors.registers] or [models / "actors"]
    found["codebooks"] = digest_of(codebooks, suffixes=(".yaml",))
    found["actors"] = digest_of(registers, suffixes=(".jsonl",))
    fitted = [models / "stance", models / "confidence.json"]
    found["fitted"] = digest_of([path for path in fitted if path.exists()], suffixes=(".json",))
    return found


def run_info(settings: Settings) -> Run:
    """The `run` of every record made with these settings."""
    return Run(pipeline_version=pipeline_version(), models=model_versions(settings), settings_sha256=settings.sha256)


def fingerprint(settings: Settings) -> str:
    """One digest of all of it: an article is extracted again when this changes."""
    content = json.dumps(run_info(settings).model_dump(), sort_keys=True).encode()
    return hashlib.sha256(content).hexdigest()
