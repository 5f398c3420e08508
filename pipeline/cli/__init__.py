"""The command `onrecord`. Commands are thin: they read options, call one function, and say what came of it.

Nothing heavy is imported before a command runs, so that `--help` answers at once.
"""

from __future__ import annotations

import sys

import typer

from pipeline.cli import analysis, curate, extract, inspect, measure, review

app = typer.Typer(
    name="onrecord",
    help="Read press texts into records of who said or did what, for or against what, and when.\n\n"
    "Start with: onrecord extract raw/ --out extracted/   then: onrecord show extracted/ID.json",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # importing Rich for the help alone takes longer than the help may
    pretty_exceptions_enable=False,
)
for module in (extract, inspect, review, analysis, curate, measure):
    module.register(app)


def main() -> None:
    """Entry point: errors that the project raises on purpose become one clear line and exit code 1."""
    from pipeline.errors import OnrecordError

    try:
        app()
    except OnrecordError as error:
        typer.secho(f"onrecord: {error}", err=True, fg=typer.colors.RED)
        sys.exit(1)
