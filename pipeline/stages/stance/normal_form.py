"""The normal form for counting: subject with ban-words peeled off, stance toward it, and the instrument.

Supporting a ban opposes what it covers. Opposing a ban implies nothing: the holder may want more, or less.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.annotations import DateMention, Range
from pipeline.stages.stance import grammar, targets
from pipeline.stages.stance.lexicon import instruments, word_group
from pipeline.stages.stance.matching import at
from pipeline.tokens import range_span

_OF = ("of", "on", "to", "against", "in")
_KINDS = ("banned-nouns", "undone-nouns", "instruments")


@dataclass(frozen=True, slots=True)
class NormalForm:
    """Subject (words), stance toward it and instrument."""

    subject: str
    stance: str
    instrument: str | None


def _words(doc: Doc, span: Range) -> str:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return "" if found is None else " ".join(found.text.split())


def _strip(text: str) -> str:
    """The phrase without its article."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in {"the", "a", "an", "this", "that", "these", "such", "any"} and rest else text


def _undoing_clause(noun: Token) -> tuple[Token, str] | None:
    """The object of a stopping verb in a clause on a law ("a bill that would ban X", "an order halting X")."""
    for clause in noun.children:
        if clause.dep_ not in {"relcl", "acl"}:
            continue
        found = [m for m in at(clause) if m.frame.pos == "verb" and m.frame.form == "action" and m.frame.sign < 0]
        if found and not grammar.passive(clause) and not grammar.negated(clause):
            what = grammar.gerund(clause) or grammar.child(clause, "dobj")
            if what is not None:
                return what, "ban" if clause.lemma_.lower() in {"ban", "bar", "prohibit", "forbid", "outlaw"} else ""
    return None


def _covered(noun: Token) -> Token | None:
    """What a ban-word covers: "a moratorium on X", "the repeal of X"; never the day of it ("the ban in May")."""
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    for c in (*noun.children, after):  # the parser hangs what follows on the verb at times
        if c.dep_ == "prep" and c.lower_ in _OF:
            what = grammar.child(c, "pobj", "pcomp")
            if what is not None and not any(date.range.start <= what.idx < date.range.end for date in _dates(what)):
                return what
    return None


def _dates(token: Token) -> list[DateMention]:
    return token.doc._.dates or []


def _covered_elsewhere(noun: Token) -> Token | None:
    """What a bare "the moratorium" covers, as the nearest mention before it says, else the first behind."""
    lemma = noun.lemma_.lower()
    others = [t for t in noun.doc if t.i != noun.i and t.pos_ == noun.pos_ and t.lemma_.lower() == lemma]
    before = [t for t in reversed(others) if t.i < noun.i]
    return next((what for t in [*before, *others] if (what := _covered(t)) is not None), None)


def covers(head: Token) -> bool:
    """Whether a noun is a ban, a repeal or the like: to support it is to oppose what it covers."""
    lemma = head.lemma_.lower()
    return head.pos_ in {"NOUN", "PROPN"} and (
        lemma in instruments("banned-nouns") or lemma in instruments("undone-nouns")
    )


def instrument_of(head: Token) -> str | None:
    """The instrument a noun names, if any."""
    lemma = head.lemma_.lower()
    return next((found for kind in _KINDS if (found := instruments(kind).get(lemma)) is not None), None)


def normal_form(doc: Doc, target: Range, stance: str, *, cue: str = "") -> NormalForm:
    """The normal form of a stance toward a target; `cue` is the lemma of the verb that carried it."""
    span = range_span(doc, target)
    if not len(span):
        return NormalForm(_strip(_words(doc, target)), stance, None)
    head = span.root
    text = _strip(_words(doc, target))
    lemma = head.lemma_.lower()
    if covers(head):
        covered = _covered(head) or _covered_elsewhere(head)
        if covered is None:
            return NormalForm(text, stance, instrument_of(head))
        subject = _subject_words(doc, covered, target)
        opposed = "unclear" if lemma in instruments("banned-nouns") else "support"
        turned = {"support": "oppose", "oppose": opposed}.get(stance, stance)
        return NormalForm(subject, turned, instrument_of(head))
    if head.pos_ in {"NOUN", "PROPN"} and lemma in word_group("legislative") and stance == "support":
        undone = _undoing_clause(head)
        if undone is not None:
            return NormalForm(_subject_words(doc, undone[0], target), "oppose", undone[1] or "legislation")
    return NormalForm(text, stance, instrument_of(head) or _verb_instrument(cue, stance))


def _subject_words(doc: Doc, head: Token, target: Range) -> str:
    found = targets.phrase(head)
    if found is None:
        return _strip(_words(doc, target))
    return _strip(_words(doc, found))


def _verb_instrument(cue: str, stance: str) -> str | None:
    """The instrument that a stopping verb names: to ban is a ban, to sue a lawsuit."""
    if stance != "oppose":
        return None
    table = {
        "ban": "ban", "bar": "ban", "prohibit": "ban", "outlaw": "ban", "forbid": "ban", "sue": "lawsuit",
        "repeal": "repeal", "withdraw": "withdrawal", "veto": "veto", "boycott": "boycott", "close": "closure",
        "suspend": "moratorium", "pause": "moratorium", "defund": "funding", "halt": "moratorium",
    }  # fmt: skip
    return table.get(cue)
