"""Export small random originals of the kinds that have no fixture made with this tool, and print the distances.

They are saved as the real ones are on the Hub: jina-colbert-v2 (names of tensors, rotary positions), an Ettin reranker
(modules of sentence-transformers), jina-reranker-v3.5 (sliding windows, the query's token twice).
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, processors
from transformers import ModernBertConfig, ModernBertModel, Qwen3Config, Qwen3Model

sys.path.append(str(Path(__file__).resolve().parents[1] / "fixtures"))
import decoder_texts
import tiny_bpe
from export import read_about, export

DTYPES = ["fp16", "w8a8", "q4f16", "q4", "fp32"]
HIDDEN = 64
MAX_TOKENS = 1024
SPECIAL = ["<s>", "</s>", "<mask>", "[QueryMarker]", "[DocumentMarker]"]


def tokenizer() -> Tokenizer:
    made = tiny_bpe.bpe(decoder_texts.training_texts())
    made.add_special_tokens(SPECIAL)
    start, end = made.token_to_id("<s>"), made.token_to_id("</s>")
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> $B </s>", special_tokens=[("<s>", start), ("</s>", end)]
    )
    return made


def save(folder: Path, made: Tokenizer, config: dict[str, Any], tensors: dict[str, torch.Tensor]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tiny_bpe.save(made, folder, MAX_TOKENS)
    path = folder / "tokenizer_config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"mask_token": "<mask>"}))
    (folder / "config.json").write_text(json.dumps(config))
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, folder / "model.safetensors")


def about(name: str, **changes: Any) -> dict[str, Any]:
    return read_about(name) | {"maxTokens": MAX_TOKENS, "golden": decoder_texts.GOLDEN, **changes}


def colbert(folder: Path) -> dict[str, Any]:
    made = tokenizer()
    entries = made.get_vocab_size()
    shapes: dict[str, tuple[int, ...]] = {
        "roberta.embeddings.word_embeddings.weight": (entries, HIDDEN),
        "roberta.embeddings.token_type_embeddings.weight": (1, HIDDEN),
        "roberta.emb_ln.weight": (HIDDEN,),
        "roberta.emb_ln.bias": (HIDDEN,),
        "linear.weight": (32, HIDDEN),
    }
    for layer in range(2):
        start = f"roberta.encoder.layers.{layer}"
        for name, outputs, inputs in (
            ("mixer.Wqkv", 3 * HIDDEN, HIDDEN),
            ("mixer.out_proj", HIDDEN, HIDDEN),
            ("mlp.fc1", 2 * HIDDEN, HIDDEN),
            ("mlp.fc2", HIDDEN, 2 * HIDDEN),
        ):
            shapes |= {f"{start}.{name}.weight": (outputs, inputs), f"{start}.{name}.bias": (outputs,)}
        for name in ("norm1", "norm2"):
            shapes |= {f"{start}.{name}.weight": (HIDDEN,), f"{start}.{name}.bias": (HIDDEN,)}
    tensors = {name: torch.randn(shape) * 0.1 for name, shape in shapes.items()}
    for name in tensors:
        if name.endswith("weight") and ("norm" in name or "emb_ln" in name):
            tensors[name] += 1
    config = {
        "vocab_size": entries,
        "hidden_size": HIDDEN,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "intermediate_size": 2 * HIDDEN,
        "hidden_act": "gelu",
        "type_vocab_size": 1,
        "layer_norm_eps": 1e-5,
        "max_position_embeddings": MAX_TOKENS,
        "pad_token_id": 1,
        "position_embedding_type": "rotary",
        "rotary_emb_base": 10000.0,
    }
    save(folder, made, config, tensors)
    recipe = read_about("jina-colbert-v2")["recipe"] | {
        "queryMarker": made.token_to_id("[QueryMarker]"),
        "documentMarker": made.token_to_id("[DocumentMarker]"),
    }
    return about("jina-colbert-v2", recipe=recipe)


def ettin(folder: Path) -> dict[str, Any]:
    made = tokenizer()
    config = ModernBertConfig(
        vocab_size=made.get_vocab_size(),
        hidden_size=HIDDEN,
        intermediate_size=96,
        num_hidden_layers=4,
        num_attention_heads=4,
        max_position_embeddings=MAX_TOKENS,
        local_attention=32,
        initializer_range=0.1,
        pad_token_id=0,
        bos_token_id=made.token_to_id("<s>"),
        eos_token_id=made.token_to_id("</s>"),
        cls_token_id=made.token_to_id("<s>"),
        sep_token_id=made.token_to_id("</s>"),
    )
    model = ModernBertModel(config)
    save(folder, made, config.to_dict() | {"architectures": ["ModernBertModel"]}, model.state_dict())
    package = "sentence_transformers.models"
    modules = [
        ("", f"{package}.Transformer", None, {}),
        ("1_Pooling", f"{package}.Pooling", {"embedding_dimension": HIDDEN, "pooling_mode": "cls"}, {}),
        (
            "2_Dense",
            f"{package}.Dense",
            {"activation_function": "torch.nn.modules.activation.GELU"},
            {"linear.weight": torch.randn(HIDDEN, HIDDEN) / 8},
        ),
        (
            "3_LayerNorm",
            f"{package}.LayerNorm",
            {"dimension": HIDDEN},
            {"norm.weight": 1 + torch.randn(HIDDEN) / 8, "norm.bias": torch.randn(HIDDEN) / 8},
        ),
        (
            "4_Dense",
            f"{package}.Dense",
            {"activation_function": "torch.nn.modules.linear.Identity"},
            {"linear.weight": torch.randn(1, HIDDEN) / 8, "linear.bias": torch.randn(1)},
        ),
    ]
    entries = [
        {"idx": index, "name": str(index), "path": path, "type": kind}
        for index, (path, kind, _, _) in enumerate(modules)
    ]
    (folder / "modules.json").write_text(json.dumps(entries))
    for path, _, settings, tensors in modules[1:]:
        (folder / path).mkdir(exist_ok=True)
        (folder / path / "config.json").write_text(json.dumps(settings))
        if tensors:
            save_file(tensors, folder / path / "model.safetensors")
    return about("ettin-reranker-17m-v1")


def sliding(folder: Path) -> dict[str, Any]:
    made = tiny_bpe.bpe(decoder_texts.training_texts())
    config = Qwen3Config(
        vocab_size=made.get_vocab_size(),
        hidden_size=HIDDEN,
        intermediate_size=96,
        num_hidden_layers=4,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=16,
        max_position_embeddings=MAX_TOKENS,
        initializer_range=0.1,
        use_sliding_window=True,
        sliding_window=64,
        layer_types=["sliding_attention", "full_attention", "sliding_attention", "full_attention"],
    )
    tensors = {f"model.{name}": tensor for name, tensor in Qwen3Model(config).state_dict().items()}
    tensors |= {"projector.0.weight": torch.randn(32, HIDDEN), "projector.2.weight": torch.randn(32, 32)}
    save(folder, made, config.to_dict() | {"architectures": ["JinaForRanking"]}, tensors)
    recipe = read_about("jina-reranker-v3.5")["recipe"] | {"maxQueryTokens": 32, "maxDocumentTokens": 160}
    return about("jina-reranker-v3.5", recipe=recipe)


def main() -> None:
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    for make in (colbert, ettin, sliding):
        torch.manual_seed(7)
        print(make.__name__)
        with tempfile.TemporaryDirectory() as scratch:
            source = Path(scratch) / "source"
            export(make(source), source, Path(scratch) / "out", DTYPES, 1_000_000_000)


if __name__ == "__main__":
    main()
