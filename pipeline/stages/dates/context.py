"""What a time expression is resolved against: the document's date, the reference time that the text has reached, and
the direction (past or future) of the clause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from pipeline.stages.dates import moments
from pipeline.stages.dates.moments import RANK, Time

#: Direction of the clause at a position: below 0 past, above 0 future, 0 not known; the larger the surer.
Direction = Callable[[int], int]


#: How many times as far a time counts that lies against a direction, by how sure that is.
_AGAINST = (1, 3, 6, 20)


@dataclass(slots=True)
class Context:
    """State while the expressions of one document are resolved, in text order."""

    anchor: Time | None
    instant: datetime | None = None
    direction: Direction = lambda position: 0
    position: int = 0
    end: int = 0
    text: str = ""
    reference: Time | None = None  # the last calendar time mentioned
    reference_end: int = -1
    quarter: Time | None = None
    quarter_end: int = -1
    quarter_open: bool = False  # the quarter spoken of has no number ("the quarter ended Sept. 30")
    log: list[tuple[int, Time]] = field(default_factory=list)

    @property
    def today(self) -> date | None:
        """The document's day, where it is known to the day."""
        return self.anchor.first if self.anchor is not None and self.anchor.grain == "day" else None

    @property
    def about(self) -> date | None:
        """Some day of the document's date, however coarse: its last."""
        return self.anchor.last if self.anchor is not None else None

    def remember(self, time: Time, end: int, *, compared: bool = False) -> None:
        """Make a resolved time the reference for what follows; what is only compared with is not its quarter."""
        if time.type == "DURATION" and time.value in ("P6M", "P9M", "P12M"):
            self.quarter, self.quarter_open = None, False  # from here on the text compares longer periods
        if compared or time.first is None or time.type not in ("DATE", "TIME"):
            return
        self.reference, self.reference_end = time, end
        self.log.append((end, time))
        if time.grain == "quarter" and (self._over(time) or self.direction(self.position) < 0):
            self.quarter, self.quarter_end = time, end
            self.quarter_open = time.value.endswith("QX")

    def _over(self, time: Time) -> bool:
        """Whether a time had ended by the document's date."""
        return self.about is None or time.value.endswith("QX") or (time.last is not None and time.last <= self.about)

    def recent(self, grain: str) -> Time | None:
        """The last time mentioned that lies inside one unit of this grain."""
        for _, time in reversed(self.log):
            if time.grain in RANK and RANK[time.grain] <= RANK[grain]:
                return time
        return None


@dataclass(frozen=True, slots=True)
class Sem:
    """What a calendar expression means: its grain, and how to find it in a context. `bare`: no year of its own."""

    grain: str
    resolve: Callable[[Context], Time | None]
    bare: bool = False


def fixed(time: Time) -> Sem:
    """An expression that means the same everywhere."""
    return Sem(time.grain, lambda context: time)


def relative(grain: str, count: int) -> Sem:
    """The unit `count` units from the document's date."""
    return Sem(grain, lambda context: from_anchor(context, grain, count))


def from_anchor(context: Context, grain: str, count: int) -> Time:
    """The unit of that grain `count` units from the document's date; a fuzzy reference where the date is too coarse."""
    anchor = context.anchor
    vague = moments.fuzzy("PRESENT_REF" if count == 0 else "PAST_REF" if count < 0 else "FUTURE_REF")
    if anchor is None or anchor.first is None:
        return vague
    if RANK[anchor.grain] > RANK[grain]:
        return anchor if count == 0 else vague
    moved = moments.shifted(anchor.first, grain, count)
    return moments.holding(moved, grain) if moved is not None else vague


def yearly(context: Context, make: Callable[[int], Time | None], grain: str) -> Time | None:
    """A bare date of every year (a month, a day of a month, a quarter, a holiday) in the year that the text means.

    The nearest to the document's date is meant; against the direction of the clause it counts as several times as
    far. In the past a year named just before in the same sentence wins.
    """
    way = context.direction(context.position)
    named = _named_year(context) if way <= 0 else None
    if named is not None:
        return make(named)
    today = context.about
    if today is None:
        return None
    years = (today.year - 1, today.year, today.year + 1)
    choices = [time for number in years if 1 <= number <= 9999 and (time := make(number)) and time.first and time.last]
    if not choices:
        return None
    return min(choices, key=lambda time: _distance(time, today, way, _AGAINST[abs(way)]))


def _distance(time: Time, today: date, way: int, weight: int) -> int:
    assert time.first is not None and time.last is not None
    if time.first <= today <= time.last:
        return 0
    if time.last < today:
        return (today - time.last).days * (weight if way > 0 else 1)
    return (time.first - today).days * (weight if way < 0 else 1)


def _named_year(context: Context) -> int | None:
    """The year of a date earlier in the same sentence, if it is not the document's own."""
    reference, about = context.reference, context.about
    if reference is None or reference.first is None or RANK.get(reference.grain, 99) > RANK["year"]:
        return None
    between = context.text[context.reference_end : context.position]
    if len(between) > 60 or any(sign in between for sign in (".", ";", "!", "?", "\n", " that ")):
        return None
    if about is not None and abs(reference.first.year - about.year) < 2:
        return None
    return reference.first.year
