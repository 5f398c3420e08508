"""Mails (.eml): the body, with subject, sender and date from the headers."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from pipeline.errors import EmptyTextError, MetadataError, UnreadableError
from pipeline.reading.article import Reading, give
from pipeline.reading.encoding import decode
from pipeline.reading.html import read_markup
from pipeline.reading.rows import given_date

#: What an issuer calls the desk that sends its mail.
_DESK = re.compile(
    r"(?<=\w),?\s+(?:newsroom|news|media|press|communications|public\s+affairs)(?:\s+(?:office|team|desk|relations))?$",
    re.IGNORECASE,
)


def read(data: bytes) -> Reading:
    """The text body of a mail, else its HTML body as text. Attachments are left out.

    Raises:
        EmptyTextError: no body.
        UnreadableError: not a mail.
    """
    message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)
    if not message.keys():
        raise UnreadableError("no mail headers at its head", remedy="Rename it to .txt if it is plain text")
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise EmptyTextError("the mail has no text body", remedy="Save its attachment and give that")
    payload = body.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise UnreadableError("the mail's body could not be decoded", remedy="Save its text as .txt")
    text, encoding = decode(payload, declared=body.get_content_charset())
    # CRLF is how mail travels, not what the sender wrote.
    reading = Reading(text.replace("\r\n", "\n"), encoding=encoding)
    if body.get_content_type() == "text/html":
        reading = read_markup(text, encoding=encoding)
    _headers(message, reading)
    return reading


def _headers(message: EmailMessage, reading: Reading) -> None:
    give(reading.metadata, title=_header(message, "Subject"))
    sender = _header(message, "From")
    if sender:
        reading.metadata.extra["from"] = sender
        name = sender.split("<", 1)[0].strip(' "')
        give(reading.metadata, issuer=_DESK.sub("", name) if "@" not in name else None)
    sent = _header(message, "Date")
    if sent:
        try:
            give(reading.metadata, published=given_date(sent, where="Date"))
        except MetadataError:
            # A mail program's broken header says nothing of the text; the text itself may give its date.
            reading.metadata.extra["date_header"] = sent


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, IndexError, TypeError, AttributeError):
        return None
    return " ".join(str(value).split()) if value is not None else None
