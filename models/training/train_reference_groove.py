"""Trains the reference's groove network (reference_groove.py): `python train_reference_groove.py`. Stop it at any time; the same command goes on.

Same takes and bar lines as train_groove.py, cut into windows of two bars, at other places in every epoch. The loss is the original's:
squared error of velocity and of offset (as -1..1) over all cells, so that most of it says that nothing sounds where nothing does.
"""

import os

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F
from torch.optim.swa_utils import update_bn

from conditions import quantile_tables
from data import load
from reference_groove import ReferenceGroove
from reference_hits import WINDOW_BARS
from runs import Run, arguments, half
from windows import Piece, grouped, pieces, stacked

BATCH_BARS = 128
SETTLING = 24  # batches to measure the averaged weights' batch normalisation by


def steps_of(group: list[Piece], name: str, device: str) -> Tensor:
    """[windows, steps, 9]"""
    return torch.from_numpy(stacked(group, name)).to(device).flatten(1, 2).float()


def loss_of(model: ReferenceGroove, group: list[Piece], device: str) -> Tensor:
    velocity, offset = model(steps_of(group, "hits", device))
    on_velocity = F.mse_loss(velocity.float(), steps_of(group, "velocity", device))
    return on_velocity + F.mse_loss(2 * offset.float(), 2 * steps_of(group, "offset", device))


@torch.no_grad()
def validate(model: ReferenceGroove, groups: list[list[Piece]], device: str) -> float:
    bars = [sum(len(piece.hits) for piece in group) for group in groups]
    return float(np.average([loss_of(model, group, device).item() for group in groups], weights=bars))


def main() -> None:
    os.nice(10)
    options = arguments(epochs=12, rate=1e-3)
    takes = load("train", options.groove)
    tables = quantile_tables(takes)
    validation = grouped(pieces(load("validation", options.groove), tables, WINDOW_BARS), BATCH_BARS)
    torch.manual_seed(options.seed)
    batches = len(grouped(pieces(takes, tables, WINDOW_BARS), BATCH_BARS))
    run = Run("reference-groove", ReferenceGroove(), options, batches)
    for _, rng in run.epochs():
        losses, groups = [], grouped(pieces(takes, tables, WINDOW_BARS, rng), BATCH_BARS, rng)
        for group in groups:
            with half(options.device):
                loss = loss_of(run.model, group, options.device)
            run.step(loss)
            losses.append(loss.item())
        update_bn((steps_of(group, "hits", options.device) for group in groups[:SETTLING]), run.average.model)
        run.save(float(np.mean(losses)), validate(run.average.model, validation, options.device))


if __name__ == "__main__":
    main()
