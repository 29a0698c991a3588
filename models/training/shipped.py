"""The exported nets in ONNX Runtime: what is measured is what ships."""

import json
from pathlib import Path

import numpy as np
import onnxruntime

from export import MODELS
from vocabulary import COLUMNS, STEPS

OFF, ALL = np.array([-1e9], np.float32), np.array([1], np.float32)  # no column is left out


class Net:
    def __init__(self, name: str):
        entry = json.loads((MODELS / "manifest.json").read_text())["models"][name]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.inputs, self.names = entry["inputs"], list(entry["outputs"])
        self.session = onnxruntime.InferenceSession(str(Path(MODELS) / entry["file"]), options)

    def run(self, **inputs: np.ndarray) -> dict[str, np.ndarray]:
        feeds = {name: np.asarray(value, np.float32).reshape(self.inputs[name]) for name, value in inputs.items()}
        return dict(zip(self.names, self.session.run(self.names, feeds)))


class Drummer:
    """The hits net with its memory."""

    def __init__(self):
        self.net = Net("hits")
        self.reset()

    def reset(self) -> None:
        names = [name.removesuffix("_next") for name in self.net.names if name.endswith("_next")]
        self.memory = {name: np.full(self.net.inputs[name], -1e4 if name == "open" else 0, np.float32) for name in names}

    def bar(self, rhythm: np.ndarray, condition: np.ndarray, bias: np.ndarray) -> dict[str, np.ndarray]:
        """Greedy under a bias; the memory stays as it was."""
        noise = np.zeros((STEPS, COLUMNS), np.float32)
        return self.net.run(rhythm=rhythm, condition=condition, bias=bias, noise=noise, cutoff=OFF, top_p=ALL, **self.memory)

    def remember(self, out: dict[str, np.ndarray]) -> None:
        self.memory = {name: out[f"{name}_next"] for name in self.memory}

    def follow(self, rhythm: np.ndarray, condition: np.ndarray, line: np.ndarray) -> np.ndarray:
        """Teacher forcing: plays the given 16 words and remembers them; log probabilities [16, 512]."""
        bias = np.zeros((STEPS, COLUMNS), np.float32)
        bias[np.arange(STEPS), line] = 1e9
        out = self.bar(rhythm, condition, bias)
        self.remember(out)
        logits = out["logits"].astype(np.float64)
        return logits - np.logaddexp.reduce(logits, axis=-1, keepdims=True)
