"""Verbal cues: what a verb of the lexicon takes as content in the parse, and who is its source."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages.attribution.draft import Draft, Page
from pipeline.stages.attribution.lexicon import Cue, cues
from pipeline.stages.attribution.sources import source_range
from pipeline.stages.attribution.syntax import cue_tokens, hypothetical, negated, ranges, subject, subtree
from pipeline.stages.attribution.window import following, misread

_THINGS = frozenset({"it", "that", "this", "there", "which", "what"})
_DASHES = frozenset({"—", "–", "--"})
_TAILS = frozenset({"while", "despite", "although", "though", "whereas", "except"})


def verb_drafts(page: Page) -> list[Draft]:
    """One relation for every verbal cue with content in the parse."""
    found = []
    for index, cue in page.cues.items():
        if cue.part != "VERB":
            continue
        draft = _draft(page, page.doc[index], cue)
        if draft is not None:
            found.append(draft)
    return found


def _draft(page: Page, verb: Token, cue: Cue) -> Draft | None:
    tokens, completed, rule = content(verb, cue)
    if not tokens or page.is_silent(verb.idx):
        return None
    source = subject(verb)
    if source is not None and source.i in tokens:
        source = None
    if not _plausible(page, verb, cue, source, rule) or not _substantial(verb, tokens, rule):
        return None
    words = set(cue_tokens(verb)) | set(completed)
    spans = ranges(page.doc, (i for i in tokens if i not in words), keep_marks=True)
    if not spans:
        return None
    return Draft(
        content=spans,
        rule=f"{rule}:{cue.lemma}",
        head=verb.i,
        cue=ranges(page.doc, range(min(words), max(words) + 1))[0],
        source=source_range(page, source, verb, tokens) if source is not None else None,
        source_head=None if source is None else source.i,
        negated=negated(verb),
        hypothetical=hypothetical(verb),
        type=cue.type,
    )


def _plausible(page: Page, verb: Token, cue: Cue, source: Token | None, rule: str) -> bool:
    """Whether somebody attributes something here at all."""
    if source is None:
        return rule == "clause" and verb.dep_ not in ("amod", "compound") and cue.type in ("speech", "writing")
    if source.lower_ in _THINGS and cue.type not in ("speech", "writing"):
        return False
    if page.quoted(verb) is not None:
        # inside a quotation only what others are said to say
        return source.pos_ in ("PROPN", "NOUN") and cue.type in ("speech", "writing") and rule == "clause"
    if source.lower_ in ("i", "we"):
        return cue.type not in ("thought", "attitude")
    return source.lower_ != "you"


def _substantial(verb: Token, tokens: list[int], rule: str) -> bool:
    """Whether there is enough content to count: a word or two only where the cue is the sentence's own verb."""
    if rule == "clause":
        return len(tokens) > 3 or _quotes(verb)
    if rule == "infinitive":
        return len(tokens) > 1
    if hypothetical(verb):
        return False
    if rule == "prepositional":
        return len(tokens) > 1 and verb.doc[tokens[0]].pos_ not in ("PROPN", "PRON")
    return len(tokens) > 3 or (verb.dep_ in ("ROOT", "conj", "advcl") and verb.tag_ in ("VBD", "VBZ", "VBN", "VBP"))


def content(verb: Token, cue: Cue) -> tuple[list[int], list[int], str]:
    """Token indices of the content, those that complete the cue ("for" of "call for"), and the frame.

    Returns three empties where the verb has none of its frames.
    """
    if cue.clause or cue.quotation:
        clause = _clause(verb, cue)
        if not clause or misread(verb, clause):
            clause = following(verb, cue) or clause
        if clause:
            return clause, [], "clause"
    children = list(verb.children)
    if cue.infinitive or cue.object_infinitive:
        for child in children:
            if child.dep_ in ("xcomp", "ccomp") and child.i > verb.i and _infinitive(child):
                return _with_object(verb, child, cue), [], "infinitive"
    if cue.object:
        for child in children:
            if child.dep_ in ("dobj", "nsubjpass"):
                return _object(verb, child, cue), [], "object"
    for child in children:
        if child.dep_ in ("prep", "prt") and child.lower_ in cue.prepositions and child.i > verb.i:
            objects = [t for t in child.children if t.dep_ in ("pobj", "pcomp")]
            if not objects and child.dep_ == "prt":
                objects = [t for t in children if t.dep_ in ("dobj", "ccomp") and t.i > child.i]
            if objects:
                found = [i for t in objects for i in subtree(t)]
                found += _completion(verb, cue, max(found))
                return found + _to_do(verb, max(found)), list(range(verb.i + 1, child.i + 1)), "prepositional"
    return [], [], ""


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


