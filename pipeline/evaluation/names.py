"""When two names are the same holder, and two phrases the same target: the normalisation of the claims guide."""

from __future__ import annotations

import re
import unicodedata

_STOP = frozenset(
    "a an the of on in for to by and or its their his her our your this that these those with from at as is are be "
    "been being it they he she we i all any such other into over under than then so no not will would should must "
    "can could may might has have had do does did who which what when whether about against".split()
)
_EMPTY_IN_NAMES = frozenset(
    "the a an inc corp co com ltd llc sen rep senator senators representative congressman president mr ms mrs dr ceo u "
    "s us".split()
)
_SUFFIXES = ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "s")


def words(text: str) -> list[str]:
    """Lower-case words of ASCII letters and digits, possessives cut."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("'s ", " ")
    return re.findall(r"[a-z0-9]+", folded)


def content_words(text: str) -> set[str]:
    """Stems of the words that carry meaning."""
    return {_stem(word) for word in words(text) if word not in _STOP}


def same_holder(left: str, right: str) -> bool:
    """Whether two canonical names are one holder: case, articles, titles, "Inc." and acronyms do not matter."""
    a, b = _name_words(left), _name_words(right)
    if not a or not b:
        return False
    if a == b:
        return True
    kept_a, kept_b = set(a) - _STOP, set(b) - _STOP
    if kept_a and kept_b and (kept_a <= kept_b or kept_b <= kept_a):
        return True
    if len(a) == len(b) == 2 and a[1] == b[1]:
        return True
    if (len(a) == 1 and a[0] == _acronym(b)) or (len(b) == 1 and b[0] == _acronym(a)):
        return True
    shared = len(kept_a & kept_b)
    return shared >= 2 and shared / min(len(kept_a), len(kept_b)) >= 0.67


def half_shared(left: set[str], right: set[str]) -> bool:
    """Whether two sets share at least half of the smaller one."""
    return bool(left and right) and len(left & right) / min(len(left), len(right)) >= 0.5


def _name_words(name: str) -> list[str]:
    return [word for word in words(re.sub(r"\(.*?\)", " ", name)) if word not in _EMPTY_IN_NAMES]


def _acronym(name: list[str]) -> str:
    return "".join(word[0] for word in name if word not in ("of", "for", "and", "the"))


def _stem(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word
