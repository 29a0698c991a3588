"""Beats of a whole recording from its activation: offline Viterbi in the bar-pointer model for beats (Krebs, Boeck and Widmer,
ISMIR 2015), with the parameters that the reference leaves at madmom's defaults.

A state is a tempo (whole frames in a beat) and a place within the beat. The place goes on by one frame each frame; the tempo
may change at the beat only, by an exponential law of the ratio. The first sixteenth of a beat is where activation is likely.
"""

from dataclasses import dataclass

import numpy as np

SLOWEST, FASTEST = 55, 215  # beats a minute
TRANSITION_LAMBDA, OBSERVATION_LAMBDA = 100, 16
CERTAIN = 1e-6  # no activation is nearer to 0 or 1


@dataclass
class Beats:
    at: np.ndarray  # frames, rising
    gap: np.ndarray  # frames in the beat that begins there, as the model takes it


class States:
    def __init__(self, rate: float):
        self.gaps = np.arange(round(60 * rate / FASTEST), round(60 * rate / SLOWEST) + 1)
        self.last = np.cumsum(self.gaps) - 1
        self.first = self.last - self.gaps + 1
        place = np.concatenate([np.arange(gap) / gap for gap in self.gaps])
        self.on_beat = place < 1 / OBSERVATION_LAMBDA
        change = np.exp(-TRANSITION_LAMBDA * np.abs(self.gaps / self.gaps[:, None] - 1))
        self.change = np.log(np.maximum(change / change.sum(1, keepdims=True), np.finfo(float).tiny))  # [from, to]


def likelihoods(activation: np.ndarray) -> np.ndarray:
    """[T, 2]: log likelihood off the beat, and on it."""
    likely = np.clip(activation, CERTAIN, 1 - CERTAIN)
    return np.log(np.stack([(1 - likely) / (OBSERVATION_LAMBDA - 1), likely], 1))


def best_path(activation: np.ndarray, states: States) -> np.ndarray:
    """The likeliest state of every frame."""
    seen, on_beat = likelihoods(activation), states.on_beat.astype(int)
    score = np.full(len(on_beat), -np.log(len(on_beat))) + seen[0][on_beat]
    came_from = np.zeros((len(seen), len(states.gaps)), np.int16)  # which tempo led to the first place of each
    for frame in range(1, len(seen)):
        arriving = score[states.last, None] + states.change
        came_from[frame] = arriving.argmax(0)
        score[1:] = score[:-1]
        score[states.first] = arriving.max(0)
        score += seen[frame][on_beat]
    path = np.empty(len(seen), int)
    path[-1] = score.argmax()
    tempo_of_first = {state: tempo for tempo, state in enumerate(states.first)}
    for frame in range(len(seen) - 1, 0, -1):
        tempo = tempo_of_first.get(path[frame])
        path[frame - 1] = path[frame] - 1 if tempo is None else states.last[came_from[frame, tempo]]
    return path


def beats_of(activation: np.ndarray, rate: float) -> Beats:
    """Beats where the activation is highest within each stretch that the model takes for one."""
    if len(activation) == 0:
        return Beats(np.zeros(0, int), np.zeros(0, int))
    states = States(rate)
    path = best_path(activation, states)
    edges = np.diff(np.concatenate([[0], states.on_beat[path].astype(int), [0]]))
    stretches = zip(np.flatnonzero(edges > 0), np.flatnonzero(edges < 0))
    at = np.array([begin + activation[begin:end].argmax() for begin, end in stretches], int)
    return Beats(at, states.gaps[np.searchsorted(states.last, path[at])])
