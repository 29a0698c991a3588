"""What beats are worth that others would find in the same dances.

`python beat_baselines.py --set held` scores, by kind of dance, beats of the reference's network (train_reference_beat.py) with
offline Viterbi over the whole recording, of the same as it was released (the first 5 s give the beats of all that follow), and of
a metronome that knows the true beats but for their phase. `--activation FILE.f32` adds the offline Viterbi over another net's
activation, as train_beat.py writes it: what a tracker that sees the future would make of it. `--recordings a.pose.jsonl.gz ...`
scores pose recordings with beats in their headers instead. `--set held-street --delay 0.15` scores the dances of beat_street.py, by genre,
their labels so many seconds later. Seconds; the last line is JSON.
"""

import argparse
import json
import os
import subprocess
from pathlib import Path

import numpy as np
import torch

from beat_clips import CACHE
from beat_data import RATE as MOTION_RATE
from beat_data import LONGEST_BEAT, SHARPNESS, SHIFT, Dance, delayed
from beat_scores import COLUMNS, Estimate, scores, summary
from beat_viterbi import OBSERVATION_LAMBDA, beats_of
from reference_beat import RATE, WINDOW, ReferenceBeat, differences
from runs import trained

ROOT = Path(__file__).resolve().parents[2]
PHASES = 20  # of the metronome, evenly spread
ACTIVATION = 11  # numbers a frame in an activation file
TEMPO_STEP = 60 * RATE / WINDOW  # beats a minute for every beat in the first window
# What an activation says that knows nothing: the mean of the bump that it was trained to be.
IGNORANT = float(np.i0(SHARPNESS) * np.exp(-SHARPNESS))


def levelled(activation: np.ndarray) -> np.ndarray:
    """Odds moved so that an activation that knows nothing says nothing to the bar-pointer model, which expects a beat in a
    sixteenth of the frames; without it everything high speaks for the fastest tempo."""
    odds = activation / np.maximum(1e-9, 1 - activation)
    odds *= (1 - IGNORANT) / IGNORANT / (OBSERVATION_LAMBDA - 1)
    return odds / (1 + odds)


def metronome(beats: np.ndarray, phase: float) -> Estimate:
    """That part (0..1) of the way from each true beat to the next; nothing in rests."""
    gap = np.diff(beats)
    kept = gap < LONGEST_BEAT
    return Estimate((beats[:-1] + phase * gap)[kept], 60 / gap[kept])


@torch.no_grad()
def activation_of(model: ReferenceBeat, frames: np.ndarray) -> np.ndarray:
    """[T, 87] -> [2T]: the windows one after the other; the last ends with the recording and replaces what it overlaps."""
    steps = differences(torch.from_numpy(frames.copy()))
    short = max(0, WINDOW - len(steps))
    steps = torch.nn.functional.pad(steps, (0, 0, 0, 0, 0, short))
    found = torch.empty(len(steps))
    for begin in range(0, len(steps), WINDOW):
        begin = min(begin, len(steps) - WINDOW)
        found[begin : begin + WINDOW] = model(steps[None, begin : begin + WINDOW])[0].sigmoid()
    return found[: len(found) - short].numpy()


def start_of(dance: Dance) -> float:
    """When the first step at 60 Hz ends: half a motion frame before the first one's time."""
    return dance.about["start"] - 1 / RATE


def tracked(activation: np.ndarray, start: float) -> Estimate:
    beats = beats_of(levelled(activation), RATE)
    return Estimate(start + beats.at / RATE, 60 * RATE / beats.gap)


def released(activation: np.ndarray, dance: Dance) -> Estimate:
    """Beats of the first window; then their mean distance, in whole frames of the video, for ever. Nothing where it fails."""
    start, end = start_of(dance), start_of(dance) + len(activation) / RATE
    times = tracked(activation[:WINDOW], start).times
    if len(times) < 2:
        return Estimate(np.zeros(0), np.zeros(0))
    fps = dance.about.get("fps") or MOTION_RATE
    gap, bpm = max(1, round(np.diff(times).mean() * fps)) / fps, TEMPO_STEP * len(times)
    times = np.concatenate([times, np.arange(times[-1] + gap, end, gap)])
    return Estimate(times, np.full(len(times), bpm))


