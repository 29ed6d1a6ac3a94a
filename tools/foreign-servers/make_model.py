"""Create a tiny random cross-encoder, a PyTorch folder, which the recorded servers load.

Only the protocol is recorded, so random weights suffice. The tokenizer is copied from the test fixtures.
"""

import argparse
import shutil
from pathlib import Path

import torch
from transformers import BertConfig, BertForSequenceClassification

ROOT = Path(__file__).resolve().parents[2]
TOKENIZER = ROOT / "tests" / "fixtures" / "hub" / "tabrank" / "tiny-bert-cross-encoder"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=1500,
        # One head of size 64: vLLM's CPU attention does not support small heads.
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=1,
        intermediate_size=64,
        max_position_embeddings=128,
        initializer_range=0.2,
        num_labels=1,
    )
    model = BertForSequenceClassification(config).eval()
    # Negative logits, so that a recording shows whether a server returns logits or probabilities.
    torch.nn.init.constant_(model.classifier.bias, -2)
    model.save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
        shutil.copy(TOKENIZER / name, folder / name)


if __name__ == "__main__":
    main()
