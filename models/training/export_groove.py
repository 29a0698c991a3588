"""The groove net as an ONNX graph: one call a bar, quantiles drawn inside from given numbers (see groove_model.py)."""

import numpy as np
import onnx

from conditions import SIZE
from graph import Graph
from groove_model import BINS, RANGES, SMALLEST_SHARE, VOICE_COUNT, GrooveModel
from hits_model import Layer
from vocabulary import STEPS

ROWS = 2 * STEPS


def attention(graph: Graph, x: str, name: str, layer: Layer, relation: str) -> str:
    heads, width = layer.heads, layer.out.in_features
    size = width // heads
    scale = np.concatenate([np.full(width, size**-0.5), np.ones(2 * width)])
    qkv = graph.linear(graph.normalised(x, f"{name}.norm1", layer.norm1), f"{name}.qkv", layer.qkv, scale)
    by_head = graph.add("Transpose", graph.reshape(qkv, ROWS, 3 * heads, size), perm=[1, 0, 2])
    query, key, value = graph.add("Split", by_head, axis=0, outputs=3, num_outputs=3)
    scores = graph.add("MatMul", query, graph.add("Transpose", key, perm=[0, 2, 1]))
    weights = graph.add("Softmax", graph.add("Add", scores, relation), axis=-1)
    mixed = graph.add("Transpose", graph.add("MatMul", weights, value), perm=[1, 0, 2])
    return graph.add("Add", x, graph.linear(graph.reshape(mixed, ROWS, width), f"{name}.out", layer.out))


def feed_forward(graph: Graph, x: str, name: str, layer: Layer) -> str:
    up = graph.add("Relu", graph.linear(graph.normalised(x, f"{name}.norm2", layer.norm2), f"{name}.up", layer.up))
    return graph.add("Add", x, graph.linear(up, f"{name}.down", layer.down))


def quantile(graph: Graph, logits: str, u: str) -> str:
    """groove_model.quantile; the running sum is a product with a triangle of ones, which every back end has."""
    share = graph.add("Softmax", logits, axis=-1)
    below = graph.add("MatMul", share, graph.constant("triangle", np.triu(np.ones((BINS, BINS)), 1)))
    safe = graph.add("Max", share, graph.constant("smallest", np.array([SMALLEST_SHARE])))
    full = graph.add("Div", graph.add("Sub", u, below), safe)
    bounds = graph.constant("zero", np.float32(0)), graph.constant("one", np.float32(1))
    mean = graph.constant("bin_width", np.full((BINS, 1), 1 / BINS))
    return graph.add("MatMul", graph.add("Clip", full, *bounds), mean)


def groove_graph(model: GrooveModel) -> onnx.ModelProto:
    graph = Graph("groove")
    cells = [STEPS, VOICE_COUNT]
    hits, before = graph.input("hits", cells), graph.input("before", [STEPS, 3 * VOICE_COUNT])
    condition, u = graph.input("condition", [1, SIZE]), graph.input("quantile", [*cells, 2])
    earlier = graph.add("MatMul", before, graph.constant("before.w", model.before.weight.T))
    now = graph.add("MatMul", hits, graph.constant("now.w", model.now.weight.T))
    x = graph.add("Add", graph.add("Concat", earlier, now, axis=0), graph.constant("place", model.place))
    x = graph.add("Add", x, graph.linear(condition, "condition", model.condition))
    relation = graph.constant("relation", model.relation)
    for index, layer in enumerate(model.blocks):
        x = feed_forward(graph, attention(graph, x, f"layer{index}", layer, relation), f"layer{index}", layer)
    x = graph.normalised(graph.slice(x, 0, STEPS, ROWS), "norm", model.norm)
    logits = graph.reshape(graph.linear(x, "read", model.read), STEPS * VOICE_COUNT * 2, BINS)
    drawn = graph.reshape(quantile(graph, logits, graph.reshape(u, STEPS * VOICE_COUNT * 2, 1)), *cells, 2)
    values = graph.add("Split", drawn, axis=2, outputs=2, num_outputs=2)
    for (name, (low, _)), value in zip(RANGES.items(), values):
        shifted = graph.add("Add", graph.reshape(value, *cells), graph.constant(f"{name}.low", np.array([low])))
        graph.output(shifted, name, cells)
    return graph.model()
