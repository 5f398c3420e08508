"""Points and stretches of calendar time and their TIMEX3 values. Pure arithmetic: no text, no clock.

Values follow TIMEX3 (TimeML 1.2.1, after ISO 8601): `2020-06-11`, `2020-W24`, `2020-W24-WE`, `2020-Q2`, `2020-H1`,
`2020-SU`, `199` (the 1990s), `19` (the 20th century), `2020-06-11TMO`, `2020-06-11T12:45`, `P2Y`, `PT3H`, `PXD`.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline import labels

#: Grains from fine to coarse.
GRAINS = (
    *("second", "minute", "hour", "part", "day", "weekend", "week", "month", "quarter", "half", "season", "year"),
    *("decade", "century", "millennium"),
)
RANK = {grain: rank for rank, grain in enumerate(GRAINS)}
#: Unit code of the lexicon → grain.
UNIT_GRAIN = {
    "S": "second",
    "MI": "minute",
    "H": "hour",
    "D": "day",
    "WE": "weekend",
    "W": "week",
    "F": "week",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "E": "decade",
    "C": "century",
    "L": "millennium",
}
#: Grains finer than a day.
CLOCKED = ("second", "minute", "hour")
SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Time:
    """One time: its TIMEX3 type and value, the days it may span (inclusive), and how sure the reading is."""

    type: labels.DateType
    value: str
    grain: str = ""
    first: date | None = None
    last: date | None = None
    mod: str | None = None
    ambiguous: bool = False
    anchor: str | None = None
    earliest: str | None = None  # instants, where finer than a day
    latest: str | None = None

    def interval(self) -> tuple[str | None, str | None]:
        """First and last day (or instant) as ISO text."""
        if self.earliest is not None:
            return self.earliest, self.latest or self.earliest
        return (
            self.first.isoformat() if self.first else None,
            self.last.isoformat() if self.last else None,
        )


def fuzzy(value: str) -> Time:
    """PRESENT_REF, PAST_REF or FUTURE_REF."""
    return Time("DATE", value)


def day(when: date) -> Time:
    """One calendar day."""
    return Time("DATE", when.isoformat(), "day", when, when)


def week(when: date) -> Time:
    """The ISO week (Monday to Sunday) that holds the day."""
    year, number, weekday = when.isocalendar()
    first = safe_add(when, 1 - weekday)
    return Time("DATE", f"{year:04d}-W{number:02d}", "week", first, safe_add(first, 6))


def weekend(when: date) -> Time:
    """Saturday and Sunday of the ISO week that holds the day."""
    year, number, weekday = when.isocalendar()
    saturday = safe_add(when, 6 - weekday)
    return Time("DATE", f"{year:04d}-W{number:02d}-WE", "weekend", saturday, safe_add(saturday, 1))


def month(year: int, number: int) -> Time:
    """One calendar month."""
    last = monthrange(year, number)[1]
    return Time("DATE", f"{year:04d}-{number:02d}", "month", date(year, number, 1), date(year, number, last))


def _months(year: int, number: int, count: int) -> tuple[date, date]:
    end_year, end_month = divmod(year * 12 + number - 1 + count - 1, 12)
    if end_year > 9999:
        return date(year, number, 1), date.max
    return date(year, number, 1), month(end_year, end_month + 1).last or date.max


def quarter(year: int, number: int) -> Time:
    """One quarter of a calendar year, 1 to 4."""
    first, last = _months(year, 3 * number - 2, 3)
    return Time("DATE", f"{year:04d}-Q{number}", "quarter", first, last)


def half(year: int, number: int) -> Time:
    """One half of a calendar year, 1 or 2."""
    first, last = _months(year, 6 * number - 5, 6)
    return Time("DATE", f"{year:04d}-H{number}", "half", first, last)


def season(year: int, code: str) -> Time:
    """A northern season; winter begins in December of its year."""
    first, last = _months(year, SEASON_MONTH[code], 3)
    return Time("DATE", f"{year:04d}-{code}", "season", first, last)


def year(number: int) -> Time:
    """One calendar year."""
    return Time("DATE", f"{number:04d}", "year", date(number, 1, 1), date(number, 12, 31))


def decade(number: int) -> Time:
    """Ten years by their common digits: 199 is the 1990s."""
    return Time("DATE", f"{number:03d}", "decade", date(max(1, number * 10), 1, 1), date(number * 10 + 9, 12, 31))


def century(number: int) -> Time:
    """A hundred years by their common digits: 19 is the 20th century."""
    return Time("DATE", f"{number:02d}", "century", date(max(1, number * 100), 1, 1), date(number * 100 + 99, 12, 31))


def part_of_day(when: date, code: str) -> Time:
    """Morning, afternoon, evening or night of a day."""
    return Time("TIME", f"{when.isoformat()}T{code}", "part", when, when)


def clock(when: date, hour: int, minute: int | None, second: int | None, zone: str) -> Time:
    """A time of day; `zone` is "Z" or empty. Hour 24 is the midnight that ends the day."""
    text = f"{when.isoformat()}T{hour:02d}:{minute or 0:02d}" + (f":{second:02d}" if second is not None else "") + zone
    grain = "second" if second is not None else "minute" if minute is not None else "hour"
    return Time("TIME", text, grain, when, when, earliest=text, latest=text)


def safe_add(when: date, days: int) -> date:
    """`when` plus days, held inside the calendar."""
    try:
        return when + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def day_of(year_number: int, month_number: int, number: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year_number, month_number, number)
    except ValueError:
        return None


def holding(when: date, grain: str) -> Time:
    """The unit of that grain that holds the day."""
    if grain == "week":
        return week(when)
    if grain == "weekend":
        return weekend(when)
    if grain == "month":
        return month(when.year, when.month)
    if grain == "quarter":
        return quarter(when.year, (when.month + 2) // 3)
    if grain == "half":
        return half(when.year, 1 if when.month < 7 else 2)
    if grain == "season":
        code = ("WI", "SP", "SU", "FA")[when.month % 12 // 3]
        return season(max(1, when.year - (1 if when.month < 3 else 0)), code)
    if grain == "year":
        return year(when.year)
    if grain == "decade":
        return decade(when.year // 10)
    if grain == "century":
        return century(when.year // 100)
    return day(when)


def shifted(when: date, grain: str, count: int) -> date | None:
    """A day moved by that many units (the day of the month is held inside the month); None outside the calendar."""
    months = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
    months["millennium"] = 12000
    if grain in months:
        number, index = divmod(when.year * 12 + when.month - 1 + count * months[grain], 12)
        if not 1 <= number <= 9999:
            return None
        return date(number, index + 1, min(when.day, monthrange(number, index + 1)[1]))
    days = count * (7 if grain in ("week", "weekend") else 1)
    try:
        return when + timedelta(days=days)
    except OverflowError:
        return None


def with_mod(time: Time, mod: str) -> Time:
    """The same time with a TIMEX3 modifier; START, MID and END narrow the days."""
    if time.first is None or time.last is None or mod not in ("START", "MID", "END") or time.earliest is not None:
        return replace(time, mod=mod)
    length = (time.last - time.first).days + 1
    if length < 3:
        return replace(time, mod=mod)
    third = length // 3
    low, high = {"START": (0, third), "MID": (third, length - third), "END": (length - third, length)}[mod]
    first = time.first
    return replace(time, mod=mod, first=safe_add(first, low), last=safe_add(first, max(low, high - 1)))
