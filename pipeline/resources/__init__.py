"""Word lists as data, and where the models lie."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


def resource_text(name: str) -> str:
    """A resource file of this package, as text. `name` is relative to `pipeline/resources`."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Lines of a `.txt` resource without comments (`#`) and blanks, in file order."""
    lines = (line.split("#", 1)[0].strip() for line in resource_text(name).splitlines())
    return tuple(line for line in lines if line)


def models_dir() -> Path:
    """The folder `models/`: of the checkout, else the copy inside the installed package."""
    package = Path(str(files("pipeline")))
    checkout = package.parent / "models"
    return checkout if checkout.is_dir() else package / "_models"
