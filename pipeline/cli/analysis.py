"""`onrecord query`, `report`, `export` and `import`: what people do with records."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.analysis.sources import Records

_FOLDER_HELP = "Folder of records, as onrecord extract writes it."


class ExportFormat(StrEnum):
    """What records can be written as."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    sqlite = "sqlite"
    graphml = "graphml"
    gexf = "gexf"
    dna = "dna"
    rdna = "rdna"
    label_studio = "label-studio"
    prodigy = "prodigy"
    doccano = "doccano"
    web_annotation = "web-annotation"
    refi_qda = "refi-qda"
    docbin = "docbin"


class ImportFormat(StrEnum):
    """Which annotations can be brought back."""

    label_studio = "label-studio"
    doccano = "doccano"
    dna = "dna"


class OutputFormat(StrEnum):
    """How the answer to a query is written."""

    table = "table"
    csv = "csv"
    json = "json"


class ActorLevel(StrEnum):
    """Who counts as an actor."""

    holder = "holder"
    organization = "organization"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(query)
    app.command()(report)
    app.command()(export)
    app.command("import")(import_)


def _source(folder: Path, reviewed: bool) -> Records:
    """The folder, or its records with the decisions of reviewers merged in."""
    if not reviewed:
        return folder
    from pipeline.review.desk import merged_records

    return list(merged_records(folder))


def query(
    sql: Annotated[
        str, typer.Argument(help="SQL of DuckDB over claims, entities, dates, documents, attributions, skipped.")
    ],
    folder: Annotated[Path, typer.Argument(help=_FOLDER_HELP)],
    reviewed: Annotated[bool, typer.Option("--reviewed", help="With the decisions of reviewers merged in.")] = False,
    format: Annotated[OutputFormat, typer.Option(help="How the answer is written.")] = OutputFormat.table,
) -> None:
    """Ask a question in SQL over a folder of records. Columns: docs/analysis.md.

    Example: onrecord query "SELECT holder, subject, subject_stance FROM claims" extracted/
    """
    from pipeline.analysis.query import query as run
    from pipeline.analysis.sources import raw_records

    source = _source(folder, reviewed)
    answer = run(source if isinstance(source, Path) else raw_records(source), sql)
    if format is OutputFormat.csv:
        typer.echo(answer.to_csv(index=False), nl=False)
    elif format is OutputFormat.json:
        typer.echo(answer.to_json(orient="records", lines=True, date_format="iso", force_ascii=False), nl=False)
    else:
        typer.echo(answer.to_string(index=False, max_colwidth=60, na_rep=""))


def report(
    folder: Annotated[Path, typer.Argument(help=_FOLDER_HELP)],
    out: Annotated[Path, typer.Option("--out", "-o", help="The HTML file.")] = Path("report.html"),
    title: Annotated[str, typer.Option(help="Headline of the report.")] = "Positions on record",
    by: Annotated[
        ActorLevel, typer.Option(help="Who is an actor: who holds it, or for whom they speak.")
    ] = ActorLevel.holder,
    reviewed: Annotated[bool, typer.Option("--reviewed", help="With the decisions of reviewers merged in.")] = False,
    plots: Annotated[Path | None, typer.Option(help="Also write the figures here, as PNG and SVG.")] = None,
) -> None:
    """Write one self-contained HTML file: who is for and against what, since when, and where it can be read.

    Example: onrecord report extracted/ -o report.html
    """
    from pipeline.analysis.report import write_report

    write_report(_source(folder, reviewed), out, title=title, by=by.value, plots=plots)
    typer.echo(f"{out}: open it in any browser")


def export(
    folder: Annotated[Path, typer.Argument(help=_FOLDER_HELP)],
    to: Annotated[ExportFormat, typer.Option("--to", help="Format.", show_default=False)],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="File, or folder where the format has several.", show_default=False)
    ],
    reviewed: Annotated[bool, typer.Option("--reviewed", help="With the decisions of reviewers merged in.")] = False,
) -> None:
    """Write records for another program. What each format is for: docs/analysis.md.

    Example: onrecord export extracted/ --to gexf -o debate.gexf
    """
    from pipeline.export.formats import export as run

    made = run(_source(folder, reviewed), to.value, out)
    for path in made.paths:
        typer.echo(str(path))
    if made.left_out:
        typer.secho(f"left out: {made.left_out} claims ({made.why})", err=True)


def import_(
    file: Annotated[Path, typer.Argument(help="What the other program exported.")],
    source: Annotated[ImportFormat, typer.Option("--from", help="The other program.", show_default=False)],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the annotations here, as gold (JSONL).")
    ] = None,
    records: Annotated[
        Path | None,
        typer.Option(help="Folder of the records that were exported: add the annotations to its review decisions."),
    ] = None,
    reviewer: Annotated[str | None, typer.Option(help="Whose decisions they are, if the file does not say.")] = None,
) -> None:
    """Bring annotations back: as gold (--out), or as review decisions (--records).

    Example: onrecord import annotated.json --from label-studio --out gold.jsonl
    """
    from pipeline.export.imports.annotated import read_annotations, write_gold
    from pipeline.export.imports.decisions import import_decisions

    annotated = read_annotations(file, source.value, records=records)
    if out is not None:
        documents, claims, refused = write_gold(annotated, out)
        typer.echo(f"{out}: {documents} documents, {claims} claims")
    elif records is not None:
        counts, refused = import_decisions(annotated, records, reviewer=reviewer)
        typer.echo(", ".join(f"{counts[verb]} {verb}" for verb in ("accept", "edit", "add", "reject")))
    else:
        raise typer.BadParameter("say where to: --out FILE for gold, or --records FOLDER for decisions")
    for reason in refused:
        typer.secho(f"refused: {reason}", err=True)
    if refused:
        raise typer.Exit(3)
