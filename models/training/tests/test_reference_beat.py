"""The baselines of the beat are what they are said to be."""

import sys
import unittest
from pathlib import Path

import mir_eval
import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
torch.set_num_threads(1)

from beat_baselines import IGNORANT, activation_of, levelled, metronome, released, tracked  # noqa: E402
from beat_data import SHARPNESS, Dance  # noqa: E402
from beat_model import FRAME, JOINTS  # noqa: E402
from beat_scores import COLUMNS, Estimate, false_alarms, lock_time, scores  # noqa: E402
from beat_viterbi import OBSERVATION_LAMBDA, States, beats_of  # noqa: E402
from reference_beat import BONES, ORDER, RATE, WINDOW, ReferenceBeat, adjacency, differences, self_similarity, skewed  # noqa: E402
from train_reference_beat import doubled, loss_of  # noqa: E402


def bump(beats: np.ndarray, seconds: float) -> np.ndarray:
    phase = 2 * np.pi * np.interp(np.arange(0, seconds, 1 / RATE), beats, np.arange(len(beats)))
    return np.exp(SHARPNESS * (np.cos(phase) - 1))


def score_of(truth: np.ndarray, found: Estimate, rests: list = []) -> dict:
    return dict(zip(COLUMNS, scores(truth, found, rests)))


def test_it_has_the_size_of_the_original():
    model = ReferenceBeat()
    count = lambda part: sum(p.numel() for p in part.parameters())
    assert (count(model.graph), count(model.alike), count(model)) == (321_048, 20, 459_628)


def test_a_window_gives_a_logit_for_every_step_and_hears_the_future():
    torch.manual_seed(1)
    model, steps = ReferenceBeat().eval(), torch.randn(2, WINDOW, 2, JOINTS)
    later = steps.clone()
    later[:, 200:] += 1
    with torch.no_grad():
        out, changed = model(steps), model(later)
    assert out.shape == (2, WINDOW) and out.isfinite().all()
    assert not torch.allclose(out[:, :100], changed[:, :100])


def test_the_graph_is_the_same_skeleton_in_another_order():
    from beat_model import BONES as OURS

    assert sorted(ORDER) == list(range(JOINTS))
    assert {frozenset((ORDER[a], ORDER[b])) for a, b in BONES} == {frozenset(bone) for bone in OURS}
    torch.testing.assert_close(adjacency().sum((0, 1)), torch.ones(JOINTS))


def test_steps_add_up_to_the_movement():
    frames = torch.zeros(1, 3, FRAME)
    frames[0, :, 2 * JOINTS + 2 * 5] = torch.tensor([3.0, 6.0, -3.0])  # our left wrist, sideways; torsos a second
    steps = differences(frames)
    assert steps.shape == (1, 6, 2, JOINTS)
    travelled = frames[0, :, 2 * JOINTS + 2 * 5].sum() / 30 * 3
    torch.testing.assert_close(steps[0, :, 0, 7].sum(), travelled)  # its left wrist
    assert steps[0, :, 1].abs().sum() == 0 and (steps != 0).sum() == 6


def test_skewing_gives_every_pair_that_is_past_the_row_of_its_distance():
    time = 5
    x = torch.arange(time * time, dtype=torch.float32).view(1, time, time)
    moved = skewed(x)
    for i in range(time):
        for j in range(i + 1):
            assert moved[0, i, j] == x[0, i, time - 1 - (i - j)]


def test_the_unlike_weigh_most():
    latent = torch.tensor([[[0.0], [1.0], [3.0]]])
    expected = torch.tensor([0.0, 1.0, 9.0]).softmax(-1)
    torch.testing.assert_close(self_similarity(latent)[0, 0, 0], expected)


def test_targets_are_doubled_where_the_steps_end():
    torch.testing.assert_close(doubled(torch.tensor([[0.0, 1.0, 4.0]])), torch.tensor([[0.0, 0.0, 0.5, 1.0, 2.5, 4.0]]))


def test_what_is_not_known_costs_nothing():
    targets, mask = torch.rand(2, 6, 8), torch.tensor([[1.0] * 6, [0.0] * 6])
    logits = torch.randn(2, 12)
    other = logits.clone()
    other[1] += 5
    assert loss_of(logits, targets, mask) == loss_of(other, targets, mask)


