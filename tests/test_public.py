"""The public face: what is promised is there, and importing it is cheap."""

from __future__ import annotations

import subprocess
import sys

import pytest

import pipeline


def test_all_names_are_there_and_nothing_else_is_promised() -> None:
    for name in pipeline.__all__:
        assert getattr(pipeline, name) is not None
    assert dir(pipeline) == sorted(pipeline.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'surprise'"):
        _ = pipeline.surprise


@pytest.mark.parametrize("module", ["pipeline", "pipeline.cli"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    heavy = "{'spacy', 'pandas', 'numpy', 'pydantic', 'onnxruntime', 'pyarrow', 'matplotlib', 'fastapi'}"
    code = f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_extract_one_text() -> None:
    text = "WASHINGTON — Sen. Ann Lee opposes the bill."
    record = pipeline.extract(text, published="June 11, 2020", title="A title", desk="politics")
    assert record.document.text == text
    assert record.document.published is not None and record.document.published.value == "2020-06-11"
    assert record.document.title == "A title" and record.document.metadata == {"desk": "politics"}
    again = pipeline.extract(text, published="2020-06-11", title="A title", desk="politics")
    assert again.model_dump_json() == record.model_dump_json()


def test_extract_refuses_bad_input() -> None:
    with pytest.raises(pipeline.EmptyTextError):
        pipeline.extract("  \n")
    with pytest.raises(pipeline.MetadataError, match="is no date"):
        pipeline.extract("Some text.", published="yesterday-ish")
