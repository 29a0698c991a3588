"""Chances are found as they were, and told as far off as they are."""

import sys
import unittest
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from beat_confidence import calibration_error, chances, odds_of  # noqa: E402


class Confidence(unittest.TestCase):
    def test_odds_that_beats_were_drawn_by_are_found_again_whatever_the_groups_sizes(self):
        rng = np.random.default_rng(1)
        features = np.stack([np.ones(40_000), rng.uniform(0, 6, 40_000), rng.uniform(0, 1, 40_000)], 1)
        true = np.array([-1.5, 0.4, 2.0])
        hit = (rng.random(len(features)) < chances(features, true)).astype(float)
        weight = np.where(np.arange(len(features)) % 4 == 0, 3.0, 1.0)
        np.testing.assert_allclose(odds_of(features, hit, weight), true, atol=0.1)

    def test_calibration_error(self):
        said = np.array([0.25, 0.25, 0.25, 0.25, 0.85, 0.85])
        self.assertAlmostEqual(calibration_error(said, np.array([0, 0, 0, 1, 1, 1])), (0 + 0.3) / 6)
        self.assertAlmostEqual(calibration_error(said, np.array([1, 1, 1, 1, 0, 0])), (3 + 1.7) / 6)


if __name__ == "__main__":
    unittest.main()
