"""By which part of a beat the labels of each dance to music are off: `python beat_offsets.py` writes .cache/beat/offsets.json.

The tempo of AIST++ recordings is certain, their phase is not: the same dancer's same steps lie 0.1 beat (standard deviation) apart
from one recording to another, and by what footsteps and drawn dances say most labels come 0.15 s early. One clip's don't, and nets
trained on other music agree with it and with footsteps. So a net that has heard no other dance to music, trained for some minutes,
says for each recording where in the beat its body is on the whole; where it is not sure, the dancer's other recordings count, and
where they say little the delay that all of them have.
"""

import json
import os

import numpy as np

from beat_aist import bpm_of
from beat_clips import CACHE
from beat_data import OFFSETS, Dance, Sampler, load
from beat_model import BeatModel
from runs import Run, arguments
from train_beat import BATCH, LENGTH, SHARES, STEPS, TRAIN, export, loss_of, outputs

# The clip that is right as it is, and its share of what that net is trained on.
RIGHT, RIGHT_SHARE = "aistpp_", 0.1
DELAYS = np.arange(-0.4, 0.4, 0.005)  # seconds
# How much the rest of a dancer's recordings, and of all dancers', count against one's own: lengths of mean vectors.
DANCER, ALL = 0.3, 0.1


def recording_of(dance: Dance) -> str:
    """The name without the number of the take."""
    return dance.about["name"].rsplit(" ", 1)[0]


def dancer_of(recording: str) -> str:
    return recording.split("_")[3]


def said(model: BeatModel, dance: Dance) -> complex:
    """Mean vector of the phase that the net hears, seen from the labels': its length is how far it agrees with itself."""
    out = outputs(model, [dance])[0]
    heard, labelled = out[:, 3] + 1j * out[:, 4], dance.targets[:, 3] + 1j * dance.targets[:, 4]
    return complex((heard * labelled.conj() * dance.mask).sum() / max(1e-9, (abs(heard) * dance.mask).sum()))


def unit(vector: complex) -> complex:
    return vector / max(1e-9, abs(vector))


def delay_of(vectors: dict[str, complex]) -> float:
    """Seconds by which all labels are early: the delay that explains the most."""
    heard, beats_a_second = np.array(list(vectors.values())), np.array([bpm_of(name) / 60 for name in vectors])
    return max(DELAYS, key=lambda delay: float((heard * np.exp(2j * np.pi * delay * beats_a_second)).real.sum()))


def offsets(vectors: dict[str, list[complex]]) -> dict[str, float]:
    """By recording, in parts of a beat: what has to be added to the labels' times."""
    own = {name: complex(np.mean(found)) for name, found in vectors.items()}
    delay = delay_of(own)
    usual = {name: delay * bpm_of(name) / 60 for name in own}
    left = {name: vector * np.exp(2j * np.pi * usual[name]) for name, vector in own.items()}
    dancers: dict[str, list[complex]] = {}
    for name, vector in left.items():
        dancers.setdefault(dancer_of(name), []).append(vector)
    theirs = {dancer: unit(np.mean(found) + ALL) for dancer, found in dancers.items()}
    sure = {name: vector + DANCER * theirs[dancer_of(name)] for name, vector in left.items()}
    return {name: round(usual[name] - float(np.angle(vector)) / (2 * np.pi), 3) for name, vector in sure.items()}


def anchor(epochs: int) -> BeatModel:
    """A net that has heard a single dance to music."""
    options = arguments(epochs=epochs, rate=2e-3, run="anchor")
    train = [dance for name in TRAIN for dance in load(CACHE / name, offsets={})]
    heard = [dance for dance in train if dance.about["kind"] != "music" or dance.about["name"].startswith(RIGHT)]
    sampler = Sampler(heard, SHARES | {"music": RIGHT_SHARE}, LENGTH)
    run = Run("beat", BeatModel(), options, STEPS)
    for epoch, rng in run.epochs():
        total = 0.0
        for _ in range(STEPS):
            frames, targets, mask = sampler.batch(BATCH, rng)
            loss = loss_of(run.model(frames), targets, mask)
            run.step(loss)
            total += loss.item()
        run.save(total / STEPS, -epoch)  # the last one is kept
    return run.average.model.eval()


def main() -> None:
    os.nice(10)
    export()
    model, vectors = anchor(epochs=10), {}
    for dance in (dance for name in ("music", "held") for dance in load(CACHE / name, offsets={})):
        if dance.about["kind"] == "music" and not dance.about["name"].startswith(RIGHT):
            vectors.setdefault(recording_of(dance), []).append(said(model, dance))
    found = offsets(vectors)
    OFFSETS.write_text(json.dumps(found, indent=0))
    lengths = [abs(np.mean(vector)) for vector in vectors.values()]
    delay = delay_of({name: complex(np.mean(vector)) for name, vector in vectors.items()})
    print(f"{len(found)} recordings, labels {delay:.3f} s early on the whole, mean length {np.mean(lengths):.2f}")


if __name__ == "__main__":
    main()
