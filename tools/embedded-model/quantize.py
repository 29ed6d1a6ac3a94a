"""Make the two 8-bit variants of all-MiniLM-L6-v2 that ship with the playground.

Reads a folder laid out as on the Hub (config.json, tokenizer files, onnx/model.onnx in float32) and writes

  onnx/model_w8a8.onnx    row-scaled int8, for WASM: 8-bit weights and 8-bit activations, one scale per row
  onnx/model_w8a32.onnx   weight-only 8-bit, for WebGPU: `MatMulNBits`, float32 activations

with the tokenizer and configuration files copied beside them. The output is a function of the input alone.
"""

import argparse
import hashlib
import shutil
from pathlib import Path

import onnx

from variants import row_scaled_int8, weight_only_8bit

SOURCE_SHA256 = "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e"
EMBEDDING_TABLE = "embeddings.word_embeddings.weight"
REQUIRED = ("config.json", "tokenizer.json", "tokenizer_config.json")
OPTIONAL = ("special_tokens_map.json",)
VARIANTS = {"model_w8a8.onnx": row_scaled_int8, "model_w8a32.onnx": weight_only_8bit}


def sha256_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def copy_text_files(source: Path, target: Path) -> None:
    for name in (*REQUIRED, *OPTIONAL):
        if name in REQUIRED or (source / name).exists():
            shutil.copyfile(source / name, target / name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="folder with onnx/model.onnx in float32 and the tokenizer files")
    parser.add_argument("target", type=Path, help="folder to write, e.g. public/models/Xenova/all-MiniLM-L6-v2")
    arguments = parser.parse_args()

    weights = arguments.source / "onnx" / "model.onnx"
    found = sha256_digest(weights)
    if found != SOURCE_SHA256:
        raise SystemExit(f"{weights}: sha256 is {found}, expected {SOURCE_SHA256}")

    (arguments.target / "onnx").mkdir(parents=True, exist_ok=True)
    copy_text_files(arguments.source, arguments.target)
    for name, make in VARIANTS.items():
        model = make(onnx.load(weights), EMBEDDING_TABLE)
        path = arguments.target / "onnx" / name
        path.write_bytes(model.SerializeToString(deterministic=True))
        print(f"{name}  {path.stat().st_size} bytes  sha256 {sha256_digest(path)}")


if __name__ == "__main__":
    main()
