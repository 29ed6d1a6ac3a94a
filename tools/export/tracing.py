"""Trace a PyTorch module to a plain ONNX graph in memory."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import onnx_ir as ir
import torch
from numpy.typing import NDArray

OPSET = 18

Feeds = dict[str, NDArray[np.generic]]


@dataclass(frozen=True)
class Signature:
    """The inputs by name with an example of each, their dynamic axes, and the names of the outputs."""

    example: Mapping[str, torch.Tensor]
    axes: Mapping[str, Mapping[int, str]]
    outputs: Sequence[str]
    inner: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Names of the parts of inputs that the module takes as one list of tensors."""

    def arguments(self) -> dict[str, object]:
        taken = {name for names in self.inner.values() for name in names}
        single: dict[str, object] = {name: tensor for name, tensor in self.example.items() if name not in taken}
        return single | {key: [self.example[name] for name in names] for key, names in self.inner.items()}

    def shapes(self) -> dict[str, object]:
        taken = {name for names in self.inner.values() for name in names}
        single: dict[str, object] = {name: dict(self.axes.get(name, {})) for name in self.example if name not in taken}
        return single | {key: [dict(self.axes.get(name, {})) for name in names] for key, names in self.inner.items()}


def trace(module: torch.nn.Module, signature: Signature) -> ir.Model:
    """The module's graph. Its weights stay PyTorch tensors until the graph is written."""
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    program = torch.onnx.export(
        module.eval(),
        kwargs=signature.arguments(),
        input_names=list(signature.example),
        output_names=list(signature.outputs),
        dynamic_shapes=signature.shapes(),
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    assert program is not None
    model = program.model
    fold_transposes(model)
    split_gemms(model)
    return model


def transposed(tensor: ir.TensorProtocol, name: str) -> ir.LazyTensor:
    """[a × b] → [b × a], computed when the graph is written."""
    return ir.LazyTensor(
        lambda: ir.tensor(np.ascontiguousarray(tensor.numpy().T)),
        dtype=tensor.dtype,
        shape=ir.Shape(tuple(reversed(list(tensor.shape)))),
        name=name,
    )


def constant(graph: ir.Graph, name: str, tensor: ir.TensorProtocol) -> ir.Value:
    """The initializer of that name, created once."""
    if name not in graph.initializers:
        graph.register_initializer(
            ir.Value(name=name, shape=tensor.shape, type=ir.TensorType(tensor.dtype), const_value=tensor)
        )
    return graph.initializers[name]


def fold_transposes(model: ir.Model) -> None:
    """Store large weights transposed, which the exporter would transpose at run time."""
    graph = model.graph
    for node in list(graph):
        if node.op_type != "Transpose" or node.inputs[0] is None or node.inputs[0].name not in graph.initializers:
            continue
        source = node.inputs[0]
        tensor = source.const_value
        assert tensor is not None and source.name is not None
        if len(tensor.shape) != 2:
            continue
        name = f"{source.name}.transposed"
        node.outputs[0].replace_all_uses_with(constant(graph, name, transposed(tensor, name)))
        graph.remove(node, safe=True)
    drop_unused(graph)


def split_gemms(model: ir.Model) -> None:
    """`Gemm` of a constant weight becomes `MatMul` and `Add`, so that the rewritings deal with one operator only."""
    graph = model.graph
    for node in list(graph):
        if node.op_type != "Gemm":
            continue
        x, weight, *rest = node.inputs
        assert x is not None and weight is not None and weight.const_value is not None and weight.name is not None
        assert all(node.attributes.get_float(key, 1.0) == 1.0 for key in ("alpha", "beta"))
        assert node.attributes.get_int("transA", 0) == 0
        if node.attributes.get_int("transB", 0) == 1:
            name = f"{weight.name}.transposed"
            weight = constant(graph, name, transposed(weight.const_value, name))
        out = node.outputs[0]
        product = ir.node("MatMul", [x, weight])
        product.metadata_props.update(node.metadata_props)
        last = product
        added = []
        if rest and rest[0] is not None:
            last = ir.node("Add", [product.outputs[0], rest[0]])
            added = [last]
        product.outputs[0].name = f"{out.name}.product" if added else out.name
        replace(graph, node, [product, *added], last.outputs[0])
    drop_unused(graph)


def replace(graph: ir.Graph, node: ir.Node, nodes: Sequence[ir.Node], output: ir.Value) -> None:
    """Replace `node` by `nodes`; its only output becomes `output`."""
    old = node.outputs[0]
    output.name, output.shape, output.type = old.name, old.shape, old.type
    graph.insert_before(node, nodes)
    old.replace_all_uses_with(output, replace_graph_outputs=True)
    graph.remove(node, safe=True)


def drop_unused(graph: ir.Graph) -> None:
    for name, value in list(graph.initializers.items()):
        if not value.uses() and not value.is_graph_output():
            del graph.initializers[name]
