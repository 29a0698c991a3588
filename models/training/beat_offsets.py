"""By which part of a beat the labels of each dance to music are off what a net says that has heard none of it.

The tempo of AIST++ recordings is certain, and the videos were cut at the music's first beat (beat_aist.py), but by what footsteps and drawn
dances say most labels come 0.15 s early, and the same dancer's same steps lie 0.1 beat (standard deviation) apart from one recording to another.
So the net says for each recording where in the beat its body is on the whole; where it is not sure, the dancer's other recordings count, and
where they say little the delay that all of them have.
"""

import json
from pathlib import Path

import numpy as np

from beat_aist import bpm_of, dancer_of
from beat_data import Dance
from runs import RUNS

DELAYS = np.arange(-0.4, 0.4, 0.005)  # seconds
# How much the rest of a dancer's recordings, and of all dancers', count against one's own: lengths of mean vectors.
DANCER, ALL = 0.3, 0.1


def file_of(run: str) -> Path:
    """Where train_beat.py keeps them, beside the weights."""
    return RUNS / "beat" / run / "offsets.json"


def offsets_of(run: str = "default") -> dict[str, float]:
    if not file_of(run).exists():
        raise SystemExit(f"{file_of(run)} is not there: run train_beat.py --run {run} first.")
    return json.loads(file_of(run).read_text())


def said(out: np.ndarray, dance: Dance) -> complex:
    """Mean vector of the phase that the net hears [T, 11], seen from the labels': its length is how far it agrees with itself."""
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
