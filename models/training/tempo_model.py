"""The tempo scorer: from how like itself a body moves after the beats of a tempo to how likely that tempo is; src/beat/tempo-scorer.ts runs it."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from beat_data import RATE
from beat_likeness import CURVES, HALF, LAGS

SLOWEST, FASTEST = 55 / 60, 215 / 60  # beats a second
PREFERRED, PRIOR_WIDTH = 112 / 60, 0.42
# Beats after which a body is compared with itself.
BEATS = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 5 / 4, 4 / 3, 3 / 2, 2, 5 / 2, 3, 4, 5, 6, 8]
HIDDEN, LAST = 24, 16
DROPOUT = 0.3
CURVE_SCALE = 3  # brings curves near the size of the other inputs


def tempi(step: float) -> Tensor:
    return SLOWEST * step ** torch.arange(int(math.log(FASTEST / SLOWEST) / math.log(step)) + 1, dtype=torch.float64)


def prior_of(tempi: Tensor) -> Tensor:
    return (-0.5 * (torch.log(tempi / PREFERRED) / PRIOR_WIDTH) ** 2).float()


TEMPI = tempi(1.02)


def sampling() -> Tensor:
    """[LAGS, BEATS, TEMPI]: what a curve is after so many beats of a tempo, interpolated."""
    table = torch.zeros(LAGS, len(BEATS), len(TEMPI))
    for beat, beats in enumerate(BEATS):
        lag = beats * RATE / HALF / TEMPI
        low = lag.floor().long()
        for tempo in range(len(TEMPI)):
            share = float(lag[tempo] - low[tempo])
            table[low[tempo], beat, tempo] += 1 - share
            table[low[tempo] + 1, beat, tempo] += share
    return table


class TempoModel(nn.Module):
    """How likely each tempo is, by two witnesses: the body's likeness to itself, and what the beat net says (tempo_data.evidence), which
    is wrong at some times, and then about everything. How far each is believed hangs on how much the net has said, and for how long."""

    def __init__(self):
        super().__init__()
        self.register_buffer("table", sampling(), persistent=False)
        logs = torch.log(TEMPI / PREFERRED).float()
        self.register_buffer("logs", torch.stack([logs, logs**2], -1), persistent=False)
        self.register_buffer("prior", prior_of(TEMPI), persistent=False)
        self.first = nn.Linear(CURVES * len(BEATS) + 2, HIDDEN)
        self.second = nn.Linear(HIDDEN, LAST)
        self.last = nn.Linear(LAST, 1)
        self.drop = nn.Dropout(DROPOUT)
        self.gate = nn.Linear(2, 3)  # log of the evidence's sharpness, logit of its being wrong, logit of likeness' weight
        with torch.no_grad():
            self.gate.weight.zero_()
            self.gate.bias.copy_(torch.tensor([-2.3, -1.0, 0.0]))

    def by_likeness(self, curves: Tensor) -> Tensor:
        """[batch, CURVES, LAGS] -> [batch, TEMPI]"""
        after = torch.einsum("bcl,lnk->bkcn", curves, self.table).flatten(2)
        x = torch.cat([CURVE_SCALE * after, self.logs.expand(len(after), -1, -1)], -1)
        return self.last(self.drop(F.relu(self.second(self.drop(F.relu(self.first(self.drop(x)))))))).squeeze(-1)

    def forward(self, curves: Tensor, evidence: Tensor, heard: Tensor) -> Tensor:
        """Curves, nats of evidence [batch, TEMPI] with the prior in it, seconds heard [batch] -> log-likelihoods [batch, TEMPI]."""
        said = torch.log1p((evidence - self.prior).amax(-1).clamp(min=0))
        sharp, wrong, weight = self.gate(torch.stack([said / 2 - 1.5, torch.log(heard) / 2 - 1], -1)).unsqueeze(1).unbind(-1)
        by_net = torch.softmax(torch.exp(sharp) * evidence, -1)
        wrong = torch.sigmoid(wrong)
        return 2 * torch.sigmoid(weight) * self.by_likeness(curves) + torch.log((1 - wrong) * by_net + wrong / evidence.shape[-1])
