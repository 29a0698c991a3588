"""The hits transformer as an ONNX graph that writes one bar a call: 16 steps, sampling and memory inside.

Token choice at a step: allowed = columns whose (logit + bias) is within `cutoff` of the best (min-p sampling);
chosen = arg max of (logit + bias + noise) among them. With noise = temperature x Gumbel that is a sample from
softmax((logit + bias) / temperature), with noise = 0 it is greedy, and with a huge bias it is teacher forcing.
Keys and values of the last 128 steps roll through `memory_*`; `open` is 0 where a slot is filled and -10000 where not.
"""

import numpy as np
import onnx
from onnx import TensorProto

from conditions import SIZE
from graph import Graph
from hits_model import WINDOW, HitsModel, Layer
from vocabulary import BITS, COLUMNS, STEPS, VOICES

NEVER = -1e9


def attention(graph: Graph, x: str, name: str, layer: Layer, memory: str, bias: str) -> tuple[str, str]:
    """One step's attention over the rolled memory; returns the residual stream and the memory with this step."""
    heads, width = layer.heads, layer.out.in_features
    size = width // heads
    scale = np.concatenate([np.full(width, size**-0.5), np.ones(2 * width)])
    qkv = graph.linear(graph.normalised(x, f"{name}.norm1", layer.norm1), f"{name}.qkv", layer.qkv, scale)
    parts = graph.constant("split_q_kv", np.array([heads, 2 * heads], np.int64))
    query, fresh = graph.add("Split", graph.reshape(qkv, 3 * heads, 1, size), parts, axis=0, outputs=2)
    rolled = graph.add("Concat", graph.slice(memory, 1, 1, WINDOW), fresh, axis=1)
    keys, values = graph.add("Split", rolled, axis=0, outputs=2, num_outputs=2)
    scores = graph.reshape(graph.add("MatMul", keys, graph.reshape(query, heads, size, 1)), heads, 1, WINDOW)
    weights = graph.add("Softmax", graph.add("Add", scores, bias), axis=-1)
    mixed = graph.reshape(graph.add("MatMul", weights, values), 1, width)
    return graph.add("Add", x, graph.linear(mixed, f"{name}.out", layer.out)), rolled


def feed_forward(graph: Graph, x: str, name: str, layer: Layer) -> str:
    up = graph.add("Relu", graph.linear(graph.normalised(x, f"{name}.norm2", layer.norm2), f"{name}.up", layer.up))
    return graph.add("Add", x, graph.linear(up, f"{name}.down", layer.down))


def choose(graph: Graph, logits: str, bias: str, noise: str, cutoff: str) -> str:
    """[1, 512] one-hot."""
    axis = graph.constant("int_1", np.array([1], np.int64))
    biased = graph.add("Add", logits, bias)
    floor = graph.add("Add", graph.add("ReduceMax", biased, axis, keepdims=1), cutoff)
    allowed = graph.add("GreaterOrEqual", biased, floor)
    never = graph.constant("never", np.array([NEVER], np.float32))
    score = graph.add("Where", allowed, graph.add("Add", biased, noise), never)
    best = graph.add("Equal", score, graph.add("ReduceMax", score, axis, keepdims=1))
    return graph.add("Cast", best, to=TensorProto.FLOAT)


def write_step(graph: Graph, model: HitsModel, row: dict[str, str], cutoff: str, state: list[str]) -> tuple:
    """One 16th: (logits, hits, new state); state = [previous, open, memory of each layer]."""
    previous, opened, *memories = state
    x = graph.add("Gemm", previous, graph.constant("embedding", model.embedding()), row["given"])
    opened = graph.add("Concat", graph.slice(opened, 1, 1, WINDOW), graph.constant("filled", [[0.0]]), axis=1)
    by_distance = model.distance.flip(1).unsqueeze(1)  # slot j of the memory is WINDOW - 1 - j steps back
    bias = graph.add("Add", graph.constant("distance", by_distance), opened)
    rolled = []
    for index, (layer, memory) in enumerate(zip(model.blocks, memories)):
        x, kept = attention(graph, x, f"layer{index}", layer, memory, bias)
        x = feed_forward(graph, x, f"layer{index}", layer)
        rolled.append(kept)
    reading = graph.constant("reading.w", model.reading().T), graph.constant("reading.b", model.read_bias)
    logits = graph.add("Gemm", graph.normalised(x, "norm", model.norm), *reading)
    chosen = choose(graph, logits, row["bias"], row["noise"], cutoff)
    hits = graph.add("MatMul", chosen, graph.constant("bits", BITS))
    return logits, hits, [chosen, opened, *rolled]


