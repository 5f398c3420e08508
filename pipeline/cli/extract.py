"""`onrecord extract`: press texts in, records out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.run import Summary

#: Exit code of a run that set inputs aside.
EXIT_REJECTED = 3


class OutputFormat(StrEnum):
    """How records are written."""

    json = "json"
    jsonl = "jsonl"
    parquet = "parquet"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(extract)


def extract(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders (read recursively), or - for standard input. Text, Markdown, HTML, PDF, DOCX, RTF, "
            "EML; many articles in one .jsonl[.gz], .csv, .parquet or ninjs .json.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder the records go to.")] = Path("extracted"),
    format: Annotated[
        OutputFormat,
        typer.Option(help="json: a file an article. jsonl, parquet: parts of 1,000 records, for large collections."),
    ] = OutputFormat.json,
    workers: Annotated[int, typer.Option(min=1, help="Processes. Records are the same, byte for byte.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Extract unchanged articles again.")] = False,
    settings: Annotated[Path | None, typer.Option(help="A settings.toml. Keys: docs/settings.md.")] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Publication date of articles that carry none (2020-06-11).")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")] = False,
) -> None:
    """Read press texts and write one validated record for each.

    Unchanged articles are skipped; unreadable ones are set aside under OUT/rejected/ with the reason (exit code 3).

    Example: onrecord extract raw/ --out extracted/ --workers 2
    """
    from pipeline.run import extract_paths
    from pipeline.settings import read_settings

    chosen = read_settings(settings)
    date = _given_date(published)
    missing = [path for path in paths if path != "-" and not Path(path).exists()]
    if missing:
        raise typer.BadParameter(f"no such file or folder: {', '.join(missing)}", param_hint="PATHS")
    with _Progress(paths, quiet=quiet) as progress:
        summary = extract_paths(
            paths,
            out,
            settings=chosen,
            format=format.value,
            workers=workers,
            force=force,
            published=date,
            on_progress=progress.update,
        )
    if not quiet:
        _print_summary(summary, out)
    if summary.rejected:
        raise typer.Exit(EXIT_REJECTED)


def _given_date(value: str | None) -> str | None:
    from pipeline.errors import MetadataError
    from pipeline.reading import given_date

    try:
        return None if value is None else given_date(value, where="--published")
    except MetadataError as error:
        raise typer.BadParameter(f"{error.reason}. {error.remedy}", param_hint="--published") from None


class _Progress:
    """A bar on standard error: articles done of those there are, and words a second."""

    def __init__(self, paths: list[str], *, quiet: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        self._bar = Progress(
            TextColumn("extracting"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[speed]}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            disable=quiet,
        )
        self._paths, self._quiet = paths, quiet

    def __enter__(self) -> _Progress:
        from pipeline.reading import count_inputs

        self._bar.start()
        total = None if self._quiet else count_inputs(self._paths)
        self._task = self._bar.add_task("", total=total, speed="")
        return self

    def update(self, summary: Summary) -> None:
        """Show the figures so far."""
        done = summary.documents + summary.unchanged + len(summary.rejected)
        self._bar.update(self._task, completed=done, speed=f"{summary.words_per_second:,.0f} words/s")

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


def _print_summary(summary: Summary, out: Path) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(stderr=True)
    table = Table(show_header=False, box=None)
    for name, value in (
        ("documents", f"{summary.documents:,}"),
        ("claims", f"{summary.claims:,}"),
        ("dates", f"{summary.dates:,}"),
        ("entities", f"{summary.entities:,}"),
        ("rejected", f"{len(summary.rejected):,}"),
        ("skipped because unchanged", f"{summary.unchanged:,}"),
        ("words per second", f"{summary.words_per_second:,.0f}"),
    ):
        table.add_row(name, f"[bold]{value}")
    console.print(table)
    for reject in summary.rejected[:10]:
        place = ": ".join(part for part in (reject.source, reject.where) if part)
        console.print(f"[red]set aside[/red] {escape(place)}: {escape(reject.reason)}", soft_wrap=True)
        if reject.remedy:
            console.print(f"          {escape(reject.remedy)}", soft_wrap=True)
    if len(summary.rejected) > 10:
        console.print(f"… and {len(summary.rejected) - 10} more under {out / 'rejected'}")
    console.print(f"records: {out}   look at one: onrecord show {out}/ID.json", soft_wrap=True, highlight=False)
