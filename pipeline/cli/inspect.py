"""`onrecord show`, `schema` and `info`: look at a record, at the contract, at what would be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(show)
    app.command()(schema)
    app.command()(info)


def show(
    record: Annotated[str, typer.Argument(help="A record's file, or FOLDER/ID of any stored record.")],
    skipped: Annotated[bool, typer.Option("--skipped", help="Also list sentences that yielded no claim.")] = False,
) -> None:
    """Show one record in the terminal: its text with the claims marked, and its claims as a list.

    Example: onrecord show extracted/ID.json
    """
    from rich.console import Console

    from pipeline.store import find_record, read_record
    from pipeline.terminal import print_record

    path = Path(record)
    found = read_record(path) if path.is_file() else find_record(path.parent, path.name.removesuffix(".json"))
    print_record(found, Console(), skipped=skipped)


def schema() -> None:
    """Print the JSON Schema of a record (the same as docs/record.schema.json)."""
    from pipeline.records import Record

    typer.echo(json.dumps(Record.model_json_schema(), indent=2, ensure_ascii=False))


def info(
    settings: Annotated[Path | None, typer.Option(help="A settings.toml.")] = None,
) -> None:
    """Say which versions and models would be used, and where they come from."""
    import platform

    from rich.console import Console

    from pipeline.fingerprint import fingerprint, run_info
    from pipeline.resources import models_dir
    from pipeline.settings import read_settings

    chosen = read_settings(settings)
    run = run_info(chosen)
    console = Console()
    rows = {
        "onrecord": run.pipeline_version,
        "python": platform.python_version(),
        **{f"model: {name}": value for name, value in run.models.items()},
        "models folder": str(models_dir()),
        "settings": str(settings or "defaults"),
        "fingerprint": fingerprint(chosen)[:16],
    }
    if "encoder" not in run.models:
        rows["model: encoder"] = "none: rules work alone"
    width = max(map(len, rows))
    for name, value in rows.items():
        console.print(f"{name:<{width}}  {value}", highlight=False, soft_wrap=True, markup=False)
