"""Exported dances (demo/tools/export-dances.ts) as tensors: frames, targets, masks, augmentation."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from beat_model import FRAME, JOINTS

RATE = 30
# Parts of a beat by which a source's labels move to agree with footsteps and real music; see models/BEAT.md.
SHIFT = {"dance": 0.0, "warped": -0.1, "gait": 0.0, "music": 0.0, "salsa": 0.34}
LONGEST_BEAT = 1.3  # seconds; a longer gap between labels is no beat
SHARPNESS, BAR_SHARPNESS = 3.0, 6.0
REST_GRACE = 0.4
# Where a dancer to music holds still for a moment, the music goes on: whether that is dance or rest is nothing to learn.
STILL = 0.05
ACTIVITY = FRAME  # the column after what the net gets
LEFT_RIGHT = [(1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12), (13, 14)]
SWAPPED = list(range(JOINTS))
for left, right in LEFT_RIGHT:
    SWAPPED[left], SWAPPED[right] = right, left

LIMBS = [[3, 5], [4, 6], [3, 4, 5, 6], [9, 11, 13], [10, 12, 14], [9, 10, 11, 12, 13, 14], [11, 12, 13, 14], [0]]


@dataclass
class Dance:
    about: dict
    frames: np.ndarray  # [T, 87]
    beats: np.ndarray
    downbeats: np.ndarray
    targets: np.ndarray  # [T, 12]: as the net's outputs, and where the downbeat is known
    mask: np.ndarray  # [T]


def recording_of(name: str) -> str:
    """A dance's name without the number of the take."""
    return name.rsplit(" ", 1)[0]


def shifted(times: np.ndarray, share: float) -> np.ndarray:
    return times if share == 0 or len(times) < 2 else times + share * np.gradient(times)


def phase_at(times: np.ndarray, marks: np.ndarray, longest: float) -> np.ndarray:
    """Part of the way from one mark to the next; NaN outside and in gaps."""
    if len(marks) < 2:
        return np.full(len(times), np.nan)
    after = np.searchsorted(marks, times, side="right")
    inside = (after > 0) & (after < len(marks))
    after = after.clip(1, len(marks) - 1)
    gap = marks[after] - marks[after - 1]
    return np.where(inside & (gap < longest), (times - marks[after - 1]) / gap, np.nan)


def count_at(times: np.ndarray, beats: np.ndarray, downbeats: np.ndarray) -> np.ndarray:
    """Whole beats since a downbeat that four beats may begin with; where bars have two beats, since every other one."""
    before = np.searchsorted(beats, times, side="right") - 1
    ones = np.abs(beats[:, None] - downbeats).argmin(0) if len(beats) and len(downbeats) else np.zeros(1, int)
    bar = (np.searchsorted(ones, before, side="right") - 1).clip(0)
    length = np.median(np.diff(ones)) if len(ones) > 1 else 4
    return before - ones[bar] + length * bar % 4


def targets_of(times: np.ndarray, beats: np.ndarray, downbeats: np.ndarray, rests: list, bars: bool):
    phase = 2 * np.pi * phase_at(times, beats, LONGEST_BEAT)
    bar = 2 * np.pi * phase_at(times, downbeats, 4 * LONGEST_BEAT)
    four = (phase + 2 * np.pi * count_at(times, beats, downbeats)) / 4
    known = np.isfinite(phase)
    mask = known.copy()
    for begin, end in rests:
        mask |= ~known & (times > begin + REST_GRACE) & (times < end - REST_GRACE)
    columns = [np.exp(SHARPNESS * (np.cos(phase) - 1)), np.exp(BAR_SHARPNESS * (np.cos(bar) - 1)), known,
               np.cos(phase), np.sin(phase), np.cos(2 * phase), np.sin(2 * phase), np.cos(2 * four), np.sin(2 * four), np.cos(four), np.sin(four),
               (mask & (np.isfinite(bar) | ~known)) * float(bars)]
    return np.nan_to_num(np.stack(columns, 1)).astype(np.float32), mask.astype(np.float32)


