"""`python train_beat.py`: exports the dances if they are not there, trains the beat net, keeps the weights that track best.

Resumable and seeded (runs.py). After every epoch the averaged weights' activation goes through the project's own tracker
(demo/tools/score-activation.ts) on held-out choreographies and held-out motion capture; best.pt is the best mean F there:
the loss on synthetic dances goes on falling long after real dance has got worse.

That net then learns the cycles of two and of four beats in which bodies move, from dance to music, too, while all else that it says of
real bodies stays as it was: it finds most of those dancers long after the beat, and would not know what to make of their labels (beat_offsets.py).
Drawn dances, many of them slower and faster than usual, go on teaching everything. At last dance to music teaches where its beat is, too,
while salsa and gait stay as they were. The tempo scorer (train_tempo.py) learns from the finished net.
"""

import argparse
import copy
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from beat_aist import bpm_of
from beat_clips import CACHE
from beat_data import FRAME, Dance, Sampler, load, recording_of
from beat_model import BeatModel
from beat_offsets import file_of, offsets, offsets_of, said
from runs import Run, arguments, trained
from train_tempo import EPOCHS as TEMPO_EPOCHS, RATE as TEMPO_RATE, tempo

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
    "music": ["--dances", "0", "--first", "200000", "--takes", "1"],
    "edges": ["--dances", "240", "--first", "400000", "--takes", "0", "--edges"],
}
CLIPS = {"edges": "train"}  # whose motion capture disturbs drawn dances, where it isn't the set's own
# Epochs after which the tracker judges; it takes as long as two epochs do.
JUDGED_EVERY = 4
PHASE_WEIGHT = 0.75
# Of what must stay as it was in the second training, and in the third.
KEPT_SHARES = {"salsa": 0.31, "gait": 0.23, "music": 0.46}
STEP_SHARES = {"salsa": 0.57, "gait": 0.43}
DRAWN, MUSIC = 11, 4  # cuts a batch that teach by their labels, those of music in the third training alone
CYCLE_EPOCHS, CYCLE_RATE = 48, 1e-3
MUSIC_EPOCHS = 16
# Seconds by which labels of dance to music move in the third training; see models/BEAT.md, 27.
MUSIC_DELAY = 0.06
CYCLE_WEIGHTS = {2: 0.75, 4: 0.4}  # by beats
OWN_WEIGHT = 4.0  # of what must stay as it was
LABEL_WEIGHT = 2.0  # of what labels teach
OWN = 7  # outputs of the first training; those of the longer cycles follow


def export() -> None:
    if not all((CACHE / f"clips-{name}.json").exists() for name in ("train", "held", "music")):
        subprocess.run([sys.executable, "beat_clips.py"], cwd=Path(__file__).parent, check=True)
    running = []
    for name, options in SETS.items():
        if not (CACHE / f"{name}.json").exists():
            paths = ["--out", str(CACHE / name), "--clips", str(CACHE / f"clips-{CLIPS.get(name, name)}")]
            running.append(subprocess.Popen(["npx", "tsx", "demo/tools/export-dances.ts", *paths, *options], cwd=ROOT))
    if any(process.wait() != 0 for process in running):
        raise SystemExit("The dances could not be exported: see above.")


