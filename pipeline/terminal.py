"""A record in the terminal. Text is hostile: control characters are shown, never sent to the terminal."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.records import Claim, Record

_STYLES = {"support": "black on bright_cyan", "oppose": "black on yellow", "neutral": "reverse", "mixed": "reverse"}


def print_record(record: Record, console: Console, *, skipped: bool = False) -> None:
    """Print what is known of the document, its text with evidence marked by claim number, and its claims."""
    document = record.document
    console.print(Text(clean(document.title or document.id), style="bold"))
    published = document.published
    facts = {
        "id": document.id,
        "genre": document.genre,
        "issuer": document.issuer,
        "outlet": document.outlet,
        "author": document.author,
        "published": f"{published.value} ({published.source})" if published else None,
    }
    console.print(Text(clean("  ".join(f"{key}: {value}" for key, value in facts.items() if value)), style="dim"))
    console.print()
    console.print(marked(record))
    console.print()
    console.print(_table(record.claims))
    if skipped and record.skipped:
        console.print(Text("\nyielded no claim", style="bold"))
        for skip in record.skipped:
            console.print(Text(clean(f"  {skip.reason}: {skip.text}")))


def marked(record: Record) -> Text:
    """The text with the evidence of each claim coloured by stance and numbered at its end."""
    text = record.document.text
    ends = {at for c in record.claims for at in (c.evidence.start, c.evidence.end)}
    result = Text()
    for start, end in pairwise(sorted({0, len(text), *ends})):
        inside = [c for c in record.claims if c.evidence.start <= start and end <= c.evidence.end]
        result.append(clean(text[start:end], keep="\n\t"), style=_STYLES[inside[0].stance] if inside else "")
        done = [c.id.removeprefix("c") for c in record.claims if c.evidence.end == end]
        if done:
            result.append(f"[{','.join(done)}]", style="bold magenta")
    return result


def _table(claims: tuple[Claim, ...]) -> Table:
    table = Table(expand=True)
    table.add_column("", no_wrap=True)
    table.add_column("holder", ratio=4, overflow="fold")
    table.add_column("stance", no_wrap=True)
    table.add_column("target", ratio=8, overflow="fold")
    table.add_column("form, voice", ratio=3, overflow="fold")
    table.add_column("date", no_wrap=True)
    table.add_column("sure", no_wrap=True)
    for claim in claims:
        holder = claim.holder.name + (f" ({claim.organization})" if claim.organization else "")
        reported = f", reported by {', '.join(claim.reporter)}" if claim.reporter else ""
        target = claim.target.text + (f" → {claim.addressee.name}" if claim.addressee else "")
        cells = (
            claim.id.removeprefix("c"),
            holder + reported,
            claim.stance,
            target,
            f"{claim.form}, {claim.attribution}",
            claim.date.value if claim.date else "",
            f"{claim.confidence:.2f}",
        )
        table.add_row(*(Text(clean(cell)) for cell in cells))
    return table


def clean(text: str, keep: str = "") -> str:
    """The text without characters that a terminal would obey (control, format and override characters)."""
    return "".join(
        c if c in keep or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs") else "�" for c in text
    ).replace("\r", "")
