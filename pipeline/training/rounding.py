"""Training for 8-bit weights: layers that round as the exported graph will. Gradients pass straight through."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class RoundedLinear(nn.Linear):
    """A linear layer that can be told to round its input (8 bits a sequence) and its weight (8 bits a row)."""

    rounded = False
    balance: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        """[batch, pieces, in] → [batch, pieces, out]."""
        if self.balance is not None:
            x = x * self.balance
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


def balance_inputs(layers: Sequence[RoundedLinear], run: Callable[[], None], *, share: float = 0.8) -> None:
    """Move what is uneven between the channels of a layer's input into its weight, where rounding harms less.

    After Xiao et al. 2023 (SmoothQuant, arXiv:2211.10438). The layers' results stay the same but for rounding.

    Args:
        run: passes typical inputs through the layers.
        share: how much of the unevenness is moved, 0..1.
    """
    largest = {layer: torch.zeros(layer.in_features) for layer in layers}

    def watch(layer: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        seen = inputs[0].detach().abs().flatten(0, -2).amax(0)
        largest[layer] = torch.maximum(largest[layer], seen)

    hooks = [layer.register_forward_pre_hook(watch) for layer in layers]
    with torch.no_grad():
        run()
    for hook in hooks:
        hook.remove()
    for layer in layers:
        rows = layer.weight.detach().abs().amax(0).clamp(min=1e-5)
        factor = (largest[layer].clamp(min=1e-5) ** share / rows ** (1 - share)).clamp(min=1e-3)
        layer.balance = 1 / factor
        layer.weight.data.mul_(factor)
