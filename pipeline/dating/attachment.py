"""How firmly a date hangs on a claim, by the parse: on its own verb, the clause that reports it, in front, loosely."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline.annotations import DateMention, Range
from pipeline.dating.nouns import opening_verb, through_document
from pipeline.tokens import PAST_ALIKE, range_span, text_of

#: From firm to loose; 0 is not at all.
NAMED, OWN, REPORTED, FRONT, LOOSE = 5, 4, 3, 2, 1
#: Verbs of saying.
SPEECH = frozenset("say tell write add announce state declare argue warn ask urge call promise post".split())
#: What begins a clause that tells of the same time.
_WHILE = frozenset({"when", "as", "while"})
#: What is issued, so that its words are reported: "sent a letter urging …".
_ISSUED = frozenset("letter statement speech resolution petition motion report inquiry".split())
_APART = frozenset({"after", "before", "since", "although", "though", "if", "because", "until"})
_SUBORDINATE = frozenset({"relcl", "acl", "advcl", "pcomp"})


def spine_of(doc: Doc, span: Span, cue: Range | None) -> list[Token]:
    """The words that carry the claim: the head of its cue, then the verbs above that still stand in the evidence."""
    base = range_span(doc, cue) if cue is not None else span
    head = (base if len(base) else span).root
    spine = [head]
    for above in head.ancestors:
        inside = span.start <= above.i < span.end
        if above.pos_ in ("VERB", "AUX") and (inside or spine[-1].pos_ not in ("VERB", "AUX")):
            spine.append(above)
        if not inside and above.pos_ in ("VERB", "AUX"):
            break
    return spine


def attachment(doc: Doc, span: Span, spine: list[Token], date: DateMention) -> int:
    """How firmly a date hangs on the claim: in its noun, on its verb, the clause above, in front, loosely (or 0)."""
    mention = range_span(doc, date.range)
    token, top = mention.root, spine[-1]
    governor = verb_above(token)
    if governor is not None and _opening(governor):
        governor = governor.head  # "Speaking in Leeds on Tuesday, she said …"
    inside = span.start <= token.i < span.end
    while governor is not None and governor.dep_ == "xcomp" and governor not in spine:
        governor = governor.head  # "declined to endorse it last week and asked instead …"
    if any(other.dep_ == "relcl" and mention.start <= other.head.i < mention.end for other in spine):
        return OWN  # "by August, when the minister refused"
    if token.dep_ == "nsubj" and token.head.lemma_ == "be" and not inside:
        return 0  # "October is the month of …"
    if _said_before(mention, span):
        return REPORTED  # whatever the parse makes of it
    verb = opening_verb(token)
    if through_document(token, top) or (verb is not None and (verb == top or _reported(top, verb))):
        return REPORTED
    if not inside and _across(mention, span):
        return 0
    since = mention.start > 0 and doc[mention.start - 1].lower_ == "since"
    if inside and not since and spine[0].pos_ in ("NOUN", "PROPN") and spine[0].is_ancestor(token):
        return NAMED  # "the vote in 2013", "its decision of June"
    if governor is None:
        return LOOSE if inside else 0
    own = governor.i in {other.i for other in spine}
    fronted = mention.start - token.sent.start <= 2 and token.i < top.i
    if since and (fronted or not own):
        return 0
    noun = _through_noun(token, governor)
    if own:
        return _on_verb(mention, noun, governor, _possessive(doc, date))
    if fronted and not _elsewhen(governor) and _reported(top, top.sent.root):
        return REPORTED if governor.is_ancestor(top) and governor.lemma_ in SPEECH else FRONT
    if governor.is_ancestor(top):
        if not fronted and (_parted(top, governor) or _goes_on(top, governor)):
            return 0
        return REPORTED if (noun is None or _occasion(noun)) and _reported(top, governor) else 0
    if top.is_ancestor(governor):
        return _below(top, governor, token, inside and not _possessive(doc, date))
    return LOOSE if inside and token.i < top.i else 0


def _said_before(mention: Span, span: Span) -> bool:
    """Whether the evidence is what was said on a day that stands right before it: "said on Tuesday that it …"."""
    doc = mention.doc
    between = [other.lower_ for other in doc[mention.end : span.start]] if mention.end <= span.start else ["…"]
    verb = doc[max(0, mention.start - 1)]
    if verb.pos_ == "ADP" and verb.i:
        verb = doc[verb.i - 1]
    return between in ([], ["that"]) and verb.lemma_ in SPEECH and verb.tag_ == "VBD"


def _across(mention: Span, span: Span) -> bool:
    """Whether a semicolon parts a date from the evidence: "France wants a ban; Macron said so last November"."""
    first, last = min(mention.start, span.end), max(mention.end, span.start)
    return any(other.text == ";" for other in mention.doc[first:last])


def _opening(verb: Token) -> bool:
    """Whether a verb stands in a participle before its sentence's subject: "Speaking in Leeds, she said …"."""
    return verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i == verb.sent.start and verb.head.i > verb.i


def _on_verb(mention: Span, noun: Token | None, verb: Token, possessive: bool) -> int:
    """How a date hangs on the claim's own verb, directly or through a noun."""
    if noun is None or _occasion(noun):
        return OWN
    if not possessive and (_opens(mention) or _before_verb(mention, noun, verb) or _as(noun)):
        return OWN
    return 0 if noun.i < verb.i or possessive else LOOSE


def _opens(mention: Span) -> bool:
    """Whether a date opens the sentence after its preposition: "In January House Democrats reintroduced it"."""
    return mention.start == mention.sent.start + 1 and mention.doc[mention.start - 1].pos_ == "ADP"


