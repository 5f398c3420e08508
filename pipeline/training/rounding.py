"""Training for 8-bit weights: layers that round as the exported graph will. Gradients pass straight through."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class RoundedLinear(nn.Linear):
    """A linear layer that can be told to round its input (8 bits a sequence) and its weight (8 bits a row)."""

    rounded = False

    def forward(self, x: Tensor) -> Tensor:
        """[batch, pieces, in] → [batch, pieces, out]."""
        if not self.rounded:
            return F.linear(x, self.weight, self.bias)
        return F.linear(_passed(x, _round_input), _passed(self.weight, _round_rows), self.bias)


def _passed(x: Tensor, rounding: Callable[[Tensor], Tensor]) -> Tensor:
    with torch.no_grad(), torch.autocast("cpu", enabled=False):
        error = rounding(x.float()) - x
    return x + error


def _round_input(x: Tensor) -> Tensor:
    low, high = x.amin((1, 2), keepdim=True).clamp(max=0), x.amax((1, 2), keepdim=True).clamp(min=0)
    step = (high - low).clamp(min=1e-8) / 255
    zero = (-low / step).round()
    return ((x / step).round_().add_(zero).clamp_(0, 255) - zero) * step


def _round_rows(weight: Tensor) -> Tensor:
    step = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
    return (weight / step).round() * step


def round_table(weight: Tensor) -> Tensor:
    """A table of vectors as it will be stored: 8 bits, one scale for all."""
    step = weight.abs().max() / 127
    return (weight / step).round() * step


def set_rounding(module: nn.Module, on: bool) -> None:
    """Switch the rounding of every `RoundedLinear` in the module on or off."""
    for part in module.modules():
        if isinstance(part, RoundedLinear):
            part.rounded = on
