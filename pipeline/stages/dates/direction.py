"""Past or future: the direction of the clause in which a bare weekday or month stands."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages.dates.positions import Positions
from pipeline.tokens import PAST_ALIKE

_PLANS = frozenset(
    [
        "schedule",
        "expect",
        "plan",
        "set",
        "slate",
        "aim",
        "hope",
        "want",
        "intend",
        "propose",
        "promise",
        "vow",
        "pledge",
        "agree",
        "threaten",
        "prepare",
        "need",
        "have",
        "ask",
        "urge",
        "order",
        "require",
        "tell",
    ]
)
#: Nouns that look ahead: "an agreement to buy the bank in January".
_PLAN_NOUNS = frozenset(
    ["agreement", "plan", "proposal", "deal", "offer", "intention", "intent", "bid", "pledge", "promise", "commitment"]
)
_PLANNED = frozenset(
    [
        "scheduled",
        "expected",
        "planned",
        "set",
        "slated",
        "due",
        "effective",
        "projected",
        "proposed",
        "anticipated",
        "payable",
    ]
)
_FUTURE_AUX = frozenset(["will", "'ll", "’ll", "shall", "would", "should", "must", "may", "might", "wo", "ca"])
_DEADLINE = frozenset({"by", "until", "till", "through"})
_PERFECT = frozenset(["has", "have", "had", "having", "'ve", "’ve"])
_ATTRIBUTIVE = frozenset({"compound", "nmod", "poss", "amod"})
#: A text of fewer tokens and no verb is a line of a schedule or a heading.
_LINE = 12
_STATES = frozenset({"say", "tell", "report", "announce", "write", "be", "have", "follow", "come", "know"})


def direction_at(places: Positions, position: int) -> int:
    """Below 0 where the clause at a position (in characters) tells of the past, above 0 of the future, else 0.

    ±2 where the verb itself says so (-3 in the past perfect), ±1 where its setting does.
    """
    doc, token = places.doc, places.at(position)
    if token is None:
        return 0
    before = [other.lower_ for other in doc[max(0, token.i - 3) : token.i]]
    if before[-1:] == ["since"]:
        return -1
    chain = _verbs_above(token) or _verbs_beside(token)
    if before[-2:] == ["ahead", "of"]:
        return 1
    deadline = bool(before) and before[-1] in _DEADLINE
    if (
        deadline
        and before[-1] == "through"
        and any(other.lower_ == "from" for other in doc[max(0, token.i - 9) : token.i])
    ):
        deadline = False  # "took the poll from April 27 through Sunday"
    if deadline and any(child.lower_ in ("had", "n't", "not") for verb in chain[:1] for child in verb.children):
        return -1
    if before[-1:] == ["until"] and chain and chain[0].lemma_ == "be" and chain[0].tag_ == "VBD":
        return -1  # "it was in the bill until March"
    if deadline or before in (["as", "soon", "as"], ["as", "early", "as"]):
        return 1
    for verb in chain:
        way = _verb_way(verb)
        if way:
            return 0 if way == 1 and _names(token) else way
    if not chain and len(doc) < _LINE and not any(other.tag_[:2] in ("VB", "MD") for other in doc):
        return 1  # a line of a schedule
    return 1 if chain and chain[0].tag_ in ("VBZ", "VBP") and _dates(token, chain[0]) else 0


def _dates(token: Token, verb: Token) -> bool:
    """Whether the token stands as the time of a verb in the present: "meets Friday", "opens on Friday"."""
    head = token.head.head if token.head.pos_ == "ADP" else token.head
    if verb.lemma_ == "be" and "attr" in (token.dep_, token.head.dep_):
        return True  # "The deadline is 31 December."
    return head.i == verb.i and verb.lemma_ not in _STATES and verb.lemma_ not in PAST_ALIKE


def _verbs_above(token: Token) -> list[Token]:
    """Verbs that govern the token, the nearest first."""
    found = []
    for above in token.ancestors:
        if above.i < token.i and any(other.text == ";" for other in token.doc[above.i : token.i]):
            break  # "a bill that would do so; in the spring we testified against it"
        if above.tag_[:2] in ("VB", "MD") or (above.tag_ == "JJ" and above.lower_ in _PLANNED):
            found.append(above)
    return found


def _verbs_beside(token: Token) -> list[Token]:
    """The closest verb to the left in the sentence, else to the right."""
    sentence = token.sent
    for other in reversed(token.doc[sentence.start : token.i]):
        if other.tag_[:2] in ("VB", "MD"):
            return [other]
    return [other for other in token.doc[token.i : sentence.end] if other.tag_[:2] in ("VB", "MD")][:1]


def _verb_way(verb: Token) -> int:
    """Direction of one verb with its helpers; 0 where it takes that of the verb above."""
    tag = verb.tag_
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if verb.lower_ == "going" and verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].lower_ == "to":
        return 2
    if helpers & _FUTURE_AUX or tag == "MD":
        return -1 if helpers & _PERFECT and helpers & {"would", "could", "should", "might", "may", "must"} else 2
    if verb.lower_ in _PLANNED and (tag == "JJ" or (tag == "VBN" and not helpers & _PERFECT)):
        return _planned_way(verb)
    if verb.lemma_ in ("schedule", "plan", "slate") and tag in ("VBD", "VBN") and not helpers & {"had"}:
        return 1
    if tag == "VBN" and helpers & {"had"}:
        return -3
    if tag == "VBD" or helpers & _PERFECT or (tag in ("VBN", "VBG") and helpers & {"was", "were"}):
        return -2
    if tag == "VB":
        if helpers & {"did"}:
            return -1
        head = verb.head
        if _had(head):
            return -1
        ahead = head.lemma_ in _PLANS or head.tag_ in ("VBZ", "VBP", "VBG") or head.lemma_ in _PLAN_NOUNS
        return 1 if "to" in helpers and ahead and not (head.lower_ in _PLANNED and _had(head.head)) else 0
    if tag == "VBN" and not helpers:
        return -1
    return 0


def _planned_way(verb: Token) -> int:
    """Direction of "scheduled", "due", "set": none of "a record set on Aug. 6", the past of "had been due Friday"."""
    if verb.lower_ == "set" and not any(child.lower_ in ("for", "to") for child in verb.subtree):
        return -1
    return -1 if _had(verb.head) else 1


def _had(verb: Token) -> bool:
    return any(child.lower_ == "had" for child in verb.children)


def _names(token: Token) -> bool:
    """Whether a month or weekday only names something: "the June agreement", "Friday's vote"."""
    after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    parts = ("morning", "afternoon", "evening", "night")
    return token.pos_ == "PROPN" and token.dep_ in _ATTRIBUTIVE and after not in parts
