"""Free motion capture to clips that a virtual camera can film: upright, on the spot, facing the viewer, looped if short.

`python beat_clips.py [--motion FOLDER]` writes .cache/beat/clips-{train,held,music}.{json,f32}; labels stay as they came, shifts
of convention are in beat_data.py. Which clips are held out is fixed: four salsa couples, every fifth gait and the one clip whose labels agree
with footsteps; of the others who dance to real music ten, one of each genre, are for beat_street.py alone. Every sixth recording without
beats is held out as material for held-out dances.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from beat_aist import Recording, dancer_of, recordings

HERE = Path(__file__).resolve().parent
CACHE = HERE / ".cache" / "beat"
DEFAULT_MOTION = HERE.parents[2] / "shared" / "data" / "motion" / "free"
RATE = 60
SECONDS = 44.0  # of a looped clip
LOOPED_BELOW = 25.0  # seconds
NOSE, PELVIS, LEFT_SHOULDER, RIGHT_SHOULDER = 0, 15, 1, 2
ANKLES_AND_TOES = [11, 12, 13, 14]
STATURE = 1.5  # metres from the lower ankle to the nose
HELD_COUPLES = {"04", "09", "12", "15"}
HELD_DANCERS = {"d02", "d05", "d09", "d12", "d14", "d18", "d21", "d23", "d26", "d29"}
DISTRACTIONS = ("cmu_005", "cmu_131", "cmu_143", "mct_dance", "ad_jesse", "amp_dance", "cmu86", "cmutxt_train_directing",
                "cmutxt_train_basketball_signal", "cmutxt_test_washwindow", "cmutxt_train_soccer", "cmutxt_train_jumping")


def resampled(positions: np.ndarray, rate: float) -> np.ndarray:
    old = np.arange(len(positions)) / rate
    new = np.arange(0, old[-1], 1 / RATE)
    flat = positions.reshape(len(positions), -1)
    return np.stack([np.interp(new, old, column) for column in flat.T], 1).reshape(len(new), 17, 3)


def sized(positions: np.ndarray) -> np.ndarray:
    """The same height for everybody, feet on the floor."""
    stature = np.percentile(positions[:, NOSE, 1] - positions[:, ANKLES_AND_TOES, 1].min(1), 90)
    scaled = positions * (STATURE / stature)
    scaled[..., 1] += 0.05 - np.percentile(scaled[:, ANKLES_AND_TOES, 1], 5)
    return scaled


def upright(positions: np.ndarray) -> np.ndarray:
    """The same height for everybody, feet on the floor, and the shoulders on average across the line of sight."""
    scaled = sized(positions)
    across = (scaled[:, LEFT_SHOULDER] - scaled[:, RIGHT_SHOULDER])[:, [0, 2]]
    mean = (across / np.linalg.norm(across, axis=-1, keepdims=True)).mean(0)
    angle = np.arctan2(mean[1], mean[0])
    cos, sin = np.cos(angle), np.sin(angle)
    x, z = scaled[..., 0].copy(), scaled[..., 2].copy()
    scaled[..., 0], scaled[..., 2] = cos * x + sin * z, cos * z - sin * x
    return scaled


def on_the_spot(positions: np.ndarray, travel: np.ndarray) -> np.ndarray:
    """Takes a path over the floor [T, 2] away."""
    moved = positions.copy()
    moved[..., [0, 2]] -= travel[:, None]
    return moved


def roaming(positions: np.ndarray) -> np.ndarray:
    """Free dance: what is slower than some 4 s goes, so that the dancer stays in the picture."""
    floor = positions[:, PELVIS][:, [0, 2]]
    reach = 2 * RATE
    padded = np.pad(floor, ((reach, reach), (0, 0)), mode="edge")
    sums = np.cumsum(np.vstack([np.zeros((1, 2)), padded]), 0)
    return on_the_spot(positions, (sums[2 * reach :] - sums[: -2 * reach])[: len(floor)] / (2 * reach))


def looped(positions: np.ndarray, begin: int, end: int, blend: float) -> np.ndarray:
    """Frames begin..end again and again on a treadmill; the last `blend` seconds fade into what led to the beginning."""
    floor = positions[:, PELVIS][:, [0, 2]]
    drift = (floor[end] - floor[begin]) / (end - begin)
    steady = on_the_spot(positions, floor[begin] + (np.arange(len(floor)) - begin)[:, None] * drift)
    once = steady[begin:end].copy()
    span = int(blend * RATE)
    lead_in = steady[np.maximum(0, np.arange(begin - span, begin))]
    share = np.linspace(0, 1, span + 2)[1:-1, None, None]
    once[-span:] = once[-span:] * (1 - share) + lead_in * share
    return np.tile(once, (int(np.ceil(SECONDS * RATE / len(once))), 1, 1))


def gait(positions: np.ndarray, beats: np.ndarray):
    steps = (len(beats) - 1) // 2 * 2
    if steps < 2:
        return None
    begin, end = int(round(beats[0] * RATE)), int(round(beats[steps] * RATE))
    if end >= len(positions):
        return None
    laps = looped(upright(positions), begin, end, 0.12)
    one = beats[:steps] - beats[0]
    period = (end - begin) / RATE
    times = (one[None] * period / (beats[steps] - beats[0]) + period * np.arange(len(laps) // (end - begin))[:, None]).ravel()
    return laps, times, times[::4]


def salsa(positions: np.ndarray, data) -> tuple:
    """Labels at half tempo, on the downbeat's side."""
    beats = data["beats_local"] if len(data["beats_local"]) == len(data["beats"]) else data["beats"]
    first = int(np.argmin(np.abs(data["beats"] - data["downbeats"][0])))
    return roaming(upright(positions)), beats[first % 2 :: 2], beats[first::4]


