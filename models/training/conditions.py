"""The condition vector that both nets get for a bar, its layout, and what is measured from recorded bars for it."""

import numpy as np

from data import Take
from taps import PRESENT
from vocabulary import STYLES

DRUMMERS = 10
PHRASE = 8

# Name and width, in order. Where nothing is known all of a field is 0; scalar fields are (value, known).
FIELDS = {
    "style": len(STYLES),  # one-hot
    "feel": 2,  # one-hot: straight, triplet
    "drummer": DRUMMERS,  # one-hot
    "phrase": PHRASE,  # one-hot: bar since the start, modulo 8
    "start": 1,  # 1 in the first bar after silence
    "tempo": 1,  # log2(bpm / 110)
    "energy": 2,  # quantile 0..1 of the bar's mean velocity among the training bars
    "density": 2,  # quantile 0..1 of the bar's number of hits among the training bars
    "between": 2,  # share 0..1 of the steps without an accent that sound all the same; 0: the rhythm is the exact tap pattern
    "fill": 2,  # 1 where the bar is a fill
}
SIZE = sum(FIELDS.values())
AT = dict(zip(FIELDS, np.cumsum([0, *FIELDS.values()])[:-1].tolist()))


def fills(take: Take) -> np.ndarray:
    """[bars] bool: bars of fill takes, and bars where the toms break in."""
    if take.fill:
        return np.ones(take.bars, bool)
    toms = take.hits[:, :, 4:7].sum((1, 2)).astype(int)
    before = np.concatenate([[99], toms[:-1]])
    return (toms >= 3) & (before <= 1)


def hit_counts(hits: np.ndarray) -> np.ndarray:
    return hits.sum((-1, -2)).astype(np.float64)


def mean_velocity(hits: np.ndarray, velocity: np.ndarray) -> np.ndarray:
    return (velocity * hits).sum((-1, -2)) / np.maximum(hit_counts(hits), 1)


def quantile_tables(takes: list[Take]) -> dict[str, np.ndarray]:
    """101 training quantiles of density and energy."""
    hits = np.concatenate([take.hits for take in takes])
    velocity = np.concatenate([take.velocity for take in takes])
    grid = np.linspace(0, 1, 101)
    return {
        "density": np.quantile(hit_counts(hits), grid),
        "energy": np.quantile(mean_velocity(hits, velocity), grid),
    }


def quantile(table: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Where values stand among the training bars, 0..1; the middle of a run of equal table entries."""
    low, high = np.searchsorted(table, values, "left"), np.searchsorted(table, values, "right")
    return np.clip((low + high) / 2 / (len(table) - 1), 0, 1)


def between(rhythm: np.ndarray, hits: np.ndarray) -> np.ndarray:
    """Share of the steps without an accent that sound."""
    free = rhythm <= PRESENT
    return (free & hits.any(-1)).sum(-1) / np.maximum(free.sum(-1), 1)


def take_facts(take: Take, tables: dict[str, np.ndarray]) -> np.ndarray:
    """[bars, SIZE] with everything known but `between`, which depends on the rhythm."""
    rows = np.zeros((take.bars, SIZE), np.float32)
    index = np.arange(take.bars)
    rows[:, AT["style"] + take.style] = 1
    rows[:, AT["feel"] + int(take.triplet)] = 1
    rows[:, AT["drummer"] + take.drummer] = 1
    rows[index, AT["phrase"] + index % PHRASE] = 1
    rows[0, AT["start"]] = 1
    rows[:, AT["tempo"]] = np.log2(take.bpm / 110)
    scalars = {
        "energy": quantile(tables["energy"], mean_velocity(take.hits, take.velocity)),
        "density": quantile(tables["density"], hit_counts(take.hits)),
        "fill": fills(take),
    }
    for name, values in scalars.items():
        rows[:, AT[name]] = values
        rows[:, AT[name] + 1] = 1
    return rows


def put_between(rows: np.ndarray, rhythm: np.ndarray, hits: np.ndarray) -> np.ndarray:
    rows = rows.copy()
    rows[..., AT["between"]] = between(rhythm, hits)
    rows[..., AT["between"] + 1] = 1
    return rows


def only(rows: np.ndarray, names: list[str]) -> np.ndarray:
    """A copy that knows nothing but the named fields."""
    mask = np.zeros(SIZE, np.float32)
    for name in names:
        mask[AT[name] : AT[name] + FIELDS[name]] = 1
    return rows * mask


# How often a field is hidden from the model in training, so that it can be left open at run time. By window, but
# energy, density and fill by bar: at run time they change with every bar.
HIDDEN = {"style": 0.4, "feel": 0.4, "drummer": 0.7, "phrase": 0.3, "tempo": 0.1}
HIDDEN_BAR = {"energy": 0.5, "density": 0.5, "between": 0.25, "fill": 0.4}


def hide(rows: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Training conditions [windows, bars, SIZE]: fields dropped at random, scalars roughened."""
    rows = rows.copy()
    for name in ("energy", "density"):
        rows[..., AT[name]] += rng.normal(0, 0.05, rows.shape[:2])
    for name, share in (HIDDEN | HIDDEN_BAR).items():
        shape = (len(rows), 1) if name in HIDDEN else (len(rows), rows.shape[1] if rng.random() < 0.3 else 1)
        kept = rng.random(shape) >= share
        rows[..., AT[name] : AT[name] + FIELDS[name]] *= kept[..., None]
    return rows
