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

#: A line at least this long may go on in the next one; after a shorter one (a headline) nothing goes on.
WRAPPED = 50
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


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    elements: tuple[_Element, ...]


class Layer:
    """The rules of one layer, found by the word or category they may begin with."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.by_word: dict[str, list[tuple[int, _Compiled]]] = {}
        self.by_category: dict[str, list[tuple[int, _Compiled]]] = {}
        order = 0
        for rule in rules:
            for pattern in rule.patterns:
                compiled = _Compiled(rule, tuple(_element(part) for part in pattern.split()))
                order += 1
                for element in compiled.elements:
                    for word in element.words:
                        self.by_word.setdefault(word, []).append((order, compiled))
                    for category, _ in element.categories:
                        self.by_category.setdefault(category, []).append((order, compiled))
                    if not element.optional:
                        break

    def apply(self, items: list[Item], text: str) -> list[Item]:
        """The items with every longest match replaced by what its rule makes of it."""
        made: list[Item] = []
        index = 0
        while index < len(items):
            item = items[index]
            found = self._longest(items, index, text) if item.cats or item.low in self.by_word else None
            if found is None:
                made.append(item)
                index += 1
            else:
                several, index = found
                made += several
        return made

    def _longest(self, items: list[Item], index: int, text: str) -> tuple[list[Item], int] | None:
        item = items[index]
        candidates = list(self.by_word.get(item.low, ()))
        for category in item.cats:
            candidates += self.by_category.get(category, ())
        if not candidates:
            return None
        found: list[tuple[int, int, Rule, Match]] = []
        for order, compiled in sorted(candidates, key=lambda pair: pair[0]):
            matched = _match(compiled.elements, 0, items, index, text)
            if matched is not None and matched[0] > index:
                end, values = matched
                found.append((index - end, order, compiled.rule, Match(values, items[index:end])))
        for length, _, rule, match in sorted(found, key=lambda entry: entry[:2]):
            cats = rule.meaning(match)
            if cats is not None:
                spans = cats.get("PARTS") or [(cats.pop("SKIP", 0), len(match.items), cats)]
                return [_made(match.items[a:b], part, rule, text) for a, b, part in spans], index - length
        return None


def _made(items: list[Item], cats: Categories, rule: Rule, text: str) -> Item:
    start, end = items[0].start, items[-1].end
    return Item(start, end, text[start:end].lower(), cats, rule.id)


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
    elements: tuple[_Element, ...], at: int, items: list[Item], index: int, text: str, started: bool = False
) -> tuple[int, dict[str, Any]] | None:
    """Index after the match of the remaining elements with the values found; None where they do not match."""
    if at == len(elements):
        return index, {}
    element = elements[at]
    if index < len(items) and (not started or _adjacent(items, index, text)):
        item = items[index]
        for category, name in element.categories:
            if category in item.cats:
                rest = _match(elements, at + 1, items, index + 1, text, True)
                if rest is not None:
                    rest[1].setdefault(name, item.cats[category])
                    return rest
        if item.low in element.words:
            rest = _match(elements, at + 1, items, index + 1, text, True)
            if rest is not None:
                return rest
    return _match(elements, at + 1, items, index, text, started) if element.optional else None


def _adjacent(items: list[Item], index: int, text: str) -> bool:
    """Whether only blanks (or the break of a wrapped line) stand before the item."""
    start, end = items[index - 1].end, items[index].start
    gap = text[start:end]
    if not gap:
        return True
    return gap.isspace() and (
        "\n" not in gap or (gap.count("\n") == 1 and start - text.rfind("\n", 0, start) > WRAPPED)
    )
