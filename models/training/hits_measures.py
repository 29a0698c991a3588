"""How well the columns of recorded drums are foreseen from the exact taps; bars in order, all earlier bars of the take as they were."""

from collections.abc import Iterable, Iterator

import numpy as np

from conditions import only, put_between, take_facts
from data import Take
from shipped import Drummer
from vocabulary import BITS, COLUMNS, SILENT, STEPS, VOICES, words

# A bar as it was [16, 9], log probabilities of its columns [16, 512], and what the model would have played [16, 9].
Foreseen = tuple[np.ndarray, np.ndarray, np.ndarray]


def silence_between_taps(tapped: np.ndarray) -> np.ndarray:
    """The taps say where it is silent and where not: bias [16, 512] that holds a greedy player to them."""
    bias = np.zeros((STEPS, COLUMNS), np.float32)
    bias[tapped, SILENT] = -1e9
    bias[np.ix_(~tapped, np.arange(1, COLUMNS))] = -1e9
    return bias


def by_ours(takes: list[Take], tables: dict, known: list[str]) -> Iterator[Foreseen]:
    """The shipped net, of whose conditions only `known` are given."""
    drummer = Drummer()
    for take in takes:
        drummer.reset()
        rhythm = take.hits.any(-1).astype(np.float32)
        conditions = only(put_between(take_facts(take, tables), rhythm, take.hits), known)
        for tap, condition, truth in zip(rhythm, conditions, take.hits):
            played = drummer.bar(tap, condition, silence_between_taps(tap > 0))["hits"] > 0.5
            yield truth, drummer.follow(tap, condition, words(truth)), played


def measured(bars: Iterable[Foreseen]) -> dict[str, float]:
    """Nats a 16th of whole columns and of each voice alone, and the greedy player's accuracy, F1 and error of density."""
    count = nats = right = columns = taps = wanted = found = hit = density = 0
    by_voice = np.zeros(len(VOICES))
    for truth, log_p, played in bars:
        count, nats = count + 1, nats - log_p[np.arange(STEPS), words(truth)].sum()
        sounding = np.clip(np.exp(log_p) @ BITS, 1e-9, 1 - 1e-9)
        by_voice -= np.where(truth, np.log(sounding), np.log(1 - sounding)).sum(0)
        tapped = truth.any(-1)
        right, taps = right + (played == truth).sum(), taps + tapped.sum()
        columns += (played == truth).all(-1)[tapped].sum()
        wanted, found, hit = wanted + truth.sum(), found + played.sum(), hit + (played & (truth > 0)).sum()
        density += abs(int(played.sum()) - int(truth.sum()))
    steps = count * STEPS
    return {
        "NLL, nats a 16th": nats / steps,
        "accuracy of cells": right / (steps * len(VOICES)),
        "of columns at taps": columns / taps,
        "hit F1": 2 * hit / (found + wanted),
        "density error, hits a bar": density / count,
    } | {f"NLL of {voice}": value for voice, value in zip(VOICES, by_voice / steps)}
