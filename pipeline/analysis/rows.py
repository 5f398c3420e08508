"""From raw records to columns of values: what a row of each table stands for, and how a path is followed in it.

All values of a column are taken at once, and what paths have in common is followed once: that is what makes tables of
a hundred thousand records fast.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pipeline.analysis.columns import TABLES, Column
from pipeline.analysis.sources import Raw

#: What a row stands for: the parts of the record that the paths of its columns begin with.
Row = Raw


def _claims(raw: Raw) -> Iterator[Row]:
    document = raw["document"]
    entities = {entity["id"]: entity for entity in raw["entities"]}
    for claim in raw["claims"]:
        yield {"document": document, "claim": claim, "entity": entities.get(claim["holder"]["entity"])}


def _entities(raw: Raw) -> Iterator[Row]:
    held = Counter(claim["holder"]["entity"] for claim in raw["claims"])
    for entity in raw["entities"]:
        yield {
            "document": raw["document"],
            "entity": entity,
            "first": next(iter(entity["mentions"]), None),
            "affiliation": next(iter(entity["affiliations"]), None),
            "held": held[entity["id"]],
        }


def _attributions(raw: Raw) -> Iterator[Row]:
    for item in raw["attributions"]:
        first, last = (item["content"][0], item["content"][-1]) if item["content"] else (None, None)
        yield {"document": raw["document"], "attribution": item, "first": first, "last": last}


def _each(name: str) -> Callable[[Raw], Iterator[Row]]:
    def rows(raw: Raw) -> Iterator[Row]:
        for item in raw[name]:
            yield {"document": raw["document"], "item": item}

    return rows


#: Table name → the rows of one record.
ROWS: dict[str, Callable[[Raw], Iterator[Row]]] = {
    "claims": _claims,
    "entities": _entities,
    "dates": _each("dates"),
    "documents": lambda raw: iter((raw,)),
    "attributions": _attributions,
    "skipped": _each("skipped"),
}


class Paths:
    """The paths of a table's columns, in an order in which each is one step from one before it."""

    def __init__(self, columns: Sequence[Column]) -> None:
        steps: dict[str, tuple[int, str]] = {}
        order = {"": 0}
        for column in columns:
            parts = column.at.split(".")
            for length in range(1, len(parts) + 1):
                path = ".".join(parts[:length])
                if path not in steps:
                    steps[path] = order[".".join(parts[: length - 1])], parts[length - 1]
                    order[path] = len(order)
        self.steps = tuple(steps.values())
        self.ends = tuple((order[column.at], column.by) for column in columns)

    def values(self, rows: Iterable[Row]) -> list[list[Any]]:
        """The values of each column, in the order of the rows; None where a part of the path is missing."""
        known: list[list[Any]] = [list(rows)]
        for above, key in self.steps:
            known.append([None if part is None else part[key] for part in known[above]])
        return [known[end] if by is None else [by(value) for value in known[end]] for end, by in self.ends]


#: Table name → its paths.
PATHS = {name: Paths(columns) for name, columns in TABLES.items()}
