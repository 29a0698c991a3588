"""Groove MIDI archive to arrays: one take after the other, 16 steps x 9 voices a bar, strongest stroke of a cell."""

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import mido
import numpy as np

from vocabulary import STEPS, STYLES, VOICE_OF_NOTE, VOICES

DEFAULT_GROOVE = Path(__file__).resolve().parents[3] / "shared" / "data" / "groove"
CACHE = Path(__file__).resolve().parent / ".cache"
TICKS_PER_STEP = 120  # every file of the set has 480 ticks a quarter


@dataclass
class Take:
    """One recording. hits, velocity (0..1) and offset (16ths, -0.5..0.5) are [bars, 16, 9]."""

    name: str
    split: str
    style: int
    drummer: int
    bpm: float
    triplet: bool
    fill: bool
    hits: np.ndarray
    velocity: np.ndarray
    offset: np.ndarray

    @property
    def bars(self) -> int:
        return len(self.hits)


def strokes(midi: mido.MidiFile) -> np.ndarray:
    """[n, 3]: time in 16ths, voice, velocity 0..1; notes of no voice are left out."""
    found = []
    for track in midi.tracks:
        tick = 0
        for message in track:
            tick += message.time
            if message.type == "note_on" and message.velocity > 0 and message.note in VOICE_OF_NOTE:
                found.append((tick / TICKS_PER_STEP, VOICE_OF_NOTE[message.note], message.velocity / 127))
    return np.array(found, dtype=np.float64).reshape(-1, 3)


def grid_phase(times: np.ndarray, per_beat: int) -> tuple[float, float]:
    """How well times (16ths) fit a grid of `per_beat` (0..1), and its constant shift in 16ths."""
    z = np.exp(2j * np.pi * times * per_beat / 4).mean() if len(times) else 0j
    return abs(z), np.angle(z) / (2 * np.pi) * 4 / per_beat


def to_grid(found: np.ndarray, shift: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Strokes to hits, velocity and offset; `shift` 16ths are taken off every time first."""
    times = found[:, 0] - shift
    cells = np.round(times).astype(int)
    bars = int(cells.max(initial=0)) // STEPS + 1
    hits = np.zeros((bars * STEPS, len(VOICES)), np.uint8)
    velocity, offset = np.zeros(hits.shape, np.float32), np.zeros(hits.shape, np.float32)
    for time, cell, (_, voice, strength) in zip(times, cells, found):
        voice = int(voice)
        if cell >= 0 and strength > velocity[cell, voice]:
            hits[cell, voice], velocity[cell, voice], offset[cell, voice] = 1, strength, time - cell
    shape = (bars, STEPS, len(VOICES))
    return hits.reshape(shape), velocity.reshape(shape), offset.reshape(shape)


def read_take(row: dict, midi: mido.MidiFile, phase: float) -> Take:
    """One line of info.csv with its file. Triplet takes are aligned by the triplet grid, the others by the given phase."""
    found = strokes(midi)
    straight, _ = grid_phase(found[:, 0], 4)
    swung, swung_phase = grid_phase(found[:, 0], 3)
    triplet = swung > straight
    hits, velocity, offset = to_grid(found, swung_phase if triplet else phase)
    return Take(
        name=row["midi_filename"],
        split=row["split"],
        style=STYLES.index(row["style"].split("/")[0]),
        drummer=int(row["drummer"].removeprefix("drummer")) - 1,
        bpm=float(row["bpm"]),
        triplet=bool(triplet),
        fill=row["beat_type"] == "fill",
        hits=hits,
        velocity=velocity,
        offset=offset,
    )


def read_archive(groove: Path) -> list[Take]:
    """All takes in 4/4, in the order of info.csv."""
    phases = {entry["file"]: entry["phase16"] for entry in json.loads((groove / "gmd_alignment_per_file.json").read_text())}
    archive = zipfile.ZipFile(groove / "groove-v1.0.0-midionly.zip")
    members = {name.split("/", 1)[1]: name for name in archive.namelist() if name.endswith(".mid")}
    takes = []
    for row in csv.DictReader((groove / "info.csv").open()):
        if row["time_signature"] != "4-4":
            continue
        midi = mido.MidiFile(file=io.BytesIO(archive.read(members[row["midi_filename"]])))
        takes.append(read_take(row, midi, phases.get(row["midi_filename"], 0.0)))
    return takes


def load(split: str, groove: Path = DEFAULT_GROOVE) -> list[Take]:
    """Takes of one official split; the parsed archive is kept in .cache."""
    kept = CACHE / "takes.npz"
    if not kept.exists():
        CACHE.mkdir(exist_ok=True)
        np.savez_compressed(kept, takes=np.array(read_archive(groove), dtype=object))
    return [take for take in np.load(kept, allow_pickle=True)["takes"] if take.split == split]
