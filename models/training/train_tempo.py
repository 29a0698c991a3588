"""`python train_tempo.py`: trains the tempo scorer on what the beat net of a run says of its dances; `train_beat.py` does it as its last part.

Resumable and seeded (runs.py). Dance to music, drawn dances, salsa and gait teach it, at random times after a beginning. Held-out moments say
how often the best tempo is the true one; the last epoch is kept.
"""

import argparse
import os

import numpy as np
import torch

from beat_clips import CACHE
from beat_data import load
from beat_model import BeatModel
from runs import Run, arguments, trained
from tempo_data import gathered
from tempo_model import TEMPI, TempoModel

SHARES = {"music": 36, "dance": 24, "salsa": 10, "gait": 4}  # moments a batch
EPOCHS, RATE, STEPS = 16, 3e-3, 100
SPREAD = 0.02  # a tempo this near (natural log) is nearly as good
RIGHT = 0.04
SETTLED = 4.0  # seconds


def teachers(run: str, net: BeatModel) -> dict[str, torch.Tensor]:
    """The moments of all dances that teach, and of which kind each is."""
    found = []
    for name in ("train", "music"):
        dances = [dance for dance in load(CACHE / name) if dance.about["kind"] in SHARES]
        made = gathered(dances, net, 1, CACHE / f"tempo-{run}-{name}.pt")
        kinds = list(SHARES)
        found.append(made | {"kind": torch.tensor([kinds.index(dances[number].about["kind"]) for number in made["dance"]])})
    return {key: torch.cat([made[key] for made in found]) for key in found[0]}


def answers(model: TempoModel, moments: dict[str, torch.Tensor], rows: torch.Tensor) -> torch.Tensor:
    return model(moments["curves"][rows].float(), moments["evidence"][rows], moments["heard"][rows])


def loss_of(found: torch.Tensor, tempo: torch.Tensor) -> torch.Tensor:
    """Cross entropy; tempi close by count nearly as much as the true one."""
    near = torch.softmax(-0.5 * (torch.log(TEMPI / tempo[:, None]) / SPREAD) ** 2, -1).float()
    return -(near * torch.log_softmax(found, -1)).sum(-1).mean()


@torch.no_grad()
def judged(model: TempoModel, moments: dict[str, torch.Tensor], kinds: list[str]) -> dict[str, tuple[float, float]]:
    """By kind of dance: how often the likeliest tempo is the true one, without the model and with it."""
    rows = (moments["heard"] > SETTLED).nonzero().flatten()
    right = lambda found: (torch.log(TEMPI[found.argmax(-1)] / moments["tempo"][rows]).abs() < RIGHT).float()
    before, after = right(moments["evidence"][rows]), right(torch.cat([answers(model, moments, some) for some in rows.split(200)]))
    of = np.array([kinds[number] for number in moments["dance"][rows]])
    return {kind: tuple(round(float(share[torch.from_numpy(of == kind)].mean()), 3) for share in (before, after)) for kind in sorted(set(of.tolist()))}


def tempo(net: BeatModel, options: argparse.Namespace) -> TempoModel:
    moments = teachers(options.run, net)
    dances = [dance for dance in load(CACHE / "held") if dance.about["kind"] in SHARES and dance.about["kind"] != "music"]
    held = gathered(dances, net, 2, CACHE / f"tempo-{options.run}-held.pt")
    pools = [(moments["kind"] == kind).nonzero().flatten() for kind in range(len(SHARES))]
    run = Run("tempo", TempoModel(), options, STEPS)
    for epoch, rng in run.epochs():
        total = 0.0
        for _ in range(STEPS):
            rows = torch.cat([pool[torch.from_numpy(rng.integers(len(pool), size=count))] for pool, count in zip(pools, SHARES.values())])
            loss = loss_of(answers(run.model, moments, rows), moments["tempo"][rows])
            run.step(loss)
            total += loss.item()
        print(judged(run.average.model, held, [dance.about["kind"] for dance in dances]), flush=True)
        run.save(total / STEPS, -epoch)
    return trained(TempoModel(), "tempo", options.run)


def main() -> None:
    os.nice(10)
    options = arguments(epochs=EPOCHS, rate=RATE)
    tempo(trained(BeatModel(), "beat", options.run), options)


if __name__ == "__main__":
    main()
