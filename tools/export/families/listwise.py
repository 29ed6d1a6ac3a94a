"""jina-reranker-v3 and v3.5: all documents and the query in one prompt, one vector each, cosine."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import Qwen3Model

from decoder import PrefillDecoder, RotaryTable, doubled
from families.original import Original, linear, read_tensors
from prompts import Truncate, cut, listwise_prompt, sanitised
from tracing import Signature

LONGEST_PROMPT = 2
"""Factor on `maxTokens`: the prompt around the texts is not counted when blocks are formed."""


class ListwiseGraph(nn.Module):
    def __init__(self, model: Qwen3Model, projector: nn.Module, rotary: RotaryTable) -> None:
        super().__init__()
        self.embed_tokens = model.embed_tokens
        self.decoder = PrefillDecoder(model.layers, model.norm)
        self.projector = projector
        self.rotary = rotary

    def forward(self, input_ids: Tensor, positions: Tensor) -> Tensor:
        embedded = self.embed_tokens(input_ids)
        cos, sin = self.rotary(torch.arange(input_ids.shape[1]))
        hidden = self.decoder(embedded, doubled(cos, sin, embedded.dtype))
        return self.projector(hidden[0].index_select(0, positions)).float()


@dataclass(frozen=True)
class Reranked:
    scores: list[float]
    document_tokens: list[int]
    query_tokens: int
    blocks: list[int]


class Listwise(Original):
    kept = ("projector",)

    def __init__(self, source: Path, about: dict[str, Any]) -> None:
        super().__init__(source, about)
        self.model = Qwen3Model.from_pretrained(source, dtype=torch.float32, attn_implementation="eager").eval()
        weights = read_tensors(source, "projector.")
        self.projector = nn.Sequential(linear(weights["0.weight"]), nn.ReLU(), linear(weights["2.weight"]))
        self.rotary = RotaryTable(self.model.rotary_emb.inv_freq, LONGEST_PROMPT * self.max_tokens)
        ids = self.tokenizer.get_vocab()
        self.document_token, self.query_token = ids["<|embed_token|>"], ids["<|rerank_token|>"]

    def halve(self) -> None:
        self.model.half()
        self.projector.half()

    def graphs(self) -> dict[str, tuple[nn.Module, Signature]]:
        signature = Signature(
            {"input_ids": torch.full((1, 9), 5), "positions": torch.tensor([3, 5, 8])},
            {"input_ids": {1: "sequence_length"}, "positions": {0: "marked"}},
            ["embeddings"],
        )
        return {"model": (ListwiseGraph(self.model, self.projector, self.rotary), signature)}

    def feeds(self, query: str, documents: Sequence[str], instruction: str | None) -> dict[str, Tensor]:
        """The prompt's tokens, and the positions of the documents' tokens and of the query's last one."""
        prompt = listwise_prompt(
            query, documents, instruction, query_token_twice=self.recipe.get("queryTokenTwice", False)
        )
        ids = self.tokenizer.encode(prompt, add_special_tokens=False).ids
        positions = [place for place, number in enumerate(ids) if number == self.document_token]
        positions.append(max(place for place, number in enumerate(ids) if number == self.query_token))
        assert len(positions) == len(documents) + 1
        assert len(ids) <= LONGEST_PROMPT * self.max_tokens, f"{len(ids)} tokens"
        return {"input_ids": torch.tensor([ids]), "positions": torch.tensor(positions)}

    @torch.no_grad()
    def hidden(self, feeds: dict[str, Tensor]) -> Tensor:
        """Last hidden states at the positions [k+1 × d]."""
        return self.model(feeds["input_ids"]).last_hidden_state[0, feeds["positions"]]

    def rerank(
        self, query: str, documents: Sequence[str], instruction: str | None = None, truncate: Truncate = "end"
    ) -> Reranked:
        """Like `rerank` of jina-reranker-v3's modeling.py; the query is always truncated at its end."""
        limit: int = self.recipe["maxDocumentTokens"]
        safe = cut(self.tokenizer, sanitised(self.tokenizer, query), self.recipe["maxQueryTokens"])
        texts = [cut(self.tokenizer, sanitised(self.tokenizer, text), limit, truncate) for text in documents]
        asked = None if instruction is None else sanitised(self.tokenizer, instruction)

        blocks: list[list[str]] = []
        open_block: list[str] = []
        capacity = self.max_tokens - 2 * safe.used
        for text in texts:
            open_block.append(text.text)
            capacity -= text.used
            if len(open_block) >= self.recipe["maxBlockDocuments"] or capacity <= limit:
                blocks.append(open_block)
                open_block = []
                capacity = self.max_tokens - 2 * safe.used
        if open_block:
            blocks.append(open_block)

        vectors = [self.embeddings(safe.text, block, asked) for block in blocks]
        weights = [float(((1 + cosines(rows[-1], rows[:-1])) / 2).max()) for rows in vectors]
        average = np.average([rows[-1] for rows in vectors], axis=0, weights=weights)
        scores = cosines(average, np.concatenate([rows[:-1] for rows in vectors]))
        return Reranked(
            [float(score) for score in scores],
            [text.tokens for text in texts],
            safe.tokens,
            [len(block) for block in blocks],
        )

    def embeddings(self, query: str, documents: Sequence[str], instruction: str | None) -> np.ndarray:
        feeds = self.feeds(query, documents, instruction)
        return self.run("model", feeds, lambda: self.projector(self.hidden(feeds))).double().numpy()

    def score(self, query: str, document: str) -> float:
        return self.rerank(query, [document]).scores[0]


def cosines(query: np.ndarray, documents: np.ndarray) -> np.ndarray:
    return documents @ query / (np.linalg.norm(documents, axis=-1) * np.linalg.norm(query))
