"""Where a reported clause ends: what the writer or the speaker's next act adds to it is no part of the content."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages.attribution.lexicon import cues, phrases

_DASHES = frozenset({"—", "–", "--"})
_TAILS = frozenset({"while", "despite", "although", "though", "whereas", "except", "according"})
_RELATIVES = frozenset({"which", "who", "whom", "whose", "where"})
_NEXT_ACTS = ("speech", "writing", "judgement", "directive", "thought")


def without_tail(clause: Token, verb: Token) -> list[int]:
    """A clause without what follows it after a comma: "…, adding that", "…, while others"."""
    tokens = [t.i for t in clause.subtree]
    if clause.i < verb.i:
        return tokens
    tokens = _without_lead(clause, tokens)
    doc = clause.doc
    for index in tokens[1:]:
        if doc[index].text == ";":
            return [i for i in tokens if i < index]
        if index > clause.i and _starts_tail(doc[index], clause, tokens[-1]):
            return [i for i in tokens if i < (index - 1 if doc[index - 1].text == "," else index)]
    return tokens


def without_addition(infinitive: Token, tokens: list[int]) -> list[int]:
    """An infinitive without what the writer adds to it: "…, which …", "…, leaving …", "… after he had …"."""
    for index in tokens:
        token = infinitive.doc[index]
        if index <= infinitive.i + 1:
            continue
        leaving = token.tag_ == "VBG" and token.dep_ == "advcl" and _after_comma(token)
        if leaving or token.text in _DASHES or (_after_comma(token) and token.tag_ in ("WDT", "WP", "WP$")):
            return [i for i in tokens if i < (index - 1 if infinitive.doc[index - 1].text == "," else index)]
    return tokens


def without_aside(noun: Token, tokens: list[int]) -> list[int]:
    """An object without what the writer adds to it: a dash, "which …"."""
    for index in tokens[2:]:
        token = noun.doc[index]
        if token.text in _DASHES or (token.lower_ == "which" and _starts_tail(token, noun, tokens[-1])):
            return [i for i in tokens if i < index]
    return tokens


def _without_lead(clause: Token, tokens: list[int]) -> list[int]:
    """A clause without when or where it was said, which the parser gives to it ("said *earlier* that it will …")."""
    doc = clause.doc
    that = next((t.i for t in clause.lefts if t.dep_ == "mark" and t.lower_ == "that"), None)
    if that is not None:
        return [i for i in tokens if i >= that]
    first = doc[tokens[0]]
    if first.dep_ != "prep" or first.head != clause:
        return tokens
    noun = next((t for t in first.children if t.dep_ == "pobj"), None)
    last = first.right_edge.i
    if noun is None or noun.lemma_.lower() not in phrases("attribution_statements.txt") or doc[last + 1].text != ",":
        return tokens
    return [i for i in tokens if i > last + 1]


def _starts_tail(token: Token, clause: Token, last: int) -> bool:
    """Whether a token starts what is added to a reported clause."""
    if token.text in _DASHES:
        return token.i > clause.i + 2
    if token.dep_ == "cc" and token.lower_ in ("and", "but"):
        return _goes_on(token)
    if not _after_comma(token):
        return False
    if token.dep_ == "prep" and token.i + 1 < len(token.doc) and token.nbor().tag_ in ("WDT", "WP", "WP$"):
        token = token.nbor()  # "…, *for whom* he voted"
    if token.lower_ in _RELATIVES:
        return _relative_clause(token).right_edge.i >= last - 1
    if token.lower_ in _TAILS:
        return True
    return token.tag_ == "VBG" and token.dep_ == "advcl" and (token.lemma_, "VERB") in cues()


def _relative_clause(pronoun: Token) -> Token:
    """The verb of the clause that a relative pronoun opens; the pronoun where it opens none."""
    return next((t for t in pronoun.ancestors if t.dep_ == "relcl"), pronoun)


def _after_comma(token: Token) -> bool:
    """Whether a comma stands before a token, or before the closing mark of a quotation there (“…,” saying …)."""
    before = token.doc[max(0, token.i - 2) : token.i].text.rstrip()
    return before.endswith((",", ",”", ',"', ",’", ",''"))


def _goes_on(conjunction: Token) -> bool:
    """Whether the speaker's next act follows ("said he would stay *and called* the plan …")."""
    doc = conjunction.doc
    for index in range(conjunction.i + 1, min(conjunction.i + 4, len(doc))):
        token = doc[index]
        if token.pos_ == "VERB":
            known = cues().get((token.lemma_, "VERB"))
            subjects = any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
            did = token.tag_ == "VB" and any(c.tag_ == "VBD" and c.dep_ == "aux" for c in token.lefts)
            return (
                (token.tag_ in ("VBD", "VBG") or did)
                and known is not None
                and known.type in _NEXT_ACTS
                and not subjects
            )
        if token.pos_ not in ("AUX", "ADV", "PART"):
            return False
    return False
