"""`python train_beat.py`: exports the dances if they are not there, trains the beat net, keeps the weights that track best.

Resumable and seeded (runs.py). After every epoch the averaged weights' activation goes through the project's own tracker
(demo/tools/score-activation.ts) on held-out choreographies and held-out motion capture; best.pt is the best mean F there:
the loss on synthetic dances goes on falling long after real dance has got worse.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from beat_clips import CACHE
from beat_data import FRAME, Dance, Sampler, load
from beat_model import BeatModel
from runs import Run, arguments

ROOT = Path(__file__).resolve().parents[2]
SHARES = {"dance": 0.35, "warped": 0.15, "salsa": 0.3, "gait": 0.2}
# The one clip with beats of real music stays out until the rate falls, so that the log shows what the net makes of it unseen;
# then it teaches the convention, and says nothing any more.
MUSIC_FROM, MUSIC_SHARE = 16, 0.1
REST_WEIGHT = 2.0
SMOOTHING, STOPS, GOES_ON = 0.25, 0.25, 0.4  # as in src/beat/learned-activation.ts
LENGTH, BATCH, STEPS = 480, 24, 60  # frames a cut, cuts a batch, batches an epoch
# What is exported: what is trained on, and what is held out.
SETS = {
    "train": ["--dances", "300", "--warped", "100", "--first", "100000", "--takes", "4"],
    "held": ["--dances", "24", "--warped", "24", "--first", "3000", "--takes", "2"],
}
TRAIN = [name for name in SETS if name != "held"]
# Epochs after which the tracker judges; it takes as long as two epochs do.
JUDGED_EVERY = 4
PHASE_WEIGHT = 0.75


def export() -> None:
    if not (CACHE / "clips-held.json").exists():
        subprocess.run([sys.executable, "beat_clips.py"], cwd=Path(__file__).parent, check=True)
    running = []
    for name, options in SETS.items():
        if not (CACHE / f"{name}.json").exists():
            paths = ["--out", str(CACHE / name), "--clips", str(CACHE / f"clips-{'held' if name == 'held' else 'train'}")]
            running.append(subprocess.Popen(["npx", "tsx", "demo/tools/export-dances.ts", *paths, *options], cwd=ROOT))
    if any(process.wait() != 0 for process in running):
        raise SystemExit("The dances could not be exported: see above.")


def loss_of(out: torch.Tensor, targets: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    beat, downbeat, dance = F.binary_cross_entropy_with_logits(out[..., :3], targets[..., :3], reduction="none").unbind(-1)
    square = ((out[..., 3:7] - targets[..., 3:7]) ** 2).sum(-1)
    resting = REST_WEIGHT * (1 - targets[..., 2])  # rests are few
    each = (beat + (0.1 + resting) * dance + PHASE_WEIGHT * square) * mask + 0.2 * downbeat * targets[..., 7]
    return each.sum() / mask.sum().clamp(min=1)


@torch.no_grad()
def outputs(model: BeatModel, dances: list[Dance]) -> list[np.ndarray]:
    return [model(torch.from_numpy(dance.frames[None, :, :FRAME].copy()))[0].numpy() for dance in dances]


def activation(out: np.ndarray) -> np.ndarray:
    """[T, 7] -> [T, 7] as src/beat/learned-activation.ts makes it (but for what overrules it): beat, downbeat, whether activity counts, phasor."""
    beat, downbeat, dance = (1 / (1 + np.exp(-out[:, :3]))).T
    dancing, likely, moves = True, 1.0, np.empty(len(out))
    for frame, now in enumerate(dance):
        likely += SMOOTHING * (now - likely)
        dancing = moves[frame] = likely > (STOPS if dancing else GOES_ON)
    return np.concatenate([np.stack([beat, downbeat, moves], 1), out[:, 3:7]], 1)


def tracked(found: list[np.ndarray], dances: list[Dance], name: str, stem: Path = CACHE / "held") -> dict:
    """The tracker's figures over an export, by kind of dance."""
    file, labels = CACHE / f"{name}.f32", CACHE / f"{name}-labels.json"
    np.concatenate(found).astype("<f4").tofile(file)
    labels.write_text(json.dumps({"beats": [dance.beats.tolist() for dance in dances]}))
    command = ["npx", "tsx", "demo/tools/score-activation.ts", "--set", str(stem), "--activation", str(file), "--labels", str(labels)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def judged(scores: dict) -> float:
    """Mean F; the clip with music is too little to choose by, and is trained on in the end."""
    return float(np.mean([scores[kind]["f"] for kind in SHARES]))


def main() -> None:
    os.nice(10)
    options = arguments(epochs=24, rate=2e-3)
    export()
    held = load(CACHE / "held")
    train = [dance for name in TRAIN for dance in load(CACHE / name)]
    early = Sampler(train, SHARES, LENGTH)
    late = Sampler(train + [dance for dance in held if dance.about["kind"] == "music"], SHARES | {"music": MUSIC_SHARE}, LENGTH)
    run = Run("beat", BeatModel(), options, STEPS)
    for epoch, rng in run.epochs():
        sampler, total = (early if epoch < MUSIC_FROM else late), 0.0
        if epoch == MUSIC_FROM:
            run.best = np.inf
        for _ in range(STEPS):
            frames, targets, mask = sampler.batch(BATCH, rng)
            loss = loss_of(run.model(frames), targets, mask)
            run.step(loss)
            total += loss.item()
        judge = (epoch + 1) % JUDGED_EVERY == 0
        scores = tracked([activation(out) for out in outputs(run.average.model, held)], held, options.run) if judge else None
        if scores:
            print({kind: (value["f"], value["bias"]) for kind, value in scores.items()}, flush=True)
        run.save(total / STEPS, 1 - judged(scores) if scores else np.inf)


if __name__ == "__main__":
    main()
