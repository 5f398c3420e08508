"""Numbers in words and figures: "twenty-five", "two and a half", "a couple of", "nineteen ninety-six"."""

from __future__ import annotations

from pipeline.stages.dates.grammar import Categories, Match, Rule


def _number(value: float | str) -> Categories:
    cats: Categories = {"NUM": value}
    if isinstance(value, int):
        cats["WORDNUM"] = value
        if 1 <= value <= 12:
            cats["HOURWORD"] = value
        if 1800 <= value <= 2100:
            cats["YEAR4"] = value
    return cats


def _tens(match: Match) -> Categories | None:
    tens, ones = match["tens"], match["ones"]
    return _number(tens + ones) if tens % 10 == 0 and 20 <= tens <= 90 and 0 < ones < 10 else None


def _ordinal_tens(match: Match) -> Categories | None:
    tens, ones = match["CARD"], match["ORD"]
    return {"ORD": tens + ones} if tens in (20, 30) and ones < 10 else None


def _spoken_year(match: Match) -> Categories | None:
    head, tens, ones = match["head"], match["tens"], match.get("ones", 0)
    if head not in (18, 19, 20) or tens < 10 or (ones and (tens % 10 or ones > 9)):
        return None
    year = head * 100 + tens + ones
    return {"NUM": year, "YEAR4": year, "YEAR": year}


def _magnitude(match: Match) -> Categories:
    total = match.get("CARD", match.get("INT", 1)) * match["MAGNITUDE"]
    return _number(total + match.get("rest", 0) + match.get("ones", 0))


def _half(match: Match) -> Categories | None:
    if "over" in match.values and (match["over"], match["under"]) != (1, 2):
        return None
    return _number(match.get("CARD", match.get("INT", 0)) + 0.5)


RULES = (
    Rule("number.tens", ("CARD:tens -? CARD:ones",), _tens, (("twenty-five days", "P25D"),)),
    Rule("number.ordinal", ("CARD -? ORD",), _ordinal_tens, (("May twenty-first", "2020-05-21"),)),
    Rule(
        "number.spoken_year",
        ("CARD:head CARD:tens -? CARD:ones", "CARD:head CARD:tens"),
        _spoken_year,
        (("in nineteen ninety-six", "1996"),),
    ),
    Rule(
        "number.magnitude",
        (
            "a MAGNITUDE",
            "CARD|INT MAGNITUDE and? CARD:rest -? CARD:ones",
            "CARD|INT MAGNITUDE and? CARD:rest",
            "CARD|INT MAGNITUDE",
        ),
        _magnitude,
        (("a hundred years", "P100Y"), ("two hundred days", "P200D")),
    ),
    Rule(
        "number.half",
        ("CARD|INT and a|an half", "CARD|INT and - a - half", "INT INT:over / INT:under", "CARD INT:over / INT:under"),
        _half,
        (("two and a half years", "P2Y6M"), ("5 1/2 hours", "PT5H30M")),
    ),
    Rule("number.half_unit", ("half a|an", "half - a|an"), lambda match: _number(0.5), (("half an hour", "PT30M"),)),
    Rule(
        "number.dozen",
        ("a|one dozen", "half a dozen", "CARD dozen"),
        lambda match: _number(6 if match.has("half") else 12 * match.get("CARD", 1)),
        (("a dozen years ago", "2008"), ("two dozen days", "P24D")),
    ),
    Rule("number.couple", ("a|the? couple of?", "a pair of"), lambda match: {"NUM": 2, "MOD": "APPROX"}),
    Rule(
        "number.vague", ("a few|handful|number of?", "VAGUE", "dozens|scores|hundreds of"), lambda match: {"NUM": "X"}
    ),
    Rule("number.word", ("CARD",), lambda match: _number(match["CARD"])),
)
