"""The reference's drum networks, re-trained (train_reference_hits.py, train_reference_groove.py), over whole takes."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from data import Take
from reference_groove import ReferenceGroove
from reference_hits import SILENCE, WINDOW_BARS, ReferenceHits, sounding
from runs import RUNS, trained
from vocabulary import BITS, COLUMNS, STEPS, words

FOLDERS = {ReferenceHits: "reference-hits", ReferenceGroove: "reference-groove"}


def weights(kind: type, run: str = "default") -> Path:
    return RUNS / FOLDERS[kind] / run / "best.pt"


def reference(kind: type, run: str = "default") -> torch.nn.Module:
    """The averaged weights with the lowest validation loss."""
    torch.set_num_threads(1)
    return trained(kind(), FOLDERS[kind], run)


def windows_as_trained(bars: int) -> Iterator[tuple[range, int]]:
    """For every bar the bars that are heard with it: it and the one before or after, every second bar begins from nothing."""
    for bar in range(bars):
        first = bar - bar % WINDOW_BARS
        yield range(first, min(first + WINDOW_BARS, bars)), bar


def windows_behind(bars: int) -> Iterator[tuple[range, int]]:
    """For every bar the one before it and itself, so that only the first begins from nothing (and hears the second's taps)."""
    for bar in range(bars):
        first = max(0, bar + 1 - WINDOW_BARS)
        yield range(first, min(first + WINDOW_BARS, bars)), bar


@torch.no_grad()
def over_columns(model: ReferenceHits, line: Tensor) -> np.ndarray:
    """Log probabilities [batch, steps, 512] of every column, teacher forcing; words [batch, steps]."""
    known = sounding(model(line).double())
    silent = torch.full_like(known, -np.inf)
    silent[..., SILENCE] = 0
    found = np.full((*line.shape, COLUMNS), -np.inf)
    found[..., model.columns.numpy()] = torch.where((line == SILENCE)[..., None], silent, known).numpy()
    return found


@torch.no_grad()
def greedy(model: ReferenceHits, line: Tensor, first: int) -> Tensor:
    """The words of [batch, steps] that the model would say from step `first` of the window to the end of that bar, given the taps."""
    heard, said = model.encoder((line != SILENCE).long()), line.clone()
    for step in range(first, first + STEPS):
        best = sounding(model.decoder(said[:, :step], heard)[:, -1]).argmax(-1)
        said[:, step] = torch.where(line[:, step] == SILENCE, SILENCE, best)
    return said[:, first : first + STEPS]


def hits_by_bar(model: ReferenceHits, takes: list[Take], cut=windows_behind) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """For every bar: true hits [16, 9], log probabilities [16, 512], and what it plays greedily with the bars before as they were.

    Bars that stand in the same place of windows of the same length are asked about together.
    """
    for take in takes:
        line = model.indices(torch.from_numpy(words(take.hits)))
        assert (line >= 0).all(), f"{take.name} has a column that the reference has no word for"
        alike: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for window, bar in cut(take.bars):
            alike.setdefault((len(window), bar - window.start), []).append((window.start, bar))
        answers = {}
        for (length, place), found in alike.items():
            first = STEPS * place
            whole = torch.stack([line[start : start + length].flatten() for start, _ in found])
            told = over_columns(model, whole)[:, first : first + STEPS]
            said = BITS[model.columns[greedy(model, whole, first)].numpy()] > 0.5
            answers |= {bar: (take.hits[bar], log_p, hits) for (_, bar), log_p, hits in zip(found, told, said)}
        yield from (answers[bar] for bar in range(take.bars))


@torch.no_grad()
def played(model: ReferenceGroove, takes: list[Take]) -> dict[str, np.ndarray]:
    """Velocity and offset [bars, 16, 9] of all takes' bars one below the other; every take is heard whole, as released."""
    made = [model(torch.from_numpy(take.hits).float().flatten(0, 1)[None]) for take in takes]
    velocity, offset = (np.concatenate([part[0].reshape(-1, STEPS, 9).numpy() for part in parts]) for parts in zip(*made))
    return {"velocity": velocity, "offset": offset}