def _as(noun: Token) -> bool:
    """Whether a noun opens the sentence as what somebody then was: "As a candidate in 2006, she promised"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "as" and noun.head.i <= noun.sent.start + 1


def _before_verb(mention: Span, noun: Token, verb: Token) -> bool:
    """Whether a day stands right before the verb: "ministers on Monday approved the bill", "in May had approved it"."""
    end = mention.end + (mention.end < len(mention.doc) and mention.doc[mention.end].text == ",")
    told = verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in verb.children if child.dep_ == "aux")
    led = {child.i for child in verb.children if child.dep_ in ("aux", "advmod")}
    while end in led:
        end += 1
    since = mention.doc[mention.start - 1].lower_ == "since"
    return noun.i < mention.start and not since and end == verb.i and told and verb.pos_ == "VERB"


def _possessive(doc: Doc, date: DateMention) -> bool:
    return text_of(doc)[date.range.end : date.range.end + 2] in ("'s", "’s")


def _occasion(noun: Token) -> bool:
    """Whether a noun is where or in what something was done: "at last week's meeting", "in a December 14 letter"."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("at", "in", "during", "on")


def _through_noun(token: Token, governor: Token) -> Token | None:
    """The noun through which a date hangs on a verb ("the vote in 2013 was …"), if it does not do so directly."""
    for above in token.ancestors:
        if above.i == governor.i:
            return None
        if above.pos_ in ("NOUN", "PROPN") and above.ent_type_ not in ("DATE", "TIME"):
            return above
    return None


def _below(anchor: Token, governor: Token, token: Token, inside: bool) -> int:
    """A date that the parse puts under a lower verb: often still the claim's, unless that clause describes a noun."""
    if token.i < anchor.i:
        return 0 if _describes(governor, anchor) or _elsewhen(governor) else FRONT
    if not inside:
        return 0
    for other in (governor, *governor.ancestors):
        if other.i == anchor.i:
            return LOOSE
        if other.dep_ == "relcl" or (other.dep_ == "acl" and other.tag_ == "VBN"):
            return 0
        if other.dep_ == "pcomp" and other.head.lower_ in _APART:
            return 0  # "after having voted for it in March"
        if other.dep_ == "advcl" and not any(child.lower_ in _WHILE for child in other.children):
            return 0
    return 0


def _elsewhen(verb: Token) -> bool:
    """Whether a clause tells of another time: "after he spoke last week", "passed in 1994, the Act is …"."""
    marks = {child.lower_ for child in verb.children if child.dep_ == "mark"}
    return bool(marks & _APART) or (verb.dep_ == "advcl" and verb.tag_ == "VBN" and not marks)


def _parted(top: Token, governor: Token) -> bool:
    """Whether the claim has a clause of its own beside the dated one: "told us in May that …, and we welcome it"."""
    for token in (top, *top.ancestors):
        if token.i == governor.i:
            return False
        children = {child.lower_ if child.dep_ == "mark" else child.dep_ for child in token.children}
        if token.dep_ == "conj" and children & {"nsubj", "nsubjpass"} and "that" not in children:
            return True
    return False


def _goes_on(top: Token, governor: Token) -> bool:
    """Whether the claim is a second verb of today beside the dated one: "cut it in May and has no plans for more"."""
    first = top
    while first.dep_ == "conj":
        first = first.head
    return top.dep_ == "conj" and first.i == governor.i and (is_perfect(top) or not is_past(top))


def _describes(governor: Token, anchor: Token) -> bool:
    """Whether a lower clause describes a noun of the upper one: "Smith, who proposed it in 2021, welcomed the vote"."""
    for other in (governor, *governor.ancestors):
        if other.i == anchor.i:
            return False
        if other.dep_ == "relcl":
            return True
    return False


def _reported(anchor: Token, governor: Token) -> bool:
    """Whether the clause of `anchor` is the content or a conjunct of `governor`'s and does not describe a noun."""
    for token in (anchor, *anchor.ancestors):
        if token.i == governor.i:
            return True
        if token.dep_ in _SUBORDINATE:
            letter = token.dep_ == "acl" and (token.tag_ == "VBG" or token.head.lemma_ in _ISSUED)
            content = letter or (token.dep_ == "acl" and any(child.dep_ == "mark" for child in token.children))
            said = token.dep_ == "advcl" and token.tag_ == "VBG"  # "went on television, saying that …"
            if not content and not said and not any(child.lower_ in _WHILE for child in token.children):
                return False
    return False


def is_past(verb: Token) -> bool:
    """Whether a verb tells of the past; one without a tense of its own takes that of the verb above."""
    for token in (verb, *verb.ancestors):
        helpers = [child for child in token.children if child.dep_ in ("aux", "auxpass")]
        if any(helper.tag_ in ("VBD", "VBN") or helper.lemma_ == "have" for helper in helpers):
            return True
        if token.tag_ == "VBP" and token.lemma_ in PAST_ALIKE:
            return True
        if any(helper.tag_ in ("MD", "VBZ", "VBP") for helper in helpers) or token.tag_ in ("VBZ", "VBP", "MD"):
            return False
        if token.tag_ == "VBD" or (token.tag_ == "VBN" and token.dep_ != "ccomp"):
            return True
    return False


def is_perfect(verb: Token) -> bool:
    return any(child.lemma_ == "have" for child in verb.children if child.dep_ in ("aux", "auxpass"))


def verb_above(token: Token) -> Token | None:
    """The token itself or the nearest ancestor that is a verb."""
    if token.pos_ in ("VERB", "AUX"):
        return token
    return next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), None)
