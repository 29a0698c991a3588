"""Baseline: the hits network of RhythmicNet (Su, Liu, Shlizerman, NeurIPS 2021), written anew from its published shapes.

An encoder-decoder transformer (Vaswani et al. 2017) from taps to words, a word being one column of nine voices: windows of two
bars, nothing known of what was before them. 1,028,864 parameters. Its encoder hears the taps of the whole window, so those of
the first bar's successor, too.

Three slips of the released code are left out, in its favour: it overwrote the taps by random ones, it sampled without the mask
that it had been trained with, and it fed words back that were not the ones that sounded.
"""

import math

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from data import Take
from vocabulary import COLUMNS, STEPS, words

WINDOW_BARS = 2
WINDOW = WINDOW_BARS * STEPS
PLACES = 100  # as far as the original's table of positions goes
WORDS = 152
SILENCE = 0  # the index of the silent column among the words
WIDTH, HEADS, LAYERS, HIDDEN = 128, 4, 3, 256
DROPOUT, EPSILON = 0.1, 1e-6


def said(takes: list[Take]) -> np.ndarray:
    """The columns that occur, in order, so the silent one first: the original has a word for each of its 152, and no other."""
    return np.unique(np.concatenate([words(take.hits).ravel() for take in takes]))


def sinusoids() -> Tensor:
    """[100, width]: sine on even channels, cosine on odd ones."""
    rate = torch.exp(-math.log(10_000) * torch.arange(0, WIDTH, 2) / WIDTH)
    angle = torch.arange(PLACES)[:, None] * rate
    return torch.stack([angle.sin(), angle.cos()], -1).flatten(1)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH, bias=False) for _ in range(4))
        self.norm, self.drop = nn.LayerNorm(WIDTH, EPSILON), nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, source: Tensor, mask: Tensor | None = None) -> Tensor:
        """[batch, steps, width]; the mask is true where x may look at the source."""
        by_head = lambda part, of: part(of).unflatten(-1, (HEADS, -1)).transpose(1, 2)
        query, key, value = by_head(self.query, x), by_head(self.key, source), by_head(self.value, source)
        scores = query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        shut = scores if mask is None else scores.masked_fill(~mask, -1e9)
        mixed = self.drop(shut.softmax(-1)) @ value
        return self.norm(x + self.drop(self.out(mixed.transpose(1, 2).flatten(2))))


class FeedForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.up, self.down = nn.Linear(WIDTH, HIDDEN), nn.Linear(HIDDEN, WIDTH)
        self.norm, self.drop = nn.LayerNorm(WIDTH, EPSILON), nn.Dropout(DROPOUT)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(x + self.drop(self.down(F.relu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.tap = nn.Embedding(2, WIDTH)
        self.register_buffer("places", sinusoids(), persistent=False)
        self.norm, self.drop = nn.LayerNorm(WIDTH, EPSILON), nn.Dropout(DROPOUT)
        self.attend = nn.ModuleList(Attention() for _ in range(LAYERS))
        self.think = nn.ModuleList(FeedForward() for _ in range(LAYERS))

    def forward(self, taps: Tensor) -> Tensor:
        """[batch, steps] of 0 and 1 -> [batch, steps, width]"""
        x = self.norm(self.drop(self.tap(taps) + self.places[: taps.shape[1]]))
        for attend, think in zip(self.attend, self.think):
            x = think(attend(x, x))
        return x


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.word = nn.Embedding(WORDS, WIDTH)
        self.register_buffer("places", sinusoids(), persistent=False)
        self.norm, self.drop = nn.LayerNorm(WIDTH, EPSILON), nn.Dropout(DROPOUT)
        self.attend = nn.ModuleList(Attention() for _ in range(LAYERS))
        self.ask = nn.ModuleList(Attention() for _ in range(LAYERS))
        self.think = nn.ModuleList(FeedForward() for _ in range(LAYERS))
        self.read = nn.Linear(WIDTH, WORDS, bias=False)

    def forward(self, before: Tensor, heard: Tensor) -> Tensor:
        """Words before every step but the first [batch, steps - 1] -> logits [batch, steps, 152]; the start is a zero vector."""
        x = F.pad(self.word(before), (0, 0, 1, 0))
        steps = x.shape[1]
        x = self.norm(self.drop(x + self.places[:steps]))
        past = self.places.new_ones(steps, steps).tril() > 0
        for attend, ask, think in zip(self.attend, self.ask, self.think):
            x = think(ask(attend(x, x, past), heard))
        return self.read(x)


class ReferenceHits(nn.Module):
    """`columns` [152]: the column that each word stands for."""

    def __init__(self, columns: np.ndarray | None = None):
        super().__init__()
        self.encoder, self.decoder = Encoder(), Decoder()
        self.register_buffer("columns", torch.from_numpy(np.zeros(WORDS, np.int64) if columns is None else columns))

    def indices(self, line: Tensor) -> Tensor:
        """Columns 0..511 -> words 0..151, -1 where there is none."""
        table = torch.full((COLUMNS,), -1, device=line.device)
        table[self.columns] = torch.arange(WORDS, device=line.device)
        return table[line]

    def forward(self, line: Tensor) -> Tensor:
        """Logits [batch, steps, 152] of every word of [batch, steps] given the taps of all and the words before it."""
        return self.decoder(line[:, :-1], self.encoder((line != SILENCE).long()))


def sounding(logits: Tensor) -> Tensor:
    """Log probabilities where there is a tap: the silent word is never said there, and always where there is none."""
    return logits.index_fill(-1, torch.tensor([SILENCE], device=logits.device), -math.inf).log_softmax(-1)
