"""Who stands beside a verb that takes a quotation: its subject by the parse, or else the nearest name."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.annotations import Range
from pipeline.stages.attribution.draft import Page
from pipeline.stages.attribution.syntax import is_passive, subject
from pipeline.stages.attribution.utterances import STOPS

_NO_SPEAKERS = ("dobj", "pobj", "dative", "npadvmod", "tmod")
_TOLD = ("tell", "inform", "remind", "assure", "advise", "warn", "ask")


def speaker(page: Page, verb: Token) -> Token | None:
    """The subject by the parse, if it stands outside quotations; else the nearest name beside the verb."""
    source = subject(verb)
    home = page.quoted(verb)
    if source is not None and page.quoted(source) is home and source.dep_ != "expl":
        beside = page.doc[verb.i - 1] if verb.i else verb
        # "» Taxes: “…,” Smith said": the subject is beside its verb, not beyond the quotation
        beyond = source.i < beside.i and beside.tag_ in ("NNP", "PRP") and _parted(page, source, beside)
        return beside if beyond else source
    if is_passive(verb):
        return None
    # '"…," began the lawmakers': read as an object
    inverted = verb.i > 0 and page.quoted(page.doc[verb.i - 1]) is not home
    if inverted and verb.lemma_ in _TOLD:  # '"…," warned the lawmakers.', but not '"…," told the lawmakers that'
        inverted = any(token.text in STOPS for token in page.doc[verb.i + 1 : verb.i + 7])
    for step, limit in ((1, 3), (-1, 12)):
        index = verb.i + step
        while 0 <= index < len(page.doc) and abs(index - verb.i) <= limit:
            token = page.doc[index]
            limit += token.dep_ == "compound"  # a long title does not part a name from its verb
            if page.quoted(token) is not home or token.text in STOPS or "\n" in token.text:
                break
            near = token.dep_ == "compound" and token.i == verb.i - 1 and verb.pos_ == "NOUN"
            if _may_speak(token) and (near or token.dep_ not in ("compound", "poss")):
                preposition = token.head if token.dep_ == "pobj" else token
                if step > 0 and token.dep_ in _NO_SPEAKERS and not (inverted or preposition.text[:1].isupper()):
                    break
                return _top(page, token, verb)
            index += step
    return None


def _parted(page: Page, source: Token, verb: Token) -> bool:
    between = page.quotations.within(Range(source.idx + len(source), verb.idx))
    return any(q.range.start > source.idx and q.range.end <= verb.idx for q in between)


def _may_speak(token: Token) -> bool:
    return token.pos_ in ("PROPN", "NOUN", "PRON") and token.tag_ not in ("WP", "WDT")


def up_to_name(page: Page, source: Token, words: Range) -> tuple[Token, Range]:
    """A source with the person that its titles lead to, where the parse parts them ("said Caucus 1st Vice Chair *Jane
    Smith*")."""
    last = index = page.tokens(words)[1] - 1
    while index + 1 < len(page.doc) and page.doc[index + 1].tag_ == "NNP":
        index += 1
    name = page.doc[index]
    if index == last or name.ent_type_ != "PERSON" or page.doc[last].ent_type_ == "PERSON":
        return source, words
    return name, Range(words.start, name.idx + len(name))


def _top(page: Page, token: Token, verb: Token) -> Token:
    """The head of the noun phrase that a token is in (appositions and modifiers climbed)."""
    while (
        token.dep_ in ("appos", "compound", "pobj", "prep", "amod", "nmod", "conj", "relcl")
        and token.head != token
        and token.head != verb
        and token.head.pos_ in ("PROPN", "NOUN", "ADP", "PRON")
        and page.quoted(token.head) is page.quoted(verb)
    ):
        token = token.head
    return token
