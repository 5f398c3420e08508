"""Makes the base model's vectors in less time, and the same to the last bit.

An embedding looks at a few attributes of a token alone (its norm, prefix, suffix, shape, …), and a text says most of
its words many times. So the vector of a kind of token is worked out once, with the very layers of the model, and looked
up from then on. The convolutions after it look at the neighbours; they are computed in one go, without what only
training needs. Training goes past both.
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
        if is_train:
            self.places.clear()  # the layers are about to change
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


class Convolution:
    """The forward pass of a residual convolution: window, maxout, layer norm and sum, in as few arrays as it takes."""

    def __init__(self, residual: Model[Any, Any]) -> None:
        self.window, self.maxout, self.norm, *_ = _leaves(residual.layers[0])
        self.plain: Callable[[Model[Any, Any], Any, bool], tuple[Any, Any]] = residual._func

    def __call__(self, model: Model[Any, Any], vectors: Any, is_train: bool) -> tuple[Any, Any]:
        """Vectors [tokens, width] → the same shape; and, in training, how to go back."""
        if is_train or not isinstance(vectors, np.ndarray) or not len(vectors):
            return self.plain(model, vectors, is_train)
        weight, bias = np.asarray(self.maxout.get_param("W")), np.asarray(self.maxout.get_param("b"))
        width, pieces, inputs = weight.shape
        # Piece by piece, so that the largest is found by whole rows.
        by_piece = np.ascontiguousarray(weight.transpose(1, 0, 2)).reshape(pieces * width, inputs)
        ops: Any = model.ops
        seen = ops.seq2col(vectors, self.window.attrs["window_size"])
        scores = np.asarray(ops.gemm(seen, by_piece, trans2=True))
        scores += bias.T.reshape(-1)
        found = scores[:, :width].copy()
        for n in range(1, pieces):
            np.maximum(found, scores[:, n * width : (n + 1) * width], out=found)
        found -= found.mean(axis=1, keepdims=True)
        spread = np.multiply(found, found).sum(axis=1, keepdims=True)
        spread /= width
        spread += 1e-08
        found *= spread ** (-1.0 / 2.0)
        found *= np.asarray(self.norm.get_param("G"))
        found += np.asarray(self.norm.get_param("b"))
        found += vectors
        return found, _no_way_back


def _no_way_back(_: Any) -> Any:
    raise RuntimeError("what was not computed for training has no gradient")


def quicken(nlp: Language) -> int:
    """Let the embeddings and convolutions of a base model's components work so. Returns how many do."""
    done = 0
    for name in nlp.pipe_names:
        model = getattr(nlp.get_pipe(name), "model", None)
        for node in model.walk() if isinstance(model, Model) and isinstance(model.ops, NumpyOps) else ():
            kind = KeptVectors if _is_embedding(node) else Convolution if _is_convolution(node) else None
            if kind is not None:
                node._func = kind(node)
                done += 1
    return done


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


def _leaves(node: Model[Any, Any]) -> list[Model[Any, Any]]:
    """The layers of a chain of chains, first to last."""
    return [leaf for layer in node.layers for leaf in _leaves(layer)] if node.layers else [node]


def _is_convolution(node: Model[Any, Any]) -> bool:
    """Whether a node is a residual layer of spaCy's `MaxoutWindowEncoder`."""
    if not node.name.startswith("residual(") or len(node.layers) != 1:
        return False
    names = [leaf.name for leaf in _leaves(node.layers[0])]
    return names[:3] == ["expand_window", "maxout", "layernorm"] and names[3:] in ([], ["dropout"])