def test_it_learns():
    torch.manual_seed(2)
    model, steps = ReferenceBeat(), torch.randn(1, WINDOW, 2, JOINTS)
    targets = torch.from_numpy(bump(np.arange(-1, 7, 0.5), 5)[1::2].astype(np.float32))[None, :, None]
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3)
    losses = []
    for _ in range(6):
        loss = loss_of(model(steps), targets, torch.ones(1, WINDOW // 2))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] - 0.02, losses


def test_windows_are_joined_over_a_whole_recording():
    model = ReferenceBeat().eval()
    frames = np.random.default_rng(3).normal(size=(200, FRAME + 2)).astype(np.float32)
    whole, start, end = (activation_of(model, part) for part in (frames, frames[:150], frames[50:]))
    assert whole.shape == (400,)
    np.testing.assert_allclose(whole[:100], start[:100], atol=1e-5)  # then the last window begins
    np.testing.assert_allclose(whole[100:], end, atol=1e-5)
    assert activation_of(model, frames[:20]).shape == (40,)


def test_viterbi_finds_steady_tempos():
    for bpm in (57, 83, 120, 167, 210):
        truth = np.arange(0.3, 30, 60 / bpm)
        noise = np.random.default_rng(bpm).normal(0, 0.15, 30 * RATE)
        found = tracked(np.clip(bump(truth, 30) + noise, 0.01, 0.99), 0)
        figures = score_of(truth, found)
        assert figures["f"] > 0.97 and figures["amlt"] > 0.95, (bpm, figures)


def test_viterbi_follows_a_change_of_tempo():
    truth = np.concatenate([np.arange(0.2, 15, 0.5), 15.2 + np.arange(0, 15, 0.42)])
    found = tracked(bump(truth, 30), 0)
    assert score_of(truth, found)["f"] > 0.97
    assert abs(np.median(found.bpm[found.times < 14]) - 120) < 3 and abs(np.median(found.bpm[found.times > 16]) - 143) < 4


def test_viterbi_never_leaves_its_tempos():
    states = States(RATE)
    beats = beats_of(np.random.default_rng(5).random(20 * RATE), RATE)
    assert (states.gaps[0], states.gaps[-1]) == (17, 65)
    assert np.isin(beats.gap, states.gaps).all() and (np.diff(beats.at) > 0).all()
    assert len(beats_of(np.zeros(0), RATE).at) == 0


def test_an_activation_that_knows_nothing_speaks_for_no_tempo():
    np.testing.assert_allclose(levelled(np.array([IGNORANT])), 1 / OBSERVATION_LAMBDA)
    phase = np.linspace(0, 2 * np.pi, 1000, endpoint=False)
    np.testing.assert_allclose(IGNORANT, np.exp(SHARPNESS * (np.cos(phase) - 1)).mean(), rtol=1e-9)


def test_as_released_the_first_window_gives_all_beats():
    truth = np.concatenate([np.arange(0.25, 10, 0.5), np.arange(10.25, 20, 0.4)])
    about = {"start": 1 / RATE, "fps": 30, "frames": 600, "kind": "dance"}
    dance = Dance(about, np.zeros((600, FRAME)), truth, truth[::4], np.zeros((600, 8)), np.zeros(600))
    found = released(bump(truth, 20), dance)
    assert set(found.bpm) == {120.0}
    assert score_of(truth[:20], found)["f"] > 0.9  # nothing of the change
    np.testing.assert_allclose(np.diff(found.times[found.times > 6]), 0.5)
    assert found.times[-1] < 20
    assert len(released(bump(truth, 0.5), dance).times) == 0  # fewer than two beats


def test_a_metronome_is_worth_what_chance_gives():
    truth = np.arange(0, 60, 0.5)
    mean = np.mean([mir_eval.beat.f_measure(truth, metronome(truth, phase).times) for phase in np.linspace(0, 1, 100)])
    assert abs(mean - 0.28) < 0.02, mean  # 0.14 s of every 0.5 s
    perfect = score_of(truth, metronome(truth, 0))
    assert perfect["f"] > 0.99 and perfect["cmlt"] > 0.98 and perfect["tempo"] == 1 and perfect["error"] == 0


def test_scores_are_mir_evals_on_what_is_scored():
    rng = np.random.default_rng(4)
    truth = np.cumsum(rng.uniform(0.4, 0.6, 80))
    times = np.sort(truth + rng.normal(0, 0.06, 80))[rng.random(80) < 0.9]
    figures = score_of(truth, Estimate(times, np.full(len(times), 120.0)))
    wanted, found = truth[truth >= truth[0] + 6], times[times >= truth[0] + 6]
    _, cmlt, _, amlt = mir_eval.beat.continuity(wanted, found)
    expected = {"f": mir_eval.beat.f_measure(wanted, found), "cmlt": cmlt, "amlt": amlt, "p": mir_eval.beat.p_score(wanted, found)}
    for name, value in expected.items():
        np.testing.assert_allclose(figures[name], value, err_msg=name)


def test_lock_and_false_alarms():
    truth = np.arange(0, 20, 0.5)
    assert lock_time(truth, truth[7:]) == 3.5
    assert lock_time(truth, truth[:3]) == 40
    np.testing.assert_allclose(false_alarms(np.array([1.0, 6.0, 7.0]), [(5.0, 8.2)]), 30)
    assert np.isnan(false_alarms(truth, []))


def load_tests(_loader, tests, _pattern):
    """The functions above are plain; unittest is told of them here."""
    found = [value for name, value in globals().items() if name.startswith("test_")]
    tests.addTests(unittest.FunctionTestCase(test) for test in found)
    return tests
