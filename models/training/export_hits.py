"""The hits transformer as an ONNX graph that writes one bar a call: 16 steps, sampling and memory inside.

Token choice at a step: allowed = columns whose (logit + bias) is within `cutoff` of the best (min-p sampling), and within
the smallest distance on a ladder of rungs inside which a share `top_p` of the probability lies (top-p sampling, to a rung);
chosen = arg max of (logit + bias + noise) among them. With noise = temperature x Gumbel that is a sample from
softmax((logit + bias) / temperature), with noise = 0 it is greedy, and with a huge bias it is teacher forcing.
Keys and values of the last 128 steps stand in `memory_*`; `open` is 0 where a slot is filled and -10000 where not.
"""

import numpy as np
import onnx
from onnx import TensorProto

from conditions import SIZE
from graph import Graph
from hits_model import WINDOW, HitsModel, Layer
from vocabulary import BITS, COLUMNS, STEPS, VOICES

NEVER = -1e9
SHUT = -1e4  # shuts the attention; finite, so that a window with nothing in it gives no NaN
SLOTS = WINDOW + STEPS
LADDER = np.arange(0, 12, 0.5, np.float32)  # nats below the best column; beyond the last rung nothing is left out


def attention(graph: Graph, x: str, name: str, layer: Layer, bar: str, past: list, bias: str) -> tuple[str, str]:
    """One step's attention; returns the residual stream and the bar's own keys and values with this step.

    `past` (keys, values of the bars before) stays as it is during a bar and only `bar` rolls: copying the whole window
    at every step costs more than the arithmetic in the page's build of the runtime.
    """
    heads, width = layer.heads, layer.out.in_features
    size = width // heads
    scale = np.concatenate([np.full(width, size**-0.5), np.ones(2 * width)])
    qkv = graph.linear(graph.normalised(x, f"{name}.norm1", layer.norm1), f"{name}.qkv", layer.qkv, scale)
    parts = graph.constant("split_q_kv", np.array([heads, 2 * heads], np.int64))
    query, fresh = graph.add("Split", graph.reshape(qkv, 3 * heads, 1, size), parts, axis=0, outputs=2)
    bar = graph.add("Concat", graph.slice(bar, 1, 1, STEPS), fresh, axis=1)
    keys, values = graph.add("Split", bar, axis=0, outputs=2, num_outputs=2)
    column = graph.reshape(query, heads, size, 1)
    scores = graph.add("Concat", graph.add("MatMul", past[0], column), graph.add("MatMul", keys, column), axis=1)
    weights = graph.add("Softmax", graph.add("Add", graph.reshape(scores, heads, 1, SLOTS), bias), axis=-1)
    spans = graph.constant("split_past_bar", np.array([WINDOW, STEPS], np.int64))
    on_past, on_bar = graph.add("Split", weights, spans, axis=2, outputs=2)
    mixed = graph.add("Add", graph.add("MatMul", on_past, past[1]), graph.add("MatMul", on_bar, values))
    return graph.add("Add", x, graph.linear(graph.reshape(mixed, 1, width), f"{name}.out", layer.out)), bar


def feed_forward(graph: Graph, x: str, name: str, layer: Layer) -> str:
    up = graph.add("Relu", graph.linear(graph.normalised(x, f"{name}.norm2", layer.norm2), f"{name}.up", layer.up))
    return graph.add("Add", x, graph.linear(up, f"{name}.down", layer.down))


def nucleus(graph: Graph, biased: str, best: str, top_p: str, never: str) -> str:
    """[1, 1]: the score that a column must have to be among the likeliest that make up `top_p`; very low where no rung will do.

    Rungs instead of a sort, which not every back end has.
    """
    rungs = graph.add("Sub", best, graph.constant("ladder", LADDER.reshape(-1, 1)))
    above = graph.add("Cast", graph.add("GreaterOrEqual", biased, rungs), to=TensorProto.FLOAT)
    share = graph.reshape(graph.add("Softmax", biased, axis=-1), COLUMNS, 1)
    enough = graph.add("GreaterOrEqual", graph.add("MatMul", above, share), top_p)
    axis = graph.constant("int_0", np.array([0], np.int64))
    return graph.add("ReduceMax", graph.add("Where", enough, rungs, never), axis, keepdims=1)


def limit(graph: Graph, biased: str, best: str, limits: dict[str, str], never: str) -> str:
    """The nucleus where one is asked for; else its five steps would cost a tenth of the bar for nothing."""
    narrow, wide = Graph("narrow", graph), Graph("wide", graph)
    narrow.output(nucleus(narrow, biased, best, limits["top_p"], never), "narrow_floor", [1, 1])
    wide.output(wide.reshape(never, 1, 1), "wide_floor", [1, 1])
    return graph.add("If", limits["narrowed"], then_branch=narrow.proto(), else_branch=wide.proto())


