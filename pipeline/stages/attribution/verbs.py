"""Verbal cues: which verbs of the lexicon attribute something here, and to whom."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages.attribution.draft import Draft, Page
from pipeline.stages.attribution.frames import content, quotes
from pipeline.stages.attribution.lexicon import Cue
from pipeline.stages.attribution.relation import relation
from pipeline.stages.attribution.syntax import cue_tokens, subject


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
    return relation(
        page,
        verb,
        rule=f"{rule}:{cue.lemma}",
        content=tokens,
        cue={*cue_tokens(verb), *completed},
        source=source,
        verb=verb,
        type=cue.type,
    )


def _plausible(page: Page, verb: Token, cue: Cue, source: Token | None, rule: str) -> bool:
    """Whether somebody attributes something here at all."""
    if source is None:
        if rule == "object":
            return verb.tag_ == "VBN" and _completed(verb, cue) and page.quoted(verb) is None
        return rule == "clause" and verb.dep_ not in ("amod", "compound") and cue.type in ("speech", "writing")
    if page.quoted(verb) is not None:
        # inside a quotation only what others are said to say
        return source.pos_ in ("PROPN", "NOUN") and cue.type in ("speech", "writing") and rule == "clause"
    return source.lower_ != "you"


def _completed(verb: Token, cue: Cue) -> bool:
    """Whether a passive says what somebody is held for or to be ("is seen as weak", "is accused of fraud")."""
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    return passive and any(c.dep_ == "prep" and c.lower_ in cue.completions for c in verb.rights)


def _substantial(verb: Token, tokens: list[int], rule: str) -> bool:
    """Whether there is enough content to count."""
    if rule == "clause":
        return len(tokens) > 3 or quotes(verb)
    return rule != "infinitive" or len(tokens) > 1
