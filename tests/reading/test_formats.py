"""One text of each format: the words, what the file says of them, the encoding."""

from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest

from pipeline.errors import UnreadableError
from pipeline.reading import docx as word
from pipeline.reading import eml, html, markdown, rtf
from pipeline.reading.encoding import decode
from pipeline.reading.pdf import Line, paragraphs

RAW = Path(__file__).resolve().parents[2] / "raw"
CURLY = "Café owners “won’t” sell — ever… in Zürich, they said."


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (CURLY.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + CURLY.encode(), "utf-8-sig"),
        (CURLY.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + CURLY.encode("utf-16-be"), "utf-16"),
        (CURLY.encode("utf-16-le"), "utf-16-le"),
        (CURLY.encode("utf-16-be"), "utf-16-be"),
        (CURLY.encode("utf-32"), "utf-32"),
        (CURLY.encode("cp1252"), "cp1252"),
        (b"plain words", "utf-8"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    text, found = decode(data)
    assert found == encoding
    assert text in {CURLY, "plain words"}


def test_utf16_that_breaks_off_is_refused() -> None:
    with pytest.raises(UnreadableError, match="utf-16"):
        decode(CURLY.encode("utf-16")[:-1])


def test_html_page_gives_its_article_and_metadata() -> None:
    reading = html.read((RAW / "grocer-drops-face-scan.html").read_bytes())
    assert reading.text.startswith("Fennimore’s pulls face-recognition cameras")
    assert "\n\nWhat the makers say\n\n" in reading.text
    for furniture in ("cookies", "Most read", "Share on Facebook", "All rights reserved", "parsnip"):
        assert furniture not in reading.text
    metadata = reading.metadata
    assert (metadata.published, metadata.outlet, metadata.author) == (
        "2022-11-17",
        "The Dunmere Chronicle",
        "Rosalind Achterberg",
    )
    assert metadata.origins["published"] == "given"


@pytest.mark.parametrize("footer", ["© 2024 X", "Copyright 1999-2031", "Last visit: today"])
def test_html_without_a_date_has_none(footer: str) -> None:
    body = f"<article><p>{'The board met and voted. ' * 9}</p></article><footer>{footer}</footer>"
    page = f"<html><body>{body}</body></html>"
    assert html.read(page.encode()).metadata.published is None


def test_html_lists_keep_their_marks() -> None:
    page = "<article><p>We ask the council, which met on Monday night, to do the following things:</p>"
    page += "<ol><li>stop the trial;</li><li>publish the list.</li></ol><ul><li>a point of its own</li></ul></article>"
    assert "1. stop the trial;\n2. publish the list.\n\n• a point" in html.read_markup(page).text


def test_pdf_joins_lines_and_keeps_paragraphs() -> None:
    from pipeline.reading import pdf

    text = pdf.read((RAW / "passengers-letter-face-gates.pdf").read_bytes()).text
    assert "Dear Minister,\n\nOn Thursday you told the House that gates" in text
    assert "dark-skinned" in text
    assert "fitted" in text
    assert "\n\n2. to destroy the images" in text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ["A line that is quite full of words and", "goes on here."],
            "A line that is quite full of words and goes on here.",
        ),
        (["Short title", "Another line of text"], "Short title\nAnother line of text"),
        (["Something is said here.", "• an item"], "Something is said here.\n\n• an item"),
        (
            ["the govern-", "ment said, the parlia-", "ment and the min-", "ister too"],
            "the government said, the parliament and the minister too",
        ),
        (["a well-", "known man"], "a well-known man"),
    ],
)
def test_paragraphs_of_printed_lines(lines: list[str], text: str) -> None:
    assert paragraphs([Line(line, False) for line in lines]) == text


def test_locked_pdf_is_refused() -> None:
    from pypdf import PdfReader, PdfWriter

    from pipeline.reading import pdf

    writer = PdfWriter(clone_from=PdfReader(RAW / "passengers-letter-face-gates.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(UnreadableError, match="password"):
        pdf.read(locked.getvalue())


def test_word_lists_and_tables() -> None:
    document = docx.Document()
    document.core_properties.title = "A template's title"
    document.add_paragraph("We ask:")
    document.add_paragraph("stop it", style="List Number")
    document.add_paragraph("say why", style="List Number")
    document.add_paragraph("a point", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Phone", "555"
    saved = io.BytesIO()
    document.save(saved)
    reading = word.read(saved.getvalue())
    assert reading.text == "We ask:\n\n1. stop it\n\n2. say why\n\n• a point\n\nPhone\t555"
    assert reading.metadata.title is None


def test_rtf() -> None:
    source = rb"{\rtf1\ansi\ansicpg1252{\info{\title Our view}}\f0 It\'92s \'93over\'94\par Next.\par}"
    reading = rtf.read(source)
    assert reading.text == "It’s “over”\nNext.\n"
    assert reading.metadata.title == "Our view"


def test_markdown_loses_its_marks_and_gives_its_front_matter() -> None:
    source = (
        b"---\ntitle: Our *view*\ndate: 2023-03-07\ntags: [x]\n---\n# A **head**\n\nSome [link](u) text\nwrapped.\n\n"
        b"3. three\n4. four\n   - sub\n\n> quote\n"
    )
    reading = markdown.read(source)
    assert reading.text == "A head\n\nSome link text wrapped.\n\n3. three\n\n4. four\n\n• sub\n\nquote"
    assert (reading.metadata.title, reading.metadata.published) == ("Our *view*", "2023-03-07")
    assert reading.metadata.extra == {"tags": ["x"]}


def test_mail_with_two_bodies_gives_the_plain_one() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Press Office <press@a.example>", "Statement – now"
    mail["Date"] = "Thu, 11 Jun 2020 12:45:00 -0400"
    mail.set_content("We call for a ban.\n")
    mail.add_alternative("<p>We call for a <b>ban</b>.</p>", subtype="html")
    mail.add_attachment(b"\0\1", maintype="application", subtype="octet-stream", filename="x.bin")
    reading = eml.read(bytes(mail))
    assert reading.text == "We call for a ban.\n"
    metadata = reading.metadata
    assert (metadata.title, metadata.issuer, metadata.published) == (
        "Statement – now",
        "Press Office",
        "2020-06-11T12:45",
    )


def test_mail_with_a_broken_date_keeps_its_text() -> None:
    reading = eml.read(b"From: a@b.example\nSubject: x\nDate: yesterday\n\nBody.\n")
    assert reading.text == "Body.\n"
    assert reading.metadata.published is None
