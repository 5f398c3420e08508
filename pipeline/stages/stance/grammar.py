"""Readings of the parse that the stance stage needs: who does what to whom, with passives and relatives undone."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages.stance.lexicon import operators, word_group

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_ASKED = frozenset({"how", "who", "what", "when", "where", "which"})
_NO_NEGATOR = frozenset({"pobj", "conj", "dobj", "cc", "nsubj", "nsubjpass"})
_RELATIVES = frozenset({"which", "that", "who", "whom"})
_THINKING = frozenset({"think", "believe", "feel", "hold", "consider", "suggest", "mean", "claim"})
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "ant", "ee", "man", "men", "folk")
_FIRST = frozenset({"i", "we", "us", "me", "my", "our", "ours", "mine", "myself", "ourselves"})


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these relations, in text order."""
    for c in token.children:
        if c.dep_ in deps:
            return c
    return None


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for: the noun its clause hangs on; other tokens are themselves."""
    if token.lower_ not in _RELATIVES or token.tag_ not in {"WDT", "WP", "IN", "DT"}:
        return token
    clause = token.head
    for _ in range(6):
        if clause.dep_ == "relcl":
            return clause.head
        if clause.head == clause:
            break
        clause = clause.head
    return token


def passive(verb: Token) -> bool:
    """Whether the verb is a passive, or a participle that modifies a noun ("supported by")."""
    if child(verb, "nsubjpass", "auxpass") is not None or (verb.tag_ == "VBN" and child(verb, "agent") is not None):
        return True
    bare = verb.dep_ in {"ccomp", "xcomp"} and child(verb, "aux") is None  # "want it buried"
    return verb.tag_ == "VBN" and (verb.dep_ == "acl" or bare)


def _clause_subject(verb: Token) -> Token | None:
    found = child(verb, *_SUBJECTS)
    if found is not None and found.dep_ == "expl":
        real = child(verb, "attr", "nsubj")
        return real or found
    return found


def _agent(verb: Token) -> Token | None:
    by = child(verb, "agent") or next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "by"), None)
    return None if by is None else child(by, "pobj")


def subject(verb: Token, *, depth: int = 0) -> Token | None:
    """The logical subject of a verb: agent of a passive, antecedent of a relative, shared subject of a coordination."""
    if passive(verb):
        return _agent(verb)
    found = _clause_subject(verb.head if verb.dep_ == "aux" else verb)
    if found is not None:
        return antecedent(found)
    if depth > 5 or verb.head == verb:
        return None
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head
    if verb.dep_ in {"xcomp", "ccomp"}:
        controller = child(verb.head, "dobj", "dative") if verb.dep_ == "xcomp" else None
        return controller or subject(verb.head, depth=depth + 1)
    if verb.dep_ in {"conj", "advcl", "pcomp", "prep", "acomp", "attr"} and verb.head.pos_ in {"VERB", "AUX", "ADP"}:
        shared = subject(verb.head, depth=depth + 1)
        if shared is None and passive(verb.head) and verb.dep_ == "conj":
            return _clause_subject(verb.head)
        return shared
    return None


def objects(verb: Token) -> Token | None:
    """The logical object of a verb: subject of a passive, antecedent of a relative."""
    if passive(verb):
        found = child(verb, "nsubjpass") or (child(verb, "nsubj") if verb.dep_ in {"ccomp", "xcomp"} else None)
        if found is None and verb.dep_ == "acl":
            return verb.head
        if found is None and verb.dep_ == "conj" and passive(verb.head):
            return objects(verb.head)
        if found is None and verb.dep_ in {"acomp", "ccomp"}:
            found = child(verb.head, "nsubj")
        return None if found is None else antecedent(found)
    found = child(verb, "dobj", "obj")
    if found is None and verb.dep_ == "relcl" and child(verb, "nsubj") is not None:
        fronted = next((c for c in verb.children if c.lower_ in _RELATIVES), None)
        return verb.head if fronted is None or fronted.dep_ not in _SUBJECTS else None
    if found is None:
        return _asked_clause(verb)
    return antecedent(found)


def _asked_clause(verb: Token) -> Token | None:
    """The verb of a clause that stands for an object: "restrict how it sells them", "limit who may look"."""
    asked = (c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i and c.left_edge.lower_ in _ASKED)
    return next(asked, None)


def preposition_object(token: Token) -> Token | None:
    """What a preposition governs: a noun or a gerund."""
    found = child(token, "pobj", "pcomp")
    if found is None:
        nested = child(token, "prep")
        found = None if nested is None else child(nested, "pobj", "pcomp")
    return found


def infinitive(verb: Token) -> Token | None:
    """The infinitive (or bare infinitive) that completes a verb, noun or adjective."""
    for c in verb.children:
        if c.dep_ in {"xcomp", "ccomp", "advcl", "acl", "relcl"} and c.i > verb.i and c.pos_ in {"VERB", "AUX"}:
            to = any(a.dep_ == "aux" and a.lower_ == "to" for a in c.children)
            if to or (c.dep_ in {"xcomp", "ccomp"} and c.tag_ in {"VB", "VBN"}):
                return c
    return None


def that_clause(verb: Token) -> Token | None:
    """The finite clause that completes a verb, noun or adjective."""
    return next(
        (c for c in verb.children if c.dep_ in {"ccomp", "acl"} and c.i > verb.i and not infinitive_mark(c)), None
    )


def infinitive_mark(verb: Token) -> bool:
    """Whether the verb has its own "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def gerund(verb: Token) -> Token | None:
    """The gerund that completes a verb ("stop selling"); also where the parser took the verb for an auxiliary."""
    if verb.dep_ == "aux" and verb.head.tag_ == "VBG":
        return verb.head
    return next(
        (
            c
            for c in verb.children
            if c.dep_ in {"xcomp", "pcomp", "ccomp", "dobj"} and c.tag_ == "VBG" and c.i > verb.i
        ),
        None,
    )


