"""Dance from elsewhere: what its names say, and that reading it runs nothing."""

import os
import pickle
import sys
import unittest
from contextlib import suppress
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from beat_aist import BONES, COCO, NECK, PELVIS, Recording, beats_of, bpm_of, jointed, rotation, skeleton, toes  # noqa: E402
from beat_clips import danced  # noqa: E402
from beat_sources import numbers  # noqa: E402


def test_the_name_says_the_tempo():
    assert bpm_of("gBR_sBM_cAll_d04_mBR0_ch01") == 80
    assert bpm_of("gKR_sFM_cAll_d28_mKR5_ch03") == 130
    assert bpm_of("gHO_sFM_cAll_d19_mHO1_ch02") == 115


def test_beats_are_as_many_as_fit_and_begin_with_the_first_frame():
    beats = beats_of("gMH_sFM_cAll_d22_mMH0_ch01", 1439 / 30)
    assert len(beats) == 64
    np.testing.assert_allclose(beats[:3], [0, 0.75, 1.5])


def test_arrays_are_read_and_nothing_is_run():
    given = {"poses": np.arange(6.0).reshape(2, 3)}
    np.testing.assert_array_equal(numbers(pickle.dumps(given, protocol=2))["poses"], given["poses"])

    class Evil:
        def __reduce__(self):
            return os.mkdir, ("run",)

    with suppress(TypeError):
        numbers(pickle.dumps(Evil()))
    assert not Path("run").exists()


def test_joints_come_from_where_coco_has_them():
    found = np.random.default_rng(1).normal(size=(4, 17, 3))
    body = jointed(found)
    np.testing.assert_array_equal(body[:, 0], found[:, 0])
    np.testing.assert_array_equal(body[:, 12], found[:, COCO[12]])
    np.testing.assert_allclose(body[:, PELVIS], (found[:, 11] + found[:, 12]) / 2)
    np.testing.assert_allclose(body[:, NECK], (found[:, 5] + found[:, 6]) / 2)


def test_turns_are_rotations_and_toes_point_where_the_body_does():
    quarter = rotation(np.array([[0, np.pi / 2, 0], [0, 0, 0]]))
    np.testing.assert_allclose(quarter[0] @ [0, 0, 1], [1, 0, 0], atol=1e-12)
    np.testing.assert_allclose(quarter[1], np.eye(3))
    poses = np.zeros((1, 24, 3))
    poses[0, 0, 1] = np.pi / 2  # the whole body turns to its left
    np.testing.assert_allclose(toes(np.zeros((1, 17, 3)), poses)[0], [[0.14, -0.05, 0]] * 2, atol=1e-12)


def standing(frames: int) -> dict[str, np.ndarray]:
    bones = ["hips", *BONES, *(name.replace("right", "left") for name in BONES)]
    return {bone: np.tile([0.0, 0, 0, 1], (frames, 1)) for bone in bones}


def test_a_body_whose_bones_do_not_turn_faces_us_with_its_arms_out():
    nose, left_wrist, right_wrist, left_toe, pelvis = skeleton(standing(1), np.zeros((1, 3)))[0][[0, 5, 6, 13, 15]]
    assert nose[2] > 0 and left_toe[2] > 0
    np.testing.assert_allclose(left_wrist, [0.69, 0.43, 0], atol=1e-12)
    np.testing.assert_allclose(right_wrist, left_wrist * [-1, 1, 1], atol=1e-12)
    np.testing.assert_array_equal(pelvis, np.zeros(3))


def test_a_turned_bone_takes_those_after_it_along():
    turns = standing(1)
    half = np.sqrt(0.5)
    turns["leftUpperArm"][:] = [0, 0, half, half]  # a quarter turn about z
    body = skeleton(turns, np.zeros((1, 3)))[0]
    shoulder, elbow, wrist = body[[1, 3, 5]]
    np.testing.assert_allclose(elbow - shoulder, [0, -0.28, 0], atol=1e-12)
    np.testing.assert_allclose(wrist - elbow, [0, -0.25, 0], atol=1e-12)


def test_a_short_dance_goes_on_in_time():
    period, rate = 0.6, 60
    seconds = 16.5 * period  # the half beat at the end is left out
    sway = 0.05 * np.sin(2 * np.pi * np.arange(round(seconds * rate)) / rate / period)
    body = skeleton(standing(len(sway)), np.stack([sway * 0, 1 + sway, sway * 0], 1))
    positions, beats = danced(Recording("x", rate, body, np.arange(16) * period))
    np.testing.assert_allclose(np.diff(beats), period, rtol=2 / len(body))  # a lap is some frame shorter
    height = positions[:, PELVIS, 1]
    times = beats[(beats < len(height) / rate - 1)] + period / 4
    assert (height[np.round(times * rate).astype(int)] > height.mean()).all()


def load_tests(_loader, tests, _pattern):
    """The functions above are plain; unittest is told of them here."""
    found = [value for name, value in globals().items() if name.startswith("test_")]
    tests.addTests(unittest.FunctionTestCase(test) for test in found)
    return tests
