"""Two 8-bit rewritings of a float32 transformer encoder in ONNX.

Both replace every `MatMul` whose right side is a constant [K × N] weight, and the token embedding table.
The products of activations with activations (attention scores, attention × values) stay in float32.
"""

from collections.abc import Callable

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, helper, numpy_helper

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

ZERO_POINT = 128
"""Stands for 0 in every uint8 tensor here, so that 1…255 are the 255 values −127…127."""

SMALLEST_SCALE = 1e-12
"""Stands in for the scale of an all-zero row or block, so that nothing divides by zero."""

BLOCK_SIZE = 32
"""Weights that share one scale in the weight-only variant, and channels that are rotated together in the other."""


def symmetric_8bit(values: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Round to −127…127 with one scale for each slice along the last axis.

    values [… × n] → integers [… × n], scales [… × 1]; values ≈ integers · scales.
    """
    largest = np.abs(values).max(axis=-1, keepdims=True)
    scales = np.maximum(largest / np.float32(127), np.float32(SMALLEST_SCALE))
    return np.clip(np.rint(values / scales), -127, 127).astype(np.int8), scales


def shifted(integers: NDArray[np.int8]) -> Bytes:
    """The same integers as uint8 around `ZERO_POINT`."""
    return (integers.astype(np.int16) + ZERO_POINT).astype(np.uint8)


def hadamard(size: int) -> Floats:
    """Sylvester's Hadamard matrix [size × size] of ±1, size a power of two: H · H = size · identity."""
    matrix = np.ones((1, 1), dtype=np.float32)
    while len(matrix) < size:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    return matrix


def rotate_inputs(weight: Floats) -> Floats:
    """The weight [K × N] that goes with activations whose channels were rotated in blocks: Hᵀ · block / size.

    (x · H) · (Hᵀ · W / size) = x · W, block by block, so nothing but rounding changes. The sums of 32 float32
    values are as good as exact in float64, so that their order, which differs between machines, does not show.
    """
    inputs, outputs = weight.shape
    blocks = weight.astype(np.float64).reshape(inputs // BLOCK_SIZE, BLOCK_SIZE, outputs)
    rotated = np.matmul(hadamard(BLOCK_SIZE).T.astype(np.float64), blocks) / BLOCK_SIZE
    return rotated.reshape(inputs, outputs).astype(np.float32)


class Rewriter:
    """Replaces nodes of one graph in place and keeps its constants in step."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self.model = model
        self.graph = model.graph
        self.constants = {tensor.name: tensor for tensor in model.graph.initializer}

    def value(self, name: str) -> Floats:
        return numpy_helper.to_array(self.constants[name])

    def add(self, name: str, array: NDArray[np.generic]) -> str:
        """Store a constant once; returns its name."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(array, name)
        return name

    def replace_nodes(self, replacement: Callable[[NodeProto], list[NodeProto] | None]) -> None:
        """Swap each node for the nodes that `replacement` returns; None keeps it."""
        nodes: list[NodeProto] = []
        for node in list(self.graph.node):
            swapped = replacement(node)
            nodes.extend([node] if swapped is None else swapped)
        del self.graph.node[:]
        self.graph.node.extend(nodes)

    def finish(self) -> onnx.ModelProto:
        """Drop constants that nothing reads any more and check the graph."""
        used = {name for node in self.graph.node for name in node.input}
        del self.graph.initializer[:]
        self.graph.initializer.extend(tensor for name, tensor in self.constants.items() if name in used)
        onnx.checker.check_model(self.model)
        return self.model

    def is_weight_product(self, node: NodeProto) -> bool:
        return node.op_type == "MatMul" and node.input[1] in self.constants


def embed_in_8bit(rewriter: Rewriter, table: str) -> None:
    """Store the embedding table [V × H] as uint8 with one scale per row [V × 1].

    `Gather` picks rows of both, and the row is (uint8 − 128) · scale. Not `GatherBlockQuantized`: the WASM
    build of ONNX Runtime has no kernel for it.
    """
    integers, scales = symmetric_8bit(rewriter.value(table))

    def replacement(node: NodeProto) -> list[NodeProto] | None:
        if node.op_type != "Gather" or node.input[0] != table:
            return None
        ids, out = node.input[1], node.output[0]
        rows = rewriter.add(f"{table}.uint8", shifted(integers))
        row_scales = rewriter.add(f"{table}.scale", scales)
        centre = rewriter.add("zero_point.float", np.array(ZERO_POINT, dtype=np.float32))
        return [
            helper.make_node("Gather", [rows, ids], [f"{out}.uint8"], axis=0),
            helper.make_node("Gather", [row_scales, ids], [f"{out}.scale"], axis=0),
            helper.make_node("Cast", [f"{out}.uint8"], [f"{out}.float"], to=onnx.TensorProto.FLOAT),
            helper.make_node("Sub", [f"{out}.float", centre], [f"{out}.centred"]),
            helper.make_node("Mul", [f"{out}.centred", f"{out}.scale"], [out]),
        ]

    rewriter.replace_nodes(replacement)


def rotate_channels(rewriter: Rewriter, x: str, channels: int) -> list[NodeProto]:
    """Nodes that make `{x}.rotated` of the activations x [batch × T × channels].

    A few channels of these activations are many times larger than the rest, and one scale per row has to cover
    them. Multiplying each block of 32 channels by a Hadamard matrix spreads such a channel over its block, so
    that the scale, and with it the rounding error, shrinks (the idea of QuaRot, https://arxiv.org/abs/2404.00456).
    """
    matrix = rewriter.add("hadamard", hadamard(BLOCK_SIZE))
    in_blocks = rewriter.add("in_blocks", np.array([0, 0, -1, BLOCK_SIZE], dtype=np.int64))
    flat = rewriter.add(f"flat_{channels}", np.array([0, 0, channels], dtype=np.int64))
    return [
        helper.make_node("Reshape", [x, in_blocks], [f"{x}.blocks"]),
        helper.make_node("MatMul", [f"{x}.blocks", matrix], [f"{x}.rotated_blocks"]),
        helper.make_node("Reshape", [f"{x}.rotated_blocks", flat], [f"{x}.rotated"]),
    ]


def quantise_rows(rewriter: Rewriter, x: str) -> list[NodeProto]:
    """Nodes that make `{x}.uint8` [… × K] and `{x}.scale` [… × 1] of the activations x [… × K].

    scale = max|x| / 127 over the last axis; uint8 = round(x / scale) + 128.
    """
    levels = rewriter.add("levels", np.array(127, dtype=np.float32))
    smallest = rewriter.add("smallest_scale", np.array(SMALLEST_SCALE, dtype=np.float32))
    centre = rewriter.add("zero_point.float", np.array(ZERO_POINT, dtype=np.float32))
    return [
        helper.make_node("Abs", [x], [f"{x}.abs"]),
        helper.make_node("ReduceMax", [f"{x}.abs"], [f"{x}.largest"], axes=[-1], keepdims=1),
        helper.make_node("Div", [f"{x}.largest", levels], [f"{x}.unguarded"]),
        helper.make_node("Max", [f"{x}.unguarded", smallest], [f"{x}.scale"]),
        helper.make_node("Div", [x, f"{x}.scale"], [f"{x}.divided"]),
        helper.make_node("Round", [f"{x}.divided"], [f"{x}.rounded"]),
        helper.make_node("Add", [f"{x}.rounded", centre], [f"{x}.shifted"]),
        helper.make_node("Cast", [f"{x}.shifted"], [f"{x}.uint8"], to=onnx.TensorProto.UINT8),
    ]


def row_scaled_int8(model: onnx.ModelProto, table: str) -> onnx.ModelProto:
    """8-bit weights and activations: int8 weights with one scale per column, uint8 activations with one per row.

    Both are rotated first (`rotate_channels`). Activations that several weights share (query, key and value) are
    rotated and quantised once.
    One scale per row, not per tensor, keeps a score from moving with what else is in the batch. The two scales
    are two `Mul`s on purpose: multiplied together first, ONNX Runtime fuses the chain into a kernel that takes
    the activation scale for a scalar, and the scores are wrong. Activations are uint8 because int8 × int8 has
    no fast kernel in WASM.
    """
    rewriter = Rewriter(model)
    embed_in_8bit(rewriter, table)
    quantised: set[str] = set()

    def replacement(node: NodeProto) -> list[NodeProto] | None:
        if not rewriter.is_weight_product(node):
            return None
        (x, weight), out = node.input, node.output[0]
        values = rewriter.value(weight)
        columns, column_scales = symmetric_8bit(rotate_inputs(values).T)
        integers = rewriter.add(f"{weight}.int8", np.ascontiguousarray(columns.T))
        scales = rewriter.add(f"{weight}.scale", column_scales.reshape(-1))
        centre = rewriter.add("zero_point.uint8", np.array(ZERO_POINT, dtype=np.uint8))
        rotated = f"{x}.rotated"
        nodes: list[NodeProto] = []
        if x not in quantised:
            nodes = rotate_channels(rewriter, x, len(values)) + quantise_rows(rewriter, rotated)
            quantised.add(x)
        return nodes + [
            helper.make_node("MatMulInteger", [f"{rotated}.uint8", integers, centre], [f"{out}.int32"]),
            helper.make_node("Cast", [f"{out}.int32"], [f"{out}.float"], to=onnx.TensorProto.FLOAT),
            helper.make_node("Mul", [f"{out}.float", f"{rotated}.scale"], [f"{out}.rows"]),
            helper.make_node("Mul", [f"{out}.rows", scales], [out]),
        ]

    rewriter.replace_nodes(replacement)
    return rewriter.finish()


def weight_only_8bit(model: onnx.ModelProto, table: str) -> onnx.ModelProto:
    """8-bit weights with one scale per 32 inputs of a column, float32 activations (`MatMulNBits`).

    https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md#com.microsoft.MatMulNBits
    weight [K × N] → B uint8 [N × K/32 × 32] around 128 (the operator's default for 8 bits), scales [N × K/32].
    """
    rewriter = Rewriter(model)
    embed_in_8bit(rewriter, table)

    def replacement(node: NodeProto) -> list[NodeProto] | None:
        if not rewriter.is_weight_product(node):
            return None
        (x, weight), out = node.input, node.output[0]
        inputs, outputs = rewriter.value(weight).shape
        blocks, scales = symmetric_8bit(rewriter.value(weight).T.reshape(outputs, inputs // BLOCK_SIZE, BLOCK_SIZE))
        packed = rewriter.add(f"{weight}.uint8", shifted(blocks))
        block_scales = rewriter.add(f"{weight}.scale", scales.squeeze(-1))
        return [
            helper.make_node(
                "MatMulNBits",
                [x, packed, block_scales],
                [out],
                domain="com.microsoft",
                K=inputs,
                N=outputs,
                bits=8,
                block_size=BLOCK_SIZE,
            )
        ]

    rewriter.replace_nodes(replacement)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    return rewriter.finish()
