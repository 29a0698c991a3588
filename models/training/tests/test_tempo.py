"""The tempo scorer hears what repeats, and its data are what they say."""

import math
import sys
import unittest
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from beat_data import FRAME, JOINTS, Dance  # noqa: E402
from beat_likeness import CURVES, HALF, LAGS, likeness, movement  # noqa: E402
from beat_model import BeatModel  # noqa: E402
from export_tempo import weights  # noqa: E402
from tempo_data import evidence, moments, tempo_at  # noqa: E402
from tempo_model import BEATS, TEMPI, TempoModel, prior_of, sampling  # noqa: E402
from train_tempo import loss_of  # noqa: E402

PERIOD = 0.8


def waving(seconds: float) -> np.ndarray:
    """Both wrists go up and down, half a period apart; [T, 87]."""
    frames = np.zeros((int(30 * seconds), FRAME + 2), np.float32)
    frames[:, 4 * JOINTS :] = 1
    wave = np.cos(2 * np.pi * np.arange(len(frames)) / 30 / PERIOD)
    frames[:, 2 * JOINTS + 2 * 5 + 1], frames[:, 2 * JOINTS + 2 * 6 + 1] = wave, -wave
    return frames


def test_movement_is_like_itself_after_a_period_and_like_its_mirror_image_after_half():
    frames = waving(12)
    curves = likeness(movement(frames), torch.ones(len(frames)), [len(frames)])[0]
    period = round(PERIOD * 30 / HALF)
    assert curves.shape == (CURVES, LAGS)
    assert curves[2, period] > 0.8 and curves[2, period // 2] < -0.8
    assert curves[3, period] < -0.8 and curves[3, period // 2] > 0.8


def test_curves_know_nothing_of_what_comes_after():
    frames = waving(10)
    later = frames.copy()
    later[150:] = 0
    some = lambda frames: likeness(movement(frames), torch.ones(len(frames)), [150])
    torch.testing.assert_close(some(frames), some(later))


def said(tempo: float, seconds: float) -> torch.Tensor:
    """A net that knows the phase of such a tempo; [T, 11]."""
    beats = torch.arange(int(30 * seconds)) / 30 * tempo
    turns = [torch.stack([torch.cos(2 * math.pi * c * beats), torch.sin(2 * math.pi * c * beats)], -1) for c in (1, 2, 0.5, 0.25)]
    return torch.cat([torch.zeros(len(beats), 3), *turns], -1)


def test_evidence_is_for_the_tempo_whose_phases_are_told():
    for tempo in (1.2, 1.9, 2.8):
        out = said(tempo, 12)
        found = evidence(out, torch.ones(len(out)), [60, len(out)])
        assert abs(math.log(TEMPI[found[1].argmax()] / tempo)) < 0.03
        assert found[1].max() > found[0].max()


def test_a_tempo_is_sampled_after_its_beats():
    table = sampling()
    ramp = torch.arange(LAGS, dtype=torch.float32)
    for beat, beats in enumerate(BEATS):
        lag = (beats * 15 / TEMPI).float()
        assert ((lag >= 1) & (lag < LAGS - 1)).all()
        torch.testing.assert_close(ramp @ table[:, beat], lag)


def test_exported_weights_say_what_the_model_says():
    torch.manual_seed(1)
    model = TempoModel().eval()
    made, curves = weights(model), torch.randn(1, CURVES, LAGS)
    x = torch.cat([torch.einsum("bcl,lnk->bkcn", curves, model.table).flatten(2)[0], model.logs], -1)
    for number, layer in enumerate(made["layers"]):
        x = x @ torch.tensor(layer["weight"]).T + torch.tensor(layer["bias"])
        x = x.relu() if number < 2 else x
    torch.testing.assert_close(x[:, 0], model.by_likeness(curves)[0], atol=1e-4, rtol=1e-4)


def test_it_learns_a_tempo_from_likeness():
    torch.manual_seed(2)
    model = TempoModel()
    tempi = TEMPI[torch.randint(12, 56, (64,))]
    lags = torch.arange(LAGS)[None] / 15
    curves = torch.cos(2 * math.pi * lags * tempi[:, None]).float()[:, None].repeat(1, CURVES, 1) * torch.exp(-lags / 6)[:, None]
    nothing, heard = prior_of(TEMPI).expand(64, -1), torch.full((64,), 8.0)
    optimiser = torch.optim.Adam(model.parameters(), 1e-2)
    losses = []
    for _ in range(60):
        loss = loss_of(model(curves, nothing, heard), tempi)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] - 0.8


def test_moments_have_a_known_tempo_and_begin_where_they_say():
    frames = waving(14)
    beats = np.arange(0.2, 9, 0.5)
    dance = Dance({"start": 0.0, "kind": "dance"}, frames, beats, beats[::4], np.zeros((len(frames), 12)), np.ones(len(frames)))
    assert tempo_at(dance, 5.0) == 2.0 and tempo_at(dance, 12.0) is None
    found = moments(dance, BeatModel().eval(), np.random.default_rng(1))
    assert found and all(abs(tempo - 2) < 1e-6 for *_, tempo in found)
    assert {heard for *_, heard, _ in found} >= {1.0, 5.0}


def load_tests(_loader, tests, _pattern):
    """The functions above are plain; unittest is told of them here."""
    found = [value for name, value in globals().items() if name.startswith("test_")]
    tests.addTests(unittest.FunctionTestCase(test) for test in found)
    return tests
