"""The tempo scorer: from how like itself a body moves after the beats of a tempo to how likely that tempo is. src/beat/aspects.ts and
src/beat/tempo-scorer.ts run it."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from beat_likeness import LAGS, PAIRS, SPANS, likeness, mirrored

SLOWEST, FASTEST = 55 / 60, 215 / 60  # beats a second
PREFERRED, PRIOR_WIDTH = 112 / 60, 0.42
# Beats after which a body is compared with itself.
BEATS = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 5 / 4, 4 / 3, 3 / 2, 2, 5 / 2, 3, 4, 5, 6, 8]
GROUPS, SUMS = 4, 8  # of learned sums, for each of SPANS
CURVES = 2 * GROUPS * len(SPANS) + 1  # of each group, and of its mirror image; of the mean speed
HIDDEN, LAST = 24, 16
AGREEMENTS = 16  # of four cycles in four memories, with what the beat net has said (tempo_data.evidence)
DROPOUT = 0.3
CURVE_SCALE, AGREEMENT_SCALE = 3, 2  # bring them near the size of the other inputs


def tempi(step: float) -> Tensor:
    return SLOWEST * step ** torch.arange(int(math.log(FASTEST / SLOWEST) / math.log(step)) + 1, dtype=torch.float64)


def prior_of(tempi: Tensor) -> Tensor:
    return (-0.5 * (torch.log(tempi / PREFERRED) / PRIOR_WIDTH) ** 2).float()


TEMPI = tempi(1.02)


def sampling() -> Tensor:
    """[LAGS, BEATS, TEMPI]: what a curve is after so many beats of a tempo, interpolated."""
    table = torch.zeros(LAGS, len(BEATS), len(TEMPI))
    for beat, beats in enumerate(BEATS):
        lag = beats * PAIRS / TEMPI
        low = lag.floor().long()
        for tempo in range(len(TEMPI)):
            share = float(lag[tempo] - low[tempo])
            table[low[tempo], beat, tempo] += 1 - share
            table[low[tempo] + 1, beat, tempo] += share
    return table


class Aspects(nn.Module):
    """Which joints count together, and how much, when a body is compared with what it was: a few sums of places, of velocities and of log speeds."""

    def __init__(self):
        super().__init__()
        self.sums = nn.ModuleList(nn.Linear(size, GROUPS * SUMS, bias=False) for size in SPANS)

    def of(self, moved: Tensor) -> Tensor:
        """[batch, T, MOVEMENT] -> [batch, groups of all spans, T, SUMS]"""
        sums = [layer(part) for layer, part in zip(self.sums, moved.split([*SPANS, 1], -1))]
        return torch.cat(sums, -1).unflatten(-1, (-1, SUMS)).transpose(1, 2)

    def forward(self, moved: Tensor, ends: list[int]) -> Tensor:
        """Of pairs of frames from a beginning on [batch, T, MOVEMENT]: curves [batch, ends, CURVES, LAGS] when so many have been seen."""
        own, whole = self.of(moved), moved[:, None, :, -1:]
        both = torch.stack([likeness(own, other, ends) for other in (own, self.of(mirrored(moved)))], 2).flatten(1, 2)
        return torch.cat([both, likeness(whole, whole, ends)], 1).transpose(1, 2)


class TempoModel(nn.Module):
    """How likely each tempo is, by two witnesses: the body's likeness to itself, read together with how far the beat net's cycles agree
    with a tempo, and what that net says as a whole (tempo_data.evidence), which is wrong at some times, and then about everything. How far each is believed hangs on how much the net has said, and for how long."""

    def __init__(self):
        super().__init__()
        self.register_buffer("table", sampling(), persistent=False)
        logs = torch.log(TEMPI / PREFERRED).float()
        self.register_buffer("logs", torch.stack([logs, logs**2], -1), persistent=False)
        self.register_buffer("prior", prior_of(TEMPI), persistent=False)
        self.aspects = Aspects()
        self.first = nn.Linear(CURVES * len(BEATS) + AGREEMENTS + 2, HIDDEN)
        self.second = nn.Linear(HIDDEN, LAST)
        self.last = nn.Linear(LAST, 1)
        self.drop = nn.Dropout(DROPOUT)
        self.gate = nn.Linear(2, 3)  # log of the evidence's sharpness, logit of its being wrong, logit of likeness' weight
        with torch.no_grad():
            self.gate.weight.zero_()
            self.gate.bias.copy_(torch.tensor([-2.3, -1.0, 0.0]))

    def by_likeness(self, curves: Tensor, agreement: Tensor) -> Tensor:
        """[batch, CURVES, LAGS], [batch, AGREEMENTS, TEMPI] -> [batch, TEMPI]"""
        after = torch.einsum("bcl,lnk->bkcn", curves, self.table).flatten(2)
        logs = self.logs.expand(len(after), -1, -1)
        x = self.drop(torch.cat([CURVE_SCALE * after, AGREEMENT_SCALE * agreement.transpose(1, 2), logs], -1))
        return self.last(self.drop(F.relu(self.second(self.drop(F.relu(self.first(x))))))).squeeze(-1)

    def by_movement(self, moved: Tensor, ends: list[int]) -> Tensor:
        """Pairs of frames from a beginning on [batch, T, MOVEMENT] -> [batch, ends, TEMPI], where the beat net has said nothing."""
        curves = self.aspects(moved, ends).flatten(0, 1)
        return self.by_likeness(curves, torch.zeros(len(curves), AGREEMENTS, len(TEMPI))).unflatten(0, (len(moved), len(ends)))

    def forward(self, curves: Tensor, evidence: Tensor, agreement: Tensor, heard: Tensor) -> Tensor:
        """Curves, nats of evidence [batch, TEMPI] with the prior in it, agreement [batch, AGREEMENTS, TEMPI], seconds heard [batch] ->
        log-likelihoods [batch, TEMPI]."""
        said = torch.log1p((evidence - self.prior).amax(-1).clamp(min=0))
        sharp, wrong, weight = self.gate(torch.stack([said / 2 - 1.5, torch.log(heard) / 2 - 1], -1)).unsqueeze(1).unbind(-1)
        by_net = torch.softmax(torch.exp(sharp) * evidence, -1)
        wrong = torch.sigmoid(wrong)
        trusted = torch.log((1 - wrong) * by_net + wrong / evidence.shape[-1])
        return 2 * torch.sigmoid(weight) * self.by_likeness(curves, agreement) + trusted