def negations(token: Token) -> int:
    """How many negators hang directly on a verb, noun or adjective ("not only" and "no doubt" are none)."""
    count = 0
    words = operators("negator")
    for c in token.children:
        if (c.lower_ not in words and c.dep_ != "neg") or c.dep_ in _NO_NEGATOR:
            continue
        following = c.nbor(1).lower_ if c.i + 1 < len(c.doc) else ""
        if following in {"only", "just", "merely", "simply"} or c.lower_ == "without":
            continue
        if c.lower_ == "no" and following in {"doubt", "matter"}:
            continue
        if c.lower_ in {"nothing", "none", "nobody"}:
            continue
        count += 1
    if any(c.lower_ == "longer" and c.i and c.nbor(-1).lower_ == "no" for c in token.children):
        count = max(count, 1) if any(c.lower_ == "no" for c in token.children) else count + 1
    return count


def negated(token: Token) -> bool:
    """Whether the clause of a verb, or the predicate, is negated; the copula's and the subject's negation count."""
    count = negations(token)
    governor = token.head
    if token.dep_ in {"acomp", "attr", "oprd"} and governor != token:
        count += negations(governor) + _disbelieved(governor)
    count += _disbelieved(token)
    if (
        token.dep_ == "conj"
        and governor.pos_ in {"VERB", "AUX"}
        and not any(c.dep_ in {*_SUBJECTS, "aux"} for c in token.children)
    ):
        shared = [c for c in governor.children if c.dep_ == "neg" and c.i < governor.i]
        contrast = any(c.lower_ in {"but", "instead"} for c in governor.children if c.dep_ == "cc")
        count += 1 if shared and not contrast and token.tag_ == governor.tag_ else 0
    clause_subject = child(governor if token.dep_ in {"acomp", "attr"} else token, "nsubj", "nsubjpass")
    if clause_subject is not None:
        determiner = child(clause_subject, "det")
        if (
            clause_subject.lower_ in {"nobody", "none"}
            or (determiner is not None and determiner.lower_ in {"no", "neither"})
            or (clause_subject.lower_ == "one" and any(c.lower_ == "no" for c in clause_subject.children))
        ):
            count += 1
    if token.dep_ == "pcomp" and token.tag_ == "VBG" and _instead(token.head):
        count += 1
    obj = child(token, "dobj")
    if obj is not None and token.pos_ == "VERB":
        determiner = child(obj, "det")
        none = obj.lower_ in {"nobody", "nothing", "none"}
        count += 1 if none or (determiner is not None and determiner.lower_ == "no") else 0
    return count % 2 == 1


def _disbelieved(verb: Token) -> int:
    """Whether a clause is what somebody does not think ("we don't think it is wrong")."""
    governor = verb.head
    if verb.dep_ != "ccomp" or governor.pos_ != "VERB" or verb.i < governor.i:
        return 0
    lemma = governor.lemma_.lower()
    return int(lemma in _THINKING and negations(governor) % 2 == 1)


def _instead(preposition: Token) -> bool:
    """Whether a preposition says that what follows is not done: without, instead of, rather than."""
    before = preposition.nbor(-1).lower_ if preposition.i else ""
    words = {preposition.lower_, preposition.head.lower_, before}
    return preposition.lower_ == "without" or "instead" in words or {"rather", "than"} <= words


def auxiliaries(verb: Token) -> set[str]:
    """The auxiliaries of a verb, lower case, with those its coordination shares and of the copula over a predicate."""
    found = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if verb.dep_ in {"acomp", "attr", "oprd"}:
        found |= {c.lower_ for c in verb.head.children if c.dep_ in {"aux", "auxpass"}}
    if (
        verb.dep_ == "conj"
        and verb.head.pos_ in {"VERB", "AUX"}
        and not any(c.dep_ in _SUBJECTS for c in verb.children)
    ):
        own = any(c.dep_ == "aux" for c in verb.children)
        if not own and verb.tag_ == verb.head.tag_:
            found |= auxiliaries(verb.head)
    return found


def clause_verb(token: Token) -> Token:
    """The verb of the clause a token stands in (the token itself where it is one)."""
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def is_first_person(token: Token) -> bool:
    """Whether the token is "I", "we", "our", …"""
    return token.lower_ in _FIRST


def names_actor(token: Token) -> bool | None:
    """Whether a noun or pronoun names somebody who can hold a position; None where it cannot be told.

    A noun of a measure ("Act", "program") is none even inside a name.
    """
    lemma = token.lemma_.lower()
    if token.pos_ == "PRON" or token.lower_ in {"who", "whoever"}:
        if token.lower_ in {"i", "we", "he", "she", "they", "who", "us", "him", "her", "them", "everyone", "someone"}:
            return True
        return False if token.lower_ in {"it", "this", "that", "which", "these", "those", "there", "what"} else None
    if lemma in word_group("measure"):
        return False
    if lemma in word_group("actor"):
        return True
    if token.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}:
        return True
    if token.pos_ == "PROPN" and token.ent_type_ in {"", "WORK_OF_ART", "FAC", "PRODUCT"}:
        return True
    if token.ent_type_ in {"LAW", "MONEY", "DATE", "EVENT", "PRODUCT", "WORK_OF_ART", "CARDINAL", "PERCENT"}:
        return False
    if token.pos_ == "NOUN" and not token.ent_type_:
        return None if lemma.endswith(_PERSON_ENDINGS) else False
    return None
