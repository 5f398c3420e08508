"""Names behind the words that describe them: "the trade group Mobile Marketers United", "its director, Paul Hsu".

Reads the text and where names start; knows no parse, which often breaks at such places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipeline import names
from pipeline.annotations import Entity, Mention, Range
from pipeline.resources import word_list

#: What a person's description may end in besides a title or calling: kin, and who belongs to what.
_PERSONS = frozenset(
    "wife husband son daughter brother sister partner user mp mep msp staff head democrat republican member".split()
)
#: What a description in a comma's apposition has before it: it is somebody's or the one there is.
_OF_ONE = re.compile(r"^(?:the|its|their|our|his|her|my)\s|[’']s?\s", re.I)
#: What a body may be called besides a noun for its kind.
_OWNERS = frozenset("body lobby list opposition owner sponsor parent landlord contractor supplier operator".split())
_DETERMINED = re.compile(r"(?:the|an?|its|their|our|his|her)[ ]", re.I)
_ARTICLE = re.compile(r"the[ ]")
#: What closes an apposition: behind it "a teacher, Ann Lee, said" is about Ann Lee.
_CLOSED = re.compile(r"[’'”\")]?[,.;:)—–]|$|[ ][—–]|\n")
_NAMED = frozenset({"PERSON", "ORG"})
_GAP = re.compile(r"\.?(?P<comma>,)?[ \u00a0]+")
_AFTER = re.compile(r"[’'”\")]|[,.;:)(]|$|[ ]?[—–(]|[ ](?:said|says|and\b(?![ ][A-Z]))|\n")
_BETWEEN = re.compile(r"(?:[ ]?\([^)\n]{1,25}\))?(?:,[ ][RDI][-–][\w. ]{2,8})?(?:,[ ]and|,|;|[ ]and|[ ]&)[ ]")
_LONGEST_LIST = 60

Starts = Mapping[int, tuple[Mention, Entity]]


def named_behind(text: str, description: Range, starts: Starts) -> list[tuple[Mention, Entity]]:
    """The names that a description stands before: one, or those of a list after a plural title; else none.

    Args:
        description: extent of a noun phrase that names nobody ("The trade group", "Sens.").
        starts: mentions that are names by their first code point.
    """
    end = text.find(",", description.start, description.end)
    end = description.end if end < 0 else end
    words = text[description.start : end]
    gap = _GAP.match(text, end)
    if gap is None or not words.strip():
        return []
    found = _starting(text, gap.end(), starts)
    if found is None or found[1].type not in _NAMED:
        return []
    title = _is_title(words)
    if gap["comma"] and not title and not _tells(words, found[1], text, found[0].range):
        return []
    capital = words[:1].isupper() and words.split()[-1][:1].isupper()
    if not gap["comma"] and not title and capital and found[0].range.start == gap.end():
        return []  # capitals are a part of the name or another one
    return _listed(text, found, starts) if title and _plural(words) else [found]


def _starting(text: str, start: int, starts: Starts) -> tuple[Mention, Entity] | None:
    """The name that starts at a place, behind an article or titles."""
    article = _ARTICLE.match(text, start)
    start = start if article is None else article.end()
    return starts.get(start) or starts.get(_past_titles(text, start))


def _past_titles(text: str, start: int) -> int:
    """Where the name starts behind the titles at `start`."""
    ahead = list(re.finditer(r"\S+", text[start : start + 60]))[:7]
    count = names.leading_title(tuple(w.group().lower().replace(".", "") for w in ahead))
    return start + ahead[count].start() if 0 < count < len(ahead) else start


def _plain(words: str) -> tuple[str, ...]:
    return tuple(w.lower().replace(".", "") for w in words.split())


def _is_title(words: str) -> bool:
    plain = _plain(words)
    return words[:1].isupper() and names.leading_title((*plain, "x")) == len(plain)


def _plural(words: str) -> bool:
    return _plain(words)[-1].endswith(("s", "men", "women"))


def _tells(words: str, entity: Entity, text: str, name: Range) -> bool:
    """Whether a description before a comma is of the one named behind it: "the office's former director, Hugh P.,"."""
    if _AFTER.match(text, name.end) is None:
        return False
    head = re.split(r"\s(?:of|at|for|in|to|with|from)\s", words)[0]
    last = _plain(head)[-1]
    closed = _CLOSED.match(text, name.end) is not None
    if entity.type == "ORG":
        return closed and last in _bodies() and bool(_DETERMINED.match(words))
    if (last,) in names.titles() or last in _PERSONS or last in word_list("actors/callings.txt"):
        # "CPC Co-Chair, Congresswoman Ann Lee" and "A teacher, Ann Lee, said", but not "met a teacher, Ann Lee said"
        one = bool(_OF_ONE.search(words)) or head.split()[-1][:1].isupper()
        return one or (text[name.end : name.end + 1] == "," and bool(_DETERMINED.match(words)))
    return False


@cache
def _bodies() -> frozenset[str]:
    """Common nouns for bodies."""
    rows = (line.split("|") for line in word_list("actors/nominals.txt"))
    pointing = {noun.strip() for noun, kind, _ in rows if kind.strip() == "organization"}
    return frozenset(pointing | names.organization_families().keys() | _OWNERS)


def _listed(text: str, first: tuple[Mention, Entity], starts: Starts) -> list[tuple[Mention, Entity]]:
    """The persons of a list that a plural title opens."""
    found = [first]
    while len(found) < _LONGEST_LIST:
        gap = _BETWEEN.match(text, found[-1][0].range.end)
        following = _starting(text, gap.end(), starts) if gap is not None else None
        if following is None or following[1].type != "PERSON":
            break
        found.append(following)
    return found
