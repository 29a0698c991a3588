"""Trains the reference's hits network (reference_hits.py): `python train_reference_hits.py`. Stop it at any time; the same command goes on.

Same takes and bar lines as train_hits.py, cut into windows of two bars, at other places in every epoch; taps are the exact ones,
the only kind that the original knows. The loss is the cross-entropy of the word where there is a tap, as the original's is with
its silent word masked. What is printed are nats a 16th, as everywhere: a step without a tap is silent and costs nothing.
"""

import os

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from conditions import quantile_tables
from data import load
from reference_hits import SILENCE, WINDOW_BARS, ReferenceHits, said, sounding
from runs import Run, arguments, half
from vocabulary import STEPS, words
from windows import Piece, grouped, pieces, stacked

BATCH_BARS = 128


def loss_of(model: ReferenceHits, group: list[Piece], device: str) -> tuple[Tensor, int]:
    """Nats of all its taps together, and the number of its steps; padding has no taps."""
    line = model.indices(torch.from_numpy(words(stacked(group, "hits"))).to(device).flatten(1))
    nats = F.nll_loss(sounding(model(line).float()).flatten(0, 1), line.flatten(), ignore_index=SILENCE, reduction="sum")
    return nats, STEPS * sum(len(piece.hits) for piece in group)


@torch.no_grad()
def validate(model: ReferenceHits, groups: list[list[Piece]], device: str) -> float:
    losses, steps = zip(*(loss_of(model, group, device) for group in groups))
    return sum(loss.item() for loss in losses) / sum(steps)


def main() -> None:
    os.nice(10)
    options = arguments(epochs=20, rate=1e-3)
    takes, held = load("train", options.groove), load("validation", options.groove)
    tables = quantile_tables(takes)
    validation = grouped(pieces(held, tables, WINDOW_BARS), BATCH_BARS)
    torch.manual_seed(options.seed)
    batches = len(grouped(pieces(takes, tables, WINDOW_BARS), BATCH_BARS))
    # As the original has a word for every column of its data; the test split has no column that the other two lack.
    run = Run("reference-hits", ReferenceHits(said(takes + held)), options, batches)
    for _, rng in run.epochs():
        losses = []
        for group in grouped(pieces(takes, tables, WINDOW_BARS, rng), BATCH_BARS, rng):
            with half(options.device):
                nats, steps = loss_of(run.model, group, options.device)
            run.step(nats / steps)
            losses.append(nats.item() / steps)
        run.save(float(np.mean(losses)), validate(run.average.model, validation, options.device))


if __name__ == "__main__":
    main()