def given(graph: Graph, model: HitsModel, rhythm: str, condition: str) -> str:
    """[16, width]: HitsModel.given with its first layer folded into one matrix per step."""
    first, second = model.plan[0], model.plan[2]
    weight = first.weight.detach().numpy()
    whole, turned, place = weight[:, :STEPS], weight[:, STEPS : 2 * STEPS], weight[:, 2 * STEPS :]
    folded = np.stack([(whole + np.roll(turned, step, axis=1)).T for step in range(STEPS)], 1)
    product = graph.add("MatMul", rhythm, graph.constant("plan.rhythm", folded.reshape(STEPS, -1)))
    offset = graph.constant("plan.place", place.T + first.bias.detach().numpy())
    hidden = graph.add("Relu", graph.add("Add", graph.reshape(product, STEPS, len(weight)), offset))
    planned = graph.linear(hidden, "plan.out", second)
    return graph.add("Add", planned, graph.linear(condition, "condition", model.condition))


def loop(graph: Graph, model: HitsModel, rows: dict[str, str], cutoff: str, state: list[str], shapes: list) -> list[str]:
    """The 16 steps as an ONNX Loop; returns the final state, then logits and hits [16, 1, ...]."""
    body = Graph("step", graph)
    index = body.input("step_index", [], TensorProto.INT64)
    going = body.input("going", [], TensorProto.BOOL)
    carried = [body.input(f"carried_{i}", shape) for i, shape in enumerate(shapes)]
    at = body.reshape(index, 1)
    row = {name: body.add("Gather", value, at, axis=0) for name, value in rows.items()}
    logits, hits, after = write_step(body, model, row, cutoff, carried)
    body.output(going, "still_going", [], TensorProto.BOOL)
    for i, (value, shape) in enumerate(zip(after, shapes)):
        body.output(value, f"after_{i}", shape)
    body.output(logits, "step_logits", [1, COLUMNS])
    body.output(hits, "step_hits", [1, len(VOICES)])
    trips = graph.constant("trips", np.array(STEPS, np.int64))
    always = graph.constant("always", np.array(True))
    return graph.add("Loop", trips, always, *state, outputs=len(state) + 2, body=body.proto())


def hits_graph(model: HitsModel) -> onnx.ModelProto:
    graph = Graph("hits")
    width, layers = model.column.shape[1], len(model.blocks)
    memory_shape = [2 * model.heads, WINDOW, width // model.heads]
    rhythm, condition = graph.input("rhythm", [1, STEPS]), graph.input("condition", [1, SIZE])
    rows = {name: graph.input(name, [STEPS, COLUMNS]) for name in ("bias", "noise")}
    cutoff = graph.input("cutoff", [1])
    names = ["previous", "open", *(f"memory_{i}" for i in range(layers))]
    shapes = [[1, COLUMNS], [1, WINDOW], *([memory_shape] * layers)]
    state = [graph.input(name, shape) for name, shape in zip(names, shapes)]
    rows["given"] = given(graph, model, rhythm, condition)
    *after, logits, hits = loop(graph, model, rows, cutoff, state, shapes)
    graph.output(graph.reshape(hits, STEPS, len(VOICES)), "hits", [STEPS, len(VOICES)])
    graph.output(graph.reshape(logits, STEPS, COLUMNS), "logits", [STEPS, COLUMNS])
    for name, shape, value in zip(names, shapes, after):
        graph.output(value, f"{name}_next", shape)
    return graph.model()
