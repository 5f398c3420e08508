"""Who speaks where nobody is quoted: the issuer, the author of a signed piece, or "the undersigned"."""

from __future__ import annotations

import re

from pipeline.annotations import Metadata

UNDERSIGNED = "the undersigned"

_UNDERSIGNED = re.compile(r"\bthe\s+undersigned\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_I = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|me|myself)\b")
_WE = re.compile(r"\b(?:[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Oo]ur|us|ourselves)\b")


def own_voice_name(metadata: Metadata, text: str) -> str | None:
    """The name in whose voice the text stands, as metadata or text give it; None where nobody is known.

    A letter or declaration that says so is spoken by "the undersigned", whoever hosts it. A signed column or post is
    its author's: where the issuer is the outlet it appeared in, or where it says "I" rather than "we".
    """
    if metadata.genre in {"letter", "declaration"} and _UNDERSIGNED.search(text):
        return UNDERSIGNED
    if metadata.author and metadata.issuer and metadata.genre in {"other", "post"}:
        if metadata.issuer == metadata.outlet:
            return metadata.author
        unquoted = _QUOTED.sub(" ", text)
        singular, plural = len(_I.findall(unquoted)), len(_WE.findall(unquoted))
        return metadata.author if singular >= 2 and singular > plural else metadata.issuer
    name = metadata.issuer or metadata.author
    if name is None and metadata.genre in {"letter", "declaration"}:
        return UNDERSIGNED
    return name
