"""The tempo scorer hears what repeats, and its data are what they say."""

import math
import sys
import unittest
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from beat_data import FRAME, JOINTS, Dance  # noqa: E402
from beat_likeness import LAGS, MOVEMENT, PAIR, PAIRS, by_lag, likeness, mirrored, moving, paired  # noqa: E402
from beat_model import BeatModel  # noqa: E402
from export_tempo import weights  # noqa: E402
from tempo_cuts import ENDS, LENGTH, Cuts, unseen  # noqa: E402
from tempo_data import evidence, moments, tempo_at  # noqa: E402
from tempo_model import AGREEMENTS, BEATS, CURVES, TEMPI, Aspects, TempoModel, prior_of, sampling  # noqa: E402
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
    body = paired(moving(waving(12)))[None]
    velocities = slice(2 * JOINTS, 4 * JOINTS)
    own, other = (likeness(body[..., velocities], was[..., velocities], [body.shape[1]])[0, 0] for was in (body, mirrored(body)))
    period = round(PERIOD * PAIRS)
    assert own[period] > 0.8 and own[period // 2] < -0.8
    assert other[period] < -0.8 and other[period // 2] > 0.8


def test_products_are_with_what_was_so_long_ago_and_nothing_before_the_beginning():
    now, was = torch.randn(2, 200, 3), torch.randn(2, 200, 3)
    found = by_lag(now, was)
    assert found.shape == (2, 200, LAGS)
    for time, lag in ((0, 0), (150, 1), (199, LAGS - 1)):
        torch.testing.assert_close(found[:, time, lag], (now[:, time] * was[:, time - lag]).sum(-1))
    assert (found[:, 20, 21:] == 0).all()


def test_curves_know_nothing_of_what_comes_after():
    torch.manual_seed(3)
    frames, aspects = waving(10), Aspects()
    later = frames.copy()
    later[150:] = 0
    some = lambda frames: aspects(paired(moving(frames))[None], [150 // PAIR])
    assert some(frames).shape == (1, 1, CURVES, LAGS)
    torch.testing.assert_close(some(frames), some(later))


def test_the_mirror_image_of_the_mirror_image_is_the_body():
    body = torch.randn(90, MOVEMENT)
    torch.testing.assert_close(mirrored(mirrored(body)), body)


def test_cuts_know_their_tempo_and_what_is_hidden_is_nothing():
    frames = waving(30)
    beats = np.arange(0.2, 29, 0.5)
    dance = Dance({"start": 0.0, "kind": "dance"}, frames, beats, beats[::4], np.zeros((len(frames), 12)), np.ones(len(frames)))
    moved, tempi = Cuts([dance], {"dance": 3}).batch(np.random.default_rng(1))
    assert moved.shape == (3, LENGTH, MOVEMENT) and tempi.shape == (3, len(ENDS))
    assert ((tempi - 2).abs() < 1e-6).all()
    hidden = unseen(torch.ones(4, MOVEMENT), np.array([2, 5]))
    assert hidden.sum() == 4 * (MOVEMENT - 2 * 5)


def said(tempo: float, seconds: float) -> torch.Tensor:
    """A net that knows the phase of such a tempo; [T, 11]."""
    beats = torch.arange(int(30 * seconds)) / 30 * tempo
    turns = [torch.stack([torch.cos(2 * math.pi * c * beats), torch.sin(2 * math.pi * c * beats)], -1) for c in (1, 2, 0.5, 0.25)]
    return torch.cat([torch.zeros(len(beats), 3), *turns], -1)


def test_evidence_is_for_the_tempo_whose_phases_are_told():
    for tempo in (1.2, 1.9, 2.8):
        out = said(tempo, 12)
        found, agreed = evidence(out, torch.ones(len(out)), [60, len(out)])
        assert abs(math.log(TEMPI[found[1].argmax()] / tempo)) < 0.03
        assert found[1].max() > found[0].max()
        assert agreed.shape == (2, AGREEMENTS, len(TEMPI))
        assert ((0 <= agreed) & (agreed < 1.001)).all() and (agreed[1, :, found[1].argmax()] > 0.9).all()


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
    made, curves, agreement = weights(model), torch.randn(1, CURVES, LAGS), torch.rand(1, AGREEMENTS, len(TEMPI))
    x = torch.cat([torch.einsum("bcl,lnk->bkcn", curves, model.table).flatten(2)[0], agreement[0].T, model.logs], -1)
    for number, layer in enumerate(made["layers"]):
        x = x @ torch.tensor(layer["weight"]).T + torch.tensor(layer["bias"])
        x = x.relu() if number < 2 else x
    torch.testing.assert_close(x[:, 0], model.by_likeness(curves, agreement)[0], atol=1e-4, rtol=1e-4)


def test_it_learns_a_tempo_from_likeness():
    torch.manual_seed(2)
    model = TempoModel()
    tempi = TEMPI[torch.randint(12, 56, (64,))]
    lags = torch.arange(LAGS)[None] / 15
    curves = torch.cos(2 * math.pi * lags * tempi[:, None]).float()[:, None].repeat(1, CURVES, 1) * torch.exp(-lags / 6)[:, None]
    nothing, unsaid, heard = prior_of(TEMPI).expand(64, -1), torch.zeros(64, AGREEMENTS, len(TEMPI)), torch.full((64,), 8.0)
    optimiser = torch.optim.Adam(model.parameters(), 1e-2)
    losses = []
    for _ in range(60):
        loss = loss_of(model(curves, nothing, unsaid, heard), tempi)
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
    found = moments(dance, BeatModel().eval(), Aspects(), np.random.default_rng(1))
    assert found and all(abs(tempo - 2) < 1e-6 for *_, tempo in found)
    assert {heard for *_, heard, _ in found} >= {1.0, 5.0}


def load_tests(_loader, tests, _pattern):
    """The functions above are plain; unittest is told of them here."""
    found = [value for name, value in globals().items() if name.startswith("test_")]
    tests.addTests(unittest.FunctionTestCase(test) for test in found)
    return tests
