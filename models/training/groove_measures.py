"""How near the played velocity and timing of recorded strokes are come to, one by one and as distributions.

True hits; tempo and style known to our net, and the bar before as it was played.
"""

from dataclasses import dataclass

import numpy as np

from conditions import only
from data import Take
from shipped import Net
from train_groove import bars_of
from vocabulary import STEPS, VOICES

KNOWN = ["tempo", "style"]
NAMES = ["velocity", "offset"]
DRAWS, RESAMPLED = 8, 4000
LEVELS = (np.arange(200) + 0.5) / 200

Values = dict[str, np.ndarray]  # "velocity" 0..1 and "offset" in 16ths, [bars, 16, 9] each


@dataclass
class Strokes:
    """One line a stroke: velocity and offset as played, its voice, and which take it is of."""

    on: np.ndarray  # [bars, 16, 9] bool: where they stand
    truth: Values
    voice: np.ndarray
    take: np.ndarray

    def of(self, values: Values) -> Values:
        return {name: values[name][self.on] for name in NAMES}


def strokes(takes: list[Take]) -> Strokes:
    on = np.concatenate([take.hits for take in takes]) > 0
    bar, _, voice = np.nonzero(on)
    truth = {name: np.concatenate([getattr(take, name) for take in takes])[on] for name in NAMES}
    return Strokes(on, truth, voice, np.repeat(np.arange(len(takes)), [take.bars for take in takes])[bar])


def by_ours(takes: list[Take], tables: dict) -> tuple[Values, list[Values]]:
    """The shipped net's medians, and some draws."""
    net, rng = Net("groove"), np.random.default_rng(0)
    bars = bars_of(takes, tables)
    given = list(zip(bars["hits"], bars["before"], only(bars["facts"], KNOWN)))

    def played(draw) -> Values:
        outs = [net.run(hits=hits, before=before, condition=known, quantile=draw((*hits.shape, 2))) for hits, before, known in given]
        return {name: np.stack([out[name] for out in outs]) for name in NAMES}

    return played(lambda shape: np.full(shape, 0.5)), [played(rng.random) for _ in range(DRAWS)]


def training_means(train: list[Take], bars: int) -> Values:
    """The mean over hits of every step and voice; the voice's mean where it was never hit."""
    hits = np.concatenate([take.hits for take in train]).astype(np.float64)
    means = {}
    for name in NAMES:
        total = (np.concatenate([getattr(take, name) for take in train]) * hits).sum(0)
        by_voice = total.sum(0) / np.maximum(hits.sum((0, 1)), 1)
        mean = np.where(hits.sum(0) > 0, total / np.maximum(hits.sum(0), 1), by_voice)
        means[name] = np.broadcast_to(mean, (bars, STEPS, len(VOICES)))
    return means


def error(made: Values, wanted: Strokes, name: str) -> float:
    """Mean absolute."""
    return float(abs(wanted.of(made)[name] - wanted.truth[name]).mean())


def distance(made: np.ndarray, voice: np.ndarray, wanted: Strokes, name: str) -> float:
    """How far strokes would have to be moved to be distributed as people's (Wasserstein 1), voice by voice, weighted by strokes."""
    sounding, count = np.unique(wanted.voice, return_counts=True)
    theirs = lambda v: np.quantile(wanted.truth[name][wanted.voice == v], LEVELS)
    far = [abs(np.quantile(made[voice == v], LEVELS) - theirs(v)).mean() for v in sounding]
    return float(np.average(far, weights=count))


def deviation(sums: np.ndarray) -> np.ndarray:
    """Of [3, ...]: number, sum, sum of squares."""
    count, total, squares = sums
    return np.sqrt(np.maximum(squares / count - (total / count) ** 2, 0))


def spread(draws: list[np.ndarray], wanted: Strokes, name: str, voice: int) -> tuple[float, float, float]:
    """Standard deviation of all draws relative to people's, and its 95 % interval: takes drawn again and again from the split.

    draws: values by stroke, several times over.
    """
    on, takes = wanted.voice == voice, wanted.take.max() + 1
    summed = lambda values: np.stack([np.bincount(wanted.take[on], values[on] ** power, takes) for power in range(3)])
    people, net = summed(wanted.truth[name]), sum(summed(values) for values in draws)
    again = np.random.default_rng(0).multinomial(takes, np.full(takes, 1 / takes), RESAMPLED).T
    ratios = deviation(net @ again) / deviation(people @ again)
    return float(deviation(net.sum(1)) / deviation(people.sum(1))), *np.quantile(ratios, [0.025, 0.975]).tolist()
