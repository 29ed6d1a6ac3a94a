"""The interface of every kind of model to the export."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime import InferenceSession
from safetensors import safe_open
from tokenizers import Tokenizer

from tracing import Feeds, Signature


@dataclass(frozen=True)
class Sample:
    """One run of a graph as in use, and the output of PyTorch in float32."""

    graph: str
    feeds: Feeds
    expected: torch.Tensor


class Original(ABC):
    """An original model in PyTorch float32; `halve` converts it to float16 permanently."""

    kept: Sequence[str] = ()
    """Modules whose weights stay in floating point in every variant."""

    def __init__(self, source: Path, about: dict[str, Any]) -> None:
        self.source = source
        self.recipe: dict[str, Any] = dict(about["recipe"])
        self.max_tokens: int = about["maxTokens"]
        self.tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.samples: list[Sample] | None = None
        """While this is a list, runs are appended to it."""
        self.sessions: dict[str, InferenceSession] = {}
        """Exported graphs, which run instead of the original if there are any."""

    @abstractmethod
    def graphs(self) -> dict[str, tuple[torch.nn.Module, Signature]]:
        """The graphs to trace, by the stem of their file names, in the current float type."""

    @abstractmethod
    def score(self, query: str, document: str) -> float:
        """The original's score of a pair: a logit, a cosine or a sum of cosines, as the family returns it."""

    @abstractmethod
    def halve(self) -> None: ...

    def exercise(self) -> None:
        """Makes the runs that the golden pairs do not cause, so that every graph is compared with the original."""

    def run(self, graph: str, feeds: dict[str, torch.Tensor], original: Callable[[], torch.Tensor]) -> torch.Tensor:
        """The output for the feeds: of the exported graph if there is one, else of the original."""
        if self.sessions:
            arrays = {name: tensor.numpy() for name, tensor in feeds.items()}
            return torch.from_numpy(np.asarray(self.sessions[graph].run(None, arrays)[0]))
        with torch.no_grad():
            output = original()
        if self.samples is not None:
            self.samples.append(Sample(graph, {name: tensor.numpy() for name, tensor in feeds.items()}, output))
        return output


def read_tensors(folder: Path, prefix: str) -> dict[str, torch.Tensor]:
    """The tensors of all safetensors files whose names start with the prefix, without it, in float32."""
    found: dict[str, torch.Tensor] = {}
    for path in sorted(folder.glob("*.safetensors")):
        with safe_open(path, framework="pt") as content:
            for name in content.keys():  # noqa: SIM118
                if name.startswith(prefix):
                    found[name.removeprefix(prefix)] = content.get_tensor(name).float()
    return found


def linear(weight: torch.Tensor, bias: torch.Tensor | None = None) -> torch.nn.Linear:
    layer = torch.nn.Linear(weight.shape[1], weight.shape[0], bias=bias is not None)
    layer.weight = torch.nn.Parameter(weight, requires_grad=False)
    if bias is not None:
        layer.bias = torch.nn.Parameter(bias, requires_grad=False)
    return layer
