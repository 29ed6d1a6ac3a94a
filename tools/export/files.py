"""The files of an exported folder: graphs with their external data, and their entries in `tabrank.json`."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import onnx_ir as ir

WHOLE_BELOW = 1_000_000
"""A graph that has fewer bytes than this, weights included, stays one file."""

INLINE_BELOW = 1024
"""Smaller tensors stay in the graph."""

TEXT_FILES = ("config.json", "tokenizer.json", "tokenizer_config.json")
OPTIONAL_FILES = ("LICENSE", "LICENSE.md", "preprocessor_config.json")


def describe(folder: Path, path: Path) -> dict[str, Any]:
    digest = hashlib.sha256()
    with path.open("rb") as content:
        while block := content.read(1 << 20):
            digest.update(block)
    return {
        "path": path.relative_to(folder).as_posix(),
        "bytes": path.stat().st_size,
        "sha256": digest.hexdigest(),
    }


def copy_text_files(source: Path, folder: Path) -> None:
    for name in (*TEXT_FILES, *OPTIONAL_FILES):
        if name in TEXT_FILES or (source / name).exists():
            shutil.copyfile(source / name, folder / name)


def write_graph(model: ir.Model, path: Path, max_bytes: int) -> list[Path]:
    """The graph and, beside it, its weights in `….onnx_data`, `….onnx_data_1`, … of at most `max_bytes` each.

    A single tensor that is larger than that gets a file of its own.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    initializers = model.graph.initializers
    total = sum(value.const_value.nbytes for value in initializers.values() if value.const_value is not None)
    files = [path]
    if total >= min(WHOLE_BELOW, max_bytes):
        files += move_weights_out(model, path, max_bytes)
    strip_notes(model)
    path.write_bytes(ir.to_proto(model).SerializeToString(deterministic=True))
    return files


def move_weights_out(model: ir.Model, path: Path, max_bytes: int) -> list[Path]:
    files: list[Path] = []
    written = max_bytes
    for name, value in model.graph.initializers.items():
        tensor = value.const_value
        assert tensor is not None
        if tensor.nbytes < INLINE_BELOW:
            continue
        if written + tensor.nbytes > max_bytes:
            ending = f"_{len(files)}" if files else ""
            files.append(path.with_name(f"{path.name}_data{ending}"))
            files[-1].write_bytes(b"")
            written = 0
        with files[-1].open("ab") as content:
            content.write(tensor.tobytes())
        value.const_value = ir.ExternalTensor(
            files[-1].name,
            written,
            tensor.nbytes,
            tensor.dtype,
            shape=ir.Shape(list(tensor.shape)),
            name=name,
            base_dir=path.parent,
        )
        written += tensor.nbytes
    return files


def strip_notes(model: ir.Model) -> None:
    """Remove the exporter's notes, which name folders of the machine that it ran on."""
    model.metadata_props.clear()
    model.graph.metadata_props.clear()
    model.doc_string = None
    model.graph.doc_string = None
    for node in model.graph:
        node.metadata_props.clear()
        node.doc_string = None
        for value in node.outputs:
            value.metadata_props.clear()
            if not value.is_graph_output():
                value.shape, value.type = None, None
    for value in (*model.graph.inputs, *model.graph.initializers.values()):
        value.metadata_props.clear()
