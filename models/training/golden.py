"""Golden tensors: what PyTorch says, for the tests that hold ONNX Runtime Web against it. Written by export.py."""

import json
from pathlib import Path

import numpy as np
import torch

from conditions import AT, SIZE
from groove_model import GrooveModel, quantile
from hits_model import HitsModel
from vocabulary import BITS, COLUMNS, STEPS, VOICES, playable, words

FOLDER = Path(__file__).resolve().parents[2] / "test" / "drums" / "golden"
FORCED_BARS, WRITTEN_BARS = 10, 2  # more bars than the window holds, so that the rolling memory is tried, too
SHOWN = 24  # logits kept a step
NOISE_SEED = 7


def mulberry32(seed: int, count: int) -> np.ndarray:
    """The project's own generator (src/core/random.ts), so that the tests need no stored noise."""
    state, values = seed & 0xFFFFFFFF, []
    for _ in range(count):
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = ((state ^ (state >> 15)) * (state | 1)) & 0xFFFFFFFF
        t ^= (t + (((t ^ (t >> 7)) * (t | 61)) & 0xFFFFFFFF)) & 0xFFFFFFFF
        values.append((t ^ (t >> 14)) / 4294967296)
    return np.array(values)


def gumbel(seed: int, bars: int) -> np.ndarray:
    """[bars, 16, 512] as gumbelNoise in src/drums/sampling.ts draws it at temperature 1, one generator throughout."""
    noise, allowed = np.zeros((bars * STEPS, COLUMNS), np.float32), playable()
    uniform = mulberry32(seed, bars * STEPS * allowed.sum())
    noise[:, allowed] = -np.log(np.maximum(1e-9, -np.log(1 - uniform))).reshape(bars * STEPS, -1)
    return noise.reshape(bars, STEPS, COLUMNS)


def made_up_bars(count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Drums, rhythms and conditions of no recording: [count, 16, 9], [count, 16], [count, SIZE]."""
    rng = np.random.default_rng(5)
    hits = (rng.random((count, STEPS, len(VOICES))) < [0.3, 0.25, 0.5, 0.05, 0.05, 0.05, 0.05, 0.03, 0.1]).astype(np.uint8)
    rhythm = np.round(hits[..., :2].max(-1) * rng.uniform(0.3, 1, (count, STEPS)), 2).astype(np.float32)
    condition = np.zeros((count, SIZE), np.float32)
    condition[:, AT["tempo"]] = 0.125
    condition[np.arange(count), AT["phrase"] + np.arange(count) % 8] = 1
    condition[:, AT["energy"]], condition[:, AT["energy"] + 1] = 0.625, 1
    condition[:, AT["between"]], condition[:, AT["between"] + 1] = 0.25, 1
    return hits, rhythm, condition


@torch.no_grad()
def written(model: HitsModel, forced: np.ndarray, rhythm: np.ndarray, condition: np.ndarray, noise: np.ndarray) -> list[int]:
    """Words of the bars after the forced ones, arg max of logits + noise, step by step with everything recomputed."""
    line = [*forced.ravel().tolist()]
    given = torch.from_numpy(rhythm)[None], torch.from_numpy(condition)[None]
    for score in noise.reshape(-1, COLUMNS):
        at = len(line)
        padded = line + [0] * (rhythm.size - at)
        logits = model(torch.tensor([padded]), *given)[0, at].numpy()
        line.append(int((logits + score).argmax()))
    return line[forced.size :]


@torch.no_grad()
def hits_golden(model: HitsModel) -> dict:
    hits, rhythm, condition = made_up_bars(FORCED_BARS + WRITTEN_BARS)
    forced = words(hits[:FORCED_BARS])
    given = torch.from_numpy(rhythm[:FORCED_BARS])[None], torch.from_numpy(condition[:FORCED_BARS])[None]
    logits = model(torch.from_numpy(forced.ravel())[None], *given)[0].reshape(FORCED_BARS, STEPS, COLUMNS).numpy()
    columns = np.linspace(0, COLUMNS - 1, SHOWN).astype(int)
    noise = gumbel(NOISE_SEED, WRITTEN_BARS)
    return {
        "rhythm": rhythm.tolist(),
        "condition": condition.tolist(),
        "forced": forced.tolist(),
        "columns": columns.tolist(),
        "logits": {str(bar): np.round(logits[bar][:, columns].astype(np.float64), 5).tolist() for bar in (0, FORCED_BARS - 1)},
        "greedy": written(model, forced, rhythm, condition, np.zeros_like(noise)),
        "noiseSeed": NOISE_SEED,
        "sampled": written(model, forced, rhythm, condition, noise),
    }


@torch.no_grad()
def groove_golden(model: GrooveModel) -> dict:
    hits, _, condition = made_up_bars(2)
    rng = np.random.default_rng(6)
    velocity = np.round(rng.uniform(0.1, 1, hits.shape[1:]), 3) * hits[0]
    offset = np.round(rng.uniform(-0.3, 0.3, hits.shape[1:]), 3) * hits[0]
    before = np.concatenate([hits[0], velocity, offset], -1).astype(np.float32)
    u = np.round(rng.uniform(0.02, 0.98, (*hits.shape[1:], 2)), 3).astype(np.float32)
    given = [torch.from_numpy(a)[None] for a in (hits[1].astype(np.float32), before, condition[1])]
    drawn = quantile(model(*given)[0], torch.from_numpy(u)).numpy().astype(np.float64)
    return {
        "hits": hits[1].tolist(),
        "before": {"hits": hits[0].tolist(), "velocity": velocity.tolist(), "offset": offset.tolist()},
        "condition": condition[1].tolist(),
        "quantile": u.astype(np.float64).round(3).tolist(),
        "velocity": np.round(drawn[..., 0], 6).tolist(),
        "offset": np.round(drawn[..., 1] - 0.5, 6).tolist(),
    }


def write(hits: HitsModel, groove: GrooveModel) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, made in (("hits", hits_golden(hits)), ("groove", groove_golden(groove))):
        (FOLDER / f"{name}.json").write_text(json.dumps(made, separators=(",", ":")) + "\n")
