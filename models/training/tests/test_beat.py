"""The beat net streams as it was trained, and its data are what they say."""

import sys
import unittest
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from beat_clips import looped  # noqa: E402
from beat_data import count_at, mirrored, phase_at, targets_of  # noqa: E402
from beat_long import joined  # noqa: E402
from beat_model import DILATIONS, FRAME, JOINTS, WIDTH, BeatModel  # noqa: E402
from beat_shipped import shipped  # noqa: E402
from export_beat import GOLDEN, beat_graph, golden_frames  # noqa: E402
from train_beat import OWN, cycle_loss, further_loss, loss_of, silent  # noqa: E402


def test_a_frame_at_a_time_is_the_whole_dance():
    import onnxruntime

    torch.manual_seed(3)
    model, frames = BeatModel().eval(), golden_frames()
    session = onnxruntime.InferenceSession(beat_graph(model).SerializeToString())
    kept, heads = [], []
    zero = np.zeros((len(DILATIONS), WIDTH), np.float32)
    for number, frame in enumerate(frames):
        ago = lambda far: kept[number - far] if number >= far else zero
        past = np.stack([np.concatenate([ago(2 * d)[i], ago(d)[i]]) for i, d in enumerate(DILATIONS)])
        out, now = session.run(["heads", "now"], {"frame": frame[None], "past": past})
        kept.append(now)
        heads.append(out[0])
    with torch.no_grad():
        whole = model(torch.from_numpy(frames)[None])[0].numpy()
    np.testing.assert_allclose(np.stack(heads), whole, atol=2e-4)


def test_no_output_depends_on_the_future():
    model, frames = BeatModel().eval(), torch.from_numpy(golden_frames())[None]
    later = frames.clone()
    later[:, 100:] += 1
    with torch.no_grad():
        before, after = model(frames), model(later)
    assert torch.equal(before[:, :100], after[:, :100])
    assert not torch.allclose(before[:, 100:], after[:, 100:])


def test_mirroring_twice_is_nothing():
    frames = golden_frames()
    once = mirrored(frames)
    assert not np.allclose(once[:, :FRAME], frames)
    np.testing.assert_array_equal(mirrored(once), frames)
    np.testing.assert_array_equal(once[:, 0], -frames[:, 0])  # the nose has no other side
    np.testing.assert_array_equal(once[:, 4 * JOINTS + 1], frames[:, 4 * JOINTS + 2])


def test_targets_peak_on_the_beat_and_are_nothing_at_rest():
    times = np.arange(0, 12, 1 / 30)
    beats = np.concatenate([np.arange(1, 5, 0.5), np.arange(9, 12, 0.5)])
    targets, mask = targets_of(times, beats, beats[::4], [(5.0, 9.0)], True)
    assert targets[np.searchsorted(times, 2.0 - 1e-9), 0] > 0.99
    assert targets[np.searchsorted(times, 2.25 - 1e-9), 0] < 0.01
    at_rest = (times > 5.5) & (times < 8.5)
    assert not targets[at_rest, :11].any() and mask[at_rest].all()
    assert not mask[times < 0.9].any()
    assert np.isnan(phase_at(np.array([7.0]), beats, 1.3)).all()


def test_beats_are_counted_from_downbeats_and_bars_of_two_in_pairs():
    times, beats = np.arange(0.75, 6, 0.5), np.arange(0.5, 6, 0.5)
    np.testing.assert_array_equal(count_at(times, beats, beats[2::4]) % 4, (np.arange(len(times)) - 2) % 4)
    np.testing.assert_array_equal(count_at(times, beats, beats[::2]) % 4, np.arange(len(times)) % 4)
    np.testing.assert_array_equal(count_at(times, beats, np.zeros(0)), np.arange(len(times)))


