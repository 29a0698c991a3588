"""`python train_reference_beat.py`: trains the reference's beat network (reference_beat.py) on the dances of train_beat.py.

Same dances, shares, augmentation, labels and shifts; resumable and seeded (runs.py); best.pt has the lowest loss on held-out
dances. How the original was trained is not known: neither its loss nor its data. Here it learns the same smooth bump round the
beat as our own net, by cross-entropy on every step of which the beat is known, unweighted, so that the bar-pointer model behind
it gets probabilities.
"""

import os

import numpy as np
import torch
from torch.nn import functional as F
from torch.optim.swa_utils import update_bn

from beat_clips import CACHE
from beat_data import Dance, Sampler, load
from reference_beat import WINDOW, ReferenceBeat, differences
from runs import Run, arguments
from train_beat import MUSIC_SHARE, SHARES, export

ROWS = WINDOW // 2  # motion frames in a window
BATCH, STEPS = 8, 60  # windows a batch, batches an epoch
MUSIC_AFTER = 0.57  # of the epochs; train_beat.py, too, lets the clip with real music in that late
SETTLING = 8  # batches to measure the averaged weights' batch normalisation by


def doubled(rows: torch.Tensor) -> torch.Tensor:
    """[batch, T] of motion frames -> [batch, 2T] at the ends of `differences`' steps."""
    before = torch.cat([rows[:, :1], rows[:, :-1]], 1)
    return torch.stack([(before + rows) / 2, rows], -1).flatten(1)


def loss_of(logits: torch.Tensor, targets: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """targets [batch, T, 8] and mask [batch, T] as beat_data has them."""
    known = mask.repeat_interleave(2, 1)
    each = F.binary_cross_entropy_with_logits(logits, doubled(targets[..., 0]), reduction="none")
    return (each * known).sum() / known.sum().clamp(min=1)


def windows(dances: list[Dance], kind: str) -> tuple[torch.Tensor, ...]:
    """The middle window of every dance of a kind: frames, targets, mask."""
    long = [dance for dance in dances if dance.about["kind"] == kind and len(dance.frames) >= ROWS]
    cuts = [slice((len(dance.frames) - ROWS) // 2, (len(dance.frames) + ROWS) // 2) for dance in long]
    parts = zip(*((dance.frames[cut], dance.targets[cut], dance.mask[cut]) for dance, cut in zip(long, cuts)))
    return tuple(torch.from_numpy(np.stack(part)) for part in parts)


@torch.no_grad()
def validated(model: ReferenceBeat, held: list[Dance], device: str) -> dict[str, float]:
    losses = {}
    for kind in SHARES:
        frames, targets, mask = (part.to(device) for part in windows(held, kind))
        logits = torch.cat([model(differences(part)) for part in frames.split(BATCH)])
        losses[kind] = loss_of(logits, targets, mask).item()
    return losses


def main() -> None:
    os.nice(15)
    options = arguments(epochs=12, rate=1e-3)
    export()
    held, train = load(CACHE / "held"), load(CACHE / "train")
    early = Sampler(train, SHARES, ROWS)
    late = Sampler(train + [dance for dance in held if dance.about["kind"] == "music"], SHARES | {"music": MUSIC_SHARE}, ROWS)
    run = Run("reference-beat", ReferenceBeat(), options, STEPS)
    for epoch, rng in run.epochs():
        sampler, total = (late if epoch >= MUSIC_AFTER * options.epochs else early), 0.0
        for _ in range(STEPS):
            frames, targets, mask = (part.to(options.device) for part in sampler.batch(BATCH, rng))
            loss = loss_of(run.model(differences(frames)), targets, mask)
            run.step(loss)
            total += loss.item()
        settling = (differences(sampler.batch(BATCH, rng)[0].to(options.device)) for _ in range(SETTLING))
        update_bn(settling, run.average.model)
        losses = validated(run.average.model, held, options.device)
        print({kind: round(value, 4) for kind, value in losses.items()}, flush=True)
        run.save(total / STEPS, float(np.mean(list(losses.values()))))


if __name__ == "__main__":
    main()