def loss_of(out: torch.Tensor, targets: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    beat, downbeat, dance = F.binary_cross_entropy_with_logits(out[..., :3], targets[..., :3], reduction="none").unbind(-1)
    square = ((out[..., 3:7] - targets[..., 3:7]) ** 2).sum(-1)
    resting = REST_WEIGHT * (1 - targets[..., 2])  # rests are few
    each = (beat + (0.1 + resting) * dance + PHASE_WEIGHT * square) * mask + 0.2 * downbeat * targets[..., 11]
    return each.sum() / mask.sum().clamp(min=1)


def cycle_loss(found: torch.Tensor, true: torch.Tensor, mask: torch.Tensor, beats: int) -> torch.Tensor:
    """[batch, T, 2], [batch, T] -> [batch]: square error of the phase of a cycle of so many beats, whichever of them is called the first,
    the same one throughout a cut: bodies show that there is such a cycle, and not where it begins."""
    power = ((found**2 + true**2).sum(-1) * mask).sum(-1)
    agreed = ((found * true).sum(-1) * mask).sum(-1)
    ahead = ((found[..., 1] * true[..., 0] - found[..., 0] * true[..., 1]) * mask).sum(-1)
    turns = [2 * math.pi * beat / beats for beat in range(beats)]
    return power - 2 * torch.stack([agreed * math.cos(turn) + ahead * math.sin(turn) for turn in turns]).amax(0)


def kept_loss(out: torch.Tensor, before: torch.Tensor) -> torch.Tensor:
    """Agreement with what a net said `before` about all but the longer cycles (learning without forgetting, Li and Hoiem 2016)."""
    square = ((out[..., 3:OWN] - before[..., 3:OWN]) ** 2).sum(-1).mean()
    return square + F.binary_cross_entropy_with_logits(out[..., :3], before[..., :3].sigmoid())


def cycles_loss(out: torch.Tensor, targets: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    cycles = sum(
        weight * cycle_loss(out[..., at : at + 2], targets[..., at : at + 2], mask, beats).sum()
        for (beats, weight), at in zip(CYCLE_WEIGHTS.items(), (OWN, OWN + 2))
    )
    return cycles / mask.sum().clamp(min=1)


def further_loss(out: torch.Tensor, before: torch.Tensor, targets: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Of a batch whose first cuts teach by their labels; `before` is what was said of the others."""
    count = len(out) - len(before)
    share = count / len(out)
    labelled, kept = loss_of(out[:count], targets[:count], mask[:count]), kept_loss(out[count:], before)
    return cycles_loss(out, targets, mask) + LABEL_WEIGHT * share * labelled + OWN_WEIGHT * (1 - share) * kept


@torch.no_grad()
def outputs(model: BeatModel, dances: list[Dance]) -> list[np.ndarray]:
    return [model(torch.from_numpy(dance.frames[None, :, :FRAME].copy()))[0].numpy() for dance in dances]


def activation(out: np.ndarray) -> np.ndarray:
    """[T, 11] -> [T, 11] as src/beat/learned-activation.ts makes it (but for what overrules it): beat, downbeat, whether activity counts, phasor."""
    beat, downbeat, dance = (1 / (1 + np.exp(-out[:, :3]))).T
    dancing, likely, moves = True, 1.0, np.empty(len(out))
    for frame, now in enumerate(dance):
        likely += SMOOTHING * (now - likely)
        dancing = moves[frame] = likely > (STOPS if dancing else GOES_ON)
    return np.concatenate([np.stack([beat, downbeat, moves], 1), out[:, 3:]], 1)


def tracked(found: list[np.ndarray], dances: list[Dance], name: str, stem: Path = CACHE / "held", *options: str) -> dict:
    """The tracker's figures over an export, by kind of dance. `options`: further ones of score-activation.ts."""
    file, labels = CACHE / f"{name}.f32", CACHE / f"{name}-labels.json"
    np.concatenate(found).astype("<f4").tofile(file)
    labels.write_text(json.dumps({"beats": [dance.beats.tolist() for dance in dances]}))
    command = ["npx", "tsx", "demo/tools/score-activation.ts", "--set", str(stem), "--activation", str(file), "--labels", str(labels), *options]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def judged(scores: dict) -> float:
    """Mean F; the clip with music is too little to choose by, and is trained on in the end."""
    return float(np.mean([scores[kind]["f"] for kind in SHARES]))


def aligned(model: BeatModel, run: str) -> dict[str, float]:
    """Offsets of dances to music, by what a net says that has heard one clip of it."""
    if not file_of(run).exists():
        dances, vectors = load(CACHE / "music"), {}
        for dance, out in zip(dances, outputs(model, dances)):
            vectors.setdefault(recording_of(dance.about["name"]), []).append(said(out, dance))
        file_of(run).parent.mkdir(parents=True, exist_ok=True)
        file_of(run).write_text(json.dumps(offsets(vectors), indent=0))
    return offsets_of(run)


def silent() -> BeatModel:
    """A net that says nothing of the longer cycles: what is exactly zero stays so until something is asked of it."""
    model = BeatModel()
    with torch.no_grad():
        model.read.weight[OWN:] = 0
        model.read.bias[OWN:] = 0
    return model


def first(options: argparse.Namespace) -> BeatModel:
    """Trains all but the longer cycles."""
    held = load(CACHE / "held")
    train = load(CACHE / "train")
    early = Sampler(train, SHARES, LENGTH)
    late = Sampler(train + [dance for dance in held if dance.about["kind"] == "music"], SHARES | {"music": MUSIC_SHARE}, LENGTH)
    run = Run("beat", silent(), options, STEPS)
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
    return trained(BeatModel(), "beat", options.run)


def further(before: BeatModel, labelled: list[tuple[Sampler, int]], kept: Sampler, options: argparse.Namespace) -> BeatModel:
    """Goes on with what that net knows: so many cuts a batch teach by their labels, of the others it has to say what it said."""
    run = Run("beat", copy.deepcopy(before), options, STEPS)
    count = sum(cuts for _, cuts in labelled)
    for epoch, rng in run.epochs():
        total = 0.0
        for _ in range(STEPS):
            batch = [sampler.batch(cuts, rng) for sampler, cuts in [*labelled, (kept, BATCH - count)]]
            frames, targets, mask = (torch.cat(parts) for parts in zip(*batch))
            with torch.no_grad():
                known = before(frames[count:])
            loss = further_loss(run.model(frames), known, targets, mask)
            run.step(loss)
            total += loss.item()
        run.save(total / STEPS, -epoch)  # the last is kept
    return trained(BeatModel(), "beat", options.run)


def drawn(train: list[Dance]) -> tuple[Sampler, int]:
    return Sampler(train + load(CACHE / "edges"), {"dance": 1.0}, LENGTH), DRAWN


def second(before: BeatModel, options: argparse.Namespace) -> BeatModel:
    """Learns the longer cycles, of all dances."""
    train = load(CACHE / "train")
    others = Sampler(train + load(CACHE / "music", offset=aligned(before, options.run).__getitem__), KEPT_SHARES, LENGTH)
    return further(before, [drawn(train)], others, options)


def third(before: BeatModel, options: argparse.Namespace) -> BeatModel:
    """Learns of dance to music where its beat is."""
    train = load(CACHE / "train")
    late = load(CACHE / "music", offset=lambda recording: MUSIC_DELAY * bpm_of(recording) / 60)
    music = Sampler(late, {"music": 1.0}, LENGTH)
    return further(before, [drawn(train), (music, MUSIC)], Sampler(train, STEP_SHARES, LENGTH), options)


def main() -> None:
    os.nice(10)
    options = arguments(epochs=24, rate=2e-3)
    export()
    part = lambda suffix, **changed: argparse.Namespace(**vars(options) | {"run": options.run + suffix} | changed)
    found = first(part("-first"))
    found = second(found, part("-second", epochs=CYCLE_EPOCHS, rate=CYCLE_RATE))
    found = third(found, part("", epochs=MUSIC_EPOCHS, rate=CYCLE_RATE))
    tempo(found, part("", epochs=TEMPO_EPOCHS, rate=TEMPO_RATE))


if __name__ == "__main__":
    main()
