"""The hits transformer as an ONNX graph that writes one bar a call: 16 steps, sampling and memory inside.

Token choice at a step: allowed = columns whose (logit + bias) is within `cutoff` of the best (min-p sampling), and within
the smallest distance on a ladder of rungs inside which a share `top_p` of the probability lies (top-p sampling, to a rung);
chosen = arg max of (logit + bias + noise) among them. With noise = temperature x Gumbel that is a sample from
softmax((logit + bias) / temperature), with noise = 0 it is greedy, and with a huge bias it is teacher forcing.
Keys and values of the last 128 steps stand in `keys_*` and `values_*`; `open` is 0 where a slot is filled and -10000 where not.

A net this small costs by the node, not by the number. So the 16 steps are written out one after the other, which spares the
loop's own nodes and lets every step have its own shapes, and attention is one node, which puts the step into the memory, too.
"""

import numpy as np
import onnx
from onnx import TensorProto

from conditions import SIZE
from graph import CONTRIB, Graph
from hits_model import WINDOW, HitsModel, Layer
from vocabulary import BITS, COLUMNS, STEPS, VOICES

NEVER = -1e9
SHUT = -1e4  # shuts the attention; finite, so that a window with nothing in it gives no NaN
LADDER = np.arange(0, 12, 0.5, np.float32)  # nats below the best column; beyond the last rung nothing is left out

Memory = tuple[str, str]  # a layer's keys and values [1, heads, steps, size], the newest last


def attention(graph: Graph, x: str, name: str, layer: Layer, memory: Memory, bias: str) -> tuple[str, Memory]:
    """One step's attention; returns the residual stream, and the memory with this step."""
    heads, width = layer.heads, layer.out.in_features
    qkv = graph.linear(graph.normalised(x, f"{name}.norm1", layer.norm1), f"{name}.qkv", layer.qkv)
    fresh = graph.add("Split", graph.reshape(qkv, 1, 1, 3 * width), axis=2, outputs=3, num_outputs=3)
    attend = {"outputs": 3, "num_heads": heads, "domain": CONTRIB}
    mixed, *longer = graph.add("MultiHeadAttention", *fresh, "", "", bias, *memory, **attend)
    return graph.add("Add", x, graph.linear(graph.reshape(mixed, 1, width), f"{name}.out", layer.out)), tuple(longer)


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
    """[1]: the word."""
    axis = graph.constant("int_1", np.array([1], np.int64))
    biased = graph.add("Add", logits, bias)
    top = graph.add("ReduceMax", biased, axis, keepdims=1)
    never = graph.constant("never", np.array([NEVER], np.float32))
    floor = graph.add("Max", graph.add("Add", top, limits["cutoff"]), limit(graph, biased, top, limits, never))
    allowed = graph.add("GreaterOrEqual", biased, floor)
    score = graph.add("Where", allowed, graph.add("Add", biased, noise), never)
    return graph.add("ArgMax", score, axis=1, keepdims=0)


def distance_bias(model: HitsModel, step: int) -> np.ndarray:
    """[1, heads, 1, WINDOW + step + 1]: attention bias at a step of all steps up to itself; shut outside the window."""
    by_distance = model.distance.detach().numpy()[:, ::-1]
    outside = np.full((model.heads, step + 1), SHUT, np.float32)
    return np.concatenate([outside, by_distance], 1)[None, :, None]


def slots_open(graph: Graph, opened: str, step: int) -> str:
    """`open` [1, 1, 1, WINDOW], of all steps up to this one: the bar's own are."""
    bar = graph.constant(f"bar_open_{step}", np.zeros((1, 1, 1, step + 1), np.float32))
    return graph.add("Concat", opened, bar, axis=3)


def rows_of(graph: Graph, table: str) -> list[str]:
    """[16, ...] -> 16 times [1, ...]. In two goes: on a GPU a node can't have 16 outputs or inputs, which are a buffer each."""
    quarters = graph.add("Split", table, axis=0, outputs=4, num_outputs=4)
    return [row for quarter in quarters for row in graph.add("Split", quarter, axis=0, outputs=4, num_outputs=4)]


