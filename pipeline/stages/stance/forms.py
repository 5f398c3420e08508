"""The form of a claim: what kind of act the sentence is, from the entry's own form and the grammar around it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.stages.stance import grammar, matching
from pipeline.stages.stance.composition import Reading
from pipeline.stages.stance.lexicon import word_group

_DUTY = frozenset({"must", "should", "ought", "shall"})
_CONDITIONAL = frozenset({"would", "'d", "’d"})
_FUTURE = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "'d", "’d"})


@dataclass(slots=True)
class Act:
    """The form of a reading and whose act it is: `holder` is a token of the text, or None for the speaker.

    `about_subject` says that the target is the sentence's subject.
    """

    form: str
    holder: Token | None
    addressee: Token | None = None
    about_subject: bool = False
    rule: str = ""


def is_imperative(verb: Token) -> bool:
    """Whether a verb is a command ("Lift this moratorium", "Do not sign")."""
    if verb.tag_ not in {"VB", "VBP"} or grammar.infinitive_mark(verb):
        return False
    if grammar.child(verb, "nsubj", "nsubjpass", "expl") is not None:
        return False
    if verb.dep_ == "conj":
        return is_imperative(verb.head)
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return verb.dep_ in {"ROOT", "ccomp", "parataxis"} and not auxiliaries - {"do", "let"}


def _duty(verb: Token) -> bool:
    """Whether the clause says what must or should be done."""
    if grammar.auxiliaries(verb) & _DUTY:
        return True
    governor = verb.head
    return (
        verb.dep_ == "xcomp"
        and grammar.infinitive_mark(verb)
        and (governor.lemma_.lower() in {"need", "have"} or bool(grammar.auxiliaries(governor) & _DUTY))
    )


def _included(verb: Token) -> bool:
    """Whether a clause is part of what is demanded: "this means the company halting its sales"."""
    return (
        verb.tag_ == "VBG"
        and grammar.child(verb, "nsubj", "poss") is not None
        and verb.head.pos_ == "VERB"
        and verb.head.lemma_.lower() in {"include", "mean", "require", "involve", "entail"}
    )


def generic_form(verb: Token) -> str | None:
    """What a clause is by its grammar alone: a demand (command, duty), a commitment (somebody's future), or nothing."""
    if is_imperative(verb) or (_duty(verb) and not grammar.passive(verb)):
        return "demand"
    if not grammar.auxiliaries(verb) & _FUTURE or verb.lemma_.lower() in {"be", "have"} or grammar.passive(verb):
        return None
    subject = grammar.subject(verb)
    if subject is None or subject.lower_ == "it":
        return "commitment" if grammar.negated(verb) else None
    return "commitment" if grammar.names_actor(subject) else None


def _writes(verb: Token, subject: Token | None) -> bool:
    """Whether what asks is a letter or the like: "sent a letter urging X to …" is asked by whoever sent it."""
    return verb.dep_ == "acl" and subject is not None and subject.lemma_.lower() in word_group("signed")


def _is_thing(token: Token | None) -> bool:
    return token is not None and grammar.names_actor(token) is False


def classify(reading: Reading) -> Act:
    """The form of a reading and its holder."""
    match, frame = reading.match, reading.match.frame
    verb = grammar.clause_verb(match.head) if frame.pos != "verb" else match.head
    subject = _subject(reading, verb)
    if frame.holder == "possessor":
        return _nominal(reading)
    if frame.form == "demand" and frame.holder == "subj" and _writes(match.head, subject):
        writer = None if subject is None else grammar.subject(grammar.clause_verb(subject))
        return Act("demand", writer, reading.addressee, rule="letter")
    if frame.holder in {"obj", "prep"}:
        last = match.words[-1]
        body = last if frame.holder == "obj" else grammar.preposition_object(last)
        return Act(frame.form, body, rule="body")
    if frame.targets == ("phrase",):
        return _generic_act(reading, verb, subject)
    if _included(verb):
        return Act("demand", None, subject, rule="included")
    if frame.pos == "verb" and is_imperative(verb) and frame.form != "assessment":
        return Act("demand", None, reading.addressee, rule="imperative")
    if frame.pos == "adjective" and frame.holder == "subj" and reading.inner is not None and frame.targets:
        return Act(_inner_form(reading, frame.form), subject, rule="feeling")
    if _duty(verb) and frame.holder != "speaker":
        return _duty_act(reading, verb, subject)
    if frame.holder == "speaker":
        return _speaker_act(reading, verb, subject)
    if _is_thing(subject) and frame.form in {"action", "position", "assessment", "demand"} and frame.pos == "verb":
        return Act("assessment", None, about_subject=True, rule="effect")
    if frame.form == "action" and _future(verb):
        return Act("commitment", subject, rule="future")
    if frame.form == "position" and grammar.auxiliaries(verb) & _CONDITIONAL:
        return Act("position", subject, reading.addressee, rule="conditional")
    if frame.form == "commitment":
        return _commitment(reading, verb, subject)
    return Act(frame.form, subject, reading.addressee, rule="frame")


def _generic_act(reading: Reading, verb: Token, subject: Token | None) -> Act:
    if reading.match.frame.form == "commitment":
        return Act("commitment", subject, rule="future")
    if is_imperative(verb):
        return Act("demand", None, rule="imperative")
    return _duty_act(reading, verb, subject)


def _inner_form(reading: Reading, form: str) -> str:
    """ "proud to introduce X" is the deed, "proud to work with X" a judgement, "ready to fight X" a plan."""
    inner = reading.inner
    if inner is not None and not grammar.infinitive_mark(inner):
        return form
    frames = [] if inner is None else [m.frame for m in matching.at(inner) if m.frame.pos == "verb"]
    forms = [frame.form for frame in frames if frame.form in {"action", "position"} and frame.holder == "subj"]
    if form == "position":
        return "commitment"
    return forms[0] if forms else form


def _subject(reading: Reading, verb: Token) -> Token | None:
    if reading.match.frame.pos == "verb":
        return grammar.subject(reading.match.head)
    copula = verb
    return grammar.subject(copula)


def _future(verb: Token) -> bool:
    if grammar.auxiliaries(verb) & _FUTURE:
        return True
    governor = verb.head
    return verb.dep_ == "xcomp" and governor.lower_ == "going"


def _duty_act(reading: Reading, verb: Token, subject: Token | None) -> Act:
    """must, should, need to: a demand of the speaker, on the subject where that is somebody."""
    if grammar.passive(verb) or subject is None:
        form = "demand" if grammar.auxiliaries(verb) & {"must"} else "position"
        return Act(form, None, rule="duty-passive")
    addressee = None if grammar.is_first_person(subject) or _is_thing(subject) else subject
    return Act("demand", None, addressee, rule="duty")


def _speaker_act(reading: Reading, verb: Token, subject: Token | None) -> Act:
    """Effects and predicates are the speaker's judgement of their subject; said of oneself they are deeds or plans."""
    if reading.match.frame.pos != "verb":
        clause = reading.target_head is not None and reading.target_head.pos_ == "VERB"
        return Act("assessment", None, about_subject=True, rule="of-clause" if clause else "predicate")
    if _duty(verb):
        return _duty_act(reading, verb, subject)
    if subject is not None and grammar.is_first_person(subject):
        return Act("commitment" if _future(verb) or verb.tag_ == "VBP" else "action", None, rule="own-deed")
    return Act("assessment", None, about_subject=True, rule="effect")


def _commitment(reading: Reading, verb: Token, subject: Token | None) -> Act:
    """A plan or promise is one unless it is told as done ("decided to", "tried to")."""
    lemma = verb.lemma_.lower()
    deeds = {
        "decide",
        "choose",
        "try",
        "attempt",
        "move",
        "fight",
        "act",
        "work",
        "refuse",
        "decline",
        "begin",
        "start",
    }
    past = verb.tag_ in {"VBD", "VBN"} and not grammar.auxiliaries(verb) & _FUTURE
    if lemma in deeds and past:
        return Act("action", subject, rule="deed")
    if lemma == "offer" and past and reading.inner is None:
        return Act("action", subject, rule="deed")
    if lemma in {"want", "hope", "seek"}:
        return Act("position", subject, rule="wish")
    return Act("commitment", subject, rule="plan")


def _nominal(reading: Reading) -> Act:
    """ "their opposition to", "opponents of", "opposition from": the holder stands beside the noun."""
    head = reading.match.head
    owner = grammar.child(head, "poss")
    if owner is None:
        for c in head.children:
            if c.dep_ in {"prep", "agent"} and c.lower_ in {"by", "from", "among"}:
                owner = grammar.child(c, "pobj")
    if (
        owner is None
        and head.lemma_.lower()[-2:] in {"er", "or", "nt", "ic"}
        and head.dep_ in {"nsubj", "pobj", "dobj"}
    ):
        owner = head
    if owner is None and head.dep_ in {"dobj", "attr", "pobj"}:
        owner = grammar.subject(grammar.clause_verb(head))
    return Act(reading.match.frame.form, owner, rule="nominal")
