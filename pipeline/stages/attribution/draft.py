"""What the finders of this stage hand to each other: the document with its quotations, and relations in the making."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache

from spacy.strings import StringStore
from spacy.tokens import Doc, Token

from pipeline.annotations import Range
from pipeline.quotations import Quotation, Quotations, find_quotations
from pipeline.stages.attribution.lexicon import Cue, cues, lemmas
from pipeline.tokens import text_of

_VERB_TAGS = ("VERB", "AUX")


@dataclass(slots=True)
class Draft:
    """One relation in the making. Indices are token indices; `source` None means that no words name the source;
    `told_by` is the verb of the sentence before an utterance that has no cue of its own."""

    content: list[Range]
    rule: str
    head: int
    cue: Range | None = None
    source: Range | None = None
    source_head: int | None = None
    negated: bool = False
    hypothetical: bool = False
    type: str = "speech"
    quotations: list[Quotation] = field(default_factory=list)
    name: str | None = None
    entity: str | None = None
    told_by: int | None = None


@cache
def _hashes() -> dict[int, str]:
    """The lemmas of cues by the number that spaCy gives a string."""
    store = StringStore()
    return {store.add(lemma): lemma for lemma in lemmas()}


class Page:
    """A document prepared for this stage: quotations, paragraphs, and the tokens that may be cues."""

    def __init__(self, doc: Doc, silent: list[Range]) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.quotations: Quotations = find_quotations(self.text)
        self.starts = [token.idx for token in doc]
        self.silent = silent
        self.paragraphs = paragraphs(self.text)
        self.cues: dict[int, Cue] = {}
        self._find_cues()

    def _find_cues(self) -> None:
        table, hashes = cues(), _hashes()
        for index, (lemma_hash, lower_hash) in enumerate(self.doc.to_array(["LEMMA", "LOWER"]).tolist()):
            lemma = hashes.get(lemma_hash) or hashes.get(lower_hash)
            if lemma is None:
                continue
            token = self.doc[index]
            part = "VERB" if token.pos_ in _VERB_TAGS else token.pos_
            cue = table.get((lemma, part))
            if cue is not None:
                self.cues[index] = cue

    def tokens(self, span: Range) -> tuple[int, int]:
        """Half-open token indices of a range (tokens that it touches)."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        if first < len(self.doc) and self.starts[first] + len(self.doc[first]) <= span.start:
            first += 1
        return first, bisect_left(self.starts, span.end)

    def quoted(self, token: Token) -> Quotation | None:
        """The quotation a token stands in (its marks included; a token across a mark counts where it ends)."""
        return self.quotations.at(token.idx + len(token) - 1)

    def is_silent(self, at: int) -> bool:
        """Whether the offset lies where nobody speaks (contact blocks, boilerplate, captions)."""
        return any(span.start <= at < span.end for span in self.silent)


def paragraphs(text: str) -> list[Range]:
    """The non-blank lines of a text, without the white space at their ends."""
    found, at = [], 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped[0])
            found.append(Range(start, start + len(stripped)))
        at += len(line) + 1
    return found
