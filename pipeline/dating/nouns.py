"""Dates that hang on a noun, and through it on a claim: "Friday's judgment, which …", "its letter of May 3 says …"."""

from __future__ import annotations

from spacy.tokens import Token

#: What says something on the day that it is dated.
_SAYING = frozenset(
    "letter report guidance statement study complaint memo email message resolution petition motion survey poll "
    "ballot referendum paper submission communique declaration post tweet article editorial interview speech writ "
    "lawsuit advice opinion inquiry review".split()
)
#: What was done on the day that it is dated.
_DONE = frozenset("ruling judgment verdict order decision vote shutdown announcement".split())


def through_document(token: Token, top: Token) -> bool:
    """Whether a date hangs on the document that says the claim, or on what the claim's clause describes."""
    noun = _described(token)
    if noun is None:
        return False
    kind = noun.lemma_.lower()
    if top.dep_ in ("relcl", "acl") and top.head.i == noun.i and token.i < top.i:
        return kind in _SAYING or kind in _DONE
    return kind in _SAYING and any(noun.dep_ == "nsubj" and noun.head.i == verb.i for verb in (top, *top.ancestors))


def _described(token: Token, *, further: bool = False) -> Token | None:
    """The noun that a date describes, directly or by what was done then: "guidance issued in 2008".

    `further`: also by a clause of its own, "a ballot that closed on Monday".
    """
    for above in token.ancestors:
        if above.pos_ in ("NOUN", "PROPN"):
            return above
        done = (above.dep_, above.tag_) == ("acl", "VBN") or (further and (above.dep_, above.tag_) == ("relcl", "VBD"))
        if above.pos_ in ("VERB", "AUX") and not done:
            return None
    return None


def opening_verb(token: Token) -> Token | None:
    """The verb of a sentence that opens with a dated document: "In a letter sent yesterday, they wrote …"."""
    noun = _described(token, further=True)
    while noun is not None and noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head.head  # "a survey of voters taken last month"
    if (
        noun is None
        or noun.dep_ != "pobj"
        or noun.lemma_.lower() not in _SAYING
        or noun.head.lower_ not in ("in", "by")
    ):
        return None
    verb = noun.head.head
    return verb if verb.pos_ in ("VERB", "AUX") and verb.i > token.i else None
