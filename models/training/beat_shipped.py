"""The beat net that ships, out of models/beat.onnx: so what is measured needs no run of the training."""

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from beat_model import HEADS, TOKEN, BeatModel
from export import MODELS
from runs import trained

OF_JOINTS = "joints."
OWN_PREFIX = {"norm", "out"}  # parts of the attention that export_beat.py names with it, since others are called the same


def initializer_of(parameter: str) -> str:
    """export_beat.py's name of a parameter: joints.qkv.weight is qkv.w, layers.3.mix.bias is layer3.mix.b."""
    stem, _, part = parameter.removeprefix(OF_JOINTS).rpartition(".")
    if not stem:
        return part
    if parameter.startswith(OF_JOINTS) and stem in OWN_PREFIX:
        stem = OF_JOINTS + stem
    return f"{stem.replace('layers.', 'layer')}.{part[0]}"


def shipped() -> BeatModel:
    graph = onnx.load(MODELS / "beat.onnx").graph
    stored = {each.name: torch.from_numpy(numpy_helper.to_array(each).astype(np.float32)) for each in graph.initializer}
    model = BeatModel()
    state = model.state_dict()
    for parameter in state:
        found = stored[initializer_of(parameter)]
        if ".qkv." in parameter:  # the graph has the attention's scale in it
            found = found / torch.cat([torch.full((TOKEN,), (TOKEN // HEADS) ** -0.5), torch.ones(2 * TOKEN)])
        linear = found.dim() == 2 and parameter.endswith(".weight")
        state[parameter] = found.T.contiguous() if linear else found
    model.load_state_dict(state)
    return model.eval()


def net_of(run: str | None) -> BeatModel:
    """Of a run of train_beat.py, or the one that ships."""
    return shipped() if run is None else trained(BeatModel(), "beat", run)
