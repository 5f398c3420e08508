"""The network in PyTorch: a BERT encoder of a few layers, a tagger over the text, and a reader of single claims.

A claim is found by its anchor, the first word piece of its cue. Every anchor's vector is then set against every word
piece of the window to find the claim's parts, as in semantic role labelling; so claims that share words are kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from pipeline.stages.encoder.heads import CHOICES, PARTS, ROLES, TAGS
from pipeline.stages.encoder.windows import MARKS
from pipeline.training.fused import add_norm, attend
from pipeline.training.rounding import RoundedLinear, round_table

#: Which layers of the base are kept.
LAYERS = (0, 1, 2, 3)
WIDTH, ATTENTION_HEADS, POSITIONS, VOCABULARY = 384, 12, 512, 30522
#: Upper bounds of the distance classes between anchor and word piece, in pieces.
DISTANCES = (-96, -48, -24, -12, -6, -3, -1, 0, 1, 3, 6, 12, 24, 48, 96)

#: Roles whose mean vector the choices look at.
POOLED = ("evidence", "target", "holder", "cue")


class Layer(nn.Module):
    """One BERT layer: self-attention and feed-forward, each with residual and layer norm."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (RoundedLinear(WIDTH, WIDTH) for _ in range(3))
        self.attended = RoundedLinear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = RoundedLinear(WIDTH, 4 * WIDTH)
        self.narrow = RoundedLinear(4 * WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Vectors [batch, pieces, width] → the same shape; `mask` is added to the attention's scores."""
        mixed = attend(self.query(x), self.key(x), self.value(x), ATTENTION_HEADS, mask)
        x = add_norm(x, self.attended(mixed), self.attended_norm)
        return add_norm(x, F.dropout(self.narrow(F.gelu(self.wide(x))), self.dropout, self.training), self.norm)


class Tagger(nn.Module):
    """Word pieces and marks → vectors, anchor logits and tag logits."""

    def __init__(self, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.marks = nn.Embedding(MARKS, WIDTH)
        nn.init.zeros_(self.marks.weight)
        self.words.requires_grad_(False)
        self.positions.requires_grad_(False)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.anchor = nn.Linear(WIDTH, 1)
        self.tags = nn.Linear(WIDTH, len(TAGS) * 3)
        self.dropout = dropout

    def uneven(self) -> list[RoundedLinear]:
        """The linear layers whose inputs differ most in size from channel to channel."""
        return [part for layer in self.layers for part in (layer.attended, layer.wide, layer.narrow)]

    def forward(self, ids: Tensor, marks: Tensor, attention: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Tag windows.

        Args:
            ids: [batch, pieces]; marks: [batch, pieces]; attention: [batch, pieces], 0 where padded.

        Returns:
            Vectors [batch, pieces, width], anchors [batch, pieces], tags [batch, pieces, tag, 3].
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        x = add_norm(self.words(ids) + (self.positions(places) + self.kind), self.marks(marks), self.norm)
        x = F.dropout(x, self.dropout, self.training)
        mask = None if attention is None else (attention[:, None, None, :] - 1.0) * 1e4
        for layer in self.layers:
            x = layer(x, mask)
        y = F.dropout(x, self.dropout, self.training)
        return x, self.anchor(y).squeeze(-1), self.tags(y).unflatten(-1, (len(TAGS), 3))


class Reader(nn.Module):
    """Vectors of one window and an anchor → the claim's parts and choices."""

    def __init__(self, hidden: int = 256, dropout: float = 0.1) -> None:
        super().__init__()
        self.piece = nn.Linear(WIDTH, hidden)
        self.claim = nn.Linear(WIDTH, hidden, bias=False)
        self.match = nn.Linear(WIDTH, hidden)
        self.gate = nn.Linear(WIDTH, hidden)
        self.distance = nn.Embedding(len(DISTANCES) + 1, hidden)
        nn.init.normal_(self.distance.weight, std=0.05)
        self.parts = nn.Linear(hidden, len(ROLES) * len(PARTS))
        self.read = nn.Linear((2 + len(POOLED)) * WIDTH, WIDTH)
        self.choices = nn.Linear(WIDTH, sum(map(len, CHOICES.values())))
        self.dropout = dropout
        self.register_buffer("bounds", torch.tensor(DISTANCES), persistent=False)

    def forward(
        self, vectors: Tensor, places: Tensor, owner: Tensor | None = None, attention: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Read claims.

        Args:
            vectors: [windows, pieces, width].
            places: [claims] index of the anchor in its window.
            owner: [claims] the window of each claim; None where there is one window.
            attention: [windows, pieces], 0 where padded.

        Returns:
            Part logits [claims, pieces, role, part] and choice logits [claims, all choices].
        """
        if owner is None:
            anchors, whole = vectors[0, places], vectors[:, 0].expand(places.shape[0], -1)
        else:
            anchors, whole = vectors[owner, places], vectors[owner, 0]
        softened = F.dropout(vectors, self.dropout, self.training)
        piece, match = self.piece(softened), self.match(softened)
        if owner is not None:
            piece, match, vectors = piece[owner], match[owner], vectors[owner]
        step = torch.arange(vectors.shape[1], device=vectors.device)[None, :] - places[:, None]
        near = self.distance((step[..., None] > self.bounds).sum(-1))
        state = F.gelu(piece + self.claim(anchors)[:, None, :] + match * self.gate(anchors)[:, None, :] + near)
        parts = self.parts(state).unflatten(-1, (len(ROLES), len(PARTS)))
        weights = parts[:, :, [ROLES.index(role) for role in POOLED], 0].sigmoid()
        if owner is not None and attention is not None:
            weights = weights * attention[owner][..., None]
        weights = weights / (weights.sum(1, keepdim=True) + 0.1)
        pooled = torch.cat([anchors, whole, (weights.transpose(1, 2) @ vectors).flatten(1)], -1)
        state = F.dropout(pooled, self.dropout, self.training)
        state = F.dropout(F.gelu(self.read(state)), self.dropout, self.training)
        return parts, self.choices(state)


@dataclass
class Network:
    """Both parts together."""

    tagger: Tagger
    reader: Reader


def load_base(tagger: Tagger, weights: Path, layers: list[int]) -> None:
    """Fill the tagger with the chosen layers of a BERT checkpoint."""
    old = {name.removeprefix("bert."): value for name, value in load_file(str(weights)).items()}
    new = {
        "words.weight": round_table(old["embeddings.word_embeddings.weight"]),
        "positions.weight": round_table(old["embeddings.position_embeddings.weight"]),
        "kind": old["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    names = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "attended": "attention.output.dense", "attended_norm": "attention.output.LayerNorm",
        "wide": "intermediate.dense", "narrow": "output.dense", "norm": "output.LayerNorm",
    }  # fmt: skip
    for place, layer in enumerate(layers):
        for ours, theirs in names.items():
            for kind in ("weight", "bias"):
                new[f"layers.{place}.{ours}.{kind}"] = old[f"encoder.layer.{layer}.{theirs}.{kind}"]
    missing = tagger.load_state_dict(new, strict=False).missing_keys
    assert all(name.startswith(("marks", "anchor", "tags")) for name in missing), missing


def new_network(weights: Path, seed: int) -> Network:
    """A network with the base's layers and fresh heads."""
    torch.manual_seed(seed)
    network = Network(Tagger(len(LAYERS)), Reader())
    load_base(network.tagger, weights, list(LAYERS))
    return network
