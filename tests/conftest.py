"""What every test may lean on."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def nlp():  # type: ignore[no-untyped-def]
    """The whole pipeline, loaded once."""
    from pipeline.assembly import build_nlp

    return build_nlp()


@pytest.fixture(scope="session")
def base_nlp():  # type: ignore[no-untyped-def]
    """The bare base model with the extension attributes registered, loaded once."""
    from pipeline.assembly import load_base
    from pipeline.attributes import register
    from pipeline.settings import Settings

    register()
    return load_base(Settings().base_model)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data that is not part of the project; skips, loudly, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"needs {SHARED}, which is not part of the project")
    return SHARED
