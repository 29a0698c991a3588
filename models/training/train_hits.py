"""Trains the hits transformer: `python train_hits.py`. Stop it at any time; the same command goes on.

The loss is the cross-entropy of the whole column, in nats a 16th step. What is printed as validation is the same under
the measure's own terms: exact taps, and nothing known but tempo and the place in the take.
"""

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from conditions import only, quantile_tables
from data import load
from hits_model import HitsModel
from runs import Run, arguments, half
from windows import Batch, batch, grouped, pieces

BATCH_BARS = 128
MEASURED = ["phrase", "start", "tempo", "between"]


def loss_of(model: HitsModel, made: Batch, device: str) -> tuple[Tensor, int]:
    """Mean nats a step over real bars, and their number."""
    target = torch.from_numpy(made.words).to(device).flatten(1)
    logits = model(target, torch.from_numpy(made.rhythm).to(device), torch.from_numpy(made.condition).to(device))
    real = torch.from_numpy(made.real).to(device).repeat_interleave(16, 1)
    return F.cross_entropy(logits[real], target[real]), int(made.real.sum())


@torch.no_grad()
def validate(model: HitsModel, groups: list, device: str, kind: str = "exact") -> float:
    rng = np.random.default_rng(0)
    total = bars = 0
    for group in groups:
        loss, count = loss_of(model, batch(group, rng, kind, lambda facts, _: only(facts, MEASURED)), device)
        total, bars = total + loss.item() * count, bars + count
    return total / bars


def main() -> None:
    options = arguments(epochs=40, rate=1.5e-3)
    takes = load("train", options.groove)
    tables = quantile_tables(takes)
    validation = grouped(pieces(load("validation", options.groove), tables), BATCH_BARS)
    torch.manual_seed(options.seed)
    batches = len(grouped(pieces(takes, tables), BATCH_BARS))
    run = Run("hits", HitsModel(), options, batches)
    for _, rng in run.epochs():
        losses = []
        for group in grouped(pieces(takes, tables, rng=rng), BATCH_BARS, rng):
            with half(options.device):
                loss, _ = loss_of(run.model, batch(group, rng), options.device)
            run.step(loss)
            losses.append(loss.item())
        run.save(float(np.mean(losses)), validate(run.average.model, validation, options.device))


if __name__ == "__main__":
    main()
