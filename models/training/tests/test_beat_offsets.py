"""A recording's offset is what is heard in it, the more the surer; else its dancer's, else everybody's."""

import sys
import unittest
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from beat_aist import dancer_of  # noqa: E402
from beat_offsets import offsets  # noqa: E402


BPM = [80, 90, 100, 110, 120, 130]


def at(phase: float, length: float) -> list[complex]:
    return [length * np.exp(2j * np.pi * phase)]


def name(dancer: str, music: int) -> str:
    return f"gLO_sBM_cAll_{dancer}_mLO{music}_ch01"


def late(dancer: str, seconds: float, length: float) -> dict[str, list[complex]]:
    """Recordings in six tempi of a body that is so many seconds behind the labels."""
    return {name(dancer, i): at(-seconds * bpm / 60, length) for i, bpm in enumerate(BPM)}


def test_what_all_are_late_by_is_told_in_beats_of_each_tempo():
    found = offsets(late("d01", 0.15, 0.6) | late("d02", 0.15, 0.4))
    for i, bpm in enumerate(BPM):
        assert abs(found[name("d01", i)] - 0.15 * bpm / 60) < 0.01


def test_a_sure_recording_says_its_own_offset():
    found = offsets(late("d01", 0.15, 0.3) | late("d02", 0.15, 0.3) | {name("d01", 0): at(-0.4, 0.95)})
    assert 0.33 < found[name("d01", 0)] < 0.4
    assert abs(found[name("d01", 5)] - 0.15 * 130 / 60) < 0.06


def test_what_says_nothing_is_its_dancers_and_a_silent_dancer_everybodys():
    other = {name("d02", i): at(-0.15 * BPM[i] / 60 - 0.2, 0.8) for i in (0, 1)}
    found = offsets(late("d01", 0.15, 0.9) | other | {name("d02", 2): at(0.4, 0.0), name("d03", 2): at(0.4, 0.0)})
    assert abs(found[name("d03", 2)] - found[name("d01", 2)]) < 0.05
    assert 0.1 < found[name("d02", 2)] - found[name("d03", 2)] < 0.2


def test_the_dancer_is_part_of_the_name():
    assert dancer_of("gHO_sFM_cAll_d19_mHO0_ch01") == "d19"


def load_tests(_loader, tests, _pattern):
    """The functions above are plain; unittest is told of them here."""
    found = [value for name, value in globals().items() if name.startswith("test_")]
    tests.addTests(unittest.FunctionTestCase(test) for test in found)
    return tests
