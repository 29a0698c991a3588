"""Quick checks on made-up drums: `python -m unittest discover tests` from models/training."""

import argparse
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import mido
import numpy as np
import onnxruntime
import torch

import runs
from conditions import AT, SIZE, only, put_between, quantile_tables, take_facts
from data import Take, grid_phase, strokes, to_grid
from export_groove import groove_graph
from export_hits import hits_graph
from golden import mulberry32
from groove_model import BINS, GrooveModel, quantile
from hits_model import WINDOW, HitsModel
from taps import rhythms
from train_groove import bars_of
from train_groove import loss_of as groove_loss
from train_hits import loss_of
from vocabulary import BITS, COLUMNS, STEPS, playable, words
from windows import batch, grouped, pieces


def made_up_take(bars: int, seed: int) -> Take:
    """A rock beat with some strokes left out."""
    rng = np.random.default_rng(seed)
    hits = np.zeros((bars, STEPS, 9), np.uint8)
    hits[:, [0, 8], 0] = hits[:, [4, 12], 1] = hits[:, ::2, 2] = 1
    hits &= (rng.random(hits.shape) < 0.9).astype(np.uint8)
    velocity = (rng.uniform(0.3, 1, hits.shape) * hits).astype(np.float32)
    offset = (rng.normal(0, 0.1, hits.shape) * hits).astype(np.float32)
    return Take("made up", "train", 16, 0, 120.0, False, False, hits, velocity, offset)


class Data(unittest.TestCase):
    def test_strokes_land_on_their_steps_with_the_shift_taken_off(self):
        track = mido.MidiTrack([mido.Message("note_on", note=36, velocity=127, time=30)])
        track += [mido.Message("note_on", note=40, velocity=64, time=480), mido.Message("note_on", note=99, time=0)]
        midi = mido.MidiFile(ticks_per_beat=480)
        midi.tracks.append(track)
        found = strokes(midi)
        self.assertEqual(found[:, 1].tolist(), [0, 1])
        fit, phase = grid_phase(found[:, 0], 4)
        self.assertAlmostEqual(fit, 1)
        self.assertAlmostEqual(phase, 0.25)
        hits, velocity, offset = to_grid(found, phase)
        self.assertEqual(np.argwhere(hits[0]).tolist(), [[0, 0], [4, 1]])
        self.assertAlmostEqual(velocity[0, 4, 1], 64 / 127, places=5)
        self.assertAlmostEqual(offset[0, 4, 1], 0, places=5)

    def test_of_two_strokes_in_a_cell_the_stronger_stays(self):
        hits, velocity, _ = to_grid(np.array([[3.8, 1, 0.3], [4.1, 1, 0.9], [4.2, 1, 0.5]]), 0)
        self.assertEqual(hits.sum(), 1)
        self.assertAlmostEqual(velocity[0, 4, 1], 0.9, places=5)

    def test_playable_columns(self):
        allowed = playable()
        self.assertTrue(allowed[0b000000111])  # kick, snare, closed hat
        self.assertFalse(allowed[0b000001100])  # hat open and closed
        self.assertFalse(allowed[0b110000010])  # three hands


class Rhythms(unittest.TestCase):
    def setUp(self):
        take = made_up_take(8, 0)
        self.hits, self.velocity = take.hits[None], take.velocity[None]

    def test_exact_taps_are_where_anything_sounds(self):
        rhythm = rhythms(self.hits, self.velocity, np.random.default_rng(0), "exact")
        np.testing.assert_array_equal(rhythm, self.hits.any(-1))

    def test_accents_are_a_graded_part_of_the_onsets(self):
        rhythm = rhythms(self.hits, self.velocity, np.random.default_rng(0), "accents")
        taps, onsets = rhythm > 0, self.hits.any(-1)
        self.assertTrue((taps <= onsets).all())
        self.assertLess(taps.sum(), onsets.sum())
        self.assertGreater(taps.sum(), 0)
        self.assertLessEqual(rhythm.max(), 1)

    def test_conditions_say_what_is_measured_and_can_be_hidden(self):
        take = made_up_take(8, 0)
        facts = take_facts(take, quantile_tables([take]))
        rhythm = take.hits.any(-1) * 1.0
        full = put_between(facts, rhythm, take.hits)
        self.assertTrue((full[:, AT["between"]] == 0).all() and (full[:, AT["between"] + 1] == 1).all())
        self.assertEqual(np.flatnonzero(only(full, ["start"])[1]).tolist(), [])
        self.assertEqual(full[3, AT["phrase"] + 3], 1)


