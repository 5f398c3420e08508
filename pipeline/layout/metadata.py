"""Title, dateline, date, issuer, outlet, author, genre and language by rules over a text's first and last lines.

What the input gives is kept; what the lines do not say stays unknown. Each value's origin is the rule's name.
"""

from __future__ import annotations

import re

from pipeline.annotations import Metadata
from pipeline.layout.calendar import Order, find_date
from pipeline.layout.cues import is_a, words
from pipeline.layout.genre import read_genre
from pipeline.layout.parts import Layout, Part
from pipeline.names import person_name

_BYLINE = re.compile(
    r"(?i:^\W*(?:(?:story|words|written|posted|published|submitted)\s+)?by:?\s+(?:the\s+)?|^\W*author(?:ed\s+by)?:?\s+)"
    r"(?P<name>.+)$"
)
#: "Posted June 5, 2024 by Rafe Holt (studio head)", "Remarks by the Minister of Works, Paloma Aldana, at the signing".
_WRITTEN_BY = re.compile(
    r"(?i:\b(?:words|written|posted|published|story|text)\b[^\n]{0,40}?\bby)\s+(?P<names>[A-Z].*)$"
)
_SPOKEN_BY = re.compile(
    r"^(?i:(?:opening|closing|prepared|welcome)?\s*(?:remarks|speech|address|testimony|column|op-ed|letter)\s+(?:by|of|from))\s+"
    r"(?P<names>.+)$"
)
_PERSON = re.compile(r"(?:[A-Z][\w’'-]+\s(?:[A-Z]\.\s)?){1,2}(?:(?:van|von|de|der|ten|la|di)\s){0,2}[A-Z][\w’'-]+")
_NAME_END = re.compile(r"\s*(?:[|•·(—–]|\s-\s|,\s|\s+in\s+|\son\s+|\sfor\s+).*$")
_NOBODY = re.compile(
    r"^(?:admin|webadmin|staff|editor|the staff|web ?master|guest|anonymous|newsroom|e-?mail|hand)\b", re.I
)
_NAMED = r"[A-Z][\w.&’'-]*(?:\s+(?:of|for|and|the|on|[A-Z][\w.&’'-]*))"
_STATEMENT_OF = re.compile(
    r"^(?:press\s+)?statement\s+(?:by|from|of)\s+(?:the\s+)?(?P<of>[A-Z][^,:–—]{2,60}?)"
    r"(?=\s+(?:on|regarding|about|following|in)\b|[,:–—]|$)"
    rf"|^(?!(?i:the|joint|press)\b)(?P<own>{_NAMED}{{0,6}}?)\s+(?:(?i:issues|releases)\s+)?(?i:statement|responds?|response)\b"
    r"(?=\s+(?i:on|to|regarding|about|after|following|from|by)\b)"
)
#: "Americans. She released": the name before ends with its sentence.
_TWO_SENTENCES = re.compile(r"[a-z]{4,}[.!?]\s")
_ISSUED = re.compile(
    rf"(?P<name>{_NAMED}{{0,9}})(?:\s*\([^)]{{2,20}}\))?(?:,[^,.]{{2,80}},)?\s+(?:today\s+|also\s+)?(?:issued|released)\s+"
    r"(?:the\s+following|this|the|a)\s+(?:statement|accompanying|release)"
)
_ABOUT = re.compile(r"^\W*(?i:about)\s+(?:the\s+)?(?P<name>[A-Z].{1,70}?)\s*(?::.*)?$", re.DOTALL)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:\d{4}\s*)?(?P<name>[A-Z][\w.&’' -]{2,50}?)(?:,?\s*(?:inc|llc|ltd)\b)?\.?"
    r"(?:\s+\d{4}|\s+all\b|[.,|]|$)",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"^SOURCE\s+(?P<name>[A-Z].{1,60})$")
_US = re.compile(r"^(?:us|me|them|this|the author|author)$", re.IGNORECASE)
_MAX_ACRONYM = 6
#: One of several who sign: "Saskia Verhulst, director, …".
_SIGNATORY = re.compile(r"^(?:[A-Z][a-z]+\.?\s)?[A-Z][\w’'-]+\s(?:[A-Z]\.\s)?[A-Z][\w’'-]+(?:,\s|\s\()")
#: Share of English function words from which a text is taken for English, and words needed to tell.
_ENGLISH, _MIN_WORDS = 0.15, 20


def complete(metadata: Metadata, text: str, layout: Layout, *, order: Order = "MDY") -> None:
    """Fill what is unknown in `metadata` from the text's parts. Given values are left alone."""
    reader = _Reader(text, layout, order)
    if metadata.genre == "other" and "genre" not in metadata.origins:
        genre, rule = read_genre(text, layout, metadata)
        if genre != "other":
            metadata.genre, metadata.origins["genre"] = genre, rule
    for name in ("title", "dateline", "published", "author", "outlet", "issuer", "language"):
        if getattr(metadata, name) is None:
            value, rule = getattr(reader, name)(metadata)
            if value:
                setattr(metadata, name, value)
                metadata.origins[name] = rule


Found = tuple[str | None, str]
_NOTHING: Found = (None, "")


class _Reader:
    """One rule a field; each returns the value and the name of the rule."""

    def __init__(self, text: str, layout: Layout, order: Order) -> None:
        self.text, self.layout, self.order = text, layout, order
        self.parts = layout.parts
        self._lines: dict[int, str] = {}

    def line(self, part: Part) -> str:
        """A part's words on one line."""
        start = part.range.start
        if start not in self._lines:
            self._lines[start] = " ".join(self.text[start : part.range.end].split())
        return self._lines[start]

    def title(self, metadata: Metadata) -> Found:
        """The first headline of the head."""
        part = next((part for part in self.parts if part.role == "title"), None)
        return (self.line(part), "headline") if part else _NOTHING

    def dateline(self, metadata: Metadata) -> Found:
        """The place before the first paragraph, or a line that is a place."""
        if self.layout.dateline is not None:
            return self.layout.dateline.place, "dateline"
        for part in self.parts:
            if part.kind == "dateline" and part.role in {"", "date"}:
                line = self.line(part)
                date = find_date(line, order=self.order)
                place = line[: date.start].strip(" ,–—-·|:") if date else line
                if (
                    re.fullmatch(r"[A-Z][\w.’'-]+(?:[ ,]+[A-Z][\w.’'-]+){0,3}", place)
                    and not _is_outlet(place)
                    and not is_a("dated", place)
                ):
                    return place, "dateline"
        return _NOTHING

    def published(self, metadata: Metadata) -> Found:
        """A date line of the head, then the dateline, then a date line of the tail."""
        late = self.text_middle()
        dates = [part for part in self.parts if part.kind in {"dateline", "byline"} and part.role != "place"]
        for part in dates:
            if part.range.start <= late and (written := find_date(self.line(part), order=self.order)):
                return written.value, "date line"
        if self.layout.dateline is not None and self.layout.dateline.published:
            return self.layout.dateline.published, "dateline"
        tail = [p for p in self.parts if p.range.start > late and p.kind in {"dateline", "signature", "boilerplate"}]
        for part in reversed(tail):
            written = find_date(self.line(part), order=self.order)
            if written is not None and len(written.value) >= 10 and part.kind != "boilerplate":
                return written.value, "last lines"
        # An article is about as old as the last post that it shows.
        posts = [find_date(self.line(p), order=self.order) for p in self.parts if p.kind == "embedded_post"]
        shown = max((written.value for written in posts if written and len(written.value) >= 10), default=None)
        return (shown, "embedded post") if shown else _NOTHING

    def text_middle(self) -> int:
        """Where the head can reach at most."""
        body = next((part for part in self.parts if part.kind == "body" and part.role == ""), None)
        return max(body.range.start if body else 0, len(self.text) // 3)

    def author(self, metadata: Metadata) -> Found:
        """The name after "By"."""
        for part in self.parts:
            if part.kind not in {"byline", "dateline"}:
                continue
            match = _BYLINE.match(self.line(part))
            if match is None:
                continue
            name = _NAME_END.sub("", match["name"]).strip(" .,")
            if name and not _NOBODY.match(name) and not find_date(name) and len(name.split()) <= 8:
                return written_out(name, self.text), "byline"
        for part in self.parts:
            if part.kind in {"byline", "dateline"} and (match := _WRITTEN_BY.search(self.line(part))):
                return _person_in(match["names"]), "byline"
            if part.role == "title" and (match := _SPOKEN_BY.match(self.line(part))):
                return _person_in(match["names"]), "headline"
        return _NOTHING

    def outlet(self, metadata: Metadata) -> Found:
        """Who publishes an article: beside the byline or date, in the dateline, in the copyright line."""
        if metadata.genre not in {"article", "other"}:
            return _NOTHING
        for part in self.parts:
            if part.role == "outlet":
                return self.line(part), "head"
            if part.kind in {"byline", "dateline"} and part.role in {"byline", "date", "letterhead"}:
                for piece in re.split(r"\s*[|•·–—]\s*|,\s+|\s-\s|\.\s+|\bby\b", self.line(part), flags=re.IGNORECASE):
                    date = find_date(piece)
                    name = piece[: date.start].strip(" ,") if date else piece.strip(" ,.")
                    if _is_outlet(name):
                        return name, "byline" if part.role == "byline" else "head"
        if self.layout.dateline is not None and self.layout.dateline.agency:
            return self.layout.dateline.agency, "dateline"
        return self._copyright()

    def issuer(self, metadata: Metadata) -> Found:
        """Who issues a statement, release, declaration or post."""
        if metadata.genre == "article":
            return _NOTHING
        letterhead = next((part for part in self.parts if part.role == "letterhead"), None)
        if letterhead is not None and not is_a("release_mark", self.line(letterhead)):
            name = re.split(r"\s+[—–|·]\s+", self.line(letterhead))[0]
            return written_out(re.sub(r"\s*\([A-Z]{2,10}\)$", "", name), self.text), "letterhead"
        match = _STATEMENT_OF.match(metadata.title or "")
        if match is not None:
            return match["of"] or match["own"], "headline"
        for part in self.parts:
            if part.role == "about" and (match := _ABOUT.match(self.line(part))) and not _US.match(match["name"]):
                return match["name"], "about"
            if part.kind == "boilerplate" and (match := _SOURCE.match(self.line(part))):
                return match["name"], "source line"
        for part in [part for part in self.parts if part.kind == "body"][:3]:
            line = self.line(part)
            match = _ISSUED.search(line) if "issued" in line or "released" in line else None
            if match is None or _TWO_SENTENCES.search(match["name"]):
                continue
            if match["name"].split()[0].lower().strip(".,") not in words("no_name"):
                return match["name"], "issued"
        found = self._signed(metadata)
        return found if found[0] else self._copyright()

    def _signed(self, metadata: Metadata) -> Found:
        """The only name under a letter, or the house that a post's author writes for."""
        if metadata.genre == "post":
            for part in self.parts:
                pieces = self.line(part).split(", ")
                if part.role == "byline" and len(pieces) >= 3:
                    return pieces[-1], "byline"
        if metadata.genre not in {"letter", "statement"}:
            return _NOTHING
        closing = next((n for n, part in enumerate(self.parts) if part.role == "closing"), None)
        names = [p for p in self.parts[(closing or 0) + 1 :] if p.kind == "signature" and p.role == ""]
        if closing is None or not names or (len(names) > 3 or names[0].range.end - names[0].range.start > 60):
            return _NOTHING
        name = re.split(r",|\s[—–-]\s", self.line(names[0]))[0]
        if any(_SIGNATORY.match(self.line(part)) for part in names[1:]):
            return _NOTHING
        named = name[:1].isupper() and 1 < len(name.split()) <= 5 and " and " not in name
        return (name, "signature") if named else _NOTHING

    def language(self, metadata: Metadata) -> Found:
        """English where enough of the words are its function words; no other language is told."""
        tokens = re.findall(r"[^\W\d_]+", self.text[:3000].lower())
        if len(tokens) < _MIN_WORDS:
            return _NOTHING
        share = sum(token in words("english") for token in tokens) / len(tokens)
        return ("en", "function words") if share >= _ENGLISH else _NOTHING

    def _copyright(self) -> Found:
        for part in self.parts:
            if part.kind == "boilerplate" and (match := _COPYRIGHT.search(self.line(part))):
                name = match["name"].strip()
                if not name.lower().startswith("all rights"):
                    return name, "copyright line"
        return _NOTHING


def _person_in(words: str) -> str | None:
    """The first piece between commas and brackets that is a person's name, without the title before it."""
    for piece in re.split(r"\s*(?:[|•·(,]|\s[—–-]\s|\s(?:at|to|before|on|in)\s)\s*", words):
        name = person_name(piece.strip(" ."))
        if _PERSON.fullmatch(name):
            return name
    return None


def written_out(name: str, text: str) -> str:
    """A name in capitals as it is written elsewhere: "FRIENDS OF THE ACLU" → "Friends of the ACLU"."""
    if not name.isupper() or " " not in name:
        return name
    small = {"OF", "THE", "FOR", "AND", "ON", "IN", "AT", "TO", "DE", "VAN", "VON", "DER"}
    written: list[str] = []
    for word in name.split():
        if word in small and written:
            written.append(word.lower())
        else:
            # A word that the text has in capitals more than once is an acronym.
            acronym = len(word) <= _MAX_ACRONYM and len(re.findall(rf"\b{re.escape(word)}\b", text)) > 1
            written.append(word if acronym else word[:1] + word[1:].lower())
    return " ".join(written)


def _is_outlet(name: str) -> bool:
    tokens = re.findall(r"[^\W\d_][\w’'-]*", name)
    return (
        1 < len(tokens) <= 8
        and all(token[0].isupper() or token in {"of", "the", "and"} for token in tokens)
        and any(token.lower() in words("outlet") for token in tokens)
        and tokens[-1].lower() not in {"reporter", "correspondent", "writer", "editor"}
    )
