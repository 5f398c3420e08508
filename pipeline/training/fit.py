"""The training loop: seeded, shifted windows every epoch, layer-wise learning rates, averaged weights."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from pipeline.stages.encoder.heads import CHOICES, ROLES
from pipeline.training.examples import Example, Text, examples
from pipeline.training.network import Network
from pipeline.training.rounding import set_rounding


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. Rates are per step of AdamW; `decay` multiplies the rate from each layer to the one below.

    It trains on windows of up to `size` pieces and reads in windows of up to `window`.
    Weights are averaged, and rounding is practised, from these shares of the epochs on (`average_from`, `round_from`).
    """

    epochs: int = 12
    batch: int = 12
    size: int = 160
    window: int = 128
    rate: float = 3e-4
    head_rate: float = 1e-3
    decay: float = 0.85
    smoothing: float = 0.05
    warmup: float = 0.1
    average_from: float = 0.6
    round_from: float = 0.6
    choice_weight: float = 1.0
    part_weight: float = 1.0


@dataclass(slots=True)
class Batch:
    """Examples padded to one length, their claims in one row."""

    ids: Tensor
    marks: Tensor
    attention: Tensor
    own: Tensor
    anchors: Tensor
    evidence: Tensor
    owner: Tensor
    places: Tensor
    parts: Tensor
    choices: Tensor


def collate(group: list[Example]) -> Batch:
    """Pad examples to the longest."""
    length = max(len(example.ids) for example in group)

    def padded(name: str) -> Tensor:
        rows = [getattr(example, name) for example in group]
        return torch.from_numpy(np.stack([np.pad(row, (0, length - len(row))) for row in rows]))

    parts = [np.pad(e.parts, ((0, 0), (0, length - len(e.ids)), (0, 0), (0, 0))) for e in group]
    owner = np.concatenate([np.full(len(e.places), number, dtype=np.int64) for number, e in enumerate(group)])
    attention = torch.stack([(torch.arange(length) < len(e.ids)).float() for e in group])
    return Batch(
        padded("ids"), padded("marks"), attention, padded("own"), padded("anchors"), padded("evidence"),
        torch.from_numpy(owner), torch.from_numpy(np.concatenate([e.places for e in group])),
        torch.from_numpy(np.concatenate(parts)), torch.from_numpy(np.concatenate([e.choices for e in group])),
    )  # fmt: skip


def losses(network: Network, batch: Batch, plan: Plan) -> dict[str, Tensor]:
    """The loss of each task."""
    vectors, anchors, tags = network.tagger(batch.ids, batch.marks, batch.attention)
    real = batch.attention.bool()
    result = {
        "anchor": F.binary_cross_entropy_with_logits(
            anchors.float()[batch.own], batch.anchors[batch.own], pos_weight=torch.tensor(2.0), reduction="mean"
        )
        * 10,
        "evidence": F.cross_entropy(tags[:, :, 0].float()[real], batch.evidence[real], label_smoothing=0.02) * 2,
    }
    if len(batch.owner):
        attention = batch.attention[batch.owner]
        parts, choices = network.reader(vectors, batch.places, batch.owner, batch.attention)
        inside = attention.bool()[:, :, None].expand(-1, -1, len(ROLES))
        parts = parts.float()
        gold = batch.parts.float()
        result["inside"] = (
            F.binary_cross_entropy_with_logits(parts[..., 0][inside], gold[..., 0][inside]) * 8 * plan.part_weight
        )
        ends = [
            _pointer(parts[:, :, role, end], gold[:, :, role, end], attention)
            for role in range(len(ROLES))
            for end in (1, 2)
        ]
        result["ends"] = torch.stack(ends).sum() * 0.1 * plan.part_weight
        for name, logits, column in zip(
            CHOICES, choices.float().split([len(v) for v in CHOICES.values()], -1), batch.choices.T, strict=True
        ):
            result[name] = F.cross_entropy(logits, column, label_smoothing=plan.smoothing) * plan.choice_weight * 0.5
    return result


def _pointer(logits: Tensor, gold: Tensor, attention: Tensor) -> Tensor:
    """Cross-entropy of pointing at one of the right pieces; at piece 0 (the start mark) where the part is absent."""
    absent = (gold.sum(1) == 0).to(gold.dtype)
    gold = torch.cat([absent[:, None], gold[:, 1:]], 1)
    logits = logits.masked_fill(attention == 0, -1e4)
    chosen = logits.masked_fill(gold == 0, -1e4)
    return (logits.logsumexp(1) - chosen.logsumexp(1)).mean()


def _groups(network: Network, plan: Plan) -> list[dict[str, object]]:
    tagger = network.tagger
    low = plan.rate * plan.decay ** len(tagger.layers)
    groups: list[dict[str, object]] = [
        {"params": [*tagger.norm.parameters(), tagger.kind], "lr": low},
        {"params": list(tagger.marks.parameters()), "lr": plan.rate},
    ]
    for place, layer in enumerate(tagger.layers):
        groups.append(
            {"params": list(layer.parameters()), "lr": plan.rate * plan.decay ** (len(tagger.layers) - 1 - place)}
        )
    heads = [*tagger.anchor.parameters(), *tagger.tags.parameters(), *network.reader.parameters()]
    groups.append({"params": heads, "lr": plan.head_rate})
    return groups


def fit(
    network: Network, texts: list[Text], tokenizer: Tokenizer, plan: Plan, seed: int, *, report: bool = False
) -> None:
    """Train in place."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    steps_an_epoch = math.ceil(
        sum(1 for _ in examples(texts, tokenizer, size=plan.size, rng=np.random.default_rng(0))) / plan.batch
    )
    total = steps_an_epoch * plan.epochs
    optimizer = torch.optim.AdamW(_groups(network, plan), weight_decay=0.01, betas=(0.9, 0.98))
    warm = plan.warmup * total
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (total - step) / (total - warm)))
    )
    whole = nn.ModuleList([network.tagger, network.reader])
    averaged = copy.deepcopy(whole)
    seen = 0
    whole.train()
    for epoch in range(plan.epochs):
        set_rounding(network.tagger, epoch >= plan.round_from * plan.epochs)
        sums: dict[str, float] = {}
        for batch in _batches(texts, tokenizer, plan, rng):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = losses(network, batch, plan)
            loss = torch.stack(list(parts.values())).sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(whole.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + value.item() / steps_an_epoch
        if epoch >= plan.average_from * plan.epochs:
            seen += 1
            with torch.no_grad():
                for kept, new in zip(averaged.parameters(), whole.parameters(), strict=True):
                    kept.lerp_(new, 1 / seen)
        if report:
            print(epoch, {name: round(value, 3) for name, value in sums.items()}, flush=True)
    set_rounding(network.tagger, False)
    whole.load_state_dict(averaged.state_dict())
    whole.eval()


def _batches(texts: list[Text], tokenizer: Tokenizer, plan: Plan, rng: np.random.Generator) -> Iterator[Batch]:
    """One epoch: batches of windows of like length, in random order."""
    made = list(examples(texts, tokenizer, size=plan.size, rng=rng))
    order = sorted(range(len(made)), key=lambda n: (len(made[n].ids) // 32, rng.random()))
    groups = [order[n : n + plan.batch] for n in range(0, len(order), plan.batch)]
    for number in rng.permutation(len(groups)):
        yield collate([made[n] for n in groups[number]])
