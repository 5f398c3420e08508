"""Word documents (.docx): paragraphs and tables in their order, lists with the marks that Word shows."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from pipeline.errors import UnreadableError
from pipeline.reading.article import Reading, give
from pipeline.reading.limits import MAX_UNZIPPED_BYTES


def read(data: bytes) -> Reading:
    """The text of a Word document, one paragraph a block, blocks parted by a blank line.

    Raises:
        UnreadableError: not a Word document, encrypted, broken, or unfolds to more than `MAX_UNZIPPED_BYTES`.
    """
    _check_archive(data)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(data))
        blocks = _blocks(document)
        properties = document.core_properties
        title, author = properties.title, properties.author
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, EOFError) as error:
        raise UnreadableError(f"broken Word document ({error})", remedy="Open and save it again") from error
    reading = Reading("\n\n".join(blocks))
    # Word fills in the author's account and a template's title: only a title that the text shows is one.
    if title and title in reading.text:
        give(reading.metadata, title=title)
    if author and author in reading.text:
        give(reading.metadata, author=author)
    return reading


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise UnreadableError(
            f"not a Word document: {error}", remedy="Old .doc and encrypted files must be saved as .docx first"
        ) from error
    if size > MAX_UNZIPPED_BYTES:
        raise UnreadableError(
            f"unfolds to {size // 2**20} MiB; at most {MAX_UNZIPPED_BYTES // 2**20} MiB are read",
            remedy="Save its text alone",
        )
    if "word/document.xml" not in names and "[Content_Types].xml" not in names:
        raise UnreadableError("a zip archive, but not a Word document", remedy="Unpack it and give the files in it")


def _blocks(document: Any) -> list[str]:
    from docx.table import Table

    blocks: list[str] = []
    number = 0
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            blocks.extend(_rows(item))
            continue
        text = item.text.strip("\n")
        if not text.strip():
            continue
        style = (item.style.name or "") if item.style is not None else ""
        number = number + 1 if style.startswith("List Number") else 0
        mark = f"{number}. " if number else ("• " if style.startswith("List Bullet") else "")
        blocks.append(mark + text)
    return blocks


def _rows(table: Any) -> list[str]:
    rows: list[str] = []
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            # A merged cell is listed once for every column that it spans.
            if cell.text.strip() and (not cells or cells[-1] != cell.text.strip()):
                cells.append(cell.text.strip())
        if cells:
            rows.append("\t".join(cells))
    return rows
