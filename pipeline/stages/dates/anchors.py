"""The date that relative expressions count from."""

from __future__ import annotations

from datetime import date, datetime

from pipeline.stages.dates.moments import Time, day, month, week, year


def parse_anchor(text: str | None) -> tuple[Time | None, datetime | None]:
    """An ISO 8601 date at any precision as a `Time`, and its instant where a time of day is given."""
    if not text:
        return None, None
    text = text.strip()
    try:
        if len(text) == 4:
            return year(int(text)), None
        if len(text) == 7 and text[5:].isdigit():
            return month(int(text[:4]), int(text[5:])), None
        if len(text) == 8 and text[5] == "W":
            return week(date.fromisocalendar(int(text[:4]), int(text[6:]), 1)), None
        if len(text) == 10:
            return day(date.fromisoformat(text)), None
        instant = datetime.fromisoformat(text)
        return day(instant.date()), instant.replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None, None
