"""The groove net as an ONNX graph: one call a bar, quantiles drawn inside from given numbers (see groove_model.py)."""

import numpy as np
import onnx

from conditions import SIZE
from export_hits import feed_forward
from graph import CONTRIB, Graph
from groove_model import BINS, RANGES, SMALLEST_SHARE, VOICE_COUNT, GrooveModel
from hits_model import Layer
from vocabulary import STEPS

ROWS = 2 * STEPS


def attention(graph: Graph, x: str, name: str, layer: Layer, relation: np.ndarray) -> str:
    """The residual stream of the last rows, as many as `relation` [heads, rows, 2 x STEPS] has."""
    width, rows = layer.out.in_features, relation.shape[1]
    qkv = graph.linear(graph.normalised(x, f"{name}.norm1", layer.norm1), f"{name}.qkv", layer.qkv)
    query, *others = graph.add("Split", graph.reshape(qkv, 1, ROWS, 3 * width), axis=2, outputs=3, num_outputs=3)
    if rows < ROWS:
        x, query = graph.slice(x, 0, ROWS - rows, ROWS), graph.slice(query, 1, ROWS - rows, ROWS)
    bias = graph.constant(f"relation_{rows}", relation[None])
    mixed = graph.add("MultiHeadAttention", query, *others, "", "", bias, num_heads=layer.heads, domain=CONTRIB)
    return graph.add("Add", x, graph.linear(graph.reshape(mixed, rows, width), f"{name}.out", layer.out))


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
    relation = model.relation.detach().numpy()
    for index, layer in enumerate(model.blocks):
        # Nobody reads what the last layer would make of the bar before.
        asked = relation[:, STEPS:] if index == len(model.blocks) - 1 else relation
        x = feed_forward(graph, attention(graph, x, f"layer{index}", layer, asked), f"layer{index}", layer)
    played = graph.linear(graph.normalised(x, "norm", model.norm), "read", model.read)
    logits = graph.reshape(played, STEPS * VOICE_COUNT * 2, BINS)
    drawn = graph.reshape(quantile(graph, logits, graph.reshape(u, STEPS * VOICE_COUNT * 2, 1)), *cells, 2)
    values = graph.add("Split", drawn, axis=2, outputs=2, num_outputs=2)
    for (name, (low, _)), value in zip(RANGES.items(), values):
        shifted = graph.add("Add", graph.reshape(value, *cells), graph.constant(f"{name}.low", np.array([low])))
        graph.output(shifted, name, cells)
    return graph.model()
