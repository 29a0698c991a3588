"""The beat net as an ONNX graph, one call a frame, and the tempo scorer: `python export_beat.py [--run default]` writes models/beat.onnx,
beat-tempo.json and beat.json, and the golden tensors of test/beat/golden.

Inputs: `frame` [1, 85] and `past` [layers, 2 x width], each layer's own normalised input of 2 x dilation and dilation frames
ago, zeros before the first frame. Outputs: `heads` [1, 11] and `now` [layers, width], that input of this frame: the state to keep.
"""

import argparse
import hashlib
import json
import math

import numpy as np
import onnx
import torch

import export_tempo
from beat_model import DILATIONS, FLOOR, FRAME, HEADS, JOINTS, OUTPUTS, TOKEN, UNSEEN, WIDTH, BeatModel, Joints
from export import MODELS, shapes
from golden import mulberry32
from graph import Graph
from runs import trained
from tempo_model import TempoModel

VERSION = "10"
GOLDEN = MODELS.parent / "test" / "beat" / "golden" / "beat.json"
GOLDEN_FRAMES, GOLDEN_SEED = 160, 11  # more frames than the longest memory


def features(graph: Graph) -> tuple[str, str]:
    """beat_model.joint_features; also the visibility [1, 17]."""
    spans = graph.constant("split_frame", np.array([2 * JOINTS, 2 * JOINTS, JOINTS], np.int64))
    position, velocity, seen = graph.add("Split", "frame", spans, axis=1, outputs=3)
    share = graph.reshape(seen, JOINTS, 1)
    number = lambda value: graph.constant(f"number_{value}", np.array([value], np.float32))
    position = graph.add("Clip", graph.reshape(position, JOINTS, 2), *(graph.constant(f"bound_{v}", np.float32(v)) for v in (-4, 4)))
    velocity = graph.reshape(velocity, JOINTS, 2)
    square = graph.add("ReduceSum", graph.add("Mul", velocity, velocity), graph.constant("int_1", np.array([1], np.int64)), keepdims=1)
    speed = graph.add("Sqrt", graph.add("Add", square, number(1e-6)))
    log_speed = graph.add("Mul", graph.add("Log", graph.add("Add", speed, number(FLOOR))), number(0.7))
    slowed = graph.add("Div", velocity, graph.add("Add", graph.add("Mul", speed, number(0.3)), number(1.0)))
    values = graph.add("Concat", graph.add("Mul", position, number(0.5)), slowed, log_speed, axis=1)
    return graph.add("Concat", graph.add("Mul", values, share), share, axis=1), seen


def attention(graph: Graph, joints: Joints) -> str:
    size = TOKEN // HEADS
    values, seen = features(graph)
    x = graph.add("Add", graph.linear(values, "embed", joints.embed), graph.constant("name", joints.name))
    scale = np.concatenate([np.full(TOKEN, size**-0.5), np.ones(2 * TOKEN)])
    qkv = graph.linear(graph.normalised(x, "joints.norm", joints.norm), "qkv", joints.qkv, scale)
    by_head = graph.add("Transpose", graph.reshape(qkv, JOINTS, 3 * HEADS, size), perm=[1, 0, 2])
    query, key, value = graph.add("Split", by_head, axis=0, outputs=3, num_outputs=3)
    visible = graph.add("Log", graph.add("Add", seen, graph.constant("unseen", np.array([UNSEEN], np.float32))))
    bias = graph.add("Add", graph.constant("relation", joints.relation), graph.reshape(visible, 1, 1, JOINTS))
    scores = graph.add("Add", graph.add("MatMul", query, graph.add("Transpose", key, perm=[0, 2, 1])), bias)
    mixed = graph.add("Transpose", graph.add("MatMul", graph.add("Softmax", scores, axis=-1), value), perm=[1, 0, 2])
    out = graph.linear(graph.reshape(mixed, JOINTS, TOKEN), "joints.out", joints.out)
    return graph.linear(graph.reshape(graph.add("Relu", graph.add("Add", x, out)), 1, JOINTS * TOKEN), "flat", joints.flat)


def beat_graph(model: BeatModel) -> onnx.ModelProto:
    graph = Graph("beat")
    graph.input("frame", [1, FRAME])
    past = graph.input("past", [len(DILATIONS), 2 * WIDTH])
    x = attention(graph, model.joints)
    rows = graph.add("Split", past, axis=0, outputs=len(DILATIONS), num_outputs=len(DILATIONS))
    kept = []
    for index, (layer, row) in enumerate(zip(model.layers, rows)):
        z = graph.normalised(x, f"layer{index}.norm", layer.norm)
        kept.append(z)
        hidden = graph.add("Relu", graph.linear(graph.add("Concat", row, z, axis=1), f"layer{index}.mix", layer.mix))
        x = graph.add("Add", x, graph.linear(hidden, f"layer{index}.out", layer.out))
    graph.output(graph.linear(graph.normalised(x, "norm", model.norm), "read", model.read), "heads", [1, OUTPUTS])
    graph.output(graph.add("Concat", *kept, axis=0), "now", [len(DILATIONS), WIDTH])
    return graph.model()


def golden_frames() -> np.ndarray:
    """Made-up frames that the test can make again: uniform numbers of the project's own generator."""
    uniform = mulberry32(GOLDEN_SEED, GOLDEN_FRAMES * FRAME).reshape(GOLDEN_FRAMES, FRAME)
    uniform[:, : 4 * JOINTS] = 4 * uniform[:, : 4 * JOINTS] - 2
    return uniform.astype(np.float32)


@torch.no_grad()
def write_golden(model: BeatModel) -> None:
    heads = model(torch.from_numpy(golden_frames())[None])[0].numpy()
    shown = heads[7::8]
    assert all(math.isfinite(value) for value in shown.ravel())
    GOLDEN.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n    ".join(json.dumps([round(float(v), 5) for v in row]) for row in shown)
    text = f'{{\n  "seed": {GOLDEN_SEED},\n  "frames": {GOLDEN_FRAMES},\n  "every": 8,\n  "heads": [\n    {lines}\n  ]\n}}\n'
    GOLDEN.write_text(text)


def listed(name: str, data: bytes) -> dict:
    return {"file": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", default="default")
    run = parser.parse_args().run
    model = trained(BeatModel(), "beat", run)
    made = beat_graph(model)
    data = made.SerializeToString()
    (MODELS / "beat.onnx").write_bytes(data)
    tempo = export_tempo.write(trained(TempoModel(), "tempo", run))
    manifest = {
        "version": VERSION,
        "credit": "Trained on drawn dances, on data obtained from mocap.cs.cmu.edu (the database was created with funding from NSF EIA-0196217) and on AIST++ (Li, Yang, Ross, Kanazawa, ICCV 2021), annotations CC BY 4.0",
        "opset": 18,
        "dilations": DILATIONS,
        "tempo": listed("beat-tempo.json", tempo),
        "model": {**listed("beat.onnx", data),
                  "inputs": shapes(made.graph.input), "outputs": shapes(made.graph.output)},
    }
    (MODELS / "beat.json").write_text(json.dumps(manifest, indent=2) + "\n")
    write_golden(model)
    print("beat.onnx", len(data), "beat-tempo.json", len(tempo))


if __name__ == "__main__":
    main()
