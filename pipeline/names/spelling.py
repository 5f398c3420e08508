"""What spellings of one name share: no case, accents, articles, possessives and legal forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_POSSESSIVE = re.compile(r"(?:[’'`]s|(?<=s)[’'`])$", re.I)
_LEGAL_FORM = re.compile(
    r"[,\s]+(?:inc|incorporated|corp|corporation|co|company|cos|ltd|limited|llc|llp|plc|gmbh|s\.?a|n\.?v|a\.?g|s\.?p\.?a"
    r"|com|p\.?c|ab|oyj|\.com)\.?$",
    re.I,
)
_COMPANY_FORM = re.compile(r"[,\s](?:Inc|Corp|Ltd|LLC|LLP|PLC|plc|GmbH|AG|Co)\.?$")
_WORD = re.compile(r"[\w@#&]+(?:[.’'\-][\w]+)*", re.U)


def folded(text: str) -> str:
    """A text in lower case, without accents and curly apostrophes."""
    if text.isascii():
        return text.casefold()
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if not unicodedata.combining(c)).replace("’", "'").casefold()


def without_possessive(name: str) -> str:
    """The name without a closing 's or apostrophe."""
    return _POSSESSIVE.sub("", name)


def without_article(name: str) -> str:
    """The name without a leading "the", "a", "an"."""
    return _ARTICLE.sub("", name)


def without_legal_form(name: str) -> str:
    """The name without "Inc.", "Corp.", "plc", …"""
    shorter = _LEGAL_FORM.sub("", name)
    return shorter if shorter.strip() else name


def has_legal_form(name: str) -> bool:
    """Whether a name ends in a company's legal form: "Inc.", "plc"."""
    return bool(_COMPANY_FORM.search(name))


@lru_cache(maxsize=5_000)
def key(name: str) -> str:
    """What all spellings of one name share: no case, accents, article, possessive, legal form, dots or blanks."""
    name = without_legal_form(without_possessive(without_article(" ".join(name.split()))))
    return " ".join(words(name))


@lru_cache(maxsize=5_000)
def words(name: str) -> tuple[str, ...]:
    """The words in lower case without accents and dots ("U.S." is one word: "us")."""
    plain = re.sub(r"\b(?:\w\.){2,}", lambda m: m.group().replace(".", "") + " ", folded(name))
    found = (w.replace(".", "").replace("'s", "") for w in _WORD.findall(plain))
    return tuple("and" if w == "&" else w for w in found)
