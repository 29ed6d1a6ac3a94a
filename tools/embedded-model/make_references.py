"""Write the reference scores of the real bi-encoders, from native ONNX Runtime, one text per run.

The tests compare the browser's scores with these; the golden pairs are what a loaded model is checked with.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from bi_encoder import BiEncoder

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "tools" / "fixtures" / "texts.json"
EXAMPLE = ROOT / "src" / "ui" / "examples" / "skincare.json"
TARGET = ROOT / "tests" / "fixtures" / "reference"
BGE_PREFIX = "Represent this sentence for searching relevant passages: "
COMMAND = "python tools/embedded-model/make_references.py MODELS"


def case(model: BiEncoder, query: str, documents: list[str]) -> dict[str, Any]:
    return {
        "query": query,
        "documents": documents,
        "scores": model.scores(query, documents),
        "documentTokens": [model.token_count(document) for document in documents],
        "queryTokens": model.token_count(query),
    }


def write(name: str, content: dict[str, Any]) -> None:
    path = TARGET / name
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"{name}  {path.stat().st_size} bytes")


def write_references(short_name: str, model: BiEncoder, cases: list[dict[str, Any]], source: str) -> None:
    """Write {short_name}.json (scores of whole cases) and {short_name}-golden.json (four pairs)."""
    write(
        f"{short_name}.json",
        {
            "model": f"Xenova/{short_name}",
            "source": source,
            "maxTokens": model.max_tokens,
            "cases": [case(model, one["query"], one["documents"]) for one in cases],
        },
    )
    pairs = json.loads(TEXTS.read_text(encoding="utf-8"))["golden"]
    scored = [{**pair, "score": model.scores(pair["query"], [pair["document"]])[0]} for pair in pairs]
    write(f"{short_name}-golden.json", {"source": source, "pairs": scored})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", type=Path, help="folder with Xenova/all-MiniLM-L6-v2 and Xenova/bge-small-en-v1.5")
    models = parser.parse_args().models / "Xenova"
    example = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    cases = [example, *json.loads(TEXTS.read_text(encoding="utf-8"))["cases"]]

    minilm = models / "all-MiniLM-L6-v2"
    write_references(
        "all-MiniLM-L6-v2",
        BiEncoder(minilm, minilm / "onnx" / "model.onnx", max_tokens=256, pooling="mean"),
        cases,
        f"float32 onnx/model.onnx on native ONNX Runtime, one text per run, mean pooling, L2, cosine: {COMMAND}",
    )
    bge = models / "bge-small-en-v1.5"
    write_references(
        "bge-small-en-v1.5",
        BiEncoder(bge, bge / "onnx" / "model_quantized.onnx", max_tokens=512, pooling="cls", query_prefix=BGE_PREFIX),
        cases[:2],
        "the published 8-bit onnx/model_quantized.onnx (not float32) on native ONNX Runtime, one text per run, CLS "
        f'pooling, L2, cosine, query prefixed with "{BGE_PREFIX}": {COMMAND}',
    )


if __name__ == "__main__":
    main()
