"""What capitalised words look like, one by one and as names of persons; where a text has them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.resources import word_list

#: A word with a capital.
CAPITAL = re.compile(r"\b[A-Z]\w*")
_CAP = r"(?:d[’'])?[A-ZÀ-ÖØ-Ý][\w’'\-]*[\w]|[A-Z]\.(?:[A-Z]\.)?"
#: A capitalised word or initial, as names have them.
#: "Reef Watch and the Harbour Union": an article behind "and" opens a name of its own.
OPENS_ANOTHER = re.compile(r"the [A-Z]\w+ [A-Z]")
NAME_WORD = rf"(?:{_CAP})"
_PARTICLE = r"(?:van der|van den|van|von|de la|de|del|di|da|bin|al|el|ter|ten|le|la)"
_NICK = r"(?:\s+[“\"(][A-Z][\w.]+[”\")])?"
#: One to four capitalised words, with particles and a nickname: "Kay Bailey Hutchison", "Ursula von der Leyen".
PERSON = (
    rf"{NAME_WORD}(?:{_NICK}[ \u00a0](?:{_PARTICLE}[ \u00a0]+)?{NAME_WORD}){{0,3}}"
    rf"(?:,?[ \u00a0]+(?:Jr\.?|Sr\.?|I{{2,3}}|IV)\b\.?)?"
)
#: Small words inside names of bodies and laws.
SMALL = r"(?:of the|for the|on the|in the|to the|and the|of|for|on|and|to|in|against|with|from|&|de|du|des)"
_DAY_BEHIND = re.compile(r"(?<=\w)[ ](?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")


@cache
def law_words() -> frozenset[str]:
    """Last words of the names of laws."""
    return frozenset(word_list("actors/law_words.txt"))


def without_day(name: str) -> str:
    """A name without the day that a line ends in: "Ann Lee Sunday"."""
    return _DAY_BEHIND.sub("", name)


@lru_cache(maxsize=2)
def capitals(text: str) -> dict[str, list[int]]:
    """Where each capitalised word of a text starts; several readers of one text ask."""
    found: dict[str, list[int]] = {}
    for match in CAPITAL.finditer(text):
        found.setdefault(match.group(), []).append(match.start())
    return found
