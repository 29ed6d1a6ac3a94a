"""jina-colbert-v2: XLM-RoBERTa with rotary positions, one vector for each token, MaxSim."""

import json
import string
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import JinaEmbeddingsV3Config, JinaEmbeddingsV3Model

from decoder import RotaryTable, doubled
from encoder import padding_mask
from families.original import Original, linear, read_tensors
from prompts import text_ids
from tracing import Signature

RENAMED = (
    ("emb_ln.", "embeddings.LayerNorm."),
    ("encoder.layers.", "layers."),
    (".mixer.out_proj.", ".self_attn.o_proj."),
    (".norm1.", ".post_attention_layernorm."),
    (".norm2.", ".post_mlp_layernorm."),
)
"""Parts of tensor names in the file, and their names in the class of `transformers` for the same architecture."""


class LateInteractionGraph(nn.Module):
    def __init__(self, model: JinaEmbeddingsV3Model, projection: nn.Module, rotary: RotaryTable) -> None:
        super().__init__()
        self.embeddings = model.embeddings
        self.layers = model.layers
        self.projection = projection
        self.rotary = rotary

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        words = self.embeddings.word_embeddings(input_ids) + self.embeddings.token_type_embeddings.weight[0]
        hidden = self.embeddings.LayerNorm(words)
        cos, sin = self.rotary(torch.arange(input_ids.shape[1]))
        rotary = doubled(cos, sin, hidden.dtype)
        mask = padding_mask(attention_mask, hidden.dtype)
        for layer in self.layers:
            hidden = layer(hidden, attention_mask=mask, position_embeddings=rotary)
        return self.projection(hidden).float()


class LateInteraction(Original):
    kept = ("projection",)

    def __init__(self, source: Path, about: dict[str, Any]) -> None:
        super().__init__(source, about)
        settings = json.loads((source / "config.json").read_text(encoding="utf-8"))
        assert settings.get("position_embedding_type") == "rotary", "only rotary positions are known here"
        taken = ("vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size")
        config = JinaEmbeddingsV3Config(
            **{key: settings[key] for key in taken},
            hidden_act=settings["hidden_act"],
            type_vocab_size=settings["type_vocab_size"],
            layer_norm_eps=settings["layer_norm_eps"],
            max_position_embeddings=settings["max_position_embeddings"],
            pad_token_id=settings["pad_token_id"],
            rope_parameters={"rope_type": "default", "rope_theta": settings.get("rotary_emb_base", 10000.0)},
            attn_implementation="eager",
        )
        self.model = JinaEmbeddingsV3Model(config, add_pooling_layer=False).eval()
        missing, unexpected = self.model.load_state_dict(renamed(read_tensors(source, "roberta.")), strict=False)
        assert not missing, missing
        assert all(name.startswith("pooler.") for name in unexpected), unexpected
        self.projection = linear(read_tensors(source, "linear.")["weight"])
        self.rotary = RotaryTable(self.model.rotary_emb.inv_freq, self.max_tokens)

        self.start, self.end = self.tokenizer.encode("").ids
        mask_token = json.loads((source / "tokenizer_config.json").read_text(encoding="utf-8"))["mask_token"]
        content = mask_token["content"] if isinstance(mask_token, dict) else mask_token
        self.mask_token = self.tokenizer.token_to_id(content)
        alone = [text_ids(self.tokenizer, character) for character in string.punctuation]
        self.punctuation = {ids[0] for ids in alone if len(ids) == 1}

    def halve(self) -> None:
        self.model.half()
        self.projection.half()

    def graphs(self) -> dict[str, tuple[nn.Module, Signature]]:
        ids = torch.full((2, 9), 5)
        axes = {0: "batch_size", 1: "sequence_length"}
        signature = Signature(
            {"input_ids": ids, "attention_mask": torch.ones_like(ids)},
            {"input_ids": axes, "attention_mask": axes},
            ["token_embeddings"],
        )
        return {"model": (LateInteractionGraph(self.model, self.projection, self.rotary), signature)}

    def embed(self, ids: list[int], mask: list[int]) -> Tensor:
        """Unit vectors of all tokens [s × d]."""
        feeds = {"input_ids": torch.tensor([ids]), "attention_mask": torch.tensor([mask])}
        output = self.run("model", feeds, lambda: self.projection(self.model(**feeds).last_hidden_state))
        return nn.functional.normalize(output[0].double(), dim=-1)

    def marked(self, text: str, marker: str) -> list[int]:
        """[CLS] marker text [SEP]; a long text is truncated at its end."""
        ids = text_ids(self.tokenizer, text)
        before = [self.start, *([self.recipe[marker]] if marker in self.recipe else [])]
        return [*before, *ids[: self.max_tokens - len(before) - 1], self.end]

    def embed_query(self, query: str) -> Tensor:
        ids = self.marked(query, "queryMarker")
        mask_padding = max(0, self.recipe.get("queryTokens", 0) - len(ids))
        seen = int(self.recipe.get("attendToMaskPadding", False))
        return self.embed(ids + [self.mask_token] * mask_padding, [1] * len(ids) + [seen] * mask_padding)

    def embed_document(self, document: str) -> Tensor:
        ids = self.marked(document, "documentMarker")
        vectors = self.embed(ids, [1] * len(ids))
        if not self.recipe["skipPunctuation"]:
            return vectors
        return vectors[[place for place, number in enumerate(ids) if number not in self.punctuation]]

    def score(self, query: str, document: str) -> float:
        return float((self.embed_query(query) @ self.embed_document(document).T).max(dim=-1).values.sum())

    def exercise(self) -> None:
        self.embed_query("a query " * 40)
        ids = self.marked("a document " * 60, "documentMarker")
        self.embed(ids, [1] * (len(ids) - 20) + [0] * 20)


def renamed(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    found: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        key = name
        for old, new in RENAMED:
            key = key.replace(old, new)
        if ".mixer.Wqkv." in key:
            for part, values in zip(("q_proj", "k_proj", "v_proj"), tensor.chunk(3), strict=True):
                found[key.replace(".mixer.Wqkv.", f".self_attn.{part}.")] = values
        else:
            found[key] = tensor
    return found
