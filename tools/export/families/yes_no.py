"""Qwen3-Reranker: a language model answers a question; the logits of "yes" and "no" after the prompt."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import Qwen3ForCausalLM

from decoder import GivenCache, PrefillDecoder, RotaryTable, doubled, attention_windows
from families.original import Original, linear
from prompts import CutText, Truncate, cut_to_fit, sanitised, text_ids, yes_no_prompt
from tracing import Signature

SMALLEST = -1e4
"""Added to the attention scores of masked tokens; fits in float16."""


class SlimGraph(nn.Module):
    """Tokens → the two logits, without the rest of the vocabulary and without a cache."""

    def __init__(self, model: Qwen3ForCausalLM, rotary: RotaryTable, answers: list[int]) -> None:
        super().__init__()
        self.embed_tokens = model.model.embed_tokens
        self.decoder = PrefillDecoder(model.model.layers, model.model.norm)
        self.rotary = rotary
        self.answers = linear(model.lm_head.weight.detach()[answers])

    def forward(self, input_ids: Tensor) -> Tensor:
        embedded = self.embed_tokens(input_ids)
        cos, sin = self.rotary(torch.arange(input_ids.shape[1]))
        hidden = self.decoder(embedded, doubled(cos, sin, embedded.dtype))
        return self.answers(hidden[:, -1]).float()


class DecoderGraph(nn.Module):
    """The layout of decoders on the Hub: logits of every position; keys and values are inputs and outputs."""

    def __init__(self, model: Qwen3ForCausalLM, rotary: RotaryTable) -> None:
        super().__init__()
        self.embed_tokens = model.model.embed_tokens
        self.layers = model.model.layers
        self.norm = model.model.norm
        self.lm_head = model.lm_head
        self.rotary = rotary
        assert set(attention_windows(self.layers)) == {None}

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, position_ids: Tensor, past: list[Tensor]
    ) -> tuple[Tensor, ...]:
        embedded = self.embed_tokens(input_ids)
        keys = torch.arange(attention_mask.shape[1], dtype=torch.float32)
        queries = torch.arange(input_ids.shape[1], dtype=torch.float32) + past[0].shape[2]
        seen = (queries[:, None] >= keys[None, :]) & (attention_mask[0] > 0)[None, :]
        mask = torch.where(seen, 0.0, SMALLEST)[None, None].to(embedded.dtype)
        cos, sin = self.rotary(position_ids[0])
        rotary = doubled(cos, sin, embedded.dtype)
        cache = GivenCache([part.to(embedded.dtype) for part in past])
        hidden = embedded
        for layer in self.layers:
            hidden = layer(hidden, attention_mask=mask, position_embeddings=rotary, past_key_values=cache)
        return self.lm_head(self.norm(hidden)).float(), *(part.float() for part in cache.present)


@dataclass(frozen=True)
class Answer:
    logit: float
    document: CutText
    query_tokens: int


class YesNo(Original):
    kept = ("answers",)

    def __init__(self, source: Path, about: dict[str, Any]) -> None:
        super().__init__(source, about)
        self.slim: bool = about["slim"]
        self.model = Qwen3ForCausalLM.from_pretrained(source, dtype=torch.float32, attn_implementation="eager").eval()
        self.rotary = RotaryTable(self.model.model.rotary_emb.inv_freq, self.max_tokens)
        self.answers: list[int] = []
        for word in ("yes", "no"):
            (number,) = text_ids(self.tokenizer, word)
            self.answers.append(number)

    def halve(self) -> None:
        self.model.half()

    def graphs(self) -> dict[str, tuple[nn.Module, Signature]]:
        ids = torch.full((1, 9), 5)
        if self.slim:
            signature = Signature({"input_ids": ids}, {"input_ids": {1: "sequence_length"}}, ["yes_no_logits"])
            return {"model": (SlimGraph(self.model, self.rotary, self.answers), signature)}
        names = [f"{layer}.{part}" for layer in range(len(self.model.model.layers)) for part in ("key", "value")]
        past = {f"past_key_values.{name}": part for name, part in zip(names, self.past(4), strict=True)}
        example = {
            "input_ids": ids,
            "attention_mask": torch.ones(1, 13, dtype=torch.int64),
            "position_ids": torch.arange(4, 13)[None],
        }
        axes = {
            "input_ids": {1: "sequence_length"},
            "attention_mask": {1: "total_sequence_length"},
            "position_ids": {1: "sequence_length"},
        }
        signature = Signature(
            example | past,
            axes | {name: {2: "past_sequence_length"} for name in past},
            ["logits", *(f"present.{name}" for name in names)],
            {"past": list(past)},
        )
        return {"model": (DecoderGraph(self.model, self.rotary), signature)}

    def past(self, length: int) -> list[Tensor]:
        config = self.model.config
        shape = (1, config.num_key_value_heads, length, config.head_dim)
        return [torch.zeros(shape) for _ in range(2 * config.num_hidden_layers)]

    def feeds(self, ids: list[int]) -> dict[str, Tensor]:
        tokens = torch.tensor([ids])
        if self.slim:
            return {"input_ids": tokens}
        _, signature = self.graphs()["model"]
        past = dict(zip(signature.inner["past"], self.past(0), strict=True))
        steps = {"attention_mask": torch.ones_like(tokens), "position_ids": torch.arange(len(ids))[None]}
        return {"input_ids": tokens} | steps | past

    def ask(self, query: str, document: str, instruction: str | None, truncate: Truncate = "end") -> Answer:
        """Only the document is truncated."""
        safe, text = sanitised(self.tokenizer, query), sanitised(self.tokenizer, document)
        asked = sanitised(self.tokenizer, self.recipe["instruction"] if instruction is None else instruction)
        part, ids = cut_to_fit(
            self.tokenizer, text, lambda text: yes_no_prompt(safe, text, asked), self.max_tokens, truncate
        )
        feeds = self.feeds(ids)

        def original() -> Tensor:
            logits = self.model(feeds["input_ids"]).logits
            return logits[:, -1, self.answers] if self.slim else logits

        output = self.run("model", feeds, original)
        yes, no = output[0] if self.slim else output[0, -1, self.answers]
        return Answer(float(yes) - float(no), part, len(text_ids(self.tokenizer, safe)))

    def score(self, query: str, document: str) -> float:
        return self.ask(query, document, None).logit
