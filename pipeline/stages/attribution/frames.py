"""What a verbal cue takes as its content in the parse, frame by frame."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages.attribution.lexicon import Cue
from pipeline.stages.attribution.syntax import subtree
from pipeline.stages.attribution.tails import without_addition, without_aside, without_tail
from pipeline.stages.attribution.window import following, misread

_COMPLEMENTS = ("oprd", "xcomp", "acomp", "attr", "pcomp", "ccomp")
_MARKS = ("“", '"', "``", "‘", "''")
_GO_ON = ("continue", "begin", "conclude")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def content(verb: Token, cue: Cue) -> tuple[list[int], list[int], str]:
    """Token indices of the content, those that complete the cue ("for" of "call for"), and the frame.

    Returns three empties where the verb has none of its frames.
    """
    if cue.clause or cue.quotation:
        found = _clause(verb, cue)
        if not found or misread(verb, found):
            found = following(verb, cue) or found
        if found:
            return found, [], "clause"
    if cue.infinitive or cue.object_infinitive:
        for child in verb.children:
            if child.dep_ in ("xcomp", "ccomp") and child.i > verb.i and _infinitive(child):
                return without_addition(child, _with_object(verb, child, cue)), [], "infinitive"
    if cue.object or cue.quotation:
        found = _object(verb, cue)
        said = cue.lemma not in _GO_ON and any(verb.doc[i].text in _MARKS for i in found)
        if not cue.object and not said:
            found = []  # "pledged a “revolution”": said, where the words are quoted
        if found:
            return found, [], "object"
    found, words = _prepositional(verb, cue)
    return found, words, "prepositional" if found else ""


def _clause(verb: Token, cue: Cue) -> list[int]:
    """The clause that a verb of saying takes: its complement, or the sentence that it interrupts."""
    for child in verb.children:
        if child.dep_ == "ccomp" and (cue.clause or quotes(child)):
            return _with_lost_subject(verb, child)
    if cue.clause and cue.type in ("speech", "writing", "thought") and _interrupts(verb):
        return subtree(verb.head, without=[verb])
    return []


def _interrupts(verb: Token) -> bool:
    """Whether a verb with its subject stands beside the clause that it reports ("The plan, he said, is dead", "As the
    mayor said, …")."""
    if verb.dep_ not in ("parataxis", "ccomp", "advcl") or verb.head == verb:
        return False
    marks = [child.lower_ for child in verb.children if child.dep_ == "mark" or child.lower_ == "as"]
    if marks:
        return marks == ["as"] and not any(c.dep_ in ("dobj", "acomp", "xcomp") for c in verb.children)
    return _set_off(verb) and (verb.dep_ != "advcl" or any(c.dep_ in _SUBJECTS for c in verb.children))


def _with_lost_subject(verb: Token, clause: Token) -> list[int]:
    """A clause with the subject that the parser read as an object ("reported *Roger Ailes* also met …")."""
    tokens = without_tail(clause, verb)
    lost = next((c for c in verb.children if c.dep_ == "dobj" and verb.i < c.i < clause.i), None)
    if lost is None or clause.tag_ not in ("VBD", "VBZ", "VBP") or any(c.dep_ in _SUBJECTS for c in clause.children):
        return tokens
    return list(range(lost.left_edge.i, tokens[-1] + 1))


def quotes(token: Token) -> bool:
    """Whether a quotation mark stands below a token in the parse."""
    return any(t.text in _MARKS for t in token.subtree)


def _set_off(verb: Token) -> bool:
    """Whether the verb's own words stand between commas (or at an end) of its sentence."""
    span = list(verb.subtree)
    before = verb.doc[span[0].i - 1].text if span[0].i else ","
    after = verb.doc[span[-1].i + 1].text if span[-1].i + 1 < len(verb.doc) else "."
    return (before in ',“"”—–-' or span[0].text == ",") and (after in ',.“"”—–-' or span[-1].text == ",")


def _infinitive(token: Token) -> bool:
    return len(list(token.subtree)) > 1 and token.tag_ in ("VB", "VBG", "VBN", "JJ", "NN", "IN")


def _with_object(verb: Token, infinitive: Token, cue: Cue) -> list[int]:
    """An infinitive with the object that is to do it ("urged *Congress to act*"), but not after "tell"."""
    tokens = subtree(infinitive)
    if cue.object_infinitive and cue.lemma not in ("tell", "promise"):
        for child in verb.children:
            if child.dep_ in ("dobj", "dative") and verb.i < child.i < infinitive.i:
                return subtree(child) + tokens
    return tokens


def _object(verb: Token, cue: Cue) -> list[int]:
    """An object with what completes it: "the bill as a giveaway", "Congress to act", "the rule a disaster"."""
    noun = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if noun is None:
        return _small_clause(verb)
    tokens = subtree(noun)
    completed = not cue.completed or any(t.dep_ == "prep" and t.lower_ in cue.completions for t in noun.rights)
    for child in verb.rights:
        if child.i == noun.i:
            continue
        purpose = child.dep_ == "advcl" and child.tag_ == "VB" and child.left_edge.i == max(tokens) + 1
        if child.dep_ in _COMPLEMENTS or purpose or (child.dep_ == "prep" and child.lower_ in cue.completions):
            tokens += subtree(child)
            completed = True
        elif cue.completed and not completed and child.dep_ == "prep":
            lost = [t for t in child.subtree if t.dep_ == "prep" and t.lower_ in cue.completions and t.i > noun.i]
            tokens += [i for t in lost[:1] for i in subtree(t)]
            completed = bool(lost)
    if not completed:
        return []
    if noun.dep_ == "nsubjpass" or noun.i < verb.i:
        return tokens
    return without_aside(noun, list(range(min(tokens), max(tokens) + 1)))


def _small_clause(verb: Token) -> list[int]:
    """An object and its predicate read as a clause without a verb form of its own ("calls *Clinton unqualified*")."""
    for child in verb.rights:
        if child.dep_ == "oprd" and child.i > verb.i + 1:
            return list(range(verb.i + 1, child.right_edge.i + 1))
        if child.dep_ == "ccomp":
            own = [c.dep_ for c in child.children if c.i < child.i]
            if any(dep in _SUBJECTS for dep in own) and not {"aux", "auxpass", "mark"} & set(own):
                return subtree(child)
    return []


def _prepositional(verb: Token, cue: Cue) -> tuple[list[int], list[int]]:
    """The object of a preposition that the cue takes ("call *for* a ban", "call *on* Congress to act")."""
    children = list(verb.children)
    for child in children:
        if child.i <= verb.i:
            continue
        if child.dep_ in ("prep", "prt") and child.lower_ in cue.prepositions:
            objects = [t for t in child.children if t.dep_ in ("pobj", "pcomp")]
            if not objects and child.dep_ == "prt":
                objects = [t for t in children if t.dep_ in ("dobj", "ccomp") and t.i > child.i]
            if objects:
                found = [i for t in objects for i in subtree(t)]
                found += _completion(verb, cue, max(found))
                return found + _to_do(verb, max(found)), list(range(verb.i + 1, child.i + 1))
        if child.dep_ in ("advcl", "xcomp", "ccomp"):
            mark = child.left_edge
            if mark.i == verb.i + 1 and mark.dep_ == "mark" and mark.lower_ in cue.prepositions:
                return [i for i in subtree(child) if i != mark.i], [mark.i]  # "calling *for him to drop out*"
    return [], []


def _completion(verb: Token, cue: Cue, after: int) -> list[int]:
    """What completes a prepositional object ("refer to him *as a friend*")."""
    found = (c for c in verb.rights if c.dep_ == "prep" and c.lower_ in cue.completions and c.i == after + 1)
    return [i for child in found for i in subtree(child)]


def _to_do(verb: Token, after: int) -> list[int]:
    """An infinitive that follows a prepositional object ("called on Congress *to act*")."""
    for child in verb.rights:
        if child.dep_ in ("xcomp", "advcl", "ccomp") and child.i > after:
            tokens = subtree(child)
            if tokens[0] == after + 1 and child.doc[tokens[0]].lower_ == "to":
                return tokens
    return []
