"""For Discourse Network Analyzer (Leifeld): an event list as it writes one, and a pair of tables that rDNA loads.

DNA is a Java program: carets are UTF-16 offsets. Its titles and short values hold at most 190 characters. Agreement is
yes or no, so claims that are neither for nor against are left out and counted.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.analysis.intervals import days_of
from pipeline.analysis.sources import Raw, Records, raw_records
from pipeline.export.cells import FORMULA_STARTS, Utf16, neutral, shortened
from pipeline.export.formats import Exported
from pipeline.export.parts import concept_and_side, kept

#: Longest title and value, in UTF-16 units, after an apostrophe may have been put in front.
LIMIT = 189
EVENT_HEADER = (
    "statement ID", "time", "document ID", "document title", "author", "source", "section", "type", "text",
    "person", "organization", "concept", "agreement",
)  # fmt: skip
DOCUMENT_HEADER = ("coder_id", "title", "text", "author", "source", "section", "type", "notes", "date_time")
STATEMENT_HEADER = (
    "documentID", "startCaret", "endCaret", "statementType", "coder",
    "person", "organization", "concept", "agreement",
)  # fmt: skip
_WHY = "neither for nor against: DNA's agreement is yes or no"

_SCRIPT = """\
# Loads documents.csv and statements.csv into an open DNA database (rDNA 3.1 or later):
#   library("rDNA"); dna_init(); dna_openDatabase(coderId = 1, coderPassword = "...", db_url = "my.dna")
#   source("load.R")
read <- function(file) read.csv(file, encoding = "UTF-8", stringsAsFactors = FALSE, na.strings = NULL)
documents <- read("documents.csv")
statements <- read("statements.csv")
ids <- dna_addDocuments(
  coder_id = documents$coder_id[1], title = documents$title, text = documents$text, author = documents$author,
  source = documents$source, section = documents$section, type = documents$type, notes = documents$notes,
  date_time = as.numeric(as.POSIXct(documents$date_time, format = "%Y-%m-%d %H:%M:%S", tz = "UTC"))
)
for (i in seq_len(nrow(statements))) {
  s <- statements[i, ]
  # documentID counts the rows of documents.csv from 1; DNA gives its own ids
  dna_addStatement(
    documentID = ids[s$documentID], startCaret = s$startCaret, endCaret = s$endCaret, statementType = s$statementType,
    coder = s$coder, person = s$person, organization = s$organization, concept = s$concept, agreement = s$agreement
  )
}
"""


def write_event_list(source: Records, out: Path) -> Exported:
    """One row a statement, columns and separator (`;`) as DNA exports its event list; statement IDs count from 1."""
    documents = statements = left_out = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(EVENT_HEADER)
        for raw in raw_records(source):
            documents += 1
            document = raw["document"]
            for claim in kept(raw):
                values = _variables(claim, raw)
                if values is None:
                    left_out += 1
                    continue
                statements += 1
                head = (_moment(_when(claim, raw)), documents, *_about(document), claim["evidence"]["text"])
                writer.writerow([neutral(value) for value in (statements, *head, *values)])
    return Exported((out,), documents, statements, left_out, _WHY if left_out else "")


def write_rdna(source: Records, out: Path) -> Exported:
    """A folder with documents.csv, statements.csv and load.R. `documentID` is the row of documents.csv, from 1."""
    out.mkdir(parents=True, exist_ok=True)
    paths = (out / "documents.csv", out / "statements.csv", out / "load.R")
    documents = statements = left_out = 0
    with (
        paths[0].open("w", encoding="utf-8", newline="") as texts,
        paths[1].open("w", encoding="utf-8", newline="") as marks,
    ):
        text_rows, mark_rows = csv.writer(texts), csv.writer(marks)
        text_rows.writerow(DOCUMENT_HEADER)
        mark_rows.writerow(STATEMENT_HEADER)
        for raw in raw_records(source):
            documents += 1
            text_rows.writerow(_document_row(raw))
            for row in _statement_rows(raw, documents):
                if row is None:
                    left_out += 1
                else:
                    statements += 1
                    mark_rows.writerow([neutral(value) for value in row])
    paths[2].write_text(_SCRIPT, encoding="utf-8")
    return Exported(paths, documents, statements, left_out, _WHY if left_out else "")


def _document_row(raw: Raw) -> list[object]:
    document = raw["document"]
    published = document["published"]
    title, author, source, section, type_ = _about(document)
    row = (1, title, document["text"], author, source, section, type_, f"onrecord document {document['id']}")
    return [neutral(value) for value in (*row, _moment(published["value"] if published else None))]


def _statement_rows(raw: Raw, number: int) -> Iterator[tuple[object, ...] | None]:
    """The rows of one document; None for each claim left out. A text with an apostrophe put in front shifts by one."""
    text = raw["document"]["text"]
    units, shift = Utf16(text), 1 if text.startswith(FORMULA_STARTS) else 0
    for claim in kept(raw):
        values = _variables(claim, raw)
        carets = (units.offset(claim["evidence"][side]) + shift for side in ("start", "end"))
        yield None if values is None else (number, *carets, "DNA Statement", 1, *values)


def _about(document: dict[str, Any]) -> tuple[str, str, str, str, str]:
    """Title, author, source, section and type of a document; what is not known is empty."""
    values = (
        document["title"] or document["id"],
        document["author"] or "",
        document["outlet"] or document["issuer"] or "",
        "",
        document["genre"],
    )
    title, author, source, section, type_ = (shortened(value, LIMIT) for value in values)
    return title, author, source, section, type_


def _variables(claim: dict[str, Any], raw: Raw) -> tuple[str, str, str, int] | None:
    concept, side = concept_and_side(claim)
    if side not in ("support", "oppose"):
        return None
    holder, organization = claim["holder"]["name"], claim["organization"] or ""
    entities = {entity["id"]: entity["type"] for entity in raw["entities"]}
    person = entities.get(claim["holder"]["entity"]) == "PERSON" or bool(organization)
    names = (holder, organization) if person else ("", holder)
    short = [shortened(value, LIMIT) for value in (*names, concept)]
    return short[0], short[1], short[2], int(side == "support")


def _when(claim: dict[str, Any], raw: Raw) -> str | None:
    if claim["date"] and days_of(claim["date"]["value"])[0]:
        return str(claim["date"]["value"])
    published = raw["document"]["published"]
    return published["value"] if published else None


def _moment(value: str | None) -> str:
    """First moment of a date as DNA writes it; 1 January 1970 where nothing is known, as DNA must have one."""
    day = days_of(value)[0]
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else datetime(1970, 1, 1, tzinfo=UTC)
    return moment.strftime("%Y-%m-%d %H:%M:%S")
