"""What the reference's drum networks cost: `python export_reference_drums.py [--run default]` writes them as ONNX files next to the
runs' weights, where the repository's benchmark finds them (test/bench/drums.bench.ts), and times a bar on one thread.

The files are not shipped. The weights don't matter to the time: `--untrained` writes fresh ones. The decoder says one word a call
and goes through all the words before it again, as the original does, which keeps nothing from step to step.
"""

import argparse
import warnings
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import onnxruntime
import torch
from torch import Tensor, nn

from graph import OPSET
from reference_drums import greedy, reference
from reference_groove import ReferenceGroove
from reference_hits import WORDS, Decoder, ReferenceHits
from runs import RUNS
from timing import timed
from vocabulary import STEPS, VOICES

FOLDER = RUNS / "reference-drums"


class LastWord(nn.Module):
    def __init__(self, decoder: Decoder):
        super().__init__()
        self.decoder = decoder

    def forward(self, before: Tensor, heard: Tensor) -> Tensor:
        return self.decoder(before, heard)[:, -1]


def write(model: nn.Module, file: Path, given: dict[str, Tensor], made: list[str]) -> None:
    """The second axis of everything given, time, may have any length."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the older exporter needs no further package, and says that it is old
        torch.onnx.export(model.eval(), tuple(given.values()), file, dynamo=False, opset_version=OPSET, input_names=[*given],
                          output_names=made, dynamic_axes={name: {1: name} for name in given})


def export(hits: ReferenceHits, groove: ReferenceGroove, folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    taps = torch.ones(1, STEPS, dtype=torch.int64)
    write(hits.encoder, folder / "encoder.onnx", {"taps": taps}, ["heard"])
    write(LastWord(hits.decoder), folder / "decoder.onnx", {"before": taps, "heard": hits.encoder(taps)}, ["logits"])
    write(groove, folder / "groove.onnx", {"hits": torch.zeros(1, STEPS, len(VOICES))}, ["velocity", "offset"])


def session(name: str, folder: Path = FOLDER) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(folder / f"{name}.onnx"), options)


def exported(folder: Path = FOLDER) -> SimpleNamespace:
    """Encoder and decoder in ONNX Runtime, to be called as those of ReferenceHits."""
    encoder, decoder = session("encoder", folder), session("decoder", folder)
    encode = lambda taps: torch.from_numpy(encoder.run(None, {"taps": taps.numpy()})[0])
    decode = lambda before, heard: torch.from_numpy(decoder.run(None, {"before": before.numpy(), "heard": heard.numpy()})[0])[:, None]
    return SimpleNamespace(encoder=encode, decoder=decode)


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", default="default")
    parser.add_argument("--untrained", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(1)
    kinds = ReferenceHits, ReferenceGroove
    hits, groove = (kind().eval() if options.untrained else reference(kind, options.run) for kind in kinds)
    export(hits, groove)
    onnx, net = exported(), session("groove")
    for bars, title in ((1, "one bar from nothing"), (2, "one bar behind another")):
        first = (bars - 1) * STEPS
        line, played = torch.randint(1, WORDS, (1, bars * STEPS)), (torch.rand(1, bars * STEPS, len(VOICES)) < 0.2).float()
        assert torch.equal(greedy(onnx, line, first), greedy(hits, line, first)), "ONNX Runtime says other words"
        for found, want in zip(net.run(None, {"hits": played.numpy()}), groove(played)):
            np.testing.assert_allclose(found, want.numpy(), atol=1e-4)
        print(title)
        print("  hits, PyTorch:", timed(lambda: greedy(hits, line, first)))
        print("  groove, PyTorch:", timed(lambda: groove(played)))
        print("  hits, ONNX Runtime:", timed(lambda: greedy(onnx, line, first)))
        print("  groove, ONNX Runtime:", timed(lambda: net.run(None, {"hits": played.numpy()})))


if __name__ == "__main__":
    main()