def real(positions: np.ndarray, beats: np.ndarray) -> tuple:
    laps = looped(upright(positions), 0, len(positions) - 1, 0.4)
    period = (len(positions) - 1) / RATE
    times = (beats[None] * period / (beats[1] * len(beats)) + period * np.arange(len(laps) // (len(positions) - 1))[:, None]).ravel()
    return laps, times, times[::4]


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


def clip_of(path: Path, number: int):
    """(kind, set, positions, beats, downbeats) of a file that is of use, else None."""
    data = np.load(path, allow_pickle=True)
    name, beats = path.stem, data["beats"].astype(float)
    if not np.isfinite(data["pos"]).all():
        return None
    positions = resampled(data["pos"].astype(float), float(data["fps"]))
    if name.startswith("cmusalsa"):
        return "salsa", part(name[-2:] in HELD_COUPLES), *salsa(positions, data)
    if name.startswith("aistpp"):
        return "music", "held", *real(positions, beats)
    if len(beats) >= 3:
        made = gait(positions, beats)
        return made and ("gait", part(number % 5 == 0), *made)
    if name.startswith(DISTRACTIONS):
        return "distraction", part(number % 6 == 0), roaming(upright(positions)), np.zeros(0), np.zeros(0)
    return None


def part(held: bool) -> str:
    return "held" if held else "train"


def about(name: str, kind: str, positions: np.ndarray, beats: np.ndarray, downbeats: np.ndarray) -> dict:
    within = [times[times < len(positions) / RATE].round(4).tolist() for times in (beats, downbeats)]
    return {"name": name, "kind": kind, "frames": len(positions), "beats": within[0], "downbeats": within[1]}


def write(stem: Path, clips: list[tuple[dict, np.ndarray]]) -> None:
    """What is known of each clip, and its positions, as demo/tools/export-dances.ts reads them."""
    CACHE.mkdir(parents=True, exist_ok=True)
    np.concatenate([positions for _, positions in clips]).astype("<f4").tofile(stem.with_suffix(".f32"))
    # Last, since where there is an index the clips are taken to be whole.
    stem.with_suffix(".json").write_text(json.dumps({"rate": RATE, "clips": [known for known, _ in clips]}))
    kinds = [known["kind"] for known, _ in clips]
    print(stem.name, {kind: kinds.count(kind) for kind in sorted(set(kinds))})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--motion", type=Path, default=DEFAULT_MOTION, help="folder of the free motion capture")
    folder = parser.parse_args().motion
    found = {"train": [], "held": [], "music": []}
    for number, path in enumerate(sorted(folder.glob("*.npz"))):
        clip = clip_of(path, number)
        if clip is not None:
            kind, where, positions, *marks = clip
            found[where].append((about(path.stem, kind, positions, *marks), positions))
    for recording in (each for each in recordings() if dancer_of(each.name) not in HELD_DANCERS):
        positions, beats = danced(recording)
        known = about(recording.name, "music", positions, beats, beats[::4])
        found["music"].append((known | {"flat": recording.flat}, positions))
    for where, clips in found.items():
        write(CACHE / f"clips-{where}", clips)


if __name__ == "__main__":
    main()
