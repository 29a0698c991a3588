"""How the net that ships does in dances of two minutes: `python beat_long.py [--run RUN] [--drifting] [--from 20] [--tap 15]`.

What people that it never saw danced (beat_clips.HELD_DANCERS, and the salsa of the held-out couples) is put together, one recording after
another, whole bars, all at one tempo, and looped: who dances for minutes comes to rest, goes astray and goes on, which takes of 40 s don't show.
Three takes of each by random cameras, whole body, 30 frames a second, re-timed by a factor of 0.73 to 1.38; the tempo then stays, as
that of most music does, or, `--drifting`, half of them wander by up to 5 %, and one in five stops before its end.
"""

import argparse
import os
from dataclasses import replace
from pathlib import Path

import numpy as np

from beat_aist import bpm_of, dancer_of, recordings
from beat_clips import (CACHE, DEFAULT_MOTION, HELD_COUPLES, HELD_DANCERS, LOOPED_BELOW, PELVIS, RATE, about, on_the_spot, pictured,
                        resampled, roaming, salsa, upright, write)
from beat_data import SHIFT, Dance, delayed, shifted
from beat_street import filmed, scored
from train_beat import MUSIC_DELAY

SECONDS, BLEND = 130.0, 0.3
SHORT = 12.0  # seconds; what is shorter comes twice in a row
FILMING = ["--first", "510000", "--takes", "3", "--well-seen", "--seconds", "120"]
Part = tuple[np.ndarray, int]  # positions of whole bars, and their beats


def joined(parts: list[Part], period: float) -> tuple[np.ndarray, np.ndarray]:
    """One part after another, again and again, a beat every `period` seconds; each begins where the last one ended."""
    bodies, beats, frames = [], 0, 0
    share = np.linspace(1, 0, int(BLEND * RATE))[:, None, None]
    while frames < SECONDS * RATE:
        positions, count = parts[len(bodies) % len(parts)]
        wanted = round((beats + count) * period * RATE) - frames
        at = np.linspace(0, len(positions) - 1.001, wanted)
        low, rest = at.astype(int), (at % 1)[:, None, None]
        body = positions[low] * (1 - rest) + positions[low + 1] * rest
        if bodies:
            body[: len(share)] += share * (bodies[-1][-1] - body[: len(share)])
        bodies.append(body)
        beats, frames = beats + count, frames + wanted
    return np.concatenate(bodies), np.arange(beats) * period


def streets() -> list[tuple[dict, np.ndarray]]:
    """Each held-out dancer's recordings, those that one camera saw for themselves."""
    by_dancer = {}
    for recording in recordings():
        if dancer_of(recording.name) in HELD_DANCERS:
            by_dancer.setdefault((dancer_of(recording.name), recording.flat), []).append(recording)
    return [(about(f"{dancer}{' flat' * flat}", "street", *dance, dance[1][::4]) | {"flat": flat}, dance[0])
            for (dancer, flat), those in sorted(by_dancer.items()) if (dance := street(those))]


def street(those: list) -> tuple[np.ndarray, np.ndarray] | None:
    parts = []
    for recording in those:
        bars = len(recording.beats) // 4 * 4
        if bars < 8:
            continue
        body = resampled(recording.positions, recording.rate)[: round(bars * recording.beats[1] * RATE)]
        if recording.flat:
            body = pictured(body)
        else:
            body = roaming(upright(body)) if len(body) > LOOPED_BELOW * RATE else upright(body)
            body = on_the_spot(body, np.broadcast_to(np.median(body[:, PELVIS][:, [0, 2]], 0), (len(body), 2)))
        parts += [(body, bars)] * (2 if len(body) < SHORT * RATE else 1)
    return joined(parts, 60 / np.median([bpm_of(each.name) for each in those])) if parts else None


def salsas() -> list[tuple[dict, np.ndarray]]:
    """Both dancers of the held-out couples, from the first couple on and from the last."""
    dances = []
    for dancer in ("60", "61"):
        for couples in (sorted(HELD_COUPLES), sorted(HELD_COUPLES, reverse=True)):
            parts, periods = zip(*(salsa_part(f"cmusalsa_{dancer}_{couple}") for couple in couples))
            positions, beats = joined(list(parts), float(np.median(periods)))
            dances.append((about(f"{dancer} from {couples[0]}", "salsa", positions, beats, beats[::4]) | {"flat": False}, positions))
    return dances


def salsa_part(name: str) -> tuple[Part, float]:
    data = np.load(DEFAULT_MOTION / f"{name}.npz", allow_pickle=True)
    positions, beats, _ = salsa(resampled(data["pos"].astype(float), float(data["fps"])), data)
    beats = shifted(beats, SHIFT["salsa"])
    beats = beats[(beats >= 0) & (beats < len(positions) / RATE)]
    bars = (len(beats) - 1) // 4 * 4
    body = positions[int(beats[0] * RATE) : int(beats[bars] * RATE)]
    return (body, bars), (beats[bars] - beats[0]) / bars


def danced_for_long(drifting: bool) -> tuple[list[Dance], Path]:
    """The takes, exported if they are not there, labels of music as the net was taught them; and where they lie."""
    clips, stem = CACHE / "clips-long", CACHE / ("long-drifting" if drifting else "long")
    if not clips.with_suffix(".json").exists():
        write(clips, streets() + salsas())
    filmed(stem, clips, FILMING if drifting else [*FILMING, "--steady"])
    late = lambda dance: MUSIC_DELAY if dance.about["kind"] == "street" else 0
    return [replace(dance, beats=dance.beats + late(dance)) for dance in delayed(stem, 0, {})], stem


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", help="of train_beat.py; the net that ships if left out")
    parser.add_argument("--drifting", action="store_true", help="tempi wander, and some dances stop")
    parser.add_argument("--from", dest="since", default="6", help="seconds from which beats are scored")
    parser.add_argument("--tap", help="seconds after which somebody taps four beats")
    options = parser.parse_args()
    os.nice(10)
    tap = ["--tap", options.tap] if options.tap else []
    scored(options.run, *danced_for_long(options.drifting), "--from", options.since, *tap)


if __name__ == "__main__":
    main()
