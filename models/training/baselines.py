"""Simple models to compare the hits transformer with: what tap and step alone, or the last columns, already say."""

import numpy as np

from data import Take
from vocabulary import BITS, COLUMNS, STEPS, words

SMOOTHING = 0.5


class Frequencies:
    """Every voice on its own: how often it sounds on this step of the bar where the tap sounds, in training.

    Given a tap, at least one voice sounds: the independent probabilities are renormalised over the sounding columns.
    """

    def __init__(self, takes: list[Take]):
        hits = np.concatenate([take.hits for take in takes]).astype(np.float64)
        tapped = hits.any(-1).sum(0)[:, None]
        rate = (hits.sum(0) + SMOOTHING) / (tapped + 2 * SMOOTHING)
        score = np.log(rate) @ BITS.T + np.log1p(-rate) @ (1 - BITS.T)
        score[:, 0] = -np.inf
        self.given_tap = score - np.log(np.exp(score).sum(1, keepdims=True))

    def log_probabilities(self, line: np.ndarray, at: int) -> np.ndarray:
        return self.given_tap[at % STEPS]


class ColumnGrams:
    """The column given step and the previous two columns, interpolated down to the step alone (Witten-Bell)."""

    def __init__(self, takes: list[Take]):
        self.counts: dict[tuple, np.ndarray] = {}
        for take in takes:
            line = words(take.hits).ravel()
            for at, word in enumerate(line):
                if word:
                    for key in self.keys(line, at):
                        self.counts.setdefault(key, np.zeros(COLUMNS, np.int32))[word] += 1

    @staticmethod
    def keys(line: np.ndarray, at: int) -> list[tuple]:
        before = [int(line[at - i]) if at >= i else -1 for i in (1, 2, 16)]
        step = at % STEPS
        return [(step,), (step, before[0]), (step, before[0], before[1]), (step, *before)]

    def log_probabilities(self, line: np.ndarray, at: int) -> np.ndarray:
        share = np.full(COLUMNS, 1 / (COLUMNS - 1))
        share[0] = 0
        for key in self.keys(line, at):
            seen = self.counts.get(key)
            if seen is not None:
                total, kinds = seen.sum(), np.count_nonzero(seen)
                share = (seen + kinds * share) / (total + kinds)
        return np.log(np.maximum(share, 1e-300))


def nll(model: Frequencies | ColumnGrams, takes: list[Take]) -> float:
    """Nats a 16th; a step without a tap is silent for certain and costs nothing."""
    total = steps = 0
    for take in takes:
        line = words(take.hits).ravel()
        total -= sum(model.log_probabilities(line, at)[word] for at, word in enumerate(line) if word)
        steps += len(line)
    return total / steps
