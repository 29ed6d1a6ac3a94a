"""The parts that traced encoders (XLM-RoBERTa with rotary positions, ModernBERT) share."""

import torch
from torch import Tensor


def padding_mask(attention_mask: Tensor, dtype: torch.dtype, window: int | None = None) -> Tensor:
    """Added to the attention scores: [b × 1 × 1 × s], or [b × 1 × s × s] if tokens attend only to tokens at most
    `window` away.

    Both conditions are multiplied: ONNX Runtime's WebGPU kernel of `And` is wrong where it broadcasts to rows of a
    multiple of four.
    """
    seen = (attention_mask > 0)[:, None, None, :].float()
    if window is not None:
        steps = torch.arange(attention_mask.shape[1], dtype=torch.float32)
        seen = seen * ((steps[:, None] - steps[None, :]).abs() <= window)[None, None].float()
    return torch.where(seen > 0, 0.0, torch.finfo(dtype).min).to(dtype)
