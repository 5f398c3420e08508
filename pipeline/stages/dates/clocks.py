"""Times of day: "12:45 pm", "8 p.m. ET", "18:00 UTC", "noon", "5 o'clock", and the parts of the day."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.stages.dates import moments
from pipeline.stages.dates.context import Context, Sem
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.moments import Time


class Clock(NamedTuple):
    """A time of day."""

    hour: int
    minute: int | None = None
    second: int | None = None
    zone: str = ""


def clocked(clock: Clock) -> Categories:
    """Categories of a time of day: alone it stands for that time on the day that the text speaks of."""

    def resolve(context: Context) -> Time:
        day = spoken_day(context)
        if day is None or day.first is None:
            text = f"XXXX-XX-XXT{clock.hour:02d}:{clock.minute or 0:02d}{clock.zone}"
            return Time("TIME", text, "minute")
        return moments.clock(day.first, clock.hour, clock.minute, clock.second, clock.zone)

    return {"SEM": Sem("minute", resolve), "CLOCK": clock}


def spoken_day(context: Context) -> Time | None:
    """The day named just before in the text, else the document's."""
    reference = context.reference
    if (
        reference is not None
        and reference.first is not None
        and reference.first == reference.last
        and context.position - context.reference_end < 200
    ):
        return moments.day(reference.first)
    return None if context.today is None else moments.day(context.today)


def _zone(match: Match) -> str:
    return "Z" if match.get("ZONE") == "Z" else ""


def _with_meridiem(hour: int, meridiem: str | None) -> int | None:
    if meridiem is None:
        return hour if hour <= 24 else None
    if not 1 <= hour <= 12:
        return hour if meridiem == "pm" and 12 < hour < 24 else None
    return hour % 12 + (12 if meridiem == "pm" else 0)


def _figures(match: Match) -> Categories | None:
    parts = [int(part) for part in re.split(r"[:.h]", match.get("CLOCK0") or match.get("HCLOCK") or match["DECIMAL"])]
    if len(parts) < 2 or parts[1] > 59 or (len(parts) > 2 and parts[2] > 59):
        return None
    hour = _with_meridiem(parts[0], match.get("MERIDIEM") or _PART_MERIDIEM.get(match.get("PART", "")))
    if hour is None:
        return None
    return clocked(Clock(hour, parts[1], parts[2] if len(parts) > 2 else None, _zone(match)))


def _hour(match: Match) -> Categories | None:
    spoken = match.get("HOUR", match.get("HOURWORD"))
    meridiem = match.get("MERIDIEM") or _PART_MERIDIEM.get(match.get("PART", ""))
    if meridiem is None and match.get("ZONE") is None and not match.has("o'clock"):
        return None
    hour = _with_meridiem(spoken, meridiem)
    return None if hour is None else clocked(Clock(hour, match.get("MINUTE"), None, _zone(match)))


def _military(match: Match) -> Categories:
    number = match["MILITARY"]
    return clocked(Clock(number // 100, number % 100, None, _zone(match)))


def _past_to(match: Match) -> Categories | None:
    minutes = match.get("NUM", 15 if match.has("quarter") else 30)
    hour = _with_meridiem(match.get("HOUR", match.get("HOURWORD", 12)), match.get("MERIDIEM") or match.get("NOON"))
    if hour is None or isinstance(minutes, str) or not 0 < minutes < 60:
        return None
    total = hour * 60 + (-minutes if match.has("to") else minutes)
    return clocked(Clock(int(total // 60) % 24, int(total % 60)))


_PART_MERIDIEM = {"MO": "am", "AF": "pm", "EV": "pm", "NI": "pm"}
_HOUR = "HOUR|HOURWORD"

RULES = (
    Rule(
        "clock.figures",
        (
            "CLOCKTEXT:CLOCK0|HCLOCK MERIDIEM? hours? ZONE? time?",
            "CLOCKTEXT:CLOCK0|HCLOCK MERIDIEM? ( ZONE )",
            "DECIMAL MERIDIEM ZONE? time?",
            "DECIMAL ZONE time?",
            "CLOCKTEXT:CLOCK0 in the PART",
        ),
        _figures,
        (
            ("12:45 pm", "2020-06-11T12:45"),
            ("18:00 UTC", "2020-06-11T18:00Z"),
            ("3:20 in the afternoon", "2020-06-11T15:20"),
        ),
    ),
    Rule(
        "clock.hour",
        (
            f"{_HOUR} o'clock? MERIDIEM ZONE? time?",
            f"{_HOUR} MERIDIEM ( ZONE )",
            f"{_HOUR} o'clock? in the PART",
            f"{_HOUR} o'clock",
            f"{_HOUR} MINUTE MERIDIEM",
        ),
        _hour,
        (
            ("8 p.m. ET", "2020-06-11T20:00"),
            ("5 o'clock", "2020-06-11T05:00"),
            ("4 in the morning", "2020-06-11T04:00"),
        ),
    ),
    Rule("clock.military", ("MILITARY hours? ZONE", "MILITARY hours"), _military, (("0800 UTC", "2020-06-11T08:00Z"),)),
    Rule(
        "clock.past",
        (
            f"a? quarter|half past|to {_HOUR} MERIDIEM?",
            f"NUM minutes? past|to {_HOUR} MERIDIEM",
            "a quarter past|to noon",
        ),
        _past_to,
        (("half past 3 pm", "2020-06-11T15:30"),),
    ),
    Rule(
        "clock.noon",
        ("12? noon", "midday", "12 midday"),
        lambda match: clocked(Clock(12)),
        (("noon", "2020-06-11T12:00"),),
    ),
    Rule("clock.midnight", ("12? midnight",), lambda match: clocked(Clock(24)), (("midnight", "2020-06-11T24:00"),)),
)
