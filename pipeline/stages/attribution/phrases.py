"""Cues that are no verbs: "according to X", nouns ("her view that"), adjectives ("is worried that")."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.annotations import Range
from pipeline.stages.attribution.draft import Draft, Page
from pipeline.stages.attribution.lexicon import Cue
from pipeline.stages.attribution.relation import relation
from pipeline.stages.attribution.syntax import possessor, subject, subject_of_support, subtree
from pipeline.stages.attribution.tails import without_addition

_ACCORDING = re.compile(r"\baccording\s+to\b", re.I)
_CLAUSE_HEADS = ("VERB", "AUX")


def phrase_drafts(page: Page) -> list[Draft]:
    """Relations with a noun, an adjective or a preposition as cue."""
    found = []
    for index, cue in page.cues.items():
        token = page.doc[index]
        draft = None
        if cue.part == "NOUN":
            draft = _noun(page, token, cue)
        elif cue.part == "ADJ":
            draft = _adjective(page, token, cue)
        if draft is not None and not page.is_silent(token.idx):
            found.append(draft)
    for match in _ACCORDING.finditer(page.text):
        first, _ = page.tokens(Range(match.start(), match.end()))
        if first + 2 < len(page.doc) and page.doc[first].lower_ == "according":
            draft = _according(page, page.doc[first])
            if draft is not None:
                found.append(draft)
    return found


def _noun(page: Page, noun: Token, cue: Cue) -> Draft | None:
    source = possessor(noun) or subject_of_support(noun)
    if (source is None and noun.dep_ in ("compound", "nsubj")) or page.quoted(noun) is not None:
        return None
    if source is not None and source.lower_ in ("i", "we", "you", "my", "our", "your", "it"):
        return None
    chosen: list[int] = []
    words = [noun.i]
    for child in noun.children:
        if child.i < noun.i:
            continue
        if (cue.clause and child.dep_ in ("acl", "ccomp", "relcl") and _that(child)) or (
            cue.infinitive and child.dep_ in ("acl", "xcomp") and _to(child)
        ):
            chosen = subtree(child)
            break
        if child.dep_ == "prep" and child.lower_ in cue.prepositions:
            chosen = [i for t in child.children if t.dep_ in ("pobj", "pcomp") for i in subtree(t)]
            words.append(child.i)
            break
    chosen = without_addition(noun, chosen)
    if len(chosen) < 3 or (source is not None and source.i in chosen):
        return None
    verb = noun.head if noun.dep_ == "dobj" and source is not None and source.head == noun.head else None
    if cue.supported and (noun.dep_ != "dobj" or source is None or possessor(noun) is not None):
        return None
    if verb is not None:
        words.append(verb.i)
    return relation(
        page,
        noun,
        rule=f"noun:{cue.lemma}",
        content=chosen,
        cue=words,
        source=source,
        verb=verb,
        type=cue.type,
    )


def _that(token: Token) -> bool:
    return any(c.dep_ == "mark" or c.lower_ == "that" for c in token.children) and token.tag_ != "VBG"


def _to(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def _adjective(page: Page, adjective: Token, cue: Cue) -> Draft | None:
    verb = adjective.head
    made = verb.lemma_ in ("make", "become") and adjective.lower_ == "clear"  # "made clear that …"
    if (adjective.dep_ not in ("acomp", "oprd", "conj", "attr") and not made) or page.quoted(adjective) is not None:
        return None
    if adjective.dep_ == "conj":
        verb = verb.head
    if verb.pos_ not in _CLAUSE_HEADS:
        return None
    source = subject(verb)
    if not made and (source is None or source.lower_ in ("it", "that", "this", "what", "there", "which")):
        return None
    if source is not None and source.lower_ == "it":
        source = None
    chosen: list[int] = []
    words = [verb.i, adjective.i]
    for child in (*adjective.children, *verb.children):
        if child.i < adjective.i:
            continue
        if cue.clause and child.dep_ in ("ccomp", "xcomp") and child.i > adjective.i:
            chosen = subtree(child)
            break
        if child.dep_ == "prep" and child.lower_ in cue.prepositions and child.head == adjective:
            chosen = [i for t in child.children if t.dep_ in ("pobj", "pcomp") for i in subtree(t)]
            words.append(child.i)
            break
    if source is not None and source.i in chosen:
        return None
    return relation(
        page,
        adjective,
        rule=f"adjective:{cue.lemma}",
        content=chosen,
        cue=words,
        source=source,
        verb=verb,
        type=cue.type,
    )


def _according(page: Page, token: Token) -> Draft | None:
    """ "According to X, …": everything else in the clause."""
    to = token.nbor()
    source = next((t for t in to.children if t.dep_ in ("pobj", "pcomp")), None)
    if source is None:
        source = next((t for t in token.children if t.dep_ in ("pobj", "dobj")), None)
    head = token.head
    if source is None or head == token:
        return None
    while head.pos_ not in _CLAUSE_HEADS and head.head != head:
        head = head.head
    while head.dep_ == "conj" and head.head.pos_ in _CLAUSE_HEADS and head.i < token.i:
        head = head.head  # "Sales rose and prices fell, according to X": both
    chosen = subtree(head, without=[token])
    cut = _swallowed(page, token, source, head)
    if cut is not None:
        chosen += [i for i in (t.i for t in token.subtree) if i > cut]
    return relation(
        page,
        token,
        rule="according",
        content=chosen,
        cue=[token.i, to.i],
        source=source,
        verb=None,
        type="speech",
        away=chosen if cut is None else [*chosen, cut],
    )


def _swallowed(page: Page, according: Token, source: Token, verb: Token) -> int | None:
    """The comma after which the sentence's own subject was read as part of the source ("According to A, B sued")."""
    if any(child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for child in verb.children):
        return None
    if verb.i < according.i:
        return None
    last = according.right_edge.i
    return next((i for i in range(source.i + 1, last) if page.doc[i].text == ","), None)