def choose(graph: Graph, logits: str, bias: str, noise: str, limits: dict[str, str]) -> str:
    """[1, 512] one-hot."""
    axis = graph.constant("int_1", np.array([1], np.int64))
    biased = graph.add("Add", logits, bias)
    top = graph.add("ReduceMax", biased, axis, keepdims=1)
    never = graph.constant("never", np.array([NEVER], np.float32))
    floor = graph.add("Max", graph.add("Add", top, limits["cutoff"]), limit(graph, biased, top, limits, never))
    allowed = graph.add("GreaterOrEqual", biased, floor)
    score = graph.add("Where", allowed, graph.add("Add", biased, noise), never)
    best = graph.add("Equal", score, graph.add("ReduceMax", score, axis, keepdims=1))
    return graph.add("Cast", best, to=TensorProto.FLOAT)


def distance_bias(model: HitsModel) -> np.ndarray:
    """[16, heads, 1, SLOTS]: attention bias of every slot at every step; shut outside the window.

    Slots: WINDOW steps before the bar line, then the bar's own rolling 16, the newest last.
    """
    by_distance = model.distance.detach().numpy()
    bias = np.full((STEPS, model.heads, 1, SLOTS), SHUT, np.float32)
    for step in range(STEPS):
        for far in range(WINDOW):
            slot = SLOTS - 1 - far if far <= step else WINDOW + step - far
            bias[step, :, 0, slot] = by_distance[:, far]
    return bias


def write_step(graph: Graph, model: HitsModel, row: dict[str, str], limits: dict, state: list[str], past: list) -> tuple:
    """One 16th: (logits, hits, new state); state = [previous column, each layer's keys and values of this bar]."""
    previous, *bars = state
    x = graph.add("Gemm", previous, graph.constant("embedding", model.embedding()), row["given"])
    kept = []
    for index, (layer, bar) in enumerate(zip(model.blocks, bars)):
        x, bar = attention(graph, x, f"layer{index}", layer, bar, past[index], row["distance"])
        x = feed_forward(graph, x, f"layer{index}", layer)
        kept.append(bar)
    reading = graph.constant("reading.w", model.reading().T), graph.constant("reading.b", model.read_bias)
    logits = graph.add("Gemm", graph.normalised(x, "norm", model.norm), *reading)
    chosen = choose(graph, logits, row["bias"], row["noise"], limits)
    hits = graph.add("MatMul", chosen, graph.constant("bits", BITS))
    return logits, hits, [chosen, *kept]


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


def loop(graph: Graph, model: HitsModel, rows: dict[str, str], limits: dict, state: list, shapes: list, past: list):
    """The 16 steps as an ONNX Loop; returns the final state, then logits and hits [16, 1, ...]."""
    body = Graph("step", graph)
    index = body.input("step_index", [], TensorProto.INT64)
    going = body.input("going", [], TensorProto.BOOL)
    carried = [body.input(f"carried_{i}", shape) for i, shape in enumerate(shapes)]
    at = body.reshape(index, 1)
    row = {name: body.add("Gather", value, at, axis=0) for name, value in rows.items()}
    row["distance"] = body.reshape(row["distance"], model.heads, 1, SLOTS)
    logits, hits, after = write_step(body, model, row, limits, carried, past)
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
    layers, size = len(model.blocks), model.column.shape[1] // model.heads
    memory_shape, bar_shape = [2 * model.heads, WINDOW, size], [2 * model.heads, STEPS, size]
    rhythm, condition = graph.input("rhythm", [1, STEPS]), graph.input("condition", [1, SIZE])
    rows = {name: graph.input(name, [STEPS, COLUMNS]) for name in ("bias", "noise")}
    limits = {name: graph.input(name, [1]) for name in ("cutoff", "top_p")}
    one = graph.constant("one", np.ones(1, np.float32))
    limits["narrowed"] = graph.add("Squeeze", graph.add("Less", limits["top_p"], one))
    previous, opened = graph.input("previous", [1, COLUMNS]), graph.input("open", [1, WINDOW])
    memories = [graph.input(f"memory_{i}", memory_shape) for i in range(layers)]

    rows["given"] = given(graph, model, rhythm, condition)
    bar_open = graph.constant("bar_open", np.zeros((1, STEPS), np.float32))
    slots_open = graph.add("Concat", opened, bar_open, axis=1)
    rows["distance"] = graph.add("Add", graph.constant("distance", distance_bias(model)), slots_open)
    past = [graph.add("Split", memory, axis=0, outputs=2, num_outputs=2) for memory in memories]
    empty = graph.constant("empty_bar", np.zeros(bar_shape, np.float32))
    shapes = [[1, COLUMNS], *([bar_shape] * layers)]
    last, *bars, logits, hits = loop(graph, model, rows, limits, [previous, *([empty] * layers)], shapes, past)

    graph.output(graph.reshape(hits, STEPS, len(VOICES)), "hits", [STEPS, len(VOICES)])
    graph.output(graph.reshape(logits, STEPS, COLUMNS), "logits", [STEPS, COLUMNS])
    graph.output(last, "previous_next", [1, COLUMNS])
    shifted = graph.add("Concat", graph.slice(opened, 1, STEPS, WINDOW), bar_open, axis=1)
    graph.output(shifted, "open_next", [1, WINDOW])
    for i, (memory, bar) in enumerate(zip(memories, bars)):
        rolled = graph.add("Concat", graph.slice(memory, 1, STEPS, WINDOW), bar, axis=1)
        graph.output(rolled, f"memory_{i}_next", memory_shape)
    return graph.model()
