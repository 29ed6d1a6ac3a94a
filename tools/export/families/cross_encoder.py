"""Ettin rerankers: ModernBERT whose head, saved beside it by sentence-transformers, goes into the graph."""

import json
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import ModernBertModel

from decoder import RotaryTable, doubled
from encoder import padding_mask
from families.original import Original, linear, read_tensors
from tracing import Signature


class CrossEncoderGraph(nn.Module):
    def __init__(self, model: ModernBertModel, head: nn.Module, rotary: nn.ModuleDict) -> None:
        super().__init__()
        self.embeddings = model.embeddings
        self.layers = model.layers
        self.final_norm = model.final_norm
        self.head = head
        self.rotary = rotary
        self.window: int = model.config.sliding_window

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        hidden = self.embeddings(input_ids=input_ids)
        steps = torch.arange(input_ids.shape[1])
        rotary = {kind: doubled(*table(steps), hidden.dtype) for kind, table in self.rotary.items()}
        masks = {
            "full_attention": padding_mask(attention_mask, hidden.dtype),
            "sliding_attention": padding_mask(attention_mask, hidden.dtype, self.window),
        }
        for layer in self.layers:
            kind = layer.attention_type
            hidden = layer(hidden, attention_mask=masks[kind], position_embeddings=rotary[kind])
        return self.head(self.final_norm(hidden)[:, 0]).float()


class CrossEncoder(Original):
    kept = ("head",)

    def __init__(self, source: Path, about: dict[str, Any]) -> None:
        super().__init__(source, about)
        self.model = ModernBertModel.from_pretrained(source, dtype=torch.float32, attn_implementation="eager").eval()
        self.head = read_head(source)
        rotary = self.model.rotary_emb
        self.rotary = nn.ModuleDict(
            {
                kind: RotaryTable(getattr(rotary, f"{kind}_inv_freq"), self.max_tokens)
                for kind in sorted(set(self.model.config.layer_types))
            }
        )

    def halve(self) -> None:
        self.model.half()
        self.head.half()

    def graphs(self) -> dict[str, tuple[nn.Module, Signature]]:
        ids = torch.full((2, 9), 5)
        axes = {0: "batch_size", 1: "sequence_length"}
        signature = Signature(
            {"input_ids": ids, "attention_mask": torch.ones_like(ids)},
            {"input_ids": axes, "attention_mask": axes},
            ["logits"],
        )
        return {"model": (CrossEncoderGraph(self.model, self.head, self.rotary), signature)}

    def logits(self, feeds: dict[str, Tensor]) -> Tensor:
        return self.run("model", feeds, lambda: self.head(self.model(**feeds).last_hidden_state[:, 0]))

    def score(self, query: str, document: str) -> float:
        ids = self.tokenizer.encode(query, document).ids
        assert len(ids) <= self.max_tokens
        tokens = torch.tensor([ids])
        return float(self.logits({"input_ids": tokens, "attention_mask": torch.ones_like(tokens)})[0, 0])

    def exercise(self) -> None:
        """A padded batch that is longer than the sliding window."""
        rows = [self.tokenizer.encode("a long one", "word " * count).ids for count in (30, 400)]
        longest = max(map(len, rows))
        assert longest <= self.max_tokens
        ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
        self.logits({"input_ids": ids, "attention_mask": mask})


def read_head(source: Path) -> nn.Sequential:
    """The modules after the pooling of the first token, in the order of modules.json."""
    modules = json.loads((source / "modules.json").read_text(encoding="utf-8"))
    layers: list[nn.Module] = []
    for module in modules:
        folder = source / module["path"]
        kind = module["type"].rsplit(".", 1)[-1]
        if kind == "Transformer":
            continue
        settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if kind == "Pooling":
            mode = settings.get("pooling_mode", "cls" if settings.get("pooling_mode_cls_token") else None)
            assert mode == "cls", settings
        elif kind == "Dense":
            weights = read_tensors(folder, "linear.")
            layers.append(linear(weights["weight"], weights.get("bias")))
            if settings["activation_function"].endswith(".GELU"):
                layers.append(nn.GELU())
            else:
                assert settings["activation_function"].endswith(".Identity"), settings
        elif kind == "LayerNorm":
            weights = read_tensors(folder, "norm.")
            norm = nn.LayerNorm(weights["weight"].numel())
            norm.load_state_dict(weights)
            layers.append(norm)
        else:
            raise ValueError(f"unknown module {kind}")
    return nn.Sequential(*layers).eval()
