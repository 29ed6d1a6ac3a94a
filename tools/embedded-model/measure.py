"""Measure how far the scores of each 8-bit variant are from float32, one text per run, and how far a padded batch
moves them. Prints a table in Markdown; all figures are cosines."""

import argparse
import json
from itertools import islice
from pathlib import Path

import numpy as np

from bi_encoder import BiEncoder, Vectors

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "src" / "ui" / "examples" / "skincare.json"
EMBEDDED = ROOT / "public" / "models" / "Xenova" / "all-MiniLM-L6-v2"
CRANFIELD_DOCUMENTS = 500
CRANFIELD_QUERIES = 5
BATCHED_DOCUMENTS = 60
"""Enough to measure the effect of a batch; more documents would be slow."""


def read_lines(path: Path, limit: int) -> list[str]:
    """The first `limit` texts of a BEIR-style .jsonl file, without the empty ones."""
    with path.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, limit)]
    return [text for text in texts if text.strip()]


def batch_shift(model: BiEncoder, queries: Vectors, documents: list[str], alone: Vectors) -> float:
    """Largest change of a score [documents × queries] when a document shares a padded batch with the next two."""
    shifts = []
    for position in range(len(documents)):
        batch = [documents[(position + step) % len(documents)] for step in range(3)]
        together = model.embed(batch)[0] @ queries.T
        shifts.append(np.abs(together - alone[position]).max())
    return float(max(shifts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="folder with onnx/model.onnx and onnx/model_quantized.onnx")
    parser.add_argument("--cranfield", type=Path, help="folder with corpus.jsonl and queries.jsonl in BEIR layout")
    arguments = parser.parse_args()

    variants = {
        "float32": arguments.source / "onnx" / "model.onnx",
        "published q8": arguments.source / "onnx" / "model_quantized.onnx",
        "w8a8": EMBEDDED / "onnx" / "model_w8a8.onnx",
        "w8a32": EMBEDDED / "onnx" / "model_w8a32.onnx",
    }
    example = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    texts = {"example": ([example["query"]], example["documents"])}
    if arguments.cranfield:
        queries = read_lines(arguments.cranfield / "queries.jsonl", CRANFIELD_QUERIES)
        texts["Cranfield"] = (queries, read_lines(arguments.cranfield / "corpus.jsonl", CRANFIELD_DOCUMENTS))

    print("| Texts | Variant | MB | Largest error | RMS error | Moves with the batch by |")
    print("|---|---|---|---|---|---|")
    for name, (queries, documents) in texts.items():
        reference: Vectors | None = None
        for variant, weights in variants.items():
            model = BiEncoder(arguments.source, weights, max_tokens=256, pooling="mean")
            query_vectors = model.embed_each(queries)
            scores = model.embed_each(documents) @ query_vectors.T
            reference = scores if reference is None else reference
            errors = np.abs(scores - reference)
            few = documents[:BATCHED_DOCUMENTS]
            shift = batch_shift(model, query_vectors, few, scores)
            print(
                f"| {name} | {variant} | {weights.stat().st_size / 1e6:.1f} | {errors.max():.4f} "
                f"| {np.sqrt((errors**2).mean()):.4f} | {shift:.1g} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
