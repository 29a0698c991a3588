"""The tempo scorer's weights as JSON, models/beat-tempo.json, and the golden numbers of test/beat/golden/tempo.json: see export_beat.py."""

import json

import numpy as np
import torch

from beat_likeness import CURVES, LAGS, likeness, movement
from beat_model import FRAME, JOINTS
from export import MODELS
from golden import mulberry32
from tempo_model import CURVE_SCALE, TEMPI, TempoModel

GOLDEN = MODELS.parent / "test" / "beat" / "golden" / "tempo.json"
GOLDEN_FRAMES, GOLDEN_SEED, GOLDEN_HEARD, SHOWN_LAGS = 420, 12, 6.5, 6
DIGITS = 6


def numbers(values: torch.Tensor) -> list:
    return json.loads(json.dumps(values.detach().double().tolist()), parse_float=lambda text: float(f"{float(text):.{DIGITS}g}"))


def weights(model: TempoModel) -> dict:
    first = model.first.weight.detach().clone()
    first[:, :-2] *= CURVE_SCALE
    layer = lambda weight, bias: {"weight": numbers(weight), "bias": numbers(bias)}
    layers = [layer(first, model.first.bias), layer(model.second.weight, model.second.bias), layer(model.last.weight, model.last.bias)]
    return {"layers": layers, "gate": layer(model.gate.weight, model.gate.bias)}


@torch.no_grad()
def write_golden(model: TempoModel) -> None:
    """Made-up frames: noise over a slow wave, so that curves have a shape."""
    uniform = mulberry32(GOLDEN_SEED, GOLDEN_FRAMES * FRAME).reshape(GOLDEN_FRAMES, FRAME).astype(np.float32)
    frames = uniform.copy()
    frames[:, : 4 * JOINTS] = 2 * uniform[:, : 4 * JOINTS] - 1 + np.sin(np.arange(GOLDEN_FRAMES) * 0.4)[:, None].astype(np.float32)
    curves = likeness(movement(frames), torch.ones(GOLDEN_FRAMES), [GOLDEN_FRAMES])
    evidence = model.prior[None] + torch.from_numpy(8 * mulberry32(GOLDEN_SEED + 1, len(TEMPI))).float()[None]
    found = model(curves, evidence, torch.tensor([GOLDEN_HEARD]))
    made = {"seed": GOLDEN_SEED, "frames": GOLDEN_FRAMES, "heard": GOLDEN_HEARD, "everyLag": LAGS // SHOWN_LAGS,
            "curves": numbers(curves[0][:, :: LAGS // SHOWN_LAGS]), "likeness": numbers(model.by_likeness(curves)[0]), "scores": numbers(found[0])}
    assert len(made["curves"]) == CURVES
    GOLDEN.write_text(json.dumps(made, indent=1) + "\n")


def write(model: TempoModel) -> bytes:
    data = (json.dumps(weights(model)) + "\n").encode()
    (MODELS / "beat-tempo.json").write_bytes(data)
    write_golden(model)
    return data
