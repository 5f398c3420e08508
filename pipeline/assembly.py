"""Puts the pipeline together: the base model, then the stages in their order."""

from __future__ import annotations

import importlib
import os
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from pipeline.annotations import Metadata
from pipeline.attributes import register
from pipeline.errors import ModelError
from pipeline.settings import Settings
from pipeline.stages import FIRST, STAGES, morphology
from pipeline.vectors import quicken

# onnxruntime asks for nothing from the network and writes nothing to the user's cache.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")


def load_base(name: str) -> Language:
    """The base spaCy pipeline.

    Raises:
        ModelError: it is not installed, is not English, or has no parser.
    """
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise ModelError(
            f"base_model {name!r} is not installed. Install it, or leave base_model out of the settings."
        ) from error
    if nlp.lang != "en" or "parser" not in nlp.pipe_names:
        raise ModelError(
            f"base_model {name!r} is {nlp.lang!r} with {nlp.pipe_names}; an English pipeline with a parser is needed."
        )
    return nlp


#: Words that press texts glue together without a space: "N.M.–Today", "(R-FL).Bush", "she said.\"My", "the draft,"it".
_GLUED = (
    r"(?<=[.,!?;:)\"”’])(?:--+|[–—])(?=[A-Z“\"])",
    r"(?<=\))\.(?=[A-Z])",
    r"(?<=[.!?,;:])[\"“”](?=\w)",
    r"(?<=[A-Za-z])[\"“”](?=[A-Z][a-z]*\b)",
    r"(?<=[a-z])[,:](?=[\"“]\w)",
)


def part_glued(nlp: Language) -> None:
    """Make the tokenizer part words at dashes and quotation marks that stand between them without a space."""
    tokenizer: Any = nlp.tokenizer
    if hasattr(tokenizer, "infix_finditer"):
        tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or []), *_GLUED]).finditer


def build_nlp(settings: Settings | None = None, *, only: tuple[str, ...] | None = None) -> Language:
    """The whole pipeline for these settings.

    Args:
        only: factory names of the stages to add (default: all of `STAGES`).

    Raises:
        ModelError: the base model cannot be used, or a stage lacks what it requires.
    """
    settings = settings or Settings()
    register()
    nlp = load_base(settings.base_model)
    part_glued(nlp)
    morphology.stand_in(nlp)
    quicken(nlp)
    for factory, module in STAGES.items():
        if only is not None and factory not in only:
            continue
        if factory == "onrecord_encoder" and not settings.encoder.enabled:
            continue
        importlib.import_module(module)
        nlp.add_pipe(factory, config=_options(factory, settings), first=True if factory == FIRST else None)
    if only is None:
        analysis = nlp.analyze_pipes()
        problems = analysis["problems"] if analysis else {}
        missing = {name: needs for name, needs in problems.items() if needs and name.startswith("onrecord_")}
        if missing:
            raise ModelError(f"stages lack what they require: {missing}")
    return nlp


def _options(factory: str, settings: Settings) -> dict[str, Any]:
    """The options a stage's factory takes from the settings."""
    options: dict[str, dict[str, Any]] = {
        "onrecord_sections": {"order": settings.dates.order},
        "onrecord_dates": {"order": settings.dates.order},
        "onrecord_linking": {"registers": list(settings.actors.registers)},
        "onrecord_encoder": {"path": settings.encoder.path, "threads": settings.encoder.threads},
        "onrecord_stance": {"codebooks": list(settings.claims.codebooks)},
        "onrecord_confidence": {"min_confidence": settings.claims.min_confidence},
    }
    return options.get(factory, {})


def make_doc(nlp: Language, text: str, metadata: Metadata) -> Doc:
    """A tokenised `Doc` that carries its metadata, ready for `nlp.pipe` or `nlp(doc)`."""
    doc = nlp.make_doc(text)
    doc._.metadata = metadata
    return doc
