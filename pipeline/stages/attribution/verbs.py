"""Verbal cues: which verbs of the lexicon attribute something here, and to whom."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages.attribution.beside import speaker
from pipeline.stages.attribution.draft import Draft, Page
from pipeline.stages.attribution.frames import content, quotes
from pipeline.stages.attribution.lexicon import Cue
from pipeline.stages.attribution.relation import relation
from pipeline.stages.attribution.syntax import cue_tokens, is_passive, subject


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
    if source is None and rule == "clause" and max(tokens) < verb.i and not is_passive(verb):
        source = speaker(page, verb)  # "…, added Jane Smith": read as anything but its subject
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
        return page.quoted(verb) is None and _sourceless(verb, cue, rule)
    if page.quoted(verb) is None:
        return True
    # inside a quotation only what others are said to say
    return source.pos_ in ("PROPN", "NOUN") and cue.type in ("speech", "writing") and rule == "clause"


def _sourceless(verb: Token, cue: Cue, rule: str) -> bool:
    """Whether a cue may do without a source: "was told that …", "is seen as weak", "Asked about the plan, …"."""
    if verb.dep_ in ("amod", "compound"):
        return False
    if rule == "clause":
        return cue.type in ("speech", "writing", "directive")
    if rule == "object":
        return is_passive(verb) and any(c.dep_ == "prep" and c.lower_ in cue.completions for c in verb.rights)
    return rule == "prepositional" and cue.type in ("speech", "directive") and is_passive(verb)


def _substantial(verb: Token, tokens: list[int], rule: str) -> bool:
    """Whether there is enough content to count."""
    if rule == "clause":
        return len(tokens) > 1 or quotes(verb)
    return rule != "infinitive" or len(tokens) > 1
