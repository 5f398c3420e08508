"""`onrecord codebook` and `actors`: the lists that users own, and what an archive proposes for them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_FOLDER = Annotated[Path, typer.Argument(help="Folder of records, as onrecord extract writes it.")]
_OUT = Annotated[Path | None, typer.Option("--out", "-o", help="Write here instead of the terminal.")]

actors = typer.Typer(help="Known actors: check the register, and find who is not in it.", no_args_is_help=True)
codebook = typer.Typer(help="Concept lists: check them, and find what they do not cover.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(codebook, name="codebook")
    app.add_typer(actors, name="actors")


@codebook.command("check")
def check_codebooks(
    files: Annotated[list[Path] | None, typer.Argument(help="Codebooks (.yaml); default: those that ship.")] = None,
) -> None:
    """Say whether codebooks can be used, and what is in them.

    Example: onrecord codebook check my-topic.yaml
    """
    from pipeline.codebook import read_codebook, shipped_codebooks

    for path in files or shipped_codebooks():
        book = read_codebook(path)
        typer.echo(f"{path.name}: {book.label}, {len(book.concepts)} concepts")


@codebook.command("suggest")
def suggest_concepts(
    folder: _FOLDER,
    out: _OUT = None,
    floor: Annotated[int, typer.Option(min=1, help="Fewest claims that make a concept.")] = 5,
) -> None:
    """Propose concepts for the subjects that no codebook covers: a YAML file to edit.

    Example: onrecord codebook suggest extracted/ -o proposed.yaml
    """
    import yaml

    from pipeline.codebook import UNLISTED, suggest
    from pipeline.store import read_records

    subjects = [
        claim.subject
        for record in read_records(folder)
        for claim in record.claims
        if claim.target.concept in (None, UNLISTED)
    ]
    concepts = [
        {
            "id": proposal.words.replace(" ", "-"),
            "label": proposal.words.capitalize(),
            "description": f"{proposal.count} claims, such as: {'; '.join(proposal.examples)}",
            "patterns": [proposal.words],
        }
        for proposal in suggest(subjects, floor=floor)
    ]
    book = {"id": "proposed", "label": "Proposed from unlisted subjects", "concepts": concepts}
    text = yaml.safe_dump(book, allow_unicode=True, sort_keys=False, width=120)
    if out is None:
        typer.echo(text)
    else:
        out.write_text(text, encoding="utf-8")
        typer.echo(
            f"{out}: {len(concepts)} concepts proposed from {len(subjects)} unlisted claims. Edit it, then name it"
        )
        typer.echo("under [claims] codebooks in settings.toml.")


@actors.command("check")
def check_register(
    file: Annotated[Path, typer.Argument(help="A register (.jsonl), one actor a line.")],
) -> None:
    """Say everything that is wrong with a register, by line (exit code 3), or that it holds.

    Example: onrecord actors check my-actors.jsonl
    """
    from pipeline.registers import check

    problems = check(file)
    for problem in problems:
        typer.secho(str(problem), err=True)
    if problems:
        raise typer.Exit(3)
    typer.echo(f"{file}: holds")


@actors.command("suggest")
def suggest_actors(
    folder: _FOLDER,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where the proposals go: a register to edit.")] = Path(
        "proposed-actors.jsonl"
    ),
    least: Annotated[int, typer.Option(min=1, help="In how many articles an actor must stand.")] = 2,
) -> None:
    """Propose actors that the register does not know, and whom they may be the same as, with examples.

    Example: onrecord actors suggest extracted/ -o proposed.jsonl
    """
    from pipeline.registers import suggest, write_suggestions

    proposed = suggest(folder, least=least)
    write_suggestions(proposed, out)
    typer.echo(
        f"{out}: {len(proposed)} actors proposed. Keep the lines you want, drop documents, merge_with and examples,"
    )
    typer.echo(f"check it (onrecord actors check {out}), and name it under [actors] registers in settings.toml.")
