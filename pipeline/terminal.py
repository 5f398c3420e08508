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
    """Print what is known of the document, its text with evidence marked by claim number, and its claims as a list."""
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
    console.print(_list(record.claims))
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


def _list(claims: tuple[Claim, ...]) -> Table:
    """The claims as a numbered list of two lines each, which fits any width."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, justify="right", style="bold magenta")
    table.add_column(overflow="fold")
    for claim in claims:
        table.add_row(claim.id.removeprefix("c"), _two_lines(claim))
    return table


def _two_lines(claim: Claim) -> Text:
    holder = claim.holder.name + (f" ({claim.organization})" if claim.organization else "")
    target = claim.target.text + (f" → {claim.addressee.name}" if claim.addressee else "")
    facts = [
        f"{claim.form}, {claim.attribution}",
        claim.date.value if claim.date else None,
        f"sure {claim.confidence:.2f}",
        f"reported by {', '.join(claim.reporter)}" if claim.reporter else None,
    ]
    lines = Text()
    lines.append(clean(holder), style="bold").append(" ")
    lines.append(f" {claim.stance} ", style=_STYLES[claim.stance]).append(f" {clean(target)}\n")
    return lines.append(clean(" · ".join(fact for fact in facts if fact)), style="dim")


def clean(text: str, keep: str = "") -> str:
    """The text without characters that a terminal would obey (control, format and override characters)."""
    return "".join(
        c if c in keep or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs") else "�" for c in text
    ).replace("\r", "")
