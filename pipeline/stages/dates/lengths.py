"""Amounts of a unit of time and their TIMEX3 values: `P2Y`, `PT36H`, `PXM`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.stages.dates import moments
from pipeline.stages.dates.context import Context
from pipeline.stages.dates.moments import CLOCKED, UNIT_GRAIN, Time, fuzzy


class Length(NamedTuple):
    """An amount ("X": unknown) of a unit of the lexicon."""

    amount: float | str
    unit: str


def duration_value(amount: float | str, unit: str) -> str:
    """TIMEX3 duration: `P2Y`, `PT36H`, `PXM`. Decades and centuries count in years; halves go to the next unit."""
    if unit == "F":
        unit, amount = "W", amount if isinstance(amount, str) else amount * 2
    if unit == "WE":
        return "PXWE" if isinstance(amount, str) else f"P{_number(amount)}WE"
    clocked = unit in ("S", "MI", "H")
    letter = {"MI": "M"}.get(unit, unit)
    if isinstance(amount, str):
        return f"P{'T' if clocked else ''}{amount}{letter}"
    if unit in ("E", "C") and amount == 1:
        return f"P1{unit}"
    if unit in ("E", "C", "L"):
        amount, letter = amount * {"E": 10, "C": 100, "L": 1000}[unit], "Y"
    whole = int(amount)
    if amount == whole:
        return f"P{'T' if clocked else ''}{whole}{letter}"
    if amount - whole == 0.5 and letter in ("Y", "D") and not clocked:
        return f"P{f'{whole}{letter}' if whole else ''}" + ("6M" if letter == "Y" else "T12H")
    if amount - whole == 0.5 and unit in ("H", "MI"):
        return f"PT{f'{whole}{letter}' if whole else ''}" + ("30M" if unit == "H" else "30S")
    return f"P{'T' if clocked else ''}{_number(amount)}{letter}"


def _number(amount: float) -> str:
    return str(int(amount)) if amount == int(amount) else f"{amount:g}"


def in_years(length: Length) -> Length:
    """Decades and centuries as years, fortnights as weeks."""
    amount, unit = length
    if unit in ("E", "C", "L") and not isinstance(amount, str):
        return Length(amount * {"E": 10, "C": 100, "L": 1000}[unit], "Y")
    if unit == "F" and not isinstance(amount, str):
        return Length(amount * 2, "W")
    return length


def moved(base: date | None, length: Length, way: int) -> Time:
    """The unit that lies a length before (-1) or after (1) a day."""
    vague = fuzzy("PAST_REF" if way < 0 else "FUTURE_REF")
    amount, unit = in_years(length)
    if base is None or isinstance(amount, str):
        return vague
    grain = UNIT_GRAIN[unit]
    if grain in CLOCKED:
        hours = amount * {"H": 1.0, "MI": 1 / 60, "S": 1 / 3600}[unit]
        when = moments.shifted(base, "day", way * int(hours // 24)) if hours < 10**6 else None
        return vague if when is None else replace(moments.day(when), type="TIME")
    when = moments.shifted(base, grain, way * int(amount)) if amount < 10**5 else None
    return vague if when is None else moments.holding(when, grain)


def instant(context: Context, length: Length, way: int) -> Time | None:
    """Hours, minutes and seconds from an instant, where the document's date has one."""
    amount, unit = length
    if context.instant is None or unit not in ("S", "MI", "H") or isinstance(amount, str) or amount > 10**5:
        return None
    seconds = way * amount * {"H": 3600, "MI": 60, "S": 1}[unit]
    try:
        when = context.instant + timedelta(seconds=seconds)
    except OverflowError:
        return None
    return moments.clock(when.date(), when.hour, when.minute, when.second if unit != "H" else None, "")
