"""`onrecord evaluate` and `bench`: how good, how fast."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Task(StrEnum):
    """What is measured."""

    claims = "claims"
    dates = "dates"
    attribution = "attribution"
    entities = "entities"
    names = "names"
    coreference = "coreference"
    cases = "cases"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(evaluate)
    app.command()(bench)


def evaluate(
    gold: Annotated[list[Path], typer.Option("--gold", help="Gold files (.jsonl[.gz]); may be given again.")],
    task: Annotated[Task, typer.Option(help="What to measure.")] = Task.claims,
    split: Annotated[str | None, typer.Option(help="Only documents of this split, such as dev.")] = None,
    records: Annotated[
        Path | None, typer.Option(help="Records already extracted; without it the gold texts are extracted now.")
    ] = None,
    settings: Annotated[Path | None, typer.Option(help="A settings.toml.")] = None,
    errors: Annotated[int, typer.Option(help="Also list the first N errors of each kind.")] = 0,
) -> None:
    """Measure extraction against gold annotations, by the measures of docs/evaluation.md.

    Example: onrecord evaluate --task claims --gold tests/gold/o-dev.jsonl
    """
    from rich.console import Console

    from pipeline.evaluation import evaluate_files
    from pipeline.settings import read_settings

    report = evaluate_files(
        task.value, gold, split=split, records=records, settings=read_settings(settings), errors=errors
    )
    Console().print(report.text(), highlight=False, markup=False, soft_wrap=True)


def bench(
    inputs: Annotated[list[str], typer.Argument(help="Press texts, as for extract.")],
    limit: Annotated[int, typer.Option(help="Articles to time.")] = 500,
    settings: Annotated[Path | None, typer.Option(help="A settings.toml.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds; the best of each is taken.")] = 3,
) -> None:
    """Time the whole pipeline against bare nlp.pipe of the same base model, in one process and one run.

    Example: onrecord bench releases.jsonl --limit 500
    """
    from rich.console import Console

    from pipeline.benchmark import run_benchmark
    from pipeline.settings import read_settings

    Console().print(run_benchmark(inputs, limit=limit, settings=read_settings(settings), rounds=rounds).text())
