"""Rewritings of a traced graph that store its weights in fewer bits.

Both work on every `MatMul` whose right side is a constant [K × N] weight, and on the token embedding table (`Gather`
of a parameter). Products of activations with activations do not change. The 8-bit variant uses the arithmetic of
the embedded model: `tools/embedded-model/variants.py`.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx_ir as ir
from numpy.typing import NDArray

sys.path.append(str(Path(__file__).resolve().parents[1] / "embedded-model"))
from variants import BLOCK_SIZE, SMALLEST_SCALE, ZERO_POINT, hadamard, rotate_inputs, shifted, symmetric_8bit  # noqa: E402
from tracing import constant, drop_unused, replace  # noqa: E402

FLOATS = (ir.DataType.FLOAT, ir.DataType.FLOAT16)
SCOPES = "pkg.torch.onnx.name_scopes"
FEWEST_COLUMNS = 16
"""Weights of fewer columns, such as those of a score, stay in floating point: they are small anyway."""


def symmetric_4bit(
    weight: NDArray[np.floating], scale_type: type[np.floating]
) -> tuple[NDArray[np.uint8], NDArray[np.floating]]:
    """A weight [K × N] for `MatMulNBits`: two values in a byte [N × ⌈K/32⌉ × 16], scales [N × ⌈K/32⌉].

    The value with the largest magnitude in a block becomes −8 of −8…7, so the scale carries its sign. Values are stored
    with an offset of 8, the first of two in the low half of a byte.
    https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md#com.microsoft.MatMulNBits
    """
    inputs, outputs = weight.shape
    count = -(-inputs // BLOCK_SIZE)
    padded = np.zeros((outputs, count * BLOCK_SIZE), dtype=np.float32)
    padded[:, :inputs] = weight.T
    blocks = padded.reshape(outputs, count, BLOCK_SIZE)
    place = np.abs(blocks).argmax(axis=-1, keepdims=True)
    scales = (np.take_along_axis(blocks, place, axis=-1) / np.float32(-8)).astype(scale_type)
    divisors = np.where(scales == 0, 1, scales).astype(np.float32)
    levels = (np.clip(np.rint(blocks / divisors), -8, 7) + 8).astype(np.uint8)
    return levels[..., 0::2] | (levels[..., 1::2] << 4), scales.squeeze(-1)


class Rewriter:
    def __init__(self, model: ir.Model, kept: Sequence[str]) -> None:
        """`kept`: modules whose weights stay in floating point."""
        self.model = model
        self.graph = model.graph
        self.kept = kept

    def add(self, name: str, array: NDArray[np.generic]) -> ir.Value:
        return constant(self.graph, name, ir.tensor(array, name=name))

    def lazy(self, name: str, dtype: ir.DataType, shape: Sequence[int], make: object) -> ir.Value:
        """A constant that is computed when it is written, so that only one weight at a time is in memory."""
        if name in self.graph.initializers:
            return self.graph.initializers[name]
        assert callable(make)
        tensor = ir.LazyTensor(lambda: ir.tensor(make()), dtype=dtype, shape=ir.Shape(shape), name=name)
        return constant(self.graph, name, tensor)

    def constant_weight(self, node: ir.Node) -> ir.Value | None:
        """The constant right side of a product, if it may be quantised."""
        if node.op_type != "MatMul":
            return None
        weight = node.inputs[1]
        assert weight is not None
        if weight.name not in self.graph.initializers or weight.dtype not in FLOATS or len(weight.shape or ()) != 2:
            return None
        scopes = node.metadata_props.get(SCOPES, "")
        if size(weight, 1) < FEWEST_COLUMNS or any(f"'{name}'" in scopes for name in self.kept):
            return None
        return weight

    def finish(self) -> ir.Model:
        drop_unused(self.graph)
        return self.model


def size(value: ir.Value, axis: int) -> int:
    assert value.shape is not None
    length = value.shape[axis]
    assert isinstance(length, int)
    return length


def float_values(value: ir.Value) -> NDArray[np.float32]:
    assert value.const_value is not None
    return value.const_value.numpy().astype(np.float32)


def embed_in_8bit(rewriter: Rewriter) -> None:
    """Embedding tables as uint8 with one scale per row: the row is (uint8 − 128) · scale."""
    graph = rewriter.graph
    for node in list(graph):
        table = node.inputs[0] if node.inputs else None
        if node.op_type != "Gather" or table is None or table.name not in graph.initializers:
            continue
        if table.dtype not in FLOATS or not (table.name or "").endswith(".weight") or len(table.shape or ()) != 2:
            continue
        dtype = table.dtype
        assert dtype is not None
        ids = node.inputs[1]
        rows, width = size(table, 0), size(table, 1)
        numbers = rewriter.lazy(
            f"{table.name}.uint8",
            ir.DataType.UINT8,
            (rows, width),
            lambda table=table: shifted(symmetric_8bit(float_values(table))[0]),
        )
        scales = rewriter.add(f"{table.name}.scale", row_scales(float_values(table)).astype(dtype.numpy()))
        centre = rewriter.add(f"zero_point.{dtype.name.lower()}", np.array(ZERO_POINT, dtype=dtype.numpy()))
        picked = ir.node("Gather", [numbers, ids], {"axis": 0})
        scale = ir.node("Gather", [scales, ids], {"axis": 0})
        real = ir.node("Cast", [picked.outputs[0]], {"to": dtype})
        centred = ir.node("Sub", [real.outputs[0], centre])
        out = ir.node("Mul", [centred.outputs[0], scale.outputs[0]])
        replace(graph, node, [picked, scale, real, centred, out], out.outputs[0])


def row_scales(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """[V × H] → [V × 1], as `symmetric_8bit` finds them."""
    return np.maximum(np.abs(values).max(axis=-1, keepdims=True) / np.float32(127), np.float32(SMALLEST_SCALE))


def weight_only_4bit(model: ir.Model, kept: Sequence[str]) -> ir.Model:
    """q4 and q4f16: `MatMulNBits` in blocks of 32, activations in the graph's own type; 8-bit embedding table."""
    rewriter = Rewriter(model, kept)
    embed_in_8bit(rewriter)
    for node in list(rewriter.graph):
        weight = rewriter.constant_weight(node)
        if weight is None:
            continue
        inputs, outputs = size(weight, 0), size(weight, 1)
        count = -(-inputs // BLOCK_SIZE)
        dtype = weight.dtype
        assert dtype is not None

        def both(
            weight: ir.Value = weight, dtype: ir.DataType = dtype
        ) -> tuple[NDArray[np.uint8], NDArray[np.floating]]:
            return symmetric_4bit(float_values(weight), dtype.numpy().type)

        packed = rewriter.lazy(
            f"{weight.name}.uint4", ir.DataType.UINT8, (outputs, count, BLOCK_SIZE // 2), lambda both=both: both()[0]
        )
        scales = rewriter.lazy(f"{weight.name}.scale", dtype, (outputs, count), lambda both=both: both()[1])
        product = ir.node(
            "MatMulNBits",
            [node.inputs[0], packed, scales],
            {"K": inputs, "N": outputs, "bits": 4, "block_size": BLOCK_SIZE},
            domain="com.microsoft",
        )
        replace(rewriter.graph, node, [product], product.outputs[0])
    model.graph.opset_imports["com.microsoft"] = 1
    return rewriter.finish()


def row_scaled_8bit(model: ir.Model, kept: Sequence[str]) -> ir.Model:
    """w8a8: int8 weights per column, uint8 activations with one scale per row, channels rotated before rounding.

    Weights whose inputs are no multiple of 32 stay in float32. Two `Mul`s for the two scales on purpose: multiplied
    together first, ONNX Runtime takes the row's scale for a scalar.
    """
    rewriter = Rewriter(model, kept)
    embed_in_8bit(rewriter)
    rounded: dict[ir.Value, tuple[ir.Value, ir.Value]] = {}
    for node in list(rewriter.graph):
        weight = rewriter.constant_weight(node)
        x = node.inputs[0]
        if weight is None or x is None or size(weight, 0) % BLOCK_SIZE != 0:
            continue
        inputs, outputs = size(weight, 0), size(weight, 1)

        def columns(weight: ir.Value = weight) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
            return symmetric_8bit(np.ascontiguousarray(rotate_inputs(float_values(weight)).T))

        integers = rewriter.lazy(
            f"{weight.name}.int8",
            ir.DataType.INT8,
            (inputs, outputs),
            lambda columns=columns: np.ascontiguousarray(columns()[0].T),
        )
        scales = rewriter.lazy(
            f"{weight.name}.scale",
            ir.DataType.FLOAT,
            (outputs,),
            lambda columns=columns: columns()[1].reshape(-1),
        )
        nodes: list[ir.Node] = []
        if x not in rounded:
            nodes, rounded[x] = round_rows(rewriter, x, inputs)
        numbers, row_scale = rounded[x]
        centre = rewriter.add("zero_point.uint8", np.array(ZERO_POINT, dtype=np.uint8))
        product = ir.node("MatMulInteger", [numbers, integers, centre])
        real = ir.node("Cast", [product.outputs[0]], {"to": ir.DataType.FLOAT})
        by_row = ir.node("Mul", [real.outputs[0], row_scale])
        out = ir.node("Mul", [by_row.outputs[0], scales])
        replace(rewriter.graph, node, [*nodes, product, real, by_row, out], out.outputs[0])
    return rewriter.finish()


def round_rows(rewriter: Rewriter, x: ir.Value, channels: int) -> tuple[list[ir.Node], tuple[ir.Value, ir.Value]]:
    """Nodes that turn the activations x [… × K] into rotated uint8 channels and one scale per row [… × 1]."""
    rank = len(x.shape or ())
    assert rank >= 2, "the activations' rank must be known"
    zeros = [0] * (rank - 1)
    in_blocks = rewriter.add(f"in_blocks.{rank}", np.array([*zeros, -1, BLOCK_SIZE], dtype=np.int64))
    flat = rewriter.add(f"flat.{rank}.{channels}", np.array([*zeros, channels], dtype=np.int64))
    matrix = rewriter.add("hadamard", hadamard(BLOCK_SIZE))
    axes = rewriter.add("last_axis", np.array([-1], dtype=np.int64))
    levels = rewriter.add("levels", np.array(127, dtype=np.float32))
    smallest = rewriter.add("smallest_scale", np.array(SMALLEST_SCALE, dtype=np.float32))
    centre = rewriter.add("zero_point.float", np.array(ZERO_POINT, dtype=np.float32))

    blocks = ir.node("Reshape", [x, in_blocks])
    turned = ir.node("MatMul", [blocks.outputs[0], matrix])
    rotated = ir.node("Reshape", [turned.outputs[0], flat])
    sizes = ir.node("Abs", [rotated.outputs[0]])
    largest = ir.node("ReduceMax", [sizes.outputs[0], axes], {"keepdims": 1})
    unguarded = ir.node("Div", [largest.outputs[0], levels])
    scale = ir.node("Max", [unguarded.outputs[0], smallest])
    divided = ir.node("Div", [rotated.outputs[0], scale.outputs[0]])
    nearest = ir.node("Round", [divided.outputs[0]])
    moved = ir.node("Add", [nearest.outputs[0], centre])
    numbers = ir.node("Cast", [moved.outputs[0]], {"to": ir.DataType.UINT8})
    nodes = [blocks, turned, rotated, sizes, largest, unguarded, scale, divided, nearest, moved, numbers]
    return nodes, (numbers.outputs[0], scale.outputs[0])
