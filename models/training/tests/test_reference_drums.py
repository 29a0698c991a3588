"""The drum baselines are what they are said to be, and what is measured of them and of ours is what it is called."""

import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
torch.set_num_threads(1)

import groove_measures as groove  # noqa: E402
from conditions import quantile_tables  # noqa: E402
from export_reference_drums import export, exported, session  # noqa: E402
from hits_measures import measured  # noqa: E402
from reference_drums import greedy, hits_by_bar, over_columns, played, windows_as_trained, windows_behind  # noqa: E402
from reference_groove import ReferenceGroove  # noqa: E402
from reference_hits import SILENCE, WINDOW, WINDOW_BARS, WORDS, ReferenceHits, said, sounding  # noqa: E402
from test_training import made_up_take  # noqa: E402
from train_reference_groove import loss_of as groove_loss  # noqa: E402
from train_reference_hits import loss_of as hits_loss  # noqa: E402
from vocabulary import BITS, COLUMNS, STEPS, words  # noqa: E402
from windows import pieces  # noqa: E402

EVERY_THIRD = np.arange(WORDS) * 3


def cut(seed: int = 0) -> list:
    take = made_up_take(9, seed)
    return pieces([take], quantile_tables([take]), WINDOW_BARS)


def vocabulary() -> np.ndarray:
    """Columns of the made-up takes, filled up with some that they don't have."""
    known = said([made_up_take(9, seed) for seed in (0, 1)])
    return np.sort(np.concatenate([known, np.setdiff1d(np.arange(COLUMNS), known)[: WORDS - len(known)]]))


def fallen(model: torch.nn.Module, loss_of, times: int) -> tuple[float, float]:
    optimiser, losses = torch.optim.AdamW(model.parameters(), lr=1e-3), []
    for _ in range(times):
        loss = loss_of(model)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses[0], losses[-1]


def test_they_have_the_size_of_the_originals():
    count = lambda model: sum(p.numel() for p in model.parameters())
    assert (count(ReferenceHits()), count(ReferenceGroove())) == (1_028_864, 389_922)


def test_taps_are_heard_before_they_come_and_words_are_not():
    torch.manual_seed(0)
    model, line = ReferenceHits().eval(), torch.randint(1, WORDS, (1, WINDOW))
    other, tapless = line.clone(), line.clone()
    other[0, 20:] = line[0, 20:] % (WORDS - 1) + 1
    tapless[0, 31] = SILENCE
    with torch.no_grad():
        first, second, third = model(line), model(other), model(tapless)
    torch.testing.assert_close(first[:, :21], second[:, :21])
    assert not torch.allclose(first[:, 21:], second[:, 21:])
    assert not torch.allclose(first[:, :21], third[:, :21])


def test_words_stand_for_columns():
    model = ReferenceHits(EVERY_THIRD)
    assert model.indices(torch.tensor([0, 3, 4, 453])).tolist() == [0, 1, -1, 151]
    take = made_up_take(9, 0)
    assert said([take])[0] == 0 and set(said([take])) == set(words(take.hits).ravel())


def test_taps_say_where_it_is_silent():
    torch.manual_seed(1)
    line = torch.randint(0, 3, (1, WINDOW))
    found = np.exp(over_columns(ReferenceHits(EVERY_THIRD).eval(), line)[0])
    np.testing.assert_allclose(found.sum(-1), 1)
    np.testing.assert_array_equal(found[:, 0], (line[0] == SILENCE).numpy())
    assert (found[:, np.setdiff1d(np.arange(COLUMNS), EVERY_THIRD)] == 0).all()


def test_the_loss_counts_taps_only():
    model, group = ReferenceHits(vocabulary()).eval(), cut()  # four pieces of two bars, one of one
    torch.nn.init.zeros_(model.decoder.read.weight)
    nats, steps = hits_loss(model, group, "cpu")
    taps = made_up_take(9, 0).hits.any(-1).sum()
    np.testing.assert_allclose(nats.item(), taps * np.log(WORDS - 1), rtol=1e-5)
    assert steps == 9 * STEPS


def test_both_learn():
    torch.manual_seed(2)
    hits, group = ReferenceHits(vocabulary()), cut()
    first, last = fallen(hits, lambda model: (lambda nats, steps: nats / steps)(*hits_loss(model, group, "cpu")), 25)
    assert last < 0.6 * first, (first, last)
    first, last = fallen(ReferenceGroove(), lambda model: groove_loss(model, group, "cpu"), 40)
    assert last < 0.7 * first, (first, last)


def test_greedy_takes_the_likeliest_word_step_by_step():
    torch.manual_seed(3)
    model, line = ReferenceHits(EVERY_THIRD).eval(), torch.randint(0, 3, (2, WINDOW))
    for first in (0, STEPS):
        whole = line.clone()
        whole[:, first : first + STEPS] = greedy(model, line, first)
        with torch.no_grad():
            # The taps of what it said are those that it was given, so that teacher forcing by it says the same again.
            again = sounding(model(whole)).argmax(-1).where(line != SILENCE, SILENCE)
        assert torch.equal(again[:, first : first + STEPS], whole[:, first : first + STEPS])


