"""By which part of a beat each source's labels are off the convention of others.

`python beat_shift.py` trains a net for some minutes on footsteps and the one clip with real beats alone, lets it hear the
other sources, and prints the angle between its phase and their labels: the constants of beat_data.SHIFT.
`--anchors warped` asks those made to keep a beat instead: do they agree with footsteps and the clip?
"""

import argparse
import os

import numpy as np
import torch

from beat_clips import CACHE
from beat_data import SHIFT, Sampler, load
from beat_model import BeatModel
from train_beat import LENGTH, loss_of, outputs


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--batches", type=int, default=120)
    parser.add_argument("--anchors", nargs="+", default=["gait", "music"])
    options = parser.parse_args()
    batches = options.batches
    os.nice(10)
    torch.set_num_threads(1)
    torch.manual_seed(1)
    plain = dict.fromkeys(SHIFT, 0.0)
    train, held = load(CACHE / "train", plain), load(CACHE / "held", plain)
    anchors = [d for d in train + [d for d in held if d.about["kind"] == "music"] if d.about["kind"] in options.anchors]
    sampler, rng = Sampler(anchors, {kind: 0.3 if kind == "music" else 0.7 for kind in options.anchors}, LENGTH), np.random.default_rng(1)
    model = BeatModel()
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.05)
    for step in range(batches):
        frames, targets, mask = sampler.batch(16, rng)
        loss = loss_of(model(frames), targets, mask)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if step % 20 == 0:
            print(step, round(loss.item(), 3), flush=True)
    model.eval()
    for kind in SHIFT:
        dances = [d for d in held + (train[::6] if kind not in options.anchors else []) if d.about["kind"] == kind]
        sums = []
        for dance, out in zip(dances, outputs(model, dances)):
            heard, true = out[:, 3] + 1j * out[:, 4], dance.targets[:, 3] + 1j * dance.targets[:, 4]
            sums.append((heard * true.conj() * dance.mask).sum() / (abs(heard) * dance.mask).sum())
        mean = np.mean(sums)
        each = np.angle(np.array(sums)) / (2 * np.pi)
        print(kind, len(dances), f"shift {-np.angle(mean) / (2 * np.pi):+.3f} beat, agreement {abs(mean):.3f}, strong ones", np.round(-each[np.argsort(-np.abs(sums))[:8]], 2))


if __name__ == "__main__":
    main()
