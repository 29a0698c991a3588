"""Trains the groove net: `python train_groove.py`. Stop it at any time; the same command goes on.

Loss: cross-entropy of the velocity and offset bins, in nats a hit, over hits only. Validation: the same with nothing
known but tempo and style.
"""

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from conditions import hide, only, put_between, quantile_tables, take_facts
from data import Take, load
from groove_model import BINS, GrooveModel
from runs import Run, arguments, half

BATCH_BARS = 192
MEASURED = ["tempo", "style"]


def bars_of(takes: list[Take], tables: dict) -> dict[str, np.ndarray]:
    """All bars one below the other: hits, velocity, offset, before, facts."""
    rows: dict[str, list[np.ndarray]] = {"hits": [], "velocity": [], "offset": [], "before": [], "facts": []}
    for take in takes:
        hits = take.hits.astype(np.float32)
        played = np.concatenate([hits, take.velocity * hits, take.offset * hits], -1)
        rows["before"].append(np.concatenate([np.zeros_like(played[:1]), played[:-1]]))
        rows["facts"].append(put_between(take_facts(take, tables), hits.any(-1), hits))
        for name, values in (("hits", hits), ("velocity", take.velocity), ("offset", take.offset)):
            rows[name].append(values)
    return {name: np.concatenate(values) for name, values in rows.items()}


def loss_of(model: GrooveModel, bars: dict[str, np.ndarray], condition: np.ndarray, device: str) -> Tensor:
    """Nats a hit: velocity plus offset."""
    hits, before = (torch.from_numpy(bars[name]).to(device) for name in ("hits", "before"))
    logits = model(hits, before, torch.from_numpy(condition).to(device))[hits > 0]
    played = bars["hits"] > 0
    values = np.stack([bars["velocity"][played], bars["offset"][played] + 0.5], -1)
    target = torch.from_numpy((values * BINS).astype(np.int64).clip(0, BINS - 1)).to(device)
    return F.cross_entropy(logits.flatten(0, 1), target.flatten()) * 2


def picked(bars: dict[str, np.ndarray], index: np.ndarray) -> dict[str, np.ndarray]:
    return {name: values[index] for name, values in bars.items()}


def roughened(bars: dict[str, np.ndarray], rng: np.random.Generator) -> dict[str, np.ndarray]:
    """The previous bar is sometimes unknown, so that the net does not live by copying it."""
    known = rng.random((len(bars["before"]), 1, 1)) >= 0.3
    return bars | {"before": bars["before"] * known.astype(np.float32)}


@torch.no_grad()
def validate(model: GrooveModel, bars: dict[str, np.ndarray], device: str) -> float:
    total = 0.0
    for index in np.array_split(np.arange(len(bars["hits"])), 8):
        part = picked(bars, index)
        total += loss_of(model, part, only(part["facts"], MEASURED), device).item() * part["hits"].sum()
    return float(total / bars["hits"].sum())


def main() -> None:
    options = arguments(epochs=14, rate=2e-3)
    takes = load("train", options.groove)
    tables = quantile_tables(takes)
    train, validation = bars_of(takes, tables), bars_of(load("validation", options.groove), tables)
    count = len(train["hits"])
    torch.manual_seed(options.seed)
    run = Run("groove", GrooveModel(), options, -(-count // BATCH_BARS))
    for _, rng in run.epochs():
        losses = []
        for index in np.split(rng.permutation(count), range(BATCH_BARS, count, BATCH_BARS)):
            part = roughened(picked(train, index), rng)
            condition = hide(part["facts"][:, None], rng)[:, 0].astype(np.float32)
            with half(options.device):
                loss = loss_of(run.model, part, condition, options.device)
            run.step(loss)
            losses.append(loss.item())
        run.save(float(np.mean(losses)), validate(run.average.model, validation, options.device))


if __name__ == "__main__":
    main()
