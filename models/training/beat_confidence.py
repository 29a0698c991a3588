"""What a beat's chances are, of what it rests on: `python beat_confidence.py` prints the numbers of src/beat/confidence.ts, `ODDS`.

Logistic regression over the beats of people whom the net never saw (and of drawn dances, salsa and footsteps held out of training): dances to music, twice, and
dances of two minutes; every genre and kind of dance weighs the same. What it says is then held against beats of other takes.
"""

import argparse
import json
import os
from pathlib import Path

import numpy as np

from beat_clips import CACHE
from beat_data import Dance, load
from beat_long import danced_for_long
from beat_street import danced_to_music, judged
from train_beat import MUSIC_DELAY

STEPS, BINS = 25, 10
UNFIT = {"warped", "music"}  # nobody danced these beats; and what the net has heard in training
Beats = tuple[np.ndarray, np.ndarray, np.ndarray]  # [n, 3] what speaks for each, [n] whether it was hit, [n] its group's number


def odds_of(features: np.ndarray, hit: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression by Newton's method; `features` with a column of ones."""
    found = np.zeros(features.shape[1])
    for _ in range(STEPS):
        chance = chances(features, found)
        slope = features.T @ (weight * (hit - chance))
        curve = (features * (weight * chance * (1 - chance))[:, None]).T @ features
        found += np.linalg.solve(curve, slope)
    return found


def chances(features: np.ndarray, odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-features @ odds))


def calibration_error(said: np.ndarray, hit: np.ndarray) -> float:
    """Mean distance, over beats, of what was said from what came true, by tenths of what was said."""
    tenth = np.minimum(BINS - 1, (said * BINS).astype(int))
    return sum(abs(said[tenth == k].sum() - hit[tenth == k].sum()) for k in np.unique(tenth)) / len(said)


def evidence(run: str | None, dances: list[Dance], stem: Path) -> Beats:
    """Every beat that a net's tracker committed in those takes."""
    file = CACHE / f"{stem.name}-evidence.json"
    judged(run, dances, stem, "--evidence", str(file))
    beats = [beat for beat in json.loads(file.read_text()) if beat["kind"] not in UNFIT]
    nats, sureness = (np.array([beat["evidence"][name] for beat in beats]) for name in ("nats", "sureness"))
    features = np.stack([np.ones(len(beats)), np.log1p(nats), sureness], 1)
    _, group = np.unique([beat["kind"] for beat in beats], return_inverse=True)
    return features, np.array([float(beat["hit"]) for beat in beats]), group


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", help="of train_beat.py; the net that ships if left out")
    run = parser.parse_args().run
    os.nice(10)
    held = CACHE / "held"
    fitted = {
        "held out": evidence(run, load(held), held),
        "to music": evidence(run, *danced_to_music(False, MUSIC_DELAY)),
        "long": evidence(run, *danced_for_long(False)),
    }
    others = {
        "as danced": evidence(run, *danced_to_music(True, MUSIC_DELAY)),
        "long, drifting": evidence(run, *danced_for_long(True)),
    }
    features, hit = (np.concatenate([beats[k] for beats in fitted.values()]) for k in (0, 1))
    weight = np.concatenate([1 / np.bincount(group)[group] for _, _, group in fitted.values()])
    odds = odds_of(features, hit, weight)
    print("never {:.2f}, byNats {:.2f}, bySureness {:.2f}".format(*odds))
    for name, (features, hit, _) in (fitted | others).items():
        said = chances(features, odds)
        print(f"{name:16}{len(hit):6} beats, {said.mean():.2f} said, {hit.mean():.2f} hit, calibration error {calibration_error(said, hit):.3f}")


if __name__ == "__main__":
    main()
