"""What the reference's beat network costs: `python export_reference_beat.py [--run default]` writes it as an ONNX file next to the
run's weights, where the repository's benchmark finds it (test/bench/beat.bench.ts), and times a window of 5 s on one thread.

The file is not shipped. The weights don't matter to the time: `--untrained` writes fresh ones.
"""

import argparse
import warnings

import numpy as np
import onnxruntime
import torch

from beat_baselines import reference
from graph import OPSET
from reference_beat import WINDOW, ReferenceBeat
from beat_model import JOINTS
from runs import RUNS
from timing import timed

FILE = RUNS / "reference-beat" / "reference-beat.onnx"


def export(model: ReferenceBeat, file=FILE) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the older exporter needs no further package, and says that it is old
        torch.onnx.export(model.eval(), torch.zeros(1, WINDOW, 2, JOINTS), file, dynamo=False, opset_version=OPSET,
                          input_names=["steps"], output_names=["logits"])


def session(file=FILE) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(file), options)


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", default="default")
    parser.add_argument("--untrained", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(1)
    model = ReferenceBeat().eval() if options.untrained else reference(options.run)
    export(model)
    steps = torch.randn(1, WINDOW, 2, JOINTS)
    net = session()
    difference = np.abs(net.run(None, {"steps": steps.numpy()})[0] - model(steps).numpy()).max()
    print(f"{FILE}: {FILE.stat().st_size} bytes, differs from PyTorch by {difference:.1e} at most")
    print("a window of 5 s in PyTorch, one thread:", timed(lambda: model(steps)))
    print("in ONNX Runtime, one thread:", timed(lambda: net.run(None, {"steps": steps.numpy()})))


if __name__ == "__main__":
    main()
