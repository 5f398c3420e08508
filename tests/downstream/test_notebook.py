"""The worked analysis runs from the first cell to the last."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_worked_analysis_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))))
    notebook = nbformat.read(ROOT / "docs" / "worked-analysis.ipynb", as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(ROOT / "docs")}})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the kernel client's own
        client.execute()
    results = [cell.outputs[-1].data["text/plain"] for cell in notebook.cells if cell.cell_type == "code"]
    assert results[2] == "True"
    assert results[-1] == "[('report.html', True), ('debate.gexf', True)]"
