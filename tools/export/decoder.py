"""The parts that traced decoders (Qwen3, Qwen2-VL) share: positions, masks, layers."""

from collections.abc import Iterable, Sequence

import numpy as np
import torch
from torch import Tensor, nn

FINE_POSITIONS = 256


class RotaryTable(nn.Module):
    """Cosines and sines of positions × frequencies, from two small tables.

    cos(256·a + b) = cos(256·a)·cos(b) − sin(256·a)·sin(b). A GPU's own cosine of a large angle would be
    inaccurate: WebGPU guarantees its accuracy only from −π to π.
    """

    coarse_cos: Tensor
    coarse_sin: Tensor
    fine_cos: Tensor
    fine_sin: Tensor

    def __init__(self, frequencies: Tensor, positions: int) -> None:
        """frequencies [n]; `positions`: the maximum number of positions."""
        super().__init__()
        exact = frequencies.detach().cpu().float().numpy().astype(np.float64)
        coarse = np.arange(-(-positions // FINE_POSITIONS)) * FINE_POSITIONS
        for name, steps in (("coarse", coarse), ("fine", np.arange(FINE_POSITIONS))):
            angles = np.outer(steps, exact)
            setattr(self, f"{name}_cos", torch.from_numpy(np.cos(angles).astype(np.float32)))
            setattr(self, f"{name}_sin", torch.from_numpy(np.sin(angles).astype(np.float32)))

    def forward(self, positions: Tensor) -> tuple[Tensor, Tensor]:
        """positions [m] → cos, sin [m × n]."""
        a = torch.div(positions, FINE_POSITIONS, rounding_mode="trunc")
        b = positions - a * FINE_POSITIONS
        coarse_cos, coarse_sin = self.coarse_cos.index_select(0, a), self.coarse_sin.index_select(0, a)
        fine_cos, fine_sin = self.fine_cos.index_select(0, b), self.fine_sin.index_select(0, b)
        return (
            coarse_cos * fine_cos - coarse_sin * fine_sin,
            coarse_sin * fine_cos + coarse_cos * fine_sin,
        )


def doubled(cos: Tensor, sin: Tensor, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
    """[s × n] → [1 × s × 2n], as `apply_rotary_pos_emb` takes them."""
    return torch.cat((cos, cos), dim=-1)[None].to(dtype), torch.cat((sin, sin), dim=-1)[None].to(dtype)


def causal_mask(queries: Tensor, keys: Tensor, window: int | None, dtype: torch.dtype) -> Tensor:
    """[1 × 1 × q × k], added to the attention scores. Positions are float32, which every device can compare."""
    distance = queries[:, None] - keys[None, :]
    seen = distance >= 0
    if window is not None:
        # No `And`: see `encoder.padding_mask`.
        seen = seen.float() * (distance < window).float() > 0
    return torch.where(seen, 0.0, torch.finfo(dtype).min)[None, None].to(dtype)


def attention_windows(layers: Iterable[nn.Module]) -> list[int | None]:
    """The sliding window of each layer's attention; None: it attends to everything before it."""
    return [getattr(layer.self_attn, "sliding_window", None) for layer in layers]


class PrefillDecoder(nn.Module):
    """Embedded tokens → last hidden states, one row, no cache."""

    def __init__(self, layers: nn.ModuleList, norm: nn.Module) -> None:
        super().__init__()
        self.layers = layers
        self.norm = norm
        self.windows = attention_windows(layers)

    def forward(self, embedded: Tensor, rotary: tuple[Tensor, Tensor]) -> Tensor:
        steps = torch.arange(embedded.shape[1], dtype=torch.float32)
        masks = {window: causal_mask(steps, steps, window, embedded.dtype) for window in dict.fromkeys(self.windows)}
        hidden = embedded
        for layer, window in zip(self.layers, self.windows, strict=True):
            hidden = layer(hidden, attention_mask=masks[window], position_embeddings=rotary)
        return self.norm(hidden)


class GivenCache:
    """Keys and values of earlier tokens, with the interface that the layers call."""

    def __init__(self, past: Sequence[Tensor]) -> None:
        """past: key and value of each layer in turn [1 × heads × p × d]."""
        self.past = past
        self.present: list[Tensor] = []

    def update(self, key: Tensor, value: Tensor, layer: int, *_: object) -> tuple[Tensor, Tensor]:
        both = (
            torch.cat((self.past[2 * layer], key), dim=2),
            torch.cat((self.past[2 * layer + 1], value), dim=2),
        )
        self.present += both
        return both
