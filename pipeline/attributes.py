"""One table of everything the stages add to spaCy's `Doc`: extension attributes and span groups."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

#: `doc._.<name>` → default. Types: see `pipeline.annotations`.
DOC_ATTRIBUTES: dict[str, Any] = {
    "metadata": None,  # Metadata
    "sections": None,  # list[Section]
    "entities": None,  # list[Entity]
    "unresolved": None,  # list[Mention]: mentions of actors that nothing was linked to
    "dates": None,  # list[DateMention]
    "attributions": None,  # list[Attribution]
    "encoding": None,  # Encoding, or None when the encoder is off
    "claims": None,  # list[Claim]
    "skipped": None,  # list[Skip]
}

#: `doc.spans[<key>]`: the same findings as spaCy spans, for displaCy and other spaCy tools.
SPAN_GROUPS: tuple[str, ...] = ("sections", "entities", "dates", "attributions", "claims")


def register() -> None:
    """Add the attributes to `Doc`. Safe to call again; another program's attribute of that name is left alone."""
    for name, default in DOC_ATTRIBUTES.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
