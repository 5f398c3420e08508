"""Third-person pronouns: whom "he", "she", "it" and "they" mean, or nobody when that is not plain enough."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline import names
from pipeline.annotations import Entity
from pipeline.stages.coreference.reported import sayer
from pipeline.stages.coreference.salience import SUBJECTS, Discourse, Seen
from pipeline.tokens import word_places

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_ALL = MALE | FEMALE | NEUTER | PLURAL
_THINGS = frozenset({"ORG", "GPE", "LAW", "PRODUCT"})
_COPULAS = frozenset({"be", "seem", "appear", "take", "become", "remain", "turn", "matter", "look", "sound", "mean"})
#: Below this nothing is linked: a wrong link is worse than none.
_ENOUGH = 0.3


def pronoun_places(doc: Doc) -> list[int]:
    """Token indices of third-person pronouns."""
    return word_places(doc, _ALL)


def antecedent(discourse: Discourse, token: Token) -> Entity | None:
    """The entity that a third-person pronoun means."""
    low = token.lower_
    said = _sayer(discourse, token)
    if said is not None:
        return said
    if low in MALE or low in FEMALE:
        return _person(discourse, token, "m" if low in MALE else "f")
    if low in NEUTER:
        return None if is_expletive(token) else _thing(discourse, token)
    return _several(discourse, token)


def _sayer(discourse: Discourse, token: Token) -> Entity | None:
    """Who says the clause in which a pronoun is subject or owner, where the pronoun may be theirs."""
    head = sayer(token)
    seen = None if head is None else discourse.at_head(head.i)
    if seen is None or discourse.quotation_of(token.idx) != seen.quotation:
        return None
    entity, low = seen.entity, token.lower_
    if low in NEUTER:
        return entity if entity.type in {"ORG", "GPE"} and not entity.members and not is_expletive(token) else None
    if low in PLURAL:
        return entity if entity.type == "GROUP" or entity.members else None
    if entity.type not in {"PERSON", "HANDLE"} or entity.members:
        return None
    return entity if _gender(discourse, entity) in {None, "m" if low in MALE else "f"} else None


def is_expletive(token: Token) -> bool:
    """Whether "it" stands for a clause, the weather or the time: "it is crucial that", "it took years to"."""
    if token.lower_ != "it":
        return False
    head = token.head
    if token.dep_ == "expl":
        return True
    if token.dep_ not in SUBJECTS or head.lemma_ not in _COPULAS:
        return False
    if any(
        c.dep_ in {"ccomp", "csubj", "xcomp", "advcl", "csubjpass"} and c.i > head.i
        for c in head.subtree
        if c.head in {head, *head.children}
    ):
        return True
    return any(c.dep_ == "attr" and c.ent_type_ in {"DATE", "TIME"} for c in head.children)


def _gender_of(entity: Entity) -> names.Gender | None:
    for name in (entity.name, *entity.aliases):
        gender = names.person_parts(name).gender
        if gender:
            return gender
    return None


def _gender(discourse: Discourse, entity: Entity) -> names.Gender | None:
    for mention in entity.mentions:
        if mention.kind == "name":
            title = discourse.title_before(mention.range.start)
            if title is not None and title.gender:
                return title.gender
        elif mention.kind == "pronoun":
            word = discourse.text[mention.range.start : mention.range.end].lower()
            if word in MALE:
                return "m"
            if word in FEMALE:
                return "f"
    return _gender_of(entity)


def _best(scores: dict[int, tuple[float, Entity]]) -> Entity | None:
    ranked = sorted(scores.values(), key=lambda pair: -pair[0])
    return ranked[0][1] if ranked and ranked[0][0] >= _ENOUGH else None


def _person(discourse: Discourse, token: Token, gender: names.Gender) -> Entity | None:
    """A person of that gender: near, subject, often named; never the speaker of the quotation it stands in."""
    sentence, quotation = discourse.sentence_of(token.i), discourse.quotation_of(token.idx)
    speaker = discourse.speaker_of(quotation) if quotation >= 0 else None
    scores: dict[int, tuple[float, Entity]] = {}
    for rank, seen in enumerate(discourse.before(token.idx, back=4, sentence=sentence)[:24]):
        entity = seen.entity
        if entity.type not in {"PERSON", "HANDLE"} or entity.members or entity is speaker:
            continue
        known = _gender(discourse, entity)
        if known is not None and known != gender:
            continue
        if _governs(discourse.doc, seen, token):
            continue
        value = _nearness(discourse, seen, sentence, quotation) - 0.02 * rank + (0.25 if known else -0.1)
        if entity is discourse.issuer:
            value += 0.35
        if seen.mention.kind == "pronoun":
            value += 0.1
        if value > scores.get(id(entity), (-9.0, entity))[0]:
            scores[id(entity)] = (value, entity)
    issuer = discourse.issuer
    if (
        issuer is not None
        and issuer.type == "PERSON"
        and id(issuer) not in scores
        and issuer is not speaker
        and _gender(discourse, issuer) in {None, gender}
    ):
        scores[id(issuer)] = (0.35, issuer)
    return _best(scores)


def _governs(doc: Doc, seen: Seen, token: Token) -> bool:
    """Whether a mention cannot be the pronoun's: both are arguments of one verb ("Smith praised him")."""
    head = doc[seen.mention.head]
    return (
        token.dep_ in {"dobj", "dative", "nsubj"}
        and head.head is token.head
        and head.dep_ in SUBJECTS | {"dobj", "dative"}
        and head.i != token.i
    )


