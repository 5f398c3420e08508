"""The layers of the grammar in their order, and the walk over one document."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline import labels
from pipeline.annotations import DateMention, Range
from pipeline.stages.dates import (
    calendar_dates,
    clocks,
    combined,
    containers,
    days,
    durations,
    figures,
    fuzzy_refs,
    holidays,
    modifiers,
    named,
    numbers,
    periods,
    quarters,
    sets,
    units,
)
from pipeline.stages.dates.anchors import parse_anchor
from pipeline.stages.dates.atoms import Item, cut, lowered, windows
from pipeline.stages.dates.context import Context
from pipeline.stages.dates.direction import direction_at
from pipeline.stages.dates.grammar import Layer, Rule
from pipeline.stages.dates.guards import admit
from pipeline.stages.dates.keeping import keep
from pipeline.stages.dates.positions import Positions
from pipeline.tokens import text_of


def all_layers(order: str) -> tuple[tuple[Rule, ...], ...]:
    """Every rule, layer by layer, for figures read in that order."""
    basic = (
        *figures.rules(order),
        *calendar_dates.RULES,
        *clocks.RULES,
        *quarters.RULES,
        *periods.RULES,
        *units.RULES,
        *named.RULES,
        *durations.RULES,
        *sets.RULES,
        *fuzzy_refs.RULES,
        *holidays.RULES,
        *combined.BASIC,
        *modifiers.BASIC,
    )
    return (
        (*numbers.RULES, *holidays.name_rules()),
        basic,
        (*combined.FIRST, *containers.RULES),
        days.WEEKDAYS,
        days.PARTS,
        combined.SECOND,
        days.CLOCKS,
        modifiers.RULES,
    )


class Cascade:
    """The compiled grammar."""

    def __init__(self, order: str) -> None:
        self.layers = [Layer(rules) for rules in all_layers(order)]

    def read(self, items: list[Item], text: str) -> list[Item]:
        """The items after all layers; those with `SEM` are time expressions."""
        for number, layer in enumerate(self.layers):
            items = layer.apply(items, text)
            if number == 1 and not any("SEM" in item.cats or "PART" in item.cats for item in items):
                return []
        return items


def mentions(doc: Doc, cascade: Cascade) -> list[DateMention]:
    """The time expressions of a document, resolved, in text order."""
    text, places = text_of(doc), Positions(doc)
    low = lowered(text)
    anchor, instant = parse_anchor(doc._.metadata.published if doc._.metadata else None)
    context = Context(anchor, instant, lambda position: direction_at(places, position), text=text)
    found: list[DateMention] = []
    for window in windows(low, _speaking(doc, len(text))):
        items = cut(low, window)
        admit(items, text, places)
        for item in cascade.read(items, text):
            if "SEM" not in item.cats or not keep(item, text, places):
                continue
            context.position, context.end = item.start, item.end
            mention = _resolved(item, context)
            if mention is not None:
                found.append(mention)
    return found


def _resolved(item: Item, context: Context) -> DateMention | None:
    time = item.cats["SEM"].resolve(context)
    if time is None:
        return None
    context.remember(time, item.end, compared="COMPARED" in item.cats)
    earliest, latest = time.interval()
    bound = context.anchor is not None and (item.cats["SEM"].bare or time.anchor is not None)
    return DateMention(
        Range(item.start, item.end),
        time.type,
        time.value,
        item.rule,
        earliest=earliest,
        latest=latest,
        anchor=time.anchor or (context.anchor.value if bound and context.anchor else None),
        mod=time.mod,
        ambiguous=time.ambiguous,
    )


def _speaking(doc: Doc, length: int) -> list[Range]:
    """The stretches of text that are not silent."""
    sections = doc._.sections
    if not sections:
        return [Range(0, length)]
    return [section.range for section in sections if section.kind not in labels.SILENT_SECTIONS]
