"""Export an original model, as downloaded from the Hub, to a folder that tabrank can load.

    python tools/export/export.py jina-reranker-v3 --source FOLDER --out FOLDER

The first argument names a file in `tools/export/models/` or is the path of such a file. The folder gets the tokenizer,
the graphs in `onnx/` in the requested variants, and `tabrank.json`. Every variant is run on the golden pairs in ONNX
Runtime and compared with PyTorch in float32.
"""

import argparse
import gc
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx_ir as ir
import onnxruntime

from families.cross_encoder import CrossEncoder
from families.late_interaction import LateInteraction
from families.listwise import Listwise
from families.multimodal import Multimodal
from families.original import Original, Sample
from families.yes_no import YesNo
from files import copy_text_files, describe, write_graph
from tracing import trace
from weight_variants import row_scaled_8bit, weight_only_4bit

MODELS = Path(__file__).with_name("models")
KINDS: dict[str, Callable[[Path, dict[str, Any]], Original]] = {
    "colbert": LateInteraction,
    "ettin": CrossEncoder,
    "listwise": Listwise,
    "multimodal": Multimodal,
    "yes-no": YesNo,
}
DEFAULT_DTYPES = "fp16,w8a8,q4f16,q4,fp32"
DEFAULT_MAX_MB = 1000.0


@dataclass(frozen=True)
class Variant:
    suffix: str
    half: bool
    """Whether the graph is traced in float16. Its inputs and outputs are float32 in any case."""
    rewrite: Callable[[ir.Model, Sequence[str]], ir.Model] | None
    devices: Sequence[str]


VARIANTS = {
    "fp32": Variant("", False, None, ("webgpu", "wasm")),
    "fp16": Variant("_fp16", True, None, ("webgpu",)),
    "q4f16": Variant("_q4f16", True, weight_only_4bit, ("webgpu",)),
    "q4": Variant("_q4", False, weight_only_4bit, ("webgpu", "wasm")),
    "w8a8": Variant("_w8a8", False, row_scaled_8bit, ("wasm",)),
}


def export(about: dict[str, Any], source: Path, folder: Path, dtypes: Sequence[str], max_bytes: int) -> Original:
    """Write the folder. Returns the original in the float type of the last variants."""
    folder.mkdir(parents=True, exist_ok=True)
    copy_text_files(source, folder)
    original = KINDS[about["kind"]](source, about)
    original.samples = []
    golden = [pair | {"score": original.score(pair["query"], pair["document"])} for pair in about["golden"]]
    original.exercise()
    samples, original.samples = original.samples, None

    written: dict[str, dict[str, list[Path]]] = {}
    for half in (False, True):
        chosen = [dtype for dtype in dtypes if VARIANTS[dtype].half == half]
        if half and chosen:
            original.halve()
        for stem, (module, signature) in original.graphs().items() if chosen else ():
            for dtype in chosen:
                variant = VARIANTS[dtype]
                model = trace(module, signature)
                if variant.rewrite:
                    model = variant.rewrite(model, original.kept)
                path = folder / "onnx" / f"{stem}{variant.suffix}.onnx"
                files = write_graph(model, path, max_bytes)
                written.setdefault(dtype, {})[stem] = files
                del model
                gc.collect()
                report(path, files, [sample for sample in samples if sample.graph == stem])

    variants = [variant_entry(folder, dtype, written[dtype]) for dtype in dtypes]
    manifest = build_manifest(about, original, folder, variants)
    manifest["golden"] = {"source": about["goldenSource"], "uncertainty": 0, "pairs": golden}
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (folder / "tabrank.json").write_text(text + "\n", encoding="utf-8")
    return original


def report(path: Path, files: Sequence[Path], samples: Sequence[Sample]) -> None:
    """Print the variant's size and its largest distance from PyTorch, relative to the largest value of each output."""
    session = open_session(path)
    worst = relative = 0.0
    for sample in samples:
        output = np.asarray(session.run(None, dict(sample.feeds))[0])
        expected = sample.expected.numpy()
        assert output.shape == expected.shape, f"{output.shape} is not {expected.shape}"
        assert np.isfinite(output).all()
        distance = float(np.abs(output - expected).max(initial=0))
        worst = max(worst, distance)
        relative = max(relative, distance / float(np.abs(expected).max(initial=1e-30)))
    sizes = " + ".join(str(file.stat().st_size) for file in files)
    print(f"{path.name}: {sizes} bytes, {len(samples)} runs, largest distance {worst:.2g} (relative {relative:.2g})")


def open_session(path: Path) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


def variant_entry(folder: Path, dtype: str, graphs: dict[str, list[Path]]) -> dict[str, Any]:
    variant = VARIANTS[dtype]
    entry: dict[str, Any] = {
        "dtype": dtype,
        "devices": list(variant.devices),
        "files": [describe(folder, path) for path in graphs["model"]],
    }
    if "vision" in graphs:
        entry["vision"] = [describe(folder, path) for path in graphs["vision"]]
    if variant.half:
        entry["needsF16"] = True
    return entry


def build_manifest(
    about: dict[str, Any], original: Original, folder: Path, variants: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "tabrank": 1,
        "id": about["id"],
        "title": about["title"],
        "recipe": original.recipe,
        "scoreKind": about["scoreKind"],
        "tokenizer": {
            "json": describe(folder, folder / "tokenizer.json"),
            "config": describe(folder, folder / "tokenizer_config.json"),
        },
        "variants": list(variants),
        "maxTokens": about["maxTokens"],
        "languages": about["languages"],
        "licence": about["licence"],
        "quality": about["quality"],
    }


def read_about(name: str) -> dict[str, Any]:
    path = Path(name) if name.endswith(".json") else MODELS / f"{name}.json"
    if not path.exists():
        known = ", ".join(sorted(file.stem for file in MODELS.glob("*.json")))
        raise SystemExit(f"{name} is neither a file nor one of {known}")
    about: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return about


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0], formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("model", help="name of a file in tools/export/models, or the path of another such file")
    parser.add_argument("--source", type=Path, required=True, help="folder with safetensors, config, tokenizer")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--dtypes", default=DEFAULT_DTYPES, help="variants, in order of preference")
    parser.add_argument("--max-file-mb", type=float, default=DEFAULT_MAX_MB, help="maximum size of a file of weights")
    arguments = parser.parse_args()
    dtypes = arguments.dtypes.split(",")
    if unknown := [dtype for dtype in dtypes if dtype not in VARIANTS]:
        parser.error(f"unknown dtypes: {', '.join(unknown)}; known are {', '.join(VARIANTS)}")
    export(read_about(arguments.model), arguments.source, arguments.out, dtypes, int(arguments.max_file_mb * 1e6))


if __name__ == "__main__":
    main()
