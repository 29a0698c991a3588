"""The groove net: how hard and how early or late every stroke of a bar is played, as distributions to draw from.

A bar is seen whole (it is written before it sounds) together with the bar before it as it was played. For every cell
the net gives a histogram of velocity and one of offset; a number u in 0..1 a cell picks that quantile, so u = 0.5 is the
median, and the caller decides how people-like, how loose and how correlated the draws are.
"""

import torch
from torch import Tensor, nn

from conditions import SIZE
from hits_model import Layer
from vocabulary import STEPS, VOICES

BINS = 24
SMALLEST_SHARE = 1e-4  # below it a bin is passed over: dividing by less would only amplify rounding
VOICE_COUNT = len(VOICES)
RANGES = {"velocity": (0.0, 1.0), "offset": (-0.5, 0.5)}


def quantile(logits: Tensor, u: Tensor) -> Tensor:
    """Quantile u of histograms over 0..1: logits [..., BINS], u [...]; linear within a bin."""
    share = logits.softmax(-1)
    below = share.cumsum(-1) - share
    return ((u.unsqueeze(-1) - below) / share.clamp_min(SMALLEST_SHARE)).clamp(0, 1).sum(-1) / BINS


class GrooveModel(nn.Module):
    def __init__(self, width: int = 96, layers: int = 2, heads: int = 4, dropout: float = 0.15):
        super().__init__()
        self.heads = heads
        self.now = nn.Linear(VOICE_COUNT, width, bias=False)
        self.before = nn.Linear(3 * VOICE_COUNT, width, bias=False)
        self.place = nn.Parameter(torch.randn(2 * STEPS, width) * 0.02)
        self.condition = nn.Linear(SIZE, width)
        self.relation = nn.Parameter(torch.zeros(heads, 2 * STEPS, 2 * STEPS))
        self.blocks = nn.ModuleList(Layer(width, heads, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.read = nn.Linear(width, VOICE_COUNT * 2 * BINS)

    def forward(self, hits: Tensor, before: Tensor, condition: Tensor) -> Tensor:
        """Logits [batch, 16, 9, 2, BINS] (velocity, offset).

        hits [batch, 16, 9] of the bar; before [batch, 16, 27]: hits, velocity and offset of the previous bar, velocity
        and offset 0 where there is no hit, all 0 in the first bar; condition [batch, SIZE].
        """
        steps = torch.cat([self.before(before), self.now(hits)], 1)
        x = steps + self.place + self.condition(condition).unsqueeze(1)
        for block in self.blocks:
            x = block(x, self.relation.unsqueeze(0))
        return self.read(self.norm(x[:, STEPS:])).unflatten(-1, (VOICE_COUNT, 2, BINS))
