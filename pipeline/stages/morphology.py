"""`onrecord_morphology`: part of speech, features and lemma, from a table of the base model's own answers.

The base model's attribute ruler and rule lemmatizer decide token by token from the word, its tag and its dependency
label. Asking them once for each such combination, and looking the answer up from then on, gives what they would give
in a fraction of the time (they are a third of the base model's cost). Only a few two-token patterns ("ai n't",
"gon na") look at a neighbour; where one matches, they are asked again.

Reads `token.tag`, `token.dep`; writes `token.pos`, `token.morph`, `token.lemma`.
"""

from __future__ import annotations

from itertools import pairwise
from sys import intern
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc, Span

from pipeline.errors import ModelError

#: Word, tag and dependency label of a token.
Row = tuple[str, str, str]


class Answer(NamedTuple):
    """What the base model says of a word with this tag and label, and whether a two-token pattern can begin there."""

    pos: int
    morph: str
    lemma: str
    first: bool


#: The table is emptied when it holds this many keys, so that an archive of odd words cannot fill the memory.
MAX_KEYS = 100_000
#: Odd multipliers that mix the three 64-bit hashes of a token (word, tag, label) into one key.
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype="uint64")
_LOCAL = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE", "ORTH"})


class Morphology:
    """Answers for the base model's attribute ruler and lemmatizer.

    Args:
        ruler, lemmatizer: the components it stands in for; the ruler's patterns are over one or two tokens.
    """

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self.ruler, self.lemmatizer = ruler, lemmatizer
        self._answers: dict[int, Answer] = {}
        pairs = [pattern for pattern in _patterns(ruler) if len(pattern) == 2]
        self._pairs, self._firsts = Matcher(ruler.vocab), Matcher(ruler.vocab)
        if pairs:
            self._pairs.add("pair", pairs)
            self._firsts.add("first", [pattern[:1] for pattern in pairs])

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of all tokens."""
        if not len(doc):
            return doc
        tokens = doc.to_array(["ORTH", "TAG", "DEP"])
        keys, places, inverse = np.unique(tokens @ _MIX, return_index=True, return_inverse=True)
        answers = self._look_up(doc, keys.tolist(), places.tolist())
        add = doc.vocab.strings.add
        values = np.array([(a.pos, add(a.morph), add(a.lemma)) for a in answers], "uint64")
        doc.from_array(["POS", "MORPH", "LEMMA"], values[inverse])  # type: ignore[arg-type]
        firsts = np.array([a.first for a in answers])[inverse]
        for i in np.flatnonzero(firsts[:-1]).tolist():
            if self._pairs(doc[i : i + 2]):
                self._ask_again(doc[i : i + 2])
        return doc

    def _look_up(self, doc: Doc, keys: list[int], places: list[int]) -> list[Answer]:
        """The answers for the keys; `places` are tokens that have them."""
        if len(self._answers) > MAX_KEYS:
            self._answers.clear()
        unknown = [(key, doc[i]) for key, i in zip(keys, places, strict=True) if key not in self._answers]
        if unknown:
            # A blank between two tokens keeps the patterns over two from matching.
            tokens = [row for _, t in unknown for row in ((t.text, t.tag_, t.dep_), (" ", "_SP", "dep"))]
            alone = self._ask(doc, tokens)
            self._answers.update(zip((key for key, _ in unknown), alone[::2], strict=True))
        return [self._answers[key] for key in keys]

    def _ask(self, doc: Doc, tokens: list[Row]) -> list[Answer]:
        """What the two components say of a row of tokens."""
        words, tags, deps = (list(column) for column in zip(*tokens, strict=True))
        made = Doc(doc.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        firsts = {start for _, start, _ in self._firsts(made)} if len(self._firsts) else set()
        said = self.lemmatizer(self.ruler(made))
        # Interned, because few different ones are kept many times.
        return [Answer(t.pos, intern(str(t.morph)), intern(t.lemma_), t.i in firsts) for t in said]

    def _ask_again(self, pair: Span) -> None:
        answers = self._ask(pair.doc, [(t.text, t.tag_, t.dep_) for t in pair])
        for token, answer in zip(pair, answers, strict=True):
            token.pos, token.lemma_ = answer.pos, answer.lemma
            token.set_morph(answer.morph)  # type: ignore[attr-defined]


def stand_in(nlp: Language) -> bool:
    """Replace the attribute ruler and lemmatizer of a base model by one `onrecord_morphology`.

    Returns:
        Whether it was done: only where the lemmatizer follows the ruler at once and both decide token by token.
    """
    names = nlp.pipe_names
    if ("attribute_ruler", "lemmatizer") not in pairwise(names):
        return False
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer) or lemmatizer.mode != "rule":
        return False
    if any(len(pattern) > 2 or any(set(token) - _LOCAL for token in pattern) for pattern in _patterns(ruler)):
        return False
    nlp.add_pipe("onrecord_morphology", before="attribute_ruler")
    nlp.remove_pipe("attribute_ruler")
    nlp.remove_pipe("lemmatizer")
    return True


def _patterns(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    entries: Any = ruler.patterns
    return [pattern for entry in entries for pattern in entry["patterns"]]


@Language.factory("onrecord_morphology", assigns=["token.pos", "token.morph", "token.lemma"], requires=["token.tag"])
def make_morphology(nlp: Language, name: str) -> Morphology:
    """The stage for a base model that still has its attribute ruler and lemmatizer; see `stand_in`.

    Raises:
        ModelError: it has not.
    """
    if not {"attribute_ruler", "lemmatizer"} <= set(nlp.pipe_names):
        raise ModelError(
            f"onrecord_morphology stands in for attribute_ruler and lemmatizer; {nlp.pipe_names} lacks one."
        )
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    assert isinstance(ruler, AttributeRuler) and isinstance(lemmatizer, Lemmatizer)
    return Morphology(ruler, lemmatizer)
