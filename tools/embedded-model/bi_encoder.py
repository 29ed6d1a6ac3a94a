"""A bi-encoder on native ONNX Runtime: the reference that scores are compared with.

Recipes: mean pooling over the attention mask (sentence-transformers/all-MiniLM-L6-v2), CLS pooling with a query
prefix (BAAI/bge-small-en-v1.5); then L2-normalise, and the score is the cosine.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

Pooling = Literal["mean", "cls"]
Vectors = NDArray[np.float64]


class BiEncoder:
    def __init__(
        self, folder: Path, weights: Path, *, max_tokens: int, pooling: Pooling, query_prefix: str = ""
    ) -> None:
        """`folder` holds tokenizer.json; its own truncation and padding are switched off."""
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.session = onnxruntime.InferenceSession(str(weights), providers=["CPUExecutionProvider"])
        self.max_tokens = max_tokens
        self.pooling = pooling
        self.query_prefix = query_prefix

    def token_count(self, text: str) -> int:
        """Tokens of the text alone: no special tokens, not truncated."""
        return len(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def ids(self, text: str) -> list[int]:
        """[CLS] tokens [SEP], with tokens dropped at the end so that the whole fits in `max_tokens`."""
        start, *tokens, end = self.tokenizer.encode(text).ids
        return [start, *tokens[: self.max_tokens - 2], end]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One run over all texts, padded at the end to the longest → unit vectors [texts × hidden]."""
        rows = [self.ids(text) for text in texts]
        longest = max(map(len, rows))
        input_ids = np.array([row + [0] * (longest - len(row)) for row in rows], dtype=np.int64)
        mask = np.array([[1] * len(row) + [0] * (longest - len(row)) for row in rows], dtype=np.int64)
        feeds = {"input_ids": input_ids, "attention_mask": mask, "token_type_ids": np.zeros_like(input_ids)}
        (hidden,) = self.session.run(["last_hidden_state"], feeds)
        hidden = np.asarray(hidden, dtype=np.float64)
        if self.pooling == "cls":
            pooled = hidden[:, 0]
        else:
            pooled = (hidden * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return pooled / np.linalg.norm(pooled, axis=-1, keepdims=True)

    def embed_each(self, texts: Sequence[str]) -> Vectors:
        """One run per text, so that no text can move another's vector."""
        return np.concatenate([self.embed([text]) for text in texts])

    def embed_query(self, query: str) -> Vectors:
        return self.embed([self.query_prefix + query])[0]

    def scores(self, query: str, documents: Sequence[str]) -> list[float]:
        """Cosine of the query with each document, one text per run."""
        return [float(score) for score in self.embed_each(documents) @ self.embed_query(query)]