def load(stem: Path, shift: dict = SHIFT, offset: Callable[[str], float] = lambda recording: 0.0) -> list[Dance]:
    """An export, labels moved by parts of a beat: by the kind of dance, and by the recording."""
    index = json.loads(stem.with_suffix(".json").read_text())
    rows = np.fromfile(stem.with_suffix(".f32"), "<f4").reshape(-1, index["frameSize"])
    dances, at = [], 0
    for about in index["dances"]:
        frames = rows[at : at + about["frames"]]
        at += about["frames"]
        times = about["start"] + np.arange(len(frames)) / RATE
        share = shift[about["kind"]] + offset(recording_of(about["name"]))
        beats, downbeats = np.array(about["beats"]), np.array(about["downbeats"])
        if share and len(beats) > 1:
            period = np.interp(downbeats, beats, np.gradient(beats))
            downbeats = downbeats + share * period
        beats = shifted(beats, share)
        targets, mask = targets_of(times, beats, downbeats, about["rests"], about["kind"] in ("dance", "salsa", "music"))
        if about["kind"] == "music":
            mask *= frames[:, ACTIVITY] >= STILL
        dances.append(Dance(about, frames, beats, downbeats, targets, mask))
    return dances


def delayed(stem: Path, delay: float, shift: dict) -> list[Dance]:
    """An export, beats moved by so many seconds; kinds of dance that `shift` doesn't name by nothing else."""
    kinds = {about["kind"] for about in json.loads(stem.with_suffix(".json").read_text())["dances"]}
    return [replace(dance, beats=dance.beats + delay) for dance in load(stem, dict.fromkeys(kinds, 0.0) | shift)]


def mirrored(frames: np.ndarray) -> np.ndarray:
    """Left is right: every joint takes the other side's place, x changes sign."""
    other = frames.copy()
    for begin in (0, 2 * JOINTS):
        block = frames[:, begin : begin + 2 * JOINTS].reshape(-1, JOINTS, 2)[:, SWAPPED] * np.array([-1, 1], np.float32)
        other[:, begin : begin + 2 * JOINTS] = block.reshape(-1, 2 * JOINTS)
    other[:, 4 * JOINTS : FRAME] = frames[:, 4 * JOINTS : FRAME][:, SWAPPED]
    return other


def augmented(frames: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Mirror, size, trembling, and joints that nobody sees: single ones, or a limb, or all below or above the hips."""
    frames = (mirrored(frames) if rng.random() < 0.5 else frames)[:, :FRAME].copy()
    frames[:, : 4 * JOINTS] *= rng.uniform(0.75, 1.3)
    frames[:, 2 * JOINTS : 4 * JOINTS] += rng.normal(0, rng.uniform(0, 0.12), (len(frames), 2 * JOINTS))
    unseen = rng.random()
    if unseen < 0.5:
        hidden = rng.choice(JOINTS, rng.integers(1, 6), replace=False) if unseen < 0.25 else LIMBS[rng.integers(len(LIMBS))]
        for joint in hidden:
            frames[:, 2 * JOINTS + 2 * joint : 2 * JOINTS + 2 * joint + 2] = 0
            frames[:, 4 * JOINTS + joint] *= 0.05
    return frames


class Sampler:
    """Batches of random cuts; sources are drawn by `shares`, whatever their size."""

    def __init__(self, dances: list[Dance], shares: dict[str, float], length: int):
        self.by_kind = {kind: [d for d in dances if d.about["kind"] == kind and len(d.frames) > length] for kind in shares}
        self.kinds, self.shares, self.length = list(shares), np.array(list(shares.values())) / sum(shares.values()), length

    def batch(self, size: int, rng: np.random.Generator) -> tuple[torch.Tensor, ...]:
        made = []
        for kind in rng.choice(self.kinds, size, p=self.shares):
            dance = self.by_kind[kind][rng.integers(len(self.by_kind[kind]))]
            begin = rng.integers(len(dance.frames) - self.length)
            cut = slice(begin, begin + self.length)
            made.append((augmented(dance.frames[cut], rng), dance.targets[cut], dance.mask[cut]))
        return tuple(torch.from_numpy(np.stack(part).astype(np.float32)) for part in zip(*made))
