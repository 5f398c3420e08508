"""The grammar's engine: rules over items, applied layer by layer, the longest match first.

A rule is a pattern of words (lower case) and categories (upper case) with a function that computes what they mean.
In a pattern `x?` may be missing, `a/b` is either, `CAT:name` gives the value a name of its own. A function returns the
new item's categories, or None where the words make no sense together (the next rule is then tried). `SKIP` among them
leaves that many leading items out of the extent; `PARTS` makes several items of the match: (from, to, categories) each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.stages.dates.atoms import Item

Categories = dict[str, Any]
Example = tuple[str, str]


class Match:
    """What a rule's pattern found: values by category (or name), and the items."""

    __slots__ = ("items", "values")

    def __init__(self, values: dict[str, Any], items: list[Item]) -> None:
        self.values, self.items = values, items

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a category that may be missing."""
        return self.values.get(name, default)

    def of(self, category: str) -> Any:
        """A category of any item of the match, whether the pattern asked for it or not; None if none has it."""
        return next((item.cats[category] for item in self.items if category in item.cats), None)

    def has(self, word: str) -> bool:
        """Whether the word stands in the match."""
        return any(item.low == word for item in self.items)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `examples` are (text, expected TIMEX3 values) as of Thursday 2020-06-11, and are its tests."""

    id: str
    patterns: tuple[str, ...]
    meaning: Callable[[Match], Categories | None]
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class _Element:
    words: frozenset[str]
    categories: tuple[tuple[str, str], ...]
    optional: bool


_Choice = tuple[frozenset[str], frozenset[str]]  # words and categories
_Key = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    elements: tuple[_Element, ...]
    begins: _Choice
    follows: _Choice | None  # what must come second; None where one item may be all


class Layer:
    """The rules of one layer. Which patterns may begin with a pair of items is worked out once a kind of pair."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.patterns = [_compiled(rule, pattern) for rule in rules for pattern in rule.patterns]
        self.words = frozenset(word for one in self.patterns for element in one.elements for word in element.words)
        self.starters = frozenset(word for one in self.patterns for word in one.begins[0])
        self._candidates: dict[tuple[_Key, _Key | None], list[_Compiled]] = {}

    def apply(self, items: list[Item], text: str) -> list[Item]:
        """The items with every longest match replaced by what its rule makes of it."""
        made: list[Item] = []
        index, last = 0, len(items) - 1
        while index <= last:
            item = items[index]
            if item.cats or item.low in self.starters:
                after = items[index + 1] if index < last and items[index + 1].joined else None
                candidates = self._beginning(item, after)
                found = _longest(candidates, items, index, text) if candidates else None
                if found is not None:
                    several, index = found
                    made += several
                    continue
            made.append(item)
            index += 1
        return made

    def _key(self, item: Item) -> _Key:
        return item.low if item.low in self.words else "", tuple(item.cats)

    def _beginning(self, item: Item, after: Item | None) -> list[_Compiled]:
        """The patterns that may begin with an item and the one that follows it, in the order of the rules."""
        key = self._key(item), None if after is None else self._key(after)
        known = self._candidates.get(key)
        if known is None:
            known = self._candidates[key] = [
                one
                for one in self.patterns
                if _may_be(one.begins, item)
                and (one.follows is None or (after is not None and _may_be(one.follows, after)))
            ]
        return known


def _longest(candidates: list[_Compiled], items: list[Item], index: int, text: str) -> tuple[list[Item], int] | None:
    found: list[tuple[int, Rule, Match]] = []
    for compiled in candidates:
        matched = _match(compiled.elements, 0, items, index)
        if matched is not None and matched[0] > index:
            end, values = matched
            found.append((index - end, compiled.rule, Match(values, items[index:end])))
    for length, rule, match in sorted(found, key=lambda entry: entry[0]):
        cats = rule.meaning(match)
        if cats is not None:
            return _all_made(match, cats, rule, text), index - length
    return None


def _all_made(match: Match, cats: Categories, rule: Rule, text: str) -> list[Item]:
    parts = cats.get("PARTS") or [(cats.pop("SKIP", 0), len(match.items), cats)]
    made: list[Item] = []
    for number, (start, end, part) in enumerate(parts):
        made.append(_made(match.items[start:end], part, rule, text))
        made[-1].joined &= start == (parts[number - 1][1] if number else 0)
    return made


def _compiled(rule: Rule, pattern: str) -> _Compiled:
    elements = tuple(_element(part) for part in pattern.split())
    count = next((at for at, element in enumerate(elements) if not element.optional), len(elements) - 1) + 1
    ways = [_next(elements[at + 1 :]) for at in range(count)]
    follows = None if None in ways else _choice(element for way in ways for element in way or ())
    return _Compiled(rule, elements, _choice(elements[:count]), follows)


def _next(elements: tuple[_Element, ...]) -> tuple[_Element, ...] | None:
    """The elements of which one must come now; None where nothing needs to."""
    for at, element in enumerate(elements):
        if not element.optional:
            return elements[: at + 1]
    return None


def _choice(elements: Iterable[_Element]) -> _Choice:
    several = tuple(elements)
    words = frozenset(word for element in several for word in element.words)
    return words, frozenset(category for element in several for category, _ in element.categories)


def _may_be(choice: _Choice, item: Item) -> bool:
    return item.low in choice[0] or not choice[1].isdisjoint(item.cats)


def _made(items: list[Item], cats: Categories, rule: Rule, text: str) -> Item:
    start, end = items[0].start, items[-1].end
    return Item(start, end, text[start:end].lower(), cats, rule.id, items[0].joined)


def _element(part: str) -> _Element:
    optional = part.endswith("?") and len(part) > 1
    words, categories = [], []
    for choice in (part[:-1] if optional else part).split("|"):
        name = choice.split(":", 1)[0]
        if name.isupper():
            categories.append((name, choice.split(":", 1)[-1]))
        else:
            words.append(choice)
    return _Element(frozenset(words), tuple(categories), optional)


def _match(
    elements: tuple[_Element, ...], at: int, items: list[Item], index: int, started: bool = False
) -> tuple[int, dict[str, Any]] | None:
    """Index after the match of the remaining elements with the values found; None where they do not match."""
    if at == len(elements):
        return index, {}
    element = elements[at]
    if index < len(items):
        item = items[index]
        if item.joined or not started:
            for category, name in element.categories:
                if category in item.cats:
                    rest = _match(elements, at + 1, items, index + 1, True)
                    if rest is not None:
                        rest[1].setdefault(name, item.cats[category])
                        return rest
            if item.low in element.words:
                rest = _match(elements, at + 1, items, index + 1, True)
                if rest is not None:
                    return rest
    return _match(elements, at + 1, items, index, started) if element.optional else None
