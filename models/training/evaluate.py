"""The table of the model card: `python evaluate.py [--split test]`. Bars in order, all earlier bars of the take known.

Hits: exact binary taps; nothing else is known to the net but tempo, place in the take and that the taps are exact.
Groove: true hits; tempo and style known; the bar before known as it was played.
"""

import argparse

import numpy as np

from baselines import ColumnGrams, Frequencies, nll
from conditions import only, put_between, quantile_tables, take_facts
from data import DEFAULT_GROOVE, Take, load
from shipped import Drummer, Net
from train_groove import bars_of
from vocabulary import BITS, COLUMNS, SILENT, STEPS, VOICES, words

HITS_KNOWN = ["phrase", "start", "tempo", "between"]
GROOVE_KNOWN = ["tempo", "style"]


def silence_between_taps(tapped: np.ndarray) -> np.ndarray:
    """The taps say where it is silent and where not: bias [16, 512] that holds a greedy player to them."""
    bias = np.zeros((STEPS, COLUMNS), np.float32)
    bias[tapped, SILENT] = -1e9
    bias[np.ix_(~tapped, np.arange(1, COLUMNS))] = -1e9
    return bias


def measure_hits(takes: list[Take], tables: dict, known: list[str]) -> dict:
    drummer = Drummer()
    losses, by_voice, right, found, wanted, hit, density, bars = 0.0, np.zeros(len(VOICES)), 0, 0, 0, 0, 0, 0
    for take in takes:
        drummer.reset()
        rhythm = take.hits.any(-1).astype(np.float32)
        conditions = only(put_between(take_facts(take, tables), rhythm, take.hits), known)
        for tap, condition, truth in zip(rhythm, conditions, take.hits):
            played = drummer.bar(tap, condition, silence_between_taps(tap > 0))["hits"] > 0.5
            log_p = drummer.follow(tap, condition, words(truth))
            losses -= log_p[np.arange(STEPS), words(truth)].sum()
            sounding = np.clip(np.exp(log_p) @ BITS, 1e-9, 1 - 1e-9)
            by_voice -= (np.where(truth, np.log(sounding), np.log(1 - sounding))).sum(0)
            right += (played == truth).sum()
            found, wanted, hit = found + played.sum(), wanted + truth.sum(), hit + (played & (truth > 0)).sum()
            density += abs(int(played.sum()) - int(truth.sum()))
            bars += 1
    steps = bars * STEPS
    return {
        "bars": bars,
        "NLL, nats a 16th": losses / steps,
        "accuracy": right / (steps * len(VOICES)),
        "hit F1": 2 * hit / (found + wanted),
        "density error, hits a bar": density / bars,
        "NLL by voice": dict(zip(VOICES, (by_voice / steps).round(4).tolist())),
    }


def training_means(takes: list[Take], name: str) -> np.ndarray:
    """[16, 9] mean over hits of every step and voice; the voice's mean where it was never hit."""
    hits = np.concatenate([take.hits for take in takes]).astype(np.float64)
    total = (np.concatenate([getattr(take, name) for take in takes]) * hits).sum(0)
    by_voice = total.sum(0) / np.maximum(hits.sum((0, 1)), 1)
    return np.where(hits.sum(0) > 0, total / np.maximum(hits.sum(0), 1), by_voice)


def measure_groove(takes: list[Take], train: list[Take], tables: dict) -> dict:
    net, rng = Net("groove"), np.random.default_rng(0)
    bars = bars_of(takes, tables)
    conditions = only(bars["facts"], GROOVE_KNOWN)
    median, drawn = [], []
    for hits, before, condition in zip(bars["hits"], bars["before"], conditions):
        for kept, u in ((median, np.full((*hits.shape, 2), 0.5)), (drawn, rng.random((*hits.shape, 2)))):
            kept.append(net.run(hits=hits, before=before, condition=condition, quantile=u))
    report: dict = {}
    played = bars["hits"] > 0
    for name in ("velocity", "offset"):
        truth = bars[name]
        guess, sample = (np.stack([out[name] for out in outs]) for outs in (median, drawn))
        means = np.broadcast_to(training_means(train, name), truth.shape)
        report[f"{name} MAE"] = abs(guess - truth)[played].mean()
        report[f"{name} MAE of training means"] = abs(means - truth)[played].mean()
        spread = {}
        for voice, label in enumerate(VOICES):
            on = played[..., voice]
            spread[label] = round(float(sample[..., voice][on].std() / truth[..., voice][on].std()), 3)
        report[f"{name} drawn std / true std"] = spread
    return report


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--split", default="validation", choices=["validation", "test"])
    options = parser.parse_args()
    train, takes = load("train", DEFAULT_GROOVE), load(options.split, DEFAULT_GROOVE)
    tables = quantile_tables(train)
    reports = {
        "hits transformer": measure_hits(takes, tables, HITS_KNOWN),
        "hits transformer, style and feel known": measure_hits(takes, tables, [*HITS_KNOWN, "style", "feel"]),
        "voice frequencies by step, given the tap": {"NLL, nats a 16th": nll(Frequencies(train), takes)},
        "column n-grams, given the tap": {"NLL, nats a 16th": nll(ColumnGrams(train), takes)},
        "groove net": measure_groove(takes, train, tables),
    }
    for title, report in reports.items():
        print(f"{title} ({options.split})")
        for name, value in report.items():
            print(f"  {name}: {value:.4f}" if isinstance(value, float) else f"  {name}: {value}")


if __name__ == "__main__":
    main()
