"""Several actors under one phrase: "Amazon and IBM", "the senators", "the two companies", "these countries"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline import names
from pipeline.annotations import Entity, Mention, Range
from pipeline.stages.coreference.salience import Discourse
from pipeline.tokens import range_span

#: Plural nouns for holders of an office, and the offices.
_OFFICES = {
    "senators": {"senator"},
    "congressmen": {"representative"},
    "congresswomen": {"representative"},
    "congressmembers": {"representative"},
    "representatives": {"representative"},
    "lawmakers": {"senator", "representative", "delegate", "member of parliament", "assembly member"},
    "legislators": {"senator", "representative", "delegate", "member of parliament", "assembly member"},
    "members": {"senator", "representative", "delegate", "leader", "speaker", "chair", "ranking member", "whip"},
    "colleagues": set(),
    "governors": {"governor"},
    "ministers": {"minister", "prime minister"},
    "mayors": {"mayor"},
    "councillors": {"councillor"},
    "leaders": {"leader", "chair"},
    "judges": {"judge", "justice"},
}
_BODIES = {
    "companies": "company",
    "firms": "company",
    "organizations": "private",
    "organisations": "private",
    "groups": "private",
    "unions": "union",
    "agencies": "body",
    "universities": "university",
    "banks": "bank",
    "automakers": "company",
    "retailers": "company",
    "parties": "party",
}
_PLACES = frozenset({"countries", "nations", "states", "cities", "governments"})
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
_SEAT = re.compile(r"\s*\((?:(?:both|all) )?(?:[DRI]-[A-Z]|[A-Z]{2}-(?:\d|AL\b))")
_PUBLIC = frozenset(
    "committee council court congress senate house department parliament government administration ministry"
    " commission".split()
)


def definite(token: Token) -> tuple[bool, int | None, bool]:
    """Whether a plural noun points back; how many it says; whether it carries other modifiers."""
    found, number, more = False, None, False
    for child in token.lefts:
        low = child.lower_
        if low in {"the", "these", "those", "both"}:
            found = True
        if low in _NUMBERS:
            number = _NUMBERS[low]
        elif low not in {"the", "these", "those", "both", "all", "of"} and child.dep_ != "punct":
            more = True
    more = more or any(
        c.dep_ in {"prep", "relcl", "acl", "appos"}
        for c in token.rights
        if c.i - token.i <= 2 and not (c.lower_ == "of" and _of_delegation(c))
    )
    return found, number, more


def _of_delegation(preposition: Token) -> bool:
    """ "The members of the delegation" are the named members."""
    return any(c.lower_ in {"delegation", "group", "caucus", "committee"} for c in preposition.children)


def joint_members(discourse: Discourse, token: Token, extent: Range) -> list[Entity]:
    """The named actors that a definite plural noun stands for, in text order; empty where that is not plain."""
    pointing, number, more = definite(token)
    low = token.lower_
    if not pointing or more:
        return []
    if low in _OFFICES:
        found = _holders_of(discourse, _OFFICES[low], extent)
    elif low in _BODIES:
        found = _last_list(discourse, extent, "ORG", private=_BODIES[low] in {"company", "private"})
    elif low in _PLACES:
        found = _last_list(discourse, extent, "GPE", private=False)
    else:
        return []
    if number is not None and len(found) > number:
        found = found[-number:]
    return found if len(found) >= 2 and (number is None or len(found) == number) else []


def _holders_of(discourse: Discourse, offices: set[str], extent: Range) -> list[Entity]:
    """Persons with the office named in the writer's own words before; where many, those of the first sentences."""
    holders: list[tuple[int, Entity]] = []
    for seen in discourse.seen:
        where = seen.mention.range
        if where.start >= extent.start:
            break
        if seen.entity.type != "PERSON" or seen.mention.kind != "name" or seen.quotation >= 0:
            continue
        if _in_headline(discourse.text, where):
            continue
        office = discourse.office(seen.entity)
        if office not in offices and (office is not None or not _elected(discourse.text, where, offices)):
            continue
        before = discourse.text[max(0, where.start - 40) : where.start]
        if re.search(r"\b(?:to|by President|of|against|with)\s+(?:[A-Z][\w.]+\s+){0,3}$", before) and not holders:
            continue
        holders.append((seen.sentence, seen.entity))
    # The lead names those who act; a name that comes up much later is somebody else.
    for first, _ in holders:
        together = list({id(entity): entity for number, entity in holders if first <= number <= first + 2}.values())
        if len(together) >= 2:
            return together
    return []


def _in_headline(text: str, where: Range) -> bool:
    """Whether a mention stands in a line that is no sentence, where names and verbs are hard to tell apart."""
    line = text[where.end :].split("\n", 1)[0].rstrip()
    return len(line) < 160 and line[-1:] not in tuple('.:;!?”"') and text.find("\n", where.end) >= 0


def _elected(text: str, name: Range, offices: set[str]) -> bool:
    """Whether a party and a state behind a name say that its bearer sits in a parliament ("Jane Roe (D-Ohio)")."""
    return not offices.isdisjoint(("senator", "representative")) and _SEAT.match(text, name.end) is not None


def _last_list(discourse: Discourse, extent: Range, type_: str, *, private: bool) -> list[Entity]:
    """The nearest bodies or places named together in one sentence before."""
    by_sentence: dict[int, list[Entity]] = {}
    for seen in discourse.seen:
        if seen.mention.range.end > extent.start:
            break
        if seen.entity.type != type_ or seen.entity.members or seen.mention.kind != "name":
            continue
        if (private and names.families(seen.entity.name) & _PUBLIC) or seen.entity.name in {
            "Congress",
            "Senate",
            "White House",
        }:
            continue
        group = by_sentence.setdefault(seen.sentence, [])
        if seen.entity not in group:
            group.append(seen.entity)
    here = discourse.sentence_of(range_span(discourse.doc, extent).start)
    for sentence in range(here, here - 7, -1):
        if len(by_sentence.get(sentence, [])) >= 2:
            return by_sentence[sentence]
    return []


def coordinations(discourse: Discourse) -> list[tuple[list[Entity], Range, int]]:
    """Named actors joined by "and", with their common extent and first head: what "they" may mean."""
    heads = {
        s.mention.head: s
        for s in discourse.seen
        if s.mention.kind == "name" and s.entity.type in {"PERSON", "ORG", "GPE"}
    }
    found = []
    for index, seen in heads.items():
        token = discourse.doc[index]
        if token.dep_ == "conj":
            continue
        chain, last = [seen], token
        for _ in range(30):
            following = next((c for c in last.rights if c.dep_ == "conj" and c.i in heads), None)
            if following is None:
                break
            chain.append(heads[following.i])
            last = following
        entities = list(dict.fromkeys(id(s.entity) for s in chain))
        if len(entities) >= 2 and len({s.entity.type for s in chain}) == 1:
            whole = Range(chain[0].mention.range.start, chain[-1].mention.range.end)
            found.append((list({id(s.entity): s.entity for s in chain}.values()), whole, index))
    return found


def joined(entities: list[Entity], mentions: list[Mention]) -> Entity:
    """The joint actor of some entities, named by all of them."""
    listed = [entity.name for entity in entities]
    name = f"{', '.join(listed[:-1])} and {listed[-1]}"
    return Entity("", name, "GROUP", mentions, members=[entity.id for entity in entities], confidence=0.7)
