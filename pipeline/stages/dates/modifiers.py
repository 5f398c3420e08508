"""Words around an expression that narrow or widen it: "early next year", "the end of 2021", "at least"."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.stages.dates import moments
from pipeline.stages.dates.context import Context, Sem, from_anchor
from pipeline.stages.dates.grammar import Categories, Match, Rule
from pipeline.stages.dates.moments import RANK, UNIT_GRAIN, Time


def modified(match: Match, mod: str) -> Categories:
    """The categories of the modified item, with a modifier on its time."""
    sem: Sem = match["SEM"]

    def resolve(context: Context) -> Time | None:
        found = sem.resolve(context)
        return None if found is None else moments.with_mod(found, mod)

    new = Sem(sem.grain, resolve, sem.bare)
    inner = next(item.cats for item in match.items if "SEM" in item.cats)
    return {**inner, "SEM": new, "MODIFIED": mod} | ({"POINT": new} if "POINT" in inner else {})


def _start_end(match: Match) -> Categories | None:
    sem: Sem = match["SEM"]
    if sem.grain not in RANK:
        return None
    words = {item.low for item in match.items}
    if "EARLYLATE" in match.values:
        mod = match["EARLYLATE"]
    elif words & {"beginning", "start", "outset", "opening", "earlier"}:
        mod = "START"
    elif words & {"middle"}:
        mod = "MID"
    else:
        mod = "END"
    return modified(match, mod)


def _bare_unit(match: Match) -> Categories | None:
    """ "end of year", "beginning of month": of the document's."""
    grain = UNIT_GRAIN[match["UNIT"]]
    if grain not in ("week", "month", "quarter", "year"):
        return None
    mod = "END" if match.has("end") else "MID" if match.has("middle") else "START"
    sem = Sem(grain, lambda context: moments.with_mod(from_anchor(context, grain, 0), mod))
    return {"SEM": sem, "POINT": sem, "MODIFIED": mod}


def _earlier(match: Match) -> Categories | None:
    """ "earlier this month", "later today": START and END as TimeML has it."""
    sem: Sem = match["SEM"]
    if sem.grain not in RANK:
        return None
    return modified(match, "END" if match.items[0].low == "later" else "START")


def _amount(mods: dict[str, str], default: str) -> Callable[[Match], Categories | None]:
    def meaning(match: Match) -> Categories | None:
        sem: Sem = match["SEM"]
        mod = next((mod for word, mod in mods.items() if match.has(word)), default)
        if sem.grain in ("fuzzy", "set") or (mod != default and not _plain(match)) or _ranged(match):
            return None
        return modified(match, mod) | {"SKIP": 1 if match.has("over") else 0}

    return meaning


def _plain(match: Match) -> bool:
    """Whether the modified item is a length that does not say of itself where it lies."""
    return bool(match.of("PLAINDUR"))


def _ranged(match: Match) -> bool:
    return match.of("DUR") is not None and not match.of("PLAINDUR")


def _duration_only(mod: str) -> Callable[[Match], Categories | None]:
    def meaning(match: Match) -> Categories | None:
        return modified(match, mod) if _plain(match) else None

    return meaning


#: These stand on a bare unit and run with the basic rules.
BASIC = (
    Rule(
        "modifier.bare_unit",
        ("the? beginning|start|middle|end of UNIT",),
        _bare_unit,
        (("It ends by end of year.", "2020"),),
    ),
)

RULES = (
    Rule(
        "modifier.start_end",
        (
            "the? EARLYLATE -? in|on|of? the? SEM",
            "the? very? beginning|start|middle|end|close|conclusion|outset of SEM",
            "the? last|early|latter|second|first part|half|days|weeks|months|years of SEM",
        ),
        _start_end,
        (("early next year", "2021"), ("the end of 2021", "2021"), ("mid-March", "2020-03"), ("the late 1970s", "197")),
    ),
    Rule(
        "modifier.earlier",
        ("earlier|later in|on? the? SEM", "earlier|later in THEUNIT SEM", "sometime|some in|on? SEM"),
        _earlier,
        (("earlier this month", "2020-06"), ("earlier in the day this week", "2020-W24")),
    ),
    Rule(
        "modifier.approximate",
        (
            "about|around|approximately|roughly|circa|some|nearly|almost|under SEM",
            "for|in|just|well|lasting|than over SEM",
            "SEM or so",
            "close to SEM",
        ),
        _amount({"nearly": "LESS_THAN", "almost": "LESS_THAN", "over": "MORE_THAN", "under": "LESS_THAN"}, "APPROX"),
        (("about two years", "P2Y"), ("around Nov. 1", "2020-11-01")),
    ),
    Rule(
        "modifier.more",
        ("more than SEM", "longer than SEM"),
        _duration_only("MORE_THAN"),
        (("more than four hours", "PT4H"),),
    ),
    Rule("modifier.less", ("less|fewer than SEM",), _duration_only("LESS_THAN"), (("less than an hour", "PT1H"),)),
    Rule(
        "modifier.at_least",
        ("at least SEM", "a minimum of SEM"),
        _duration_only("EQUAL_OR_MORE"),
        (("at least 30 days", "P30D"),),
    ),
    Rule(
        "modifier.at_most",
        ("up to SEM", "at most SEM", "no more than SEM"),
        _duration_only("EQUAL_OR_LESS"),
        (("up to 180 days", "P180D"),),
    ),
)
