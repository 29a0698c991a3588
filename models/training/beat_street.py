"""How the net that ships does with dance to real music that it was not trained on: `python beat_street.py [--run default] [--delay 0.15]`.

203 AIST++ recordings of 28 dancers in ten genres (beat_aist.py), each filmed once by a random camera, whole body, 30 frames a second,
re-timed by a factor of 0.73 to 1.38, most of them looped. Their tempo is certain. Their phase is not: the same dancer's same steps lie
0.1 beat (standard deviation) apart from one recording to another, and a net that never heard music finds most bodies 0.15 s behind the
labels (`--delay` moves them). So read the tempo, and F as no more than a comparison. The recordings choose and teach nothing yet.
"""

import argparse
import os
import subprocess

import numpy as np

from beat_aist import Recording, recordings
from beat_clips import CACHE, PELVIS, RATE, about, real, resampled, roaming, sized, upright, write
from beat_data import delayed
from beat_model import BeatModel
from runs import trained
from train_beat import ROOT, activation, outputs, tracked

LOOPED_BELOW = 25.0  # seconds
COLUMNS = ["tempo", "tempoOctave", "amlt", "f"]
STEM = CACHE / "street"


def pictured(positions: np.ndarray) -> np.ndarray:
    """A body of which one camera's picture is all there is, in the middle of it."""
    scaled = sized(positions)
    scaled[..., 0] -= np.median(scaled[:, PELVIS, 0])
    return scaled


def danced(recording: Recording) -> tuple[np.ndarray, np.ndarray]:
    """Positions that a virtual camera can film, and beats; what is short is looped, whole bars of it."""
    positions, beats = resampled(recording.positions, recording.rate), recording.beats
    if recording.flat:
        return pictured(positions), beats
    if len(positions) > LOOPED_BELOW * RATE:
        return roaming(upright(positions)), beats
    bars = beats[: len(beats) // 4 * 4]
    return real(positions[: round(len(bars) * beats[1] * RATE)], bars)[:2]


def export() -> None:
    stem, clips = CACHE / "clips-street", []
    for recording in recordings():
        positions, beats = danced(recording)
        known = about(recording.name, recording.name[1:3], positions, beats, beats[::4])
        clips.append((known | {"flat": recording.flat}, positions))
    write(stem, clips)
    options = ["--out", str(STEM), "--clips", str(stem), "--dances", "0", "--first", "200000", "--takes", "1", "--well-seen"]
    subprocess.run(["npx", "tsx", "demo/tools/export-dances.ts", *options], cwd=ROOT, check=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", default="default", help="of train_beat.py")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds by which labels move")
    options = parser.parse_args()
    os.nice(10)
    if not STEM.with_suffix(".json").exists():
        export()
    dances = delayed(STEM, options.delay, {})
    model = trained(BeatModel(), "beat", options.run)
    scores = tracked([activation(out) for out in outputs(model, dances)], dances, f"street-{options.run}", STEM)
    print(f"{'':8}{'takes':>8}" + "".join(f"{column:>13}" for column in COLUMNS))
    for genre in sorted(scores):
        print(f"{genre:8}{scores[genre]['dances']:8}" + "".join(f"{scores[genre][column]:13.2f}" for column in COLUMNS))
    weight = [scores[genre]["dances"] for genre in scores]
    means = [np.average([scores[genre][column] for genre in scores], weights=weight) for column in COLUMNS]
    print(f"{'all':8}{sum(weight):8}" + "".join(f"{mean:13.2f}" for mean in means))


if __name__ == "__main__":
    main()