def _clause(verb: Token, cue: Cue) -> list[int]:
    """The clause that a verb of saying takes: its complement, or the sentence that it interrupts."""
    for child in verb.children:
        if child.dep_ == "ccomp" and (cue.clause or _quotes(child)):
            return _without_tail(child, verb)
    if cue.clause and cue.type in ("speech", "writing", "thought") and verb.dep_ in ("parataxis", "ccomp"):
        head = verb.head
        if head != verb and not any(c.dep_ == "mark" for c in verb.children) and _set_off(verb):
            return subtree(head, without=[verb])
    return []


def _without_tail(clause: Token, verb: Token) -> list[int]:
    """A clause without what follows it after a comma: "…, adding that", "…, while others"."""
    tokens = subtree(clause)
    if clause.i < verb.i:
        return tokens
    doc = clause.doc
    for index in tokens[1:]:
        if index > clause.i and _starts_tail(doc[index], clause, tokens[-1]):
            return [i for i in tokens if i < (index - 1 if doc[index - 1].text == "," else index)]
    return tokens


def _starts_tail(token: Token, clause: Token, last: int) -> bool:
    """Whether a token starts what the writer adds to a reported clause."""
    if token.text in _DASHES:
        return token.i > clause.i + 2
    if token.dep_ == "cc" and token.lower_ in ("and", "but"):
        return _goes_on(token)
    if token.doc[token.i - 1].text != ",":
        return False
    if token.lower_ == "which":
        return token.head.dep_ == "relcl" and token.head.right_edge.i >= last - 1
    participle = token.tag_ == "VBG" and token.dep_ == "advcl" and (token.lemma_, "VERB") in cues()
    return participle or token.lower_ in _TAILS or token.lower_ == "according"


def _goes_on(conjunction: Token) -> bool:
    """Whether the speaker's next act follows ("said he would stay *and called* the plan …")."""
    doc = conjunction.doc
    for index in range(conjunction.i + 1, min(conjunction.i + 4, len(doc))):
        token = doc[index]
        if token.pos_ == "VERB":
            known = cues().get((token.lemma_, "VERB"))
            subjects = any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
            return token.tag_ == "VBD" and known is not None and known.type in ("speech", "judgement") and not subjects
        if token.pos_ not in ("AUX", "ADV", "PART"):
            return False
    return False


def _quotes(token: Token) -> bool:
    return any(t.text in ("“", '"', "``", "‘") for t in token.subtree)


def _set_off(verb: Token) -> bool:
    """Whether the verb's own words stand between commas (or at an end) of its sentence."""
    span = list(verb.subtree)
    before = verb.doc[span[0].i - 1].text if span[0].i else ","
    after = verb.doc[span[-1].i + 1].text if span[-1].i + 1 < len(verb.doc) else "."
    return (before in ',“"”—–-' or span[0].text == ",") and (after in ',.“"”—–-' or span[-1].text == ",")


def _object(verb: Token, noun: Token, cue: Cue) -> list[int]:
    """An object with what completes it: "the bill as a giveaway", "Congress to act", "the rule a disaster"."""
    tokens = subtree(noun)
    for child in verb.children:
        if child.i <= verb.i or child.i == noun.i:
            continue
        completes = child.dep_ == "prep" and child.lower_ in cue.completions
        if completes or child.dep_ in ("oprd", "xcomp", "acomp", "attr", "pcomp", "ccomp"):
            tokens += subtree(child)
    if noun.dep_ == "dobj":
        tokens = list(range(min(tokens), max(tokens) + 1))
        for index in tokens[2:]:
            token = noun.doc[index]
            if token.text in _DASHES or (token.lower_ == "which" and _starts_tail(token, noun, tokens[-1])):
                return [i for i in tokens if i < index]
    return tokens
