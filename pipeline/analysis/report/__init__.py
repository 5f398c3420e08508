"""One self-contained HTML file that says who is for and against what, since when, and where it can be read."""

from __future__ import annotations

import base64
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.analysis.ledger import By, ledger
from pipeline.analysis.report.content import gather
from pipeline.analysis.report.figures import Figure, draw
from pipeline.analysis.sources import Records, rereadable

__all__ = ["write_report"]


def write_report(
    source: Records,
    out: Path,
    *,
    title: str = "Positions on record",
    by: By = "holder",
    plots: Path | None = None,
) -> None:
    """Write the report. It opens offline, runs no script and prints.

    Args:
        source: folder of records, or records.
        out: the HTML file.
        title: its headline.
        by: who is an actor: the holder, or the organization that the holder speaks for.
        plots: folder for the figures as PNG and SVG.
    """
    source = rereadable(source)
    content = gather(source, ledger(source, by=by), by=by)
    figures = draw(content)
    environment = Environment(
        loader=PackageLoader("pipeline.analysis.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["web"] = web_address
    template = environment.get_template("template.html")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(template.render(title=title, c=content, figures=_embedded(figures)), encoding="utf-8")
    if plots is not None:
        _save(figures, plots)


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web (http, https); None for anything else, such as javascript:."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def _embedded(figures: list[Figure]) -> dict[str, str]:
    return {
        figure.name: "data:image/svg+xml;base64," + base64.b64encode(figure.svg()).decode("ascii") for figure in figures
    }


def _save(figures: list[Figure], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for figure in figures:
        (folder / f"{figure.name}.svg").write_bytes(figure.svg())
        (folder / f"{figure.name}.png").write_bytes(figure.png())