def table_of(graph: Graph, rows: list[str]) -> str:
    """The way back."""
    quarters = [graph.add("Concat", *rows[at : at + 4], axis=0) for at in range(0, STEPS, 4)]
    return graph.add("Concat", *quarters, axis=0)


def one_hot(graph: Graph, word: str) -> str:
    """[1] -> [1, 512]"""
    all_words = graph.constant("words", np.arange(COLUMNS, dtype=np.int64))
    return graph.reshape(graph.add("Cast", graph.add("Equal", word, all_words), to=TensorProto.FLOAT), 1, COLUMNS)


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


def write(graph: Graph, model: HitsModel, x: str, memories: list[Memory], bias: str) -> tuple[str, list[Memory]]:
    """One 16th: logits [1, 512] and the memories with it."""
    longer = []
    for index, (layer, memory) in enumerate(zip(model.blocks, memories)):
        x, memory = attention(graph, x, f"layer{index}", layer, memory, bias)
        x = feed_forward(graph, x, f"layer{index}", layer)
        longer.append(memory)
    reading = graph.constant("reading.w", model.reading().T), graph.constant("reading.b", model.read_bias)
    return graph.add("Gemm", graph.normalised(x, "norm", model.norm), *reading), longer


def steps(graph: Graph, model: HitsModel, rows: dict[str, list[str]], limits: dict, first: str, opened: str, memories: list):
    """The 16 steps, `first` [1, 512] being the column before them: their logits, their words, and the memories with them."""
    embedding = graph.constant("embedding", model.embedding())
    logits, chosen = [], []
    for step in range(STEPS):
        given = rows["given"][step]
        if chosen:
            x = graph.add("Add", graph.add("Gather", embedding, chosen[-1], axis=0), given)
        else:
            x = graph.add("Gemm", first, embedding, given)
        distance = graph.constant(f"distance_{step}", distance_bias(model, step))
        bias = graph.add("Add", distance, slots_open(graph, opened, step))
        found, memories = write(graph, model, x, memories, bias)
        logits.append(found)
        chosen.append(choose(graph, found, rows["bias"][step], rows["noise"][step], limits))
    return logits, chosen, memories


def hits_graph(model: HitsModel) -> onnx.ModelProto:
    graph = Graph("hits")
    shape = [1, model.heads, WINDOW, model.column.shape[1] // model.heads]
    rhythm, condition = graph.input("rhythm", [1, STEPS]), graph.input("condition", [1, SIZE])
    tables = {name: graph.input(name, [STEPS, COLUMNS]) for name in ("bias", "noise")}
    limits = {name: graph.input(name, [1]) for name in ("cutoff", "top_p")}
    one = graph.constant("one", np.ones(1, np.float32))
    limits["narrowed"] = graph.add("Squeeze", graph.add("Less", limits["top_p"], one))
    first, opened = graph.input("previous", [1, COLUMNS]), graph.input("open", [1, WINDOW])
    past = [tuple(graph.input(f"{what}_{i}", shape) for what in ("keys", "values")) for i in range(len(model.blocks))]

    tables["given"] = given(graph, model, rhythm, condition)
    rows = {name: rows_of(graph, table) for name, table in tables.items()}
    slots = graph.reshape(opened, 1, 1, 1, WINDOW)
    logits, chosen, memories = steps(graph, model, rows, limits, first, slots, past)

    hits = graph.add("Gather", graph.constant("bits", BITS), table_of(graph, chosen), axis=0)
    graph.output(hits, "hits", [STEPS, len(VOICES)])
    graph.output(table_of(graph, logits), "logits", [STEPS, COLUMNS])
    graph.output(one_hot(graph, chosen[-1]), "previous_next", [1, COLUMNS])
    bar_open = graph.constant("bar_open", np.zeros((1, STEPS), np.float32))
    graph.output(graph.add("Concat", graph.slice(opened, 1, STEPS, WINDOW), bar_open, axis=1), "open_next", [1, WINDOW])
    for i, memory in enumerate(memories):
        for what, value in zip(("keys", "values"), memory):
            graph.output(graph.slice(value, 2, STEPS, WINDOW + STEPS), f"{what}_{i}_next", shape)
    return graph.model()
