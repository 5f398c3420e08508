"""spaCy's own format: Docs with the claims in `doc.spans`, readable without this project.

`doc.text` is the document's text, exactly; tokens are cut at every span's border, so spans keep their offsets.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from pipeline.analysis.sources import Raw, Records, raw_records
from pipeline.export.formats import Exported
from pipeline.export.parts import ROLES, kept, parts
from pipeline.export.tokens import cut


def write_docbin(source: Records, out: Path) -> Exported:
    """Write a `DocBin`.

    `doc.spans["claims"]` holds the evidence, labelled by stance, `span.id_` the claim's id; `doc.spans["holder"]`,
    `"target"`, … the other spans with the same ids; `doc.spans["entities"]` all mentions, `span.id_` the entity's id;
    `doc.user_data["document"]` the document's id.
    """
    vocab = spacy.blank("en").vocab
    store = DocBin(store_user_data=True)
    documents = claims = 0
    for raw in raw_records(source):
        store.add(make_doc(raw, vocab))
        documents, claims = documents + 1, claims + len(kept(raw))
    store.to_disk(out)
    return Exported((out,), documents, claims)


def make_doc(raw: Raw, vocab: Vocab) -> Doc:
    """One record as a Doc."""
    text = raw["document"]["text"]
    groups = [(claim, list(parts(claim))) for claim in kept(raw)]
    mentions = [(e, m["start"], m["end"]) for e in raw["entities"] for m in e["mentions"]]
    ranges = [(part.start, part.end) for _, found in groups for part in found]
    ranges += [(start, end) for _, start, end in mentions]
    doc = _tokens(text, {start for start, _ in ranges}, {end for _, end in ranges}, vocab)
    doc.user_data["document"] = raw["document"]["id"]
    spans: dict[str, list[Span]] = {"claims": [], "entities": [], **{role: [] for role in ROLES}}
    for claim, found in groups:
        for part in found:
            key, label = ("claims", claim["stance"]) if part.role == "evidence" else (part.role, part.role)
            spans[key].append(_span(doc, part.start, part.end, label, claim["id"]))
    for entity, start, end in mentions:
        spans["entities"].append(_span(doc, start, end, entity["type"], entity["id"]))
    for key, found_spans in spans.items():
        doc.spans[key] = found_spans
    return doc


def _tokens(text: str, starts: set[int], ends: set[int], vocab: Vocab) -> Doc:
    """A Doc of exactly `text`: one space after a word goes with the word, any other white space is a token."""
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for start, end in [*cut(text, starts | ends), (len(text), len(text))]:
        if words and at < start and text[at] == " " and at not in starts and at + 1 not in ends:
            spaces[-1] = True
            at += 1
        borders = sorted({at, start, *(point for point in starts | ends if at < point < start)})
        words += [text[one:two] for one, two in pairwise(borders)]
        if start < end:
            words.append(text[start:end])
        spaces += [False] * (len(words) - len(spaces))
        at = end
    return Doc(vocab, words=words, spaces=spaces)


def _span(doc: Doc, start: int, end: int, label: str, id_: str) -> Span:
    span = doc.char_span(start, end, label=label, span_id=id_)
    assert span is not None, (start, end)
    return span