class Nets(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        torch.set_num_threads(1)
        self.takes = [made_up_take(20, 1), made_up_take(3, 2)]
        self.tables = quantile_tables(self.takes)

    def options(self, epochs: int) -> argparse.Namespace:
        return argparse.Namespace(run="try", epochs=epochs, rate=3e-3, seed=1, device="cpu", threads=1)

    def train(self, epochs: int) -> list[float]:
        torch.manual_seed(1)
        run = runs.Run("hits", HitsModel(width=32, layers=1, heads=2), self.options(epochs), 2)
        losses = []
        for _, rng in run.epochs():
            for group in grouped(pieces(self.takes, self.tables, rng=rng), 32, rng):
                loss, _ = loss_of(run.model, batch(group, rng), "cpu")
                run.step(loss)
                losses.append(loss.item())
            run.save(losses[-1], losses[-1])
        return losses

    def test_training_learns_and_resumes_where_it_stopped(self):
        with tempfile.TemporaryDirectory() as folder:
            runs.RUNS = Path(folder)
            losses = self.train(30)
            self.assertLess(losses[-1], 0.7 * losses[0])
            self.assertEqual(self.train(30), [])

    def test_the_future_is_not_seen(self):
        model = HitsModel(width=32, layers=2, heads=2).eval()
        line = torch.randint(0, COLUMNS, (1, 64))
        rhythm, condition = torch.rand(1, 4, STEPS), torch.rand(1, 4, SIZE)
        changed = line.clone()
        changed[0, 40:] = 0
        before, after = model(line, rhythm, condition), model(changed, rhythm, condition)
        self.assertTrue(torch.equal(before[0, :41], after[0, :41]))
        self.assertFalse(torch.allclose(before[0, 41:], after[0, 41:]))

    @torch.no_grad()
    def test_exported_hits_net_says_the_same_over_more_bars_than_its_window(self):
        model = HitsModel(width=32, layers=2, heads=2).eval()
        for parameter in (model.distance, model.read_column, model.read_bias):
            parameter.normal_()
        bars = WINDOW // STEPS + 2
        line = np.random.default_rng(0).integers(0, COLUMNS, (bars, STEPS))
        rhythm, condition = torch.rand(bars, STEPS), torch.rand(bars, SIZE)
        truth = model(torch.from_numpy(line.ravel())[None], rhythm[None], condition[None])[0].reshape(bars, STEPS, -1)
        session = onnxruntime.InferenceSession(hits_graph(model).SerializeToString())
        names = [output.name for output in session.get_outputs()]
        state = {i.name: np.zeros(i.shape, np.float32) for i in session.get_inputs() if f"{i.name}_next" in names}
        state["open"] -= 1e4
        for bar in range(bars):
            bias = np.zeros((STEPS, COLUMNS), np.float32)
            bias[np.arange(STEPS), line[bar]] = 1e9
            feeds = {"rhythm": rhythm[bar : bar + 1].numpy(), "condition": condition[bar : bar + 1].numpy(), "bias": bias}
            feeds |= {"noise": np.zeros_like(bias), "cutoff": np.array([-1e9], np.float32), "top_p": np.ones(1, np.float32), **state}
            out = dict(zip(names, session.run(names, feeds)))
            np.testing.assert_allclose(out["logits"], truth[bar].numpy(), atol=1e-4)
            np.testing.assert_array_equal(out["hits"], BITS[line[bar]])
            state = {name: out[f"{name}_next"] for name in state}

    def test_top_p_draws_only_from_the_likeliest_columns_that_make_it_up(self):
        model = HitsModel(width=32, layers=1, heads=2).eval()
        session = onnxruntime.InferenceSession(hits_graph(model).SerializeToString())
        state = {i.name: np.zeros(i.shape, np.float32) for i in session.get_inputs()}
        bias = np.full((STEPS, COLUMNS), -1e9, np.float32)
        bias[:, [3, 5, 7, 9]] = np.log([0.6, 0.25, 0.1, 0.05])  # the untrained net says nothing of its own
        noise = np.where(np.arange(COLUMNS) == 9, 9, np.where(np.arange(COLUMNS) == 7, 8, 0))

        def said(top_p: float) -> int:
            feeds = state | {"bias": bias, "noise": np.broadcast_to(noise, bias.shape).astype(np.float32)}
            feeds |= {"cutoff": np.array([-1e9], np.float32), "top_p": np.array([top_p], np.float32)}
            hits = session.run(["hits"], feeds)[0]
            return int(hits[0] @ (1 << np.arange(len(hits[0]))))

        self.assertEqual([said(p) for p in (1, 0.93, 0.5)], [9, 7, 3])

    def test_groove_learns_and_its_export_draws_the_same_quantiles(self):
        model = GrooveModel(width=32, layers=1, heads=2)
        bars = bars_of(self.takes, self.tables)
        optimiser = torch.optim.Adam(model.parameters(), 3e-3)
        losses = []
        for _ in range(30):
            loss = groove_loss(model, bars, bars["facts"].astype(np.float32), "cpu")
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
        self.assertLess(losses[-1], 0.9 * losses[0])
        model.eval()
        u = torch.rand(STEPS, 9, 2)
        feeds = {"hits": bars["hits"][3], "before": bars["before"][3], "condition": bars["facts"][3:4].astype(np.float32)}
        given = [torch.from_numpy(feeds[name]).reshape(shape) for name, shape in
                 (("hits", (1, STEPS, 9)), ("before", (1, STEPS, 27)), ("condition", (1, SIZE)))]
        with torch.no_grad():
            truth = quantile(model(*given)[0], u).numpy()
        session = onnxruntime.InferenceSession(groove_graph(model).SerializeToString())
        velocity, offset = session.run(["velocity", "offset"], feeds | {"quantile": u.numpy()})
        np.testing.assert_allclose(velocity, truth[..., 0], atol=1e-4)
        np.testing.assert_allclose(offset, truth[..., 1] - 0.5, atol=1e-4)

    def test_quantiles_of_a_histogram(self):
        logits = torch.full((BINS,), -20.0)
        logits[6] = 20.0
        u = torch.tensor([0.01, 0.5, 0.99])
        found = quantile(logits.expand(3, BINS), u)
        np.testing.assert_allclose(found.numpy(), (6 + u.numpy()) / BINS, atol=1e-3)

    def test_the_generator_is_the_projects_own(self):
        # What createRandom(1) of src/core/random.ts draws.
        first = [0.6270739405881613, 0.002735721180215478, 0.5274470399599522]
        np.testing.assert_allclose(mulberry32(1, 3), first, rtol=0, atol=1e-12)


class Words(unittest.TestCase):
    def test_words_and_bits_agree(self):
        np.testing.assert_array_equal(words(BITS), np.arange(COLUMNS))


if __name__ == "__main__":
    unittest.main()
