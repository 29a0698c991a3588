"""Baseline: the velocity and timing network of RhythmicNet (Su, Liu, Shlizerman, NeurIPS 2021), written anew from its published shapes.

A "U-Net" over steps and voices that never makes its picture smaller: five 3x3 convolutions, four transposed ones that are given
the convolutions' outputs again, and a read-out. It sees nine steps to either side, the future's, too, and has no notion of style,
tempo or what was played before; what it says is one number a cell, nothing is drawn. 389,922 parameters, which no biases and no
normalisation of the first layer add up to; the decoder's activation is not known and is the encoder's here.
"""

import torch
from torch import Tensor, nn

CHANNELS = [1, 16, 32, 64, 128, 128]
UP = [64, 32, 16, 4]
DEEPEST = 3  # layers with dropout
DROPOUT, SLOPE = 0.15, 0.2


def layer(convolution: nn.Module, channels: int, normalised: bool = True, dropout: float = 0.0) -> nn.Sequential:
    parts = [convolution, *([nn.BatchNorm2d(channels)] if normalised else []), nn.LeakyReLU(SLOPE)]
    return nn.Sequential(*parts, *([nn.Dropout(dropout)] if dropout else []))


class ReferenceGroove(nn.Module):
    def __init__(self):
        super().__init__()
        down = list(zip(CHANNELS, CHANNELS[1:]))
        self.down = nn.ModuleList(
            layer(nn.Conv2d(given, made, 3, padding=1, bias=False), made, at > 0, DROPOUT if at >= len(down) - DEEPEST else 0)
            for at, (given, made) in enumerate(down))
        again = [0, *reversed(CHANNELS[1:-1])]  # channels of the convolutions' outputs beside what comes from below
        below = [CHANNELS[-1], *UP]
        self.up = nn.ModuleList(
            layer(nn.ConvTranspose2d(here + beside, made, 3, padding=1, bias=False), made)
            for here, beside, made in zip(below, again, UP))
        self.read = nn.Conv2d(UP[-1] + CHANNELS[1], 2, 1)

    def forward(self, hits: Tensor) -> tuple[Tensor, Tensor]:
        """[batch, steps, 9] of 0 and 1 -> velocity 0..1 and offset -0.5..0.5 (16ths) of every cell."""
        outputs = [hits.unsqueeze(1)]
        for down in self.down:
            outputs.append(down(outputs[-1]))
        x = outputs.pop()
        for up in self.up:
            x = torch.cat([up(x), outputs.pop()], 1)
        velocity, offset = self.read(x).unbind(1)
        return velocity.sigmoid(), 0.5 * offset.tanh()
