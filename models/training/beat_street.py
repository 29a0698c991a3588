"""How the net that ships does with dance to real music by people it never saw: `python beat_street.py [--run RUN] [--delay 0.15] [--as-danced]`.

The AIST++ recordings of the ten dancers, one of each genre, who are held out of training (beat_clips.HELD_DANCERS), each filmed by three random
cameras, whole body, 30 frames a second, re-timed by a factor of 0.73 to 1.38, most of them looped. `--delay` moves their beats: what has learned
from footsteps and drawn dances alone finds these bodies 0.12 s behind the music.

`--as-danced`: at their own speed, but for the drift and the stops of training, and filmed as badly; two takes of each. Only there is a tempo as likely as it is in life.
"""

import argparse
import os
import subprocess
from pathlib import Path

import numpy as np

from beat_aist import dancer_of, recordings
from beat_clips import CACHE, HELD_DANCERS, about, danced, write
from beat_data import Dance, delayed
from beat_shipped import net_of
from train_beat import ROOT, activation, outputs, tracked

COLUMNS = ["tempo", "tempoOctave", "amlt", "f"]
RETIMED = ["--first", "200000", "--takes", "3", "--well-seen"]
AS_DANCED = ["--first", "310000", "--takes", "2", "--as-danced"]


def clips_of_held() -> Path:
    stem, clips = CACHE / "clips-held-street", []
    if stem.with_suffix(".json").exists():
        return stem
    for recording in (each for each in recordings() if dancer_of(each.name) in HELD_DANCERS):
        positions, beats = danced(recording)
        known = about(recording.name, recording.name[1:3], positions, beats, beats[::4])
        clips.append((known | {"flat": recording.flat}, positions))
    write(stem, clips)
    return stem


def filmed(stem: Path, clips: Path, filming: list[str]) -> None:
    """Exports takes of clips, if they are not there."""
    if not stem.with_suffix(".json").exists():
        options = ["--out", str(stem), "--clips", str(clips), "--dances", "0", *filming]
        subprocess.run(["npx", "tsx", "demo/tools/export-dances.ts", *options], cwd=ROOT, check=True)


def judged(run: str | None, dances: list[Dance], stem: Path, *options: str) -> dict:
    """The tracker's figures over takes, by kind of dance, of the net of a run or the one that ships. `options` of score-activation.ts."""
    return tracked([activation(out) for out in outputs(net_of(run), dances)], dances, f"{stem.name}-said", stem, *options)


def scored(run: str | None, dances: list[Dance], stem: Path, *options: str) -> dict:
    """The same, printed."""
    scores = judged(run, dances, stem, *options)
    print(f"{'':8}{'takes':>8}" + "".join(f"{column:>13}" for column in COLUMNS))
    for kind in sorted(scores):
        print(f"{kind:8}{scores[kind]['dances']:8}" + "".join(f"{scores[kind][column]:13.2f}" for column in COLUMNS))
    return scores


def danced_to_music(as_danced: bool, delay: float) -> tuple[list[Dance], Path]:
    """The takes, exported if they are not there, and where they lie."""
    name, filming = ("street-as-danced", AS_DANCED) if as_danced else ("held-street", RETIMED)
    stem = CACHE / name
    filmed(stem, clips_of_held(), filming)
    return delayed(stem, delay, {}), stem


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", help="of train_beat.py; the net that ships if left out")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds by which labels move")
    parser.add_argument("--as-danced", action="store_true", help="at the tempo of the recordings")
    options = parser.parse_args()
    os.nice(10)
    scores = scored(options.run, *danced_to_music(options.as_danced, options.delay))
    weight = [scores[genre]["dances"] for genre in scores]
    means = [np.average([scores[genre][column] for genre in scores], weights=weight) for column in COLUMNS]
    print(f"{'all':8}{sum(weight):8}" + "".join(f"{mean:13.2f}" for mean in means))


if __name__ == "__main__":
    main()