def test_a_longer_cycle_may_begin_on_any_of_its_beats():
    generator = torch.Generator().manual_seed(5)
    found, angle = torch.randn(3, 50, 2, generator=generator), torch.arange(50) * 0.2
    mask = (torch.rand(3, 50, generator=generator) > 0.3).float()
    turned = lambda by: torch.stack([torch.cos(angle + by), torch.sin(angle + by)], -1).expand(3, 50, 2)
    for beats in (2, 4):
        each = [(((found - turned(2 * np.pi * k / beats)) ** 2).sum(-1) * mask).sum(-1) for k in range(beats)]
        for k in range(beats):
            loss = cycle_loss(found, turned(2 * np.pi * k / beats), mask, beats)
            torch.testing.assert_close(loss, torch.stack(each).amin(0), rtol=1e-4, atol=1e-3)


def test_the_first_training_leaves_the_longer_cycles_silent():
    model, generator = silent(), torch.Generator().manual_seed(6)
    out = model(torch.rand(2, 40, FRAME, generator=generator))
    loss_of(out, torch.rand(2, 40, OWN + 5, generator=generator), torch.ones(2, 40)).backward()
    assert not out[..., OWN:].any() and out[..., :OWN].all()
    assert not model.read.weight.grad[OWN:].any() and model.read.weight.grad[:OWN].any()


def test_labels_teach_a_batchs_first_cuts_and_what_was_said_the_others():
    generator = torch.Generator().manual_seed(7)
    labelled, size, frames = 5, 8, 20
    out = torch.randn(size, frames, OWN + 4, generator=generator, requires_grad=True)
    labels = torch.rand(2, size, frames, OWN + 5, generator=generator)
    labels[1, ..., OWN : OWN + 4] = labels[0, ..., OWN : OWN + 4]  # the longer cycles are taught by all
    words = torch.randn(2, size - labelled, frames, OWN + 4, generator=generator)
    pulls = lambda before, targets: torch.autograd.grad(further_loss(out, before, targets, torch.ones(size, frames)), out)[0]
    usual, relabelled, told = pulls(words[0], labels[0]), pulls(words[0], labels[1]), pulls(words[1], labels[0])
    assert torch.equal(usual[labelled:], relabelled[labelled:]) and not torch.equal(usual[:labelled, :, :OWN], relabelled[:labelled, :, :OWN])
    assert torch.equal(usual[:labelled], told[:labelled]) and not torch.equal(usual[labelled:, :, :OWN], told[labelled:, :, :OWN])


def test_the_net_that_ships_is_read_back_from_its_graph():
    import json

    golden = json.loads(GOLDEN.read_text())
    with torch.no_grad():
        heads = shipped()(torch.from_numpy(golden_frames())[None])[0].numpy()
    np.testing.assert_allclose(heads[golden["every"] - 1 :: golden["every"]], golden["heads"], atol=1e-4)


def test_recordings_one_after_another_keep_one_beat_and_do_not_jump():
    def bouncing(beats, period):
        phase = np.arange(round(beats * period * 60)) / 60 / period
        return np.tile(np.cos(2 * np.pi * phase)[:, None, None], (1, JOINTS, 3))

    positions, beats = joined([(bouncing(8, 0.5), 8), (bouncing(12, 0.6) + 1, 12)], 0.55)
    np.testing.assert_allclose(np.diff(beats), 0.55)
    assert len(positions) / 60 >= 130
    assert np.abs(np.diff(positions[:, 0, 0])).max() < 0.35
    bounce = positions[:, 0, 0] - np.convolve(positions[:, 0, 0], np.ones(33) / 33, "same")
    on, off = (np.interp(beats[1:-1] + late, np.arange(len(bounce)) / 60, bounce).mean() for late in (0, 0.275))
    assert on > 0.8 and off < -0.8


def test_a_loop_has_no_jump():
    t = np.arange(0, 3, 1 / 60)
    body = np.zeros((len(t), 17, 3))
    body[:, :, 1] = np.sin(2 * np.pi * t / 1.1)[:, None]
    body[:, :, 2] += 1.4 * t[:, None]
    laps = looped(body, 30, 30 + 66, 0.12)
    assert np.abs(np.diff(laps, axis=0)).max() < 0.12


def load_tests(_loader, tests, _pattern):
    """The functions above are plain; unittest is told of them here."""
    found = [value for name, value in globals().items() if name.startswith("test_")]
    tests.addTests(unittest.FunctionTestCase(test) for test in found)
    return tests
