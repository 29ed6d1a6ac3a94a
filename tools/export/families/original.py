"""What every kind of model offers to the export."""

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
    """A run of a graph as it happens in use, and what PyTorch makes of it in float32."""

    graph: str
    feeds: Feeds
    expected: torch.Tensor


class Original(ABC):
    """An original model in PyTorch float32; `halve` turns it to float16 for good."""

    kept: Sequence[str] = ()
    """Modules whose weights stay in floating point in every form."""

    def __init__(self, source: Path, about: dict[str, Any]) -> None:
        self.source = source
        self.recipe: dict[str, Any] = dict(about["recipe"])
        self.max_tokens: int = about["maxTokens"]
        self.tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.samples: list[Sample] | None = None
        """Filled by the runs while it is a list."""
        self.sessions: dict[str, InferenceSession] = {}
        """Exported graphs that are run instead of the original while there are any."""

    @abstractmethod
    def graphs(self) -> dict[str, tuple[torch.nn.Module, Signature]]:
        """The graphs to trace, by the stem of their files, in the present type."""

    @abstractmethod
    def score(self, query: str, document: str) -> float:
        """What the original gives a pair: a logit, a cosine or a sum of cosines, as the family returns it."""

    @abstractmethod
    def halve(self) -> None: ...

    def exercise(self) -> None:
        """Runs that the golden pairs do not bring about, so that every graph is compared with the original."""

    def run(self, graph: str, feeds: dict[str, torch.Tensor], original: Callable[[], torch.Tensor]) -> torch.Tensor:
        """What the original makes of the feeds, or the exported graph where one was put in its place."""
        if self.sessions:
            arrays = {name: tensor.numpy() for name, tensor in feeds.items()}
            return torch.from_numpy(np.asarray(self.sessions[graph].run(None, arrays)[0]))
        with torch.no_grad():
            output = original()
        if self.samples is not None:
            self.samples.append(Sample(graph, {name: tensor.numpy() for name, tensor in feeds.items()}, output))
        return output


def read_tensors(folder: Path, prefix: str) -> dict[str, torch.Tensor]:
    """Tensors of all safetensors files whose names start so, without the prefix, in float32."""
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
