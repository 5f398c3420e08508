"""Amounts of a unit of time and their TIMEX3 values: `P2Y`, `PT36H`, `PXM`."""

from __future__ import annotations

from typing import NamedTuple


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
