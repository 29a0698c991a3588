"""A small builder for ONNX graphs with fixed shapes: one method call a node, weights as initializers."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

OPSET = 18  # LayerNormalization is one node, and every ONNX Runtime Web back end runs it
CONTRIB = "com.microsoft"  # ONNX Runtime's own operators
IR_VERSION = 9


class Graph:
    """`parent`: a branch sees the constants of the graph around it."""

    def __init__(self, name: str, parent: "Graph | None" = None):
        self.name, self.parent = name, parent
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {} if parent is None else parent.constants
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []

    def input(self, name: str, shape: list[int]) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        return name

    def output(self, value: str, name: str, shape: list[int]) -> None:
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def constant(self, name: str, value: np.ndarray | Tensor | list) -> str:
        array = value.detach().cpu().numpy() if isinstance(value, Tensor) else np.asarray(value)
        if array.dtype.kind == "f":
            array = array.astype(np.float32)
        self.constants.setdefault(name, numpy_helper.from_array(np.asarray(array, order="C"), name))
        return name

    def add(self, op: str, *inputs: str, outputs: int = 1, **attributes):
        """A node; returns the name of its output, or a list of names. `domain=CONTRIB` for ONNX Runtime's own."""
        stem = f"{self.name}_{len(self.nodes)}_{op}"
        names = [f"{stem}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(op, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def reshape(self, value: str, *shape: int) -> str:
        return self.add("Reshape", value, self.constant("shape_" + "_".join(map(str, shape)), np.array(shape, np.int64)))

    def slice(self, value: str, axis: int, begin: int, end: int) -> str:
        bounds = [self.constant(f"int_{i}", np.array([i], np.int64)) for i in (begin, end, axis)]
        return self.add("Slice", value, *bounds)

    def linear(self, value: str, name: str, layer: nn.Linear, scale: np.ndarray | float = 1.0) -> str:
        """[rows, in] -> [rows, out]; `scale` multiplies the outputs."""
        weight = layer.weight.detach().numpy().T * scale
        bias = layer.bias.detach().numpy() * scale
        return self.add("Gemm", value, self.constant(f"{name}.w", weight), self.constant(f"{name}.b", bias))

    def normalised(self, value: str, name: str, norm: nn.LayerNorm) -> str:
        weights = [self.constant(f"{name}.w", norm.weight), self.constant(f"{name}.b", norm.bias)]
        return self.add("LayerNormalization", value, *weights, axis=-1, epsilon=norm.eps)

    def proto(self) -> onnx.GraphProto:
        initializers = list(self.constants.values()) if self.parent is None else []
        return helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, initializers)

    def model(self) -> onnx.ModelProto:
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        made = helper.make_model(self.proto(), opset_imports=opsets, ir_version=IR_VERSION)
        onnx.checker.check_model(made, full_check=True)
        return made
