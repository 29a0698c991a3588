"""Batches: takes cut into windows of at most BARS bars, windows of like length together, padding masked."""

from dataclasses import dataclass

import numpy as np

from conditions import hide, put_between, take_facts
from data import Take
from taps import rhythms
from vocabulary import words

BARS = 16


@dataclass
class Piece:
    """Bars of one take with the condition rows of those bars, everything known."""

    hits: np.ndarray
    velocity: np.ndarray
    offset: np.ndarray
    facts: np.ndarray


@dataclass
class Batch:
    """[windows, bars, ...]; `real` marks bars that are no padding."""

    words: np.ndarray
    rhythm: np.ndarray
    condition: np.ndarray
    real: np.ndarray


def pieces(takes: list[Take], tables: dict, bars: int = BARS, rng: np.random.Generator | None = None) -> list[Piece]:
    """Takes cut at bar lines; with `rng` the first cut is random, so that every epoch cuts elsewhere."""
    cut = []
    for take in takes:
        facts = take_facts(take, tables)
        first = int(rng.integers(1, bars + 1)) if rng is not None and take.bars > bars else bars
        edges = [0, *range(first, take.bars, bars), take.bars]
        cut += [
            Piece(take.hits[a:b], take.velocity[a:b], take.offset[a:b], facts[a:b])
            for a, b in zip(edges, edges[1:])
            if b > a
        ]
    return cut


def grouped(cut: list[Piece], budget: int, rng: np.random.Generator | None = None) -> list[list[Piece]]:
    """Lists of pieces of like length, about `budget` bars each, in random order with `rng`."""
    order = sorted(cut, key=lambda piece: len(piece.hits) + (rng.random() if rng is not None else 0))
    groups: list[list[Piece]] = [[]]
    for piece in order:
        if (len(groups[-1]) + 1) * len(piece.hits) > budget and groups[-1]:
            groups.append([])
        groups[-1].append(piece)
    if rng is not None:
        rng.shuffle(groups)
    return groups


def stacked(group: list[Piece], name: str) -> np.ndarray:
    longest = max(len(piece.hits) for piece in group)
    arrays = [getattr(piece, name) for piece in group]
    return np.stack([np.pad(a, [(0, longest - len(a))] + [(0, 0)] * (a.ndim - 1)) for a in arrays])


def batch(group: list[Piece], rng: np.random.Generator, kind: str | None = None, show=hide) -> Batch:
    """Draws rhythms for a group and shows the model what `show(facts, rng)` leaves of the conditions."""
    hits, velocity = stacked(group, "hits"), stacked(group, "velocity")
    rhythm = rhythms(hits, velocity, rng, kind)
    facts = put_between(stacked(group, "facts"), rhythm, hits)
    longest = hits.shape[1]
    real = np.arange(longest) < np.array([len(piece.hits) for piece in group])[:, None]
    return Batch(words(hits), rhythm, show(facts, rng).astype(np.float32), real)
