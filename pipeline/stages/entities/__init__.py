"""Entities: who and what the text names, where, and of what type.

Reads the base model's `doc.ents`, the parse and the text; writes `doc._.entities` (equal names put together; surnames,
acronyms, "the company" and pronouns are left to `coreference`). `linking`, the last to know, marks them as spans.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import names
from pipeline.annotations import Entity, Mention, Metadata, Range
from pipeline.attributes import register
from pipeline.mentions import numbered
from pipeline.stages.entities import bodies, context, forms, grouping, introduced, persons, recognised
from pipeline.stages.entities.affiliations import affiliate
from pipeline.stages.entities.found import Found, settled
from pipeline.stages.entities.retyped import retyped
from pipeline.stages.entities.sets import sets
from pipeline.tokens import range_span, text_of


def find_names(doc: Doc) -> list[Found]:
    """All names of a document, without overlaps, in text order."""
    text = text_of(doc)
    blocked = [*recognised.addresses(text), *persons.tags(text)]
    found = [
        *forms.handles(text),
        *persons.persons(text),
        *forms.laws(text),
        *bodies.sequences(text),
        *bodies.bodies(text),
        *forms.products(text),
        *introduced.introduced(text),
        *introduced.told(text, doc._.metadata or Metadata()),
        *recognised.recognised(doc),
    ]
    first = retyped(text, context.lengthened(text, context.shortened(text, settled(found, blocked=blocked))))
    first = settled([*first, *forms.acronyms(text, first)], blocked=blocked)
    again = settled([*first, *grouping.repetitions(text, first)], blocked=blocked)
    typed = _placed(doc, grouping.one_type(text, again))
    return grouping.chapters(text, [item for item in typed if not _is_verb(doc, item)])


def _placed(doc: Doc, found: list[Found]) -> list[Found]:
    """The names with those of a dateline as places: "EVANSTON – …" is no body, whatever the model says."""
    openings = [section.range for section in doc._.sections or [] if section.kind == "dateline"]
    return [
        item._replace(type="GPE") if any(opening.covers(item.range) for opening in openings) else item for item in found
    ]


def _is_verb(doc: Doc, item: Found) -> bool:
    """Whether a person read off a list opens with a verb: "Sen. Murkowski, Joins Two Colleagues"."""
    if item.type != "PERSON" or item.weight != 60:
        return False
    tokens = range_span(doc, item.range)
    return len(tokens) > 0 and tokens[0].tag_ in {"VBZ", "VBD", "MD", "IN", "DT", "PRP$"}


def _head(doc: Doc, span: Range) -> int:
    tokens = range_span(doc, span)
    return int(tokens.root.i) if len(tokens) else 0


def read_entities(doc: Doc) -> list[Entity]:
    """The entities of a document before coreference."""
    text = text_of(doc)
    found = find_names(doc)
    entities = []
    for group in grouping.groups(text, found):
        spans = [item.range for item in group]
        name = max((text[s.start : s.end] for s in spans), key=lambda n: (not n.isupper() or " " not in n, len(n), n))
        mentions = [Mention(span, "name", _head(doc, span)) for span in spans]
        entities.append(Entity("", _named(name, group[0].type), group[0].type, mentions))
    for span in forms.undersigned(text):
        mention = Mention(span, "nominal", _head(doc, span))
        entities.append(Entity("", "the undersigned", "GROUP", [mention], of="ORG"))
    for item in sets(doc, [f.range for f in found]):
        name = names.without_article(" ".join(text[item.range.start : item.range.end].split()))
        mention = Mention(item.range, "nominal", item.head)
        entities.append(Entity("", name, item.type, [mention], confidence=0.7, of=item.of))
    affiliate(text, entities)
    return numbered(entities)


def _named(name: str, type_: str) -> str:
    name = " ".join(name.split())
    if type_ == "PERSON":
        return names.person_name(name)
    if type_ == "GPE":
        return names.place_name(name) or (name.title() if name.isupper() and len(name) > 4 else name)
    return names.without_article(name)


class Entities:
    """The component."""

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Entities of one document."""
        doc._.entities = read_entities(doc)
        return doc


@Language.factory("onrecord_entities", assigns=["doc._.entities"], requires=["doc.ents", "token.dep"])
def make_entities(nlp: Language, name: str) -> Entities:
    """The factory."""
    return Entities()
