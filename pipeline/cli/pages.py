"""The pages that are written from the code: `make docs` writes them, `make docs-check` fails where they differ."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel


def pages() -> dict[str, str]:
    """File name → content of every generated page."""
    return {
        "cli.md": _commands(),
        "settings.md": _settings(),
        "record.schema.json": _schema(),
        "record.md": _record_tables(),
    }


def main(folder: Path, *, check: bool) -> int:
    """Write the pages into `folder`, or compare; returns the exit code (1 where one differs)."""
    stale = []
    for name, content in pages().items():
        path = folder / name
        if check and (not path.exists() or path.read_text(encoding="utf-8") != content):
            stale.append(name)
        elif not check:
            path.write_text(content, encoding="utf-8")
    if stale:
        print(f"differ from the code: {', '.join(stale)}. Run `make docs` and commit.", file=sys.stderr)
    return 1 if stale else 0


def _commands() -> str:
    import typer
    from typer.cli import get_docs_for_click

    from pipeline.cli import app

    command = typer.main.get_command(app)
    context = typer.Context(command, info_name="onrecord")
    body = get_docs_for_click(obj=command, ctx=context, name="onrecord", title="The command `onrecord`")
    lines = [line.rstrip() for line in body.splitlines()]
    return "\n".join(lines).strip() + "\n"


def _schema() -> str:
    from pipeline.records import Record

    return json.dumps(Record.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


def _settings() -> str:
    from pipeline.settings import Settings

    lines = ["# settings.toml", "", "Every key, its default and what it does. Unknown keys are refused.", "", "```toml"]
    tables: list[str] = []
    for name, field in Settings.model_fields.items():
        default = field.default
        if isinstance(default, BaseModel):
            tables += ["", f"[{name}]"]
            for key, inner in type(default).model_fields.items():
                tables.append(_setting(key, inner.default, inner.description or ""))
        else:
            lines.append(_setting(name, default, field.description or ""))
    return "\n".join([*lines, *tables, "```", ""])


def _setting(key: str, default: Any, description: str) -> str:
    if default is None:
        return f'# {key} = "…"  # {description}'
    value = json.dumps(list(default) if isinstance(default, tuple) else default)
    return f"{key} = {value}  # {description}"


def _record_tables() -> str:
    from pipeline import records

    lines = [
        "# The record, field by field",
        "",
        "Every span is a half-open range `[start, end)` of Unicode code points of `document.text`. What a claim",
        "is, and how to read its fields: [claims.md](claims.md). Schema: [record.schema.json](record.schema.json).",
        "",
    ]
    models = [m for m in vars(records).values() if isinstance(m, type) and issubclass(m, records.Model)]
    for model in models:
        if model is records.Model:
            continue
        summary = (model.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")
        lines += [f"## {model.__name__}", "", summary, "", "| field | type | what it is |", "|---|---|---|"]
        lines += [
            f"| `{name}` | {_type(field.annotation)} | {field.description or ''} |"
            for name, field in model.model_fields.items()
        ]
        lines.append("")
    return "\n".join(lines)


def _type(annotation: Any) -> str:
    text = getattr(annotation, "__name__", None) if isinstance(annotation, type) else None
    text = text or str(annotation).replace("pipeline.records.", "").replace("typing.", "")
    return text.replace("|", "or").replace("NoneType", "None")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), check="--check" in sys.argv))
