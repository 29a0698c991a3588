"""Rhythms to train with: what a dancer's accents might have been, given what the drummer played.

A dancer never gives the drummer's exact onsets, so most training rhythms are sparse, graded, noisy or merged versions
of them. The two-level kind follows TapTamDrum (Haki et al. 2023): people reduce a drum pattern to strong and weak taps.
"""

import numpy as np

# Share of the training windows that each kind of rhythm gets.
KINDS = {"exact": 0.35, "graded": 0.08, "accents": 0.22, "dropped": 0.12, "two-level": 0.08, "backbone": 0.15}
PRESENT = 0.05  # a graded value above this counts as an accent


def salience(hits: np.ndarray, velocity: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """[n, 16] 0..1: how much each step stands out to a listener, with some human disagreement."""
    loud = velocity.max(-1)
    many = np.minimum(hits.sum(-1), 3) / 3
    body = hits[..., :2].any(-1)
    raw = 0.5 * loud + 0.2 * many + 0.2 * body + 0.1 * rng.random(loud.shape)
    return raw * hits.any(-1)


def grade(kept: np.ndarray, value: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Accent strengths 0.15..1 where kept; half of the windows (first axis) are binary."""
    top = np.maximum(value.max(-1, keepdims=True), 1e-6)
    graded = np.clip(value / top + rng.normal(0, 0.1, value.shape), 0.15, 1)
    binary = rng.random((len(value), 1, 1)) < 0.4
    return np.where(kept, np.where(binary, 1.0, graded), 0.0)


def merged(rhythm: np.ndarray) -> np.ndarray:
    """Of two neighbouring taps only the stronger stays: a body does not accent two 16ths in a row."""
    before = np.pad(rhythm, ((0, 0), (0, 0), (1, 0)))[..., :-1]
    after = np.pad(rhythm, ((0, 0), (0, 0), (0, 1)))[..., 1:]
    return np.where((rhythm >= before) & (rhythm > after), rhythm, 0.0)


def disturbed(rhythm: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Some taps come a 16th early or late, some come from nowhere."""
    taps = np.where(rng.random(rhythm.shape) < 0.06, np.roll(rhythm, rng.choice([-1, 1]), -1), rhythm)
    stray = (rng.random(rhythm.shape) < 0.015) & (taps == 0)
    return np.where(stray, rng.uniform(0.2, 0.8, rhythm.shape), taps)


def rhythms(hits: np.ndarray, velocity: np.ndarray, rng: np.random.Generator, kind: str | None = None) -> np.ndarray:
    """[windows, bars, 16, 9] drums to [windows, bars, 16] rhythms of one kind, or of a mixture by window."""
    windows = len(hits)
    any_hit = hits.any(-1)
    stands_out = salience(hits, velocity, rng)
    names = list(KINDS)
    chosen = np.full(windows, kind) if kind else rng.choice(names, windows, p=list(KINDS.values()))

    level = np.quantile(stands_out, 1 - rng.uniform(0.12, 0.6), axis=-1, keepdims=True)
    strong = hits[..., :2].any(-1) & (velocity[..., :2].max(-1) > 0.35)
    weak = any_hit & ~strong & (rng.random(any_hit.shape) < 0.5)
    keep = rng.random(any_hit.shape) < rng.uniform(0.3, 0.95, (windows, 1, 1))
    made = {
        "exact": any_hit.astype(np.float64),
        "graded": any_hit * np.clip(stands_out + 0.2, 0.2, 1),
        "accents": grade(any_hit & (stands_out >= level), stands_out, rng),
        "dropped": grade(any_hit & keep, stands_out, rng),
        "two-level": np.where(strong, 1.0, 0.5 * weak),
        "backbone": merged(grade(strong, stands_out, rng)),
    }
    rough = rng.random(windows) < 0.3
    rhythm = np.zeros(any_hit.shape)
    for name, values in made.items():
        rhythm = np.where((chosen == name)[:, None, None], values, rhythm)
    loose = rough & (chosen != "exact") & (chosen != "graded")
    if kind is None:
        rhythm = np.where(loose[:, None, None], disturbed(rhythm, rng), rhythm)
    return rhythm.astype(np.float32)