def _nearness(discourse: Discourse, seen: Seen, sentence: int, quotation: int) -> float:
    """How well a mention is placed: sentences away, subject or not, same side of the quotation marks."""
    value = 0.7 - 0.22 * (sentence - seen.sentence)
    if seen.subject:
        value += 0.35
    if seen.possessive:
        value -= 0.1
    if seen.quotation != quotation:
        value -= 0.45 if quotation < 0 else 0.1
    value += 0.04 * min(5, len(seen.entity.mentions))
    return value


def _thing(discourse: Discourse, token: Token) -> Entity | None:
    """A body, place, law or product: subject of this or the last sentence, or near in the same clause for "its"."""
    sentence, quotation = discourse.sentence_of(token.i), discourse.quotation_of(token.idx)
    scores: dict[int, tuple[float, Entity]] = {}
    for rank, seen in enumerate(discourse.before(token.idx, back=2, sentence=sentence)[:16]):
        entity = seen.entity
        if entity.type not in _THINGS or entity.members or _governs(discourse.doc, seen, token):
            continue
        if entity.type == "ORG" and names.words(entity.name)[-1:] in {("republicans",), ("democrats",)}:
            continue
        value = _nearness(discourse, seen, sentence, quotation) - 0.03 * rank
        head = discourse.doc[seen.mention.head]
        if head.dep_ in {"compound", "amod", "nmod"} and seen.mention.kind == "name":
            value -= 0.35
        if entity.type in {"GPE", "PRODUCT"}:
            value -= 0.3
        if entity.type in {"ORG", "GPE"} and token.lower_ == "it" and not _does(token):
            value -= 0.5  # "it is dangerous", "providing it": rarely a body
        if entity.type == "LAW" and token.dep_ != "nsubj":
            value -= 0.1
        if not seen.subject and token.dep_ in SUBJECTS:
            value -= 0.3
        if value > scores.get(id(entity), (-9.0, entity))[0]:
            scores[id(entity)] = (value, entity)
    return _best(scores)


def _does(token: Token) -> bool:
    """Whether a pronoun is subject of a verb that somebody does: no copula, no passive."""
    return token.dep_ == "nsubj" and token.head.lemma_ not in _COPULAS


def _several(discourse: Discourse, token: Token) -> Entity | None:
    """A set, a joint actor or a body spoken of in the plural."""
    sentence, quotation = discourse.sentence_of(token.i), discourse.quotation_of(token.idx)
    scores: dict[int, tuple[float, Entity]] = {}
    for rank, seen in enumerate(discourse.before(token.idx, back=2, sentence=sentence)[:16]):
        entity = seen.entity
        plural = (
            entity.type == "GROUP"
            or bool(entity.members)
            or (entity.type == "NORP" and discourse.text[seen.mention.range.end - 1] == "s")
        )
        if (not plural and entity.type != "ORG") or _governs(discourse.doc, seen, token):
            continue
        value = _nearness(discourse, seen, sentence, quotation) - 0.03 * rank
        if not plural:
            value -= 0.5
        if not seen.subject and token.dep_ in SUBJECTS:
            value -= 0.2
        if value > scores.get(id(entity), (-9.0, entity))[0]:
            scores[id(entity)] = (value, entity)
    return _best(scores)