def test_every_bar_is_heard_once_and_none_before_its_window():
    assert [(list(window), bar) for window, bar in windows_as_trained(3)] == [([0, 1], 0), ([0, 1], 1), ([2], 2)]
    assert [(list(window), bar) for window, bar in windows_behind(3)] == [([0, 1], 0), ([0, 1], 1), ([1, 2], 2)]
    assert [list(window) for window, _ in windows_behind(1)] == [[0]]


def test_bars_of_takes_come_with_their_own_likelihoods():
    torch.manual_seed(4)
    model, takes = ReferenceHits(vocabulary()).eval(), [made_up_take(3, 0), made_up_take(1, 1)]
    bars = list(hits_by_bar(model, takes, windows_as_trained))
    np.testing.assert_array_equal(np.stack([truth for truth, _, _ in bars]), np.concatenate([take.hits for take in takes]))
    with torch.no_grad():
        pairs = [hits_loss(model, [piece], "cpu")[0].item() for take in takes for piece in pieces([take], quantile_tables(takes), 2)]
    nats = -sum(log_p[np.arange(STEPS), words(truth)].sum() for truth, log_p, _ in bars)
    np.testing.assert_allclose(nats, sum(pairs), rtol=1e-5)
    assert all((truth.any(-1) == made.any(-1)).all() for truth, _, made in bars)


def test_the_u_net_sees_nine_steps_to_either_side():
    torch.manual_seed(5)
    model, hits = ReferenceGroove().eval(), torch.zeros(1, 3 * WINDOW, 9)
    other = hits.clone()
    other[0, 40] = 1
    with torch.no_grad():
        changed = (model(hits)[0] != model(other)[0]).any(-1)[0]
        velocity, offset = model(other)
    assert torch.nonzero(changed).flatten().tolist() == list(range(31, 50))
    assert (velocity >= 0).all() and (velocity <= 1).all() and (offset.abs() <= 0.5).all()


def test_the_u_net_hears_every_take_by_itself():
    model, takes = ReferenceGroove().eval(), [made_up_take(3, 0), made_up_take(2, 1)]
    both, alone = played(model, takes), played(model, takes[1:])
    assert both["velocity"].shape == both["offset"].shape == (5, STEPS, 9)
    np.testing.assert_allclose(both["velocity"][3:], alone["velocity"], atol=1e-6)


def test_exported_they_say_the_same():
    torch.manual_seed(6)
    hits, net, line = ReferenceHits().eval(), ReferenceGroove().eval(), torch.randint(1, WORDS, (1, WINDOW))
    strokes = (torch.rand(1, WINDOW, 9) < 0.2).float()
    with tempfile.TemporaryDirectory() as folder:
        export(hits, net, Path(folder))
        onnx = exported(Path(folder))
        for first in (0, STEPS):
            assert torch.equal(greedy(onnx, line[:, : first + STEPS], first), greedy(hits, line[:, : first + STEPS], first))
        found = session("groove", Path(folder)).run(None, {"hits": strokes.numpy()})
    with torch.no_grad():
        for mine, want in zip(found, net(strokes)):
            np.testing.assert_allclose(mine, want.numpy(), atol=1e-5)


def test_who_knows_the_bar_loses_nothing_and_who_knows_nothing_its_logarithm():
    take = made_up_take(4, 0)
    certain = lambda line: np.where(np.arange(COLUMNS) == line[:, None], 0.0, -np.inf)
    report = measured((hits, certain(words(hits)), hits > 0) for hits in take.hits)
    assert (report["NLL, nats a 16th"], report["accuracy of cells"], report["hit F1"], report["of columns at taps"]) == (0, 1, 1, 1)
    nothing = np.full((STEPS, COLUMNS), -np.log(COLUMNS))
    report = measured((hits, nothing, BITS[np.zeros(STEPS, int)] > 0) for hits in take.hits)
    np.testing.assert_allclose([report["NLL, nats a 16th"], report["NLL of kick"]], [np.log(COLUMNS), np.log(2)])
    np.testing.assert_allclose(report["density error, hits a bar"], take.hits.sum() / 4)
    assert report["hit F1"] == 0


def test_spread_is_relative_to_people_and_sure_where_takes_agree():
    takes = [made_up_take(30, seed) for seed in range(12)]
    wanted = groove.strokes(takes)
    truth = wanted.truth["velocity"]
    assert len(truth) == sum(take.hits.sum() for take in takes)
    ratio, low, high = groove.spread([truth, truth], wanted, "velocity", 0)
    np.testing.assert_allclose([ratio, low, high], 1)
    ratio, low, high = groove.spread([np.random.default_rng(0).permutation(2 * truth)], wanted, "velocity", 0)
    assert low < ratio < high and 1.7 < low and high < 2.3, (low, ratio, high)


def test_distance_is_how_far_strokes_would_have_to_be_moved():
    wanted = groove.strokes([made_up_take(30, 0)])
    mixed = np.random.default_rng(0).permutation(len(wanted.voice))
    made = wanted.truth["offset"] + 0.1
    np.testing.assert_allclose(groove.distance(made[mixed], wanted.voice[mixed], wanted, "offset"), 0.1, atol=1e-6)


def load_tests(_loader, tests, _pattern):
    """The functions above are plain; unittest is told of them here."""
    found = [value for name, value in globals().items() if name.startswith("test_")]
    tests.addTests(unittest.FunctionTestCase(test) for test in found)
    return tests
