"""Dance to real music that may be trained on: AIST++ annotations (Li, Yang, Ross and Kanazawa, ICCV 2021; CC BY 4.0), as public repositories
hold some: joints in space, joints in one camera's picture, and turns of bones.

The music was made for the recordings (Tsuchida et al., ISMIR 2019): its tempo is part of the name, every recording has a whole number of
its beats (if it isn't cut off after 20 s), and the first is at the first frame: its makers cut the videos where the music begins, found to 10 ms
by the clicks that count it in (https://aistdancedb.ongaaccel.jp/how_to_refine_raw_videos/).
"""

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from beat_model import JOINTS
from beat_sources import content, listed, numbers

IN_SPACE = ("kotomiDu/aistplusplus_api", "6487864346add63b80ce256a937906bae716d019", "AIST_Dataset/annotation/keypoints3d")
IN_PICTURE = ("WilliammmZ/GenDance", "4d32a80dabdbd646e8c12810129d1bf1bedfcc39", "data/AIST_small")
IN_TURNS = ("rohitacharyams/MotionMind", "ab5d0efc904d856f65c69de7f4e4eabd22e6ec49", "coach/static/anim")
# Where our first 13 joints are among the 17 of COCO. Toes come from the ankles' turns, or not at all.
COCO = [0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
SHOULDERS, HIPS, ANKLES, TOES, PELVIS, NECK = [1, 2], [7, 8], [11, 12], [13, 14], 15, 16
LEGS = [[0, 1, 4, 7], [0, 2, 5, 8]]  # of SMPL: pelvis, hip, knee, ankle
TOE = np.array([0.0, -0.05, 0.14])  # metres from the ankle, of a foot that points ahead
# Of turns: each bone's parent and where it begins there, metres, in a body that faces -z with its left at -x; left ones mirror these.
BONES = {
    "spine": ("hips", (0, 0.10, 0)), "chest": ("spine", (0, 0.14, 0)), "neck": ("chest", (0, 0.24, 0)), "head": ("neck", (0, 0.09, 0)),
    "rightShoulder": ("chest", (0.03, 0.19, 0)), "rightUpperArm": ("rightShoulder", (0.13, 0, 0)),
    "rightLowerArm": ("rightUpperArm", (0.28, 0, 0)), "rightHand": ("rightLowerArm", (0.25, 0, 0)),
    "rightUpperLeg": ("hips", (0.09, -0.06, 0)), "rightLowerLeg": ("rightUpperLeg", (0, -0.40, 0)),
    "rightFoot": ("rightLowerLeg", (0, -0.42, 0)),
}
TURNED = ["UpperArm", "LowerArm", "Hand", "UpperLeg", "LowerLeg", "Foot"]  # in the order of our joints from the shoulders on
NOSE_IN_HEAD, TOE_IN_FOOT = (0, 0.06, -0.10), (0, -0.06, -0.14)
# Below this share of the steps between them, every second step is none: frames of 30 Hz, each given twice.
HELD_STEP = 0.15


@dataclass
class Recording:
    name: str
    rate: float
    positions: np.ndarray  # [T, 17, 3], metres, y up
    beats: np.ndarray  # seconds
    flat: bool = False  # seen by one camera: no depth, and no toes


def bpm_of(name: str) -> int:
    """gHO_sFM_cAll_d19_mHO1_ch02: the second house music, 115 bpm."""
    music = name.split("_")[4]
    genre, number = music[1:3], int(music[3])
    return 110 + 5 * number if genre == "HO" else 80 + 10 * number


def dancer_of(name: str) -> str:
    """gHO_sFM_cAll_d19_mHO1_ch02: d19."""
    return name.split("_")[3]


def beats_of(name: str, seconds: float) -> np.ndarray:
    """Those of which all is there, or all but a frame or two."""
    period = 60 / bpm_of(name)
    return np.arange(int(seconds / period + 0.1)) * period


def jointed(found: np.ndarray) -> np.ndarray:
    """COCO's joints [T, 17, 3] as ours, toes where the ankles are."""
    body = np.zeros((len(found), JOINTS, 3))
    body[:, :13] = found[:, COCO]
    body[:, TOES] = body[:, ANKLES]
    body[:, PELVIS], body[:, NECK] = body[:, HIPS].mean(1), body[:, SHOULDERS].mean(1)
    return body


def rotation(turns: np.ndarray) -> np.ndarray:
    """Axis times angle [T, 3] -> matrices [T, 3, 3] (Rodrigues)."""
    angle = np.linalg.norm(turns, axis=-1)[:, None, None]
    x, y, z = (turns / np.maximum(1e-9, angle[:, 0])).T
    nought = np.zeros_like(x)
    cross = np.stack([nought, -z, y, z, nought, -x, -y, x, nought], -1).reshape(-1, 3, 3)
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def toes(body: np.ndarray, poses: np.ndarray) -> np.ndarray:
    """[T, 2, 3] from the ankles on, as SMPL's joints turn [T, 24, 3]."""
    found = []
    for ankle, chain in zip(ANKLES, LEGS):
        foot = np.eye(3)
        for joint in chain:
            foot = foot @ rotation(poses[:, joint])
        found.append(body[:, ankle] + foot @ TOE)
    return np.stack(found, 1)


def in_space() -> list[Recording]:
    recordings = []
    for path in listed(*IN_SPACE):
        name = Path(path).stem
        body = jointed(numbers(content(*IN_SPACE[:2], path))["keypoints3d_optim"] / 100)
        poses = numbers(content(*IN_SPACE[:2], path.replace("keypoints3d", "motions")))["smpl_poses"].reshape(-1, 24, 3)
        body[:, TOES] = toes(body, poses)
        recordings.append(Recording(name, 60, body, beats_of(name, len(body) / 60)))
    return recordings


def scale_of(archive: bytes) -> tuple[np.ndarray, np.ndarray]:
    """Mean and deviation [2] by which pixels were made numbers about 0, from a PyTorch file."""
    with zipfile.ZipFile(io.BytesIO(archive)) as parts:
        scaler = numbers(parts.read("archive/data.pkl"))
    return scaler["kps_scaler"].mean_, scaler["kps_scaler"].scale_


def in_picture() -> list[Recording]:
    mean, deviation = scale_of(content(*IN_PICTURE[:2], f"{IN_PICTURE[2]}/kps_scaler.pth"))
    recordings = []
    for path in (path for path in listed(*IN_PICTURE) if path.endswith(".npy")):
        pixels = np.load(io.BytesIO(content(*IN_PICTURE[:2], path))).reshape(-1, 17, 2) * deviation + mean
        body = jointed(np.concatenate([pixels * [1, -1], np.zeros((len(pixels), 17, 1))], -1))
        name = Path(path).stem
        recordings.append(Recording(name, 30, body, beats_of(name, len(body) / 30), flat=True))
    return recordings


def turned(turns: np.ndarray, by: np.ndarray) -> np.ndarray:
    """The vector `by` [3], turned by quaternions x y z w [T, 4]."""
    axis, real = turns[:, :3], turns[:, 3:]
    twice = 2 * np.cross(axis, by)
    return by + real * twice + np.cross(axis, twice)


def after(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Quaternions x y z w [T, 4]: what `second` does within what `first` has turned."""
    a, b, c, d = first[:, :3], first[:, 3:], second[:, :3], second[:, 3:]
    return np.concatenate([b * c + d * a + np.cross(a, c), b * d - (a * c).sum(1, keepdims=True)], 1)


def skeleton(turns: dict[str, np.ndarray], hips: np.ndarray) -> np.ndarray:
    """Bones' turns in their parents [T, 4] and the hips' place [T, 3] -> joints [T, 17, 3] of a body that faces +z."""
    mirrored = {name.replace("right", "left"): (parent.replace("right", "left"), (-x, y, z)) for name, (parent, (x, y, z)) in BONES.items()}
    world, place = {"hips": turns["hips"]}, {"hips": hips}
    for bone, (parent, offset) in (BONES | mirrored).items():
        place[bone] = place[parent] + turned(world[parent], np.array(offset))
        world[bone] = after(world[parent], turns[bone])
    joints = [place["head"] + turned(world["head"], np.array(NOSE_IN_HEAD))]
    joints += [place[side + part] for part in TURNED for side in ("left", "right")]
    joints += [place[side + "Foot"] + turned(world[side + "Foot"], np.array(TOE_IN_FOOT)) for side in ("left", "right")]
    return np.stack([*joints, place["hips"], place["neck"]], 1) * [-1, 1, -1]


def in_turns() -> list[Recording]:
    recordings = []
    for path in (path for path in listed(*IN_TURNS) if Path(path).name.startswith("g")):
        name, given = Path(path).name.split(".")[0], json.loads(content(*IN_TURNS[:2], path))
        rate = given["fps"]
        turns = np.stack([np.reshape(turn, (-1, 4)) for turn in given["bones"].values()])
        turns /= np.linalg.norm(turns, axis=-1, keepdims=True)
        steps = np.abs(np.diff(turns, axis=1)).sum((0, 2))
        every = 2 if steps[1::2].mean() < HELD_STEP * steps[::2].mean() else 1
        body = skeleton(dict(zip(given["bones"], turns[:, ::every])), np.reshape(given["hips"], (-1, 3))[::every])
        recordings.append(Recording(name, rate / every, body, beats_of(name, turns.shape[1] / rate)))
    return recordings


def recordings() -> list[Recording]:
    return in_space() + in_picture() + in_turns()
