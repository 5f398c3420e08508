"""Contents whose subject was raised out of them: "Smith is expected to win", "is seen as moderate", "seems to agree".

The content is then in two parts, around the cue; the source, if any, is the agent ("by voters").
"""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages.attribution.draft import Draft, Page
from pipeline.stages.attribution.lexicon import phrases
from pipeline.stages.attribution.relation import relation
from pipeline.stages.attribution.syntax import agent, cue_tokens, subtree
from pipeline.stages.attribution.tails import without_addition

_COMPLEMENTS = ("xcomp", "oprd", "ccomp", "acomp")


def raised_drafts(page: Page) -> list[Draft]:
    """One relation for every verb of the list with a raised subject."""
    verbs = phrases("attribution_raising.txt")
    found = []
    for index, cue in page.cues.items():
        token = page.doc[index]
        if cue.part == "VERB" and token.lemma_.lower() in verbs and page.quoted(token) is None:
            draft = _draft(page, token)
            if draft is not None and not page.is_silent(token.idx):
                found.append(draft)
    return found


def _draft(page: Page, verb: Token) -> Draft | None:
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    wanted = "nsubjpass" if passive else "nsubj"
    if not passive and verb.lemma_.lower() not in ("seem", "appear"):
        return None
    raised = next((c for c in verb.children if c.dep_ == wanted), None)
    complement = next((c for c in verb.children if c.i > verb.i and _completes(c)), None)
    if raised is None or complement is None:
        return None
    left_out = [c for c in verb.children if c.dep_ == "agent"]
    return relation(
        page,
        verb,
        rule=f"raised:{verb.lemma_.lower()}",
        content=subtree(raised) + without_addition(complement, subtree(complement, without=left_out)),
        cue=cue_tokens(verb),
        source=agent(verb) if passive else None,
        verb=verb,
        type="thought",
    )


def _completes(token: Token) -> bool:
    return token.dep_ in _COMPLEMENTS or (token.dep_ == "prep" and token.lower_ in ("as", "like"))
