"""`onrecord review` and `agreement`: people check the records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from pipeline.review.agreement import Pair


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(review)
    app.command()(agreement)


def review(
    folder: Annotated[Path, typer.Argument(help="Folder of records, as onrecord extract writes it.")],
    reviewer: Annotated[str | None, typer.Option(help="Whose decisions these are; default: the user's name.")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0 takes a free one.")] = 0,
    sample: Annotated[int | None, typer.Option(min=1, help="Only a sample of so many articles, for all alike.")] = None,
    blind: Annotated[bool, typer.Option("--blind", help="Do not show what other reviewers decided.")] = False,
    dump: Annotated[Path | None, typer.Option(help="Write all decisions to this JSONL file, and stop.")] = None,
    load: Annotated[Path | None, typer.Option(help="Add the decisions of such a file, and stop.")] = None,
    to_gold: Annotated[
        Path | None, typer.Option(help="Write finished articles as gold, corrections as cases and proposals, and stop.")
    ] = None,
) -> None:
    """Review the records in a browser on this machine. Decisions are kept in FOLDER/review.sqlite.

    Example: onrecord review extracted/ --reviewer ann
    """
    if dump is not None:
        from pipeline.review.journal import dump_decisions

        typer.echo(f"{dump}: {dump_decisions(folder, dump)} decisions")
    elif load is not None:
        _load(folder, load)
    elif to_gold is not None:
        _to_gold(folder, to_gold)
    else:
        _serve(folder, reviewer, port=port, sample=sample, blind=blind)


def _serve(folder: Path, reviewer: str | None, *, port: int, sample: int | None, blind: bool) -> None:
    import getpass

    from pipeline.codebook import load_codebooks
    from pipeline.review.serve import serve

    def ready(address: str) -> None:
        typer.echo(f"review: {address}\nOnly this machine can open it. Ctrl-C stops; every decision is kept at once.")

    serve(
        folder,
        reviewer=reviewer or getpass.getuser(),
        port=port,
        sample=sample,
        blind=blind,
        concepts={id_: concept.label for id_, concept in load_codebooks().concepts.items()},
        ready=ready,
    )


def _load(folder: Path, path: Path) -> None:
    from pipeline.review.journal import load_decisions

    report = load_decisions(folder, path)
    typer.echo(f"{folder}: {report.added} decisions added, {report.known} were there")
    for reason in report.refused:
        typer.secho(f"refused: {reason}", err=True)
    if report.refused:
        raise typer.Exit(3)


def _to_gold(folder: Path, out: Path) -> None:
    from pipeline.review.teaching import to_gold

    report = to_gold(folder, out)
    typer.echo(
        f"{out}: gold.jsonl {report.documents} articles with {report.claims} claims; cases.jsonl {report.cases}; "
        f"proposals.yaml {report.proposals}"
    )
    for document, why in report.left_out.items():
        typer.secho(f"left out: {document}: {why}", err=True)


def agreement(
    folder: Annotated[Path, typer.Argument(help="Folder of reviewed records.")],
    differences: Annotated[int, typer.Option(help="How many disagreements to list.")] = 20,
) -> None:
    """Say how far reviewers agree with each other and with the machine: alpha and F1 by field.

    Example: onrecord agreement extracted/
    """
    from rich.console import Console

    from pipeline.review.agreement import agreement as measure

    found = measure(folder)
    console = Console()
    if not found.reviewers:
        typer.echo("nobody has finished an article yet: onrecord review FOLDER")
        return
    for pair in found.pairs:
        console.print(_pair_table(pair))
    for difference in found.disagreements[:differences]:
        console.print_json(data=difference)
    if len(found.disagreements) > differences:
        console.print(f"… and {len(found.disagreements) - differences} more; the review page shows them all")


def _pair_table(pair: Pair) -> Table:
    from rich.table import Table

    title = f"{pair.left} and {pair.right}: {pair.documents} articles, {pair.aligned} aligned claims"
    table = Table("measure", "field", "value", title=title, title_justify="left")
    for level, count in pair.counts.items():
        table.add_row("F1", level, f"{count.f1:.3f}")
    for name, alpha in pair.alphas.items():
        table.add_row("alpha", name, "-" if alpha is None else f"{alpha:.3f}")
    for name, overlap in pair.spans.items():
        table.add_row("overlap", name, "-" if overlap is None else f"{overlap:.3f}")
    return table