def heard(rows: np.ndarray, dance: Dance) -> Estimate:
    """Viterbi over activation and whether there is movement, at the rate of motion frames; no beats without movement."""
    moves = rows[:, 2] > 0
    known = np.where(moves, rows[:, 0], IGNORANT)
    fine = np.interp(np.arange(2 * len(known)) / 2 - 0.5, np.arange(len(known)), known)
    found = tracked(fine, start_of(dance))
    kept = moves[np.round((found.times - dance.about["start"]) * MOTION_RATE).astype(int).clip(0, len(moves) - 1)]
    return Estimate(found.times[kept], found.bpm[kept])


def scored(dance: Dance, found: Estimate) -> np.ndarray:
    return scores(dance.beats, found, dance.about["rests"], dance.about.get("scoreFrom"))


def methods_of(dance: Dance, activation: np.ndarray, other: np.ndarray | None) -> dict[str, list[np.ndarray]]:
    """Scores by every method; of the metronome one for each of many phases."""
    found = {
        "metronome": [metronome(dance.beats, (i + 0.5) / PHASES) for i in range(PHASES)],
        "reference": [tracked(activation, start_of(dance))],
        "as released": [released(activation, dance)],
        "net, offline": [] if other is None else [heard(other, dance)],
    }
    return {name: [scored(dance, estimate) for estimate in estimates] for name, estimates in found.items()}


def reference(run: str) -> ReferenceBeat:
    return trained(ReferenceBeat(), "reference-beat", run)


def exported(recordings: list[Path]) -> Path:
    stem = CACHE / "recordings"
    files = [str(path.resolve()) for path in recordings]
    subprocess.run(["npx", "tsx", "demo/tools/export-recordings.ts", "--out", str(stem), *files], cwd=ROOT, check=True)
    return stem


def judged(dances: list[Dance], model: ReferenceBeat, others: list, label: str) -> dict:
    """Figures by what `label` of the dance's description says and of all together, then by method."""
    rows: dict = {}
    for dance, other in zip(dances, others):
        if len(dance.beats) > 1:
            for name, found in methods_of(dance, activation_of(model, dance.frames), other).items():
                for group in (dance.about[label], "all"):
                    rows.setdefault(group, {}).setdefault(name, []).extend(found)
    return {group: {name: summary(found) for name, found in by_method.items() if found} for group, by_method in rows.items()}


def printed(found: dict) -> None:
    print(f"{'':40}" + "".join(f"{name:>12}" for name in COLUMNS))
    for group, by_method in found.items():
        for name, figures in by_method.items():
            cells = "".join(f"{'-' if figures[column] is None else figures[column]:>12}" for column in COLUMNS)
            print(f"{group[-26:]:26} {name:13}{cells}")
    print(json.dumps(found))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", default="held", help="name of an export in .cache/beat")
    parser.add_argument("--run", default="default", help="of train_reference_beat.py")
    parser.add_argument("--activation", type=Path, help="eleven numbers a motion frame of the set, as train_beat.activation makes them")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds by which labels move")
    parser.add_argument("--recordings", type=Path, nargs="+", default=[])
    options = parser.parse_args()
    os.nice(10)
    torch.set_num_threads(1)
    stem = exported(options.recordings) if options.recordings else CACHE / options.set
    dances = delayed(stem, options.delay, SHIFT)
    others = [None] * len(dances)
    if options.activation:
        rows = np.fromfile(options.activation, "<f4").reshape(-1, ACTIVATION)
        others = np.split(rows, np.cumsum([len(dance.frames) for dance in dances])[:-1])
    printed(judged(dances, reference(options.run), others, "name" if options.recordings else "kind"))


if __name__ == "__main__":
    main()
