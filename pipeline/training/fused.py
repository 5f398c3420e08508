"""Attention and residual norm: plain PyTorch in training, one fused operator each in the exported graph."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

#: The operator set that the exporter has to be told about.
DOMAIN = "com.microsoft"


class _Attention(torch.autograd.Function):
    """Multi-head attention over one sequence without padding."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        return _attention(query, key, value, heads, None)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        return g.op(f"{DOMAIN}::MultiHeadAttention", query, key, value, num_heads_i=heads).setType(query.type())


class _AddNorm(torch.autograd.Function):
    """Layer norm of a sum."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, y: Tensor, weight: Tensor, bias: Tensor, epsilon: float) -> Tensor:
        return F.layer_norm(x + y, weight.shape, weight, bias, epsilon)

    @staticmethod
    def symbolic(g: Any, x: Any, y: Any, weight: Any, bias: Any, epsilon: float) -> Any:
        return g.op(f"{DOMAIN}::SkipLayerNormalization", x, y, weight, bias, epsilon_f=epsilon).setType(x.type())


def _attention(query: Tensor, key: Tensor, value: Tensor, heads: int, mask: Tensor | None) -> Tensor:
    def split(x: Tensor) -> Tensor:
        return x.unflatten(-1, (heads, -1)).transpose(1, 2)

    # Written out, because the fused kernel's backward pass is slow on CPUs.
    scores = split(query) @ split(key).transpose(-1, -2) * (query.shape[-1] // heads) ** -0.5
    if mask is not None:
        scores = scores + mask
    return (scores.softmax(-1).to(value.dtype) @ split(value)).transpose(1, 2).flatten(2)


def attend(query: Tensor, key: Tensor, value: Tensor, heads: int, mask: Tensor | None) -> Tensor:
    """Multi-head attention, [batch, pieces, width] each.

    `mask` is added to the scores; it broadcasts to [batch, heads, pieces, pieces].
    """
    if torch.onnx.is_in_onnx_export():
        mixed: Tensor = _Attention.apply(query, key, value, heads)
        return mixed
    return _attention(query, key, value, heads, mask)


def add_norm(x: Tensor, y: Tensor, norm: nn.LayerNorm) -> Tensor:
    """The norm of `x + y`."""
    if torch.onnx.is_in_onnx_export():
        total: Tensor = _AddNorm.apply(x, y, norm.weight, norm.bias, norm.eps)
        return total
    return norm(x + y)
