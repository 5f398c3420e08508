"""Keeps what the base model's embedding layers say of a kind of token: a text says most of its words many times.

An embedding looks at a few attributes of a token alone (its norm, prefix, suffix, shape, …). So its vector is worked
out once, with the very layers of the model, and looked up from then on; what follows it, which looks at the neighbours,
runs as ever. Training goes past what is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

#: Kinds of token kept before all are forgotten (about 400 bytes each).
MAX_KINDS = 40_000
#: Odd constants that fold the attributes of a token into one number.
_MIX = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F,
     0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3, 0x589965CC75374CC3],
    dtype="uint64",
)  # fmt: skip
_Docs = list[Doc]
_Forward = Callable[[Model[Any, Any], _Docs, bool], tuple[Any, Any]]


class KeptVectors:
    """The forward pass of an embedding that remembers; `first` gives the attributes, `rest` makes vectors of them."""

    def __init__(self, embedding: Model[Any, Any]) -> None:
        first, *self.rest = embedding.layers
        self.columns: list[int | str] = first.attrs["columns"]
        self.plain: _Forward = embedding._func
        self.places: dict[int, int] = {}
        self.vectors = np.empty((MAX_KINDS, embedding.get_dim("nO")), dtype="float32")

    def __call__(self, model: Model[Any, Any], docs: _Docs, is_train: bool) -> tuple[Any, Any]:
        """Documents → one array [tokens, width] for each; and, in training, how to go back."""
        if is_train or not any(len(doc) for doc in docs):
            return self.plain(model, docs, is_train)
        tokens = np.concatenate([doc.to_array(self.columns) for doc in docs])
        keys, examples, kinds = np.unique(tokens @ _MIX[: len(self.columns)], return_index=True, return_inverse=True)
        if len(keys) > MAX_KINDS:
            return self.plain(model, docs, is_train)
        found = self._look_up(keys.tolist(), tokens[examples])[kinds]
        return np.split(found, np.cumsum([len(doc) for doc in docs])[:-1]), _no_way_back

    def _look_up(self, keys: list[int], examples: np.ndarray) -> np.ndarray:
        """The vectors of the kinds `keys`, of each of which `examples` holds a token: [kinds, width]."""
        new = [n for n, key in enumerate(keys) if key not in self.places]
        if len(self.places) + len(new) > MAX_KINDS:
            self.places.clear()
            new = list(range(len(keys)))
        if new:
            made: Any = [examples[new]]
            for layer in self.rest:
                made = layer.predict(made)
            first, end = len(self.places), len(self.places) + len(new)
            self.vectors[first:end] = made[0]
            self.places.update(zip((keys[n] for n in new), range(first, end), strict=True))
        return self.vectors[[self.places[key] for key in keys]]


def _no_way_back(_: Any) -> Any:
    raise RuntimeError("vectors that were kept have no gradient")


def keep_vectors(nlp: Language) -> int:
    """Let the embeddings of a base model's components remember. Returns how many do."""
    kept = 0
    for name in nlp.pipe_names:
        model = getattr(nlp.get_pipe(name), "model", None)
        for node in model.walk() if isinstance(model, Model) and isinstance(model.ops, NumpyOps) else ():
            if _is_embedding(node):
                node._func = KeptVectors(node)
                kept += 1
    return kept


def _is_embedding(node: Model[Any, Any]) -> bool:
    """Whether a node takes attributes of single tokens and gives vectors: spaCy's `MultiHashEmbed` without others."""
    names = [layer.name for layer in node.layers]
    return (
        len(names) == 5
        and names[:2] == ["extract_features", "list2ragged"]
        and names[4] == "ragged2list"
        and all(name.startswith("with_array(") for name in names[2:4])
        and len(node.layers[0].attrs["columns"]) in range(2, len(_MIX) + 1)
    )
