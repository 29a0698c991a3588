"""Baseline: the beat network of RhythmicNet (Su, Liu, Shlizerman, NeurIPS 2021), written anew from its published shapes.

A spatial-temporal graph convolution net over the joints (Yan et al. 2018), then a transformer that attends to the
self-similarity of what it found. It hears a window of 5 s whole, so it looks up to 5 s into the future. 459,628 parameters.

What it is given is cleaner than what the original was: that one took raw differences of pixels, where a lost joint leaps
to the picture's corner and the picture's size, the dancer's distance and the camera's movement all count. Here they are
differences of joints in torso lengths, less the camera's movement, from the project's own motion stage.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from beat_model import JOINTS

RATE = 60
WINDOW = 300  # differences: 5 s
# Where the original's joints (nose, neck, right arm, left arm, mid-hip, right leg, left leg, toes) are among ours.
ORDER = [0, 16, 2, 4, 6, 1, 3, 5, 15, 8, 10, 12, 7, 9, 11, 13, 14]
BONES = [(0, 1), (1, 2), (2, 3), (3, 4), (1, 5), (5, 6), (6, 7), (1, 8), (8, 9), (8, 12), (9, 10), (12, 13), (10, 11),
         (13, 14), (11, 16), (14, 15)]
CHANNELS = [2, 32, 32, 32, 32, 64, 64, 64, 64, 64, 64]
KERNEL = 9
WIDTH, HEADS, LAYERS = 64, 2, 2
DROPOUT = 0.1
PICTURE = 3.0  # units in a torso length: some 300 pixels, and the original counts in hundreds


def differences(frames: Tensor) -> Tensor:
    """Motion frames [..., T, 85] at 30 Hz -> steps [..., 2T, 2, 17] at 60 Hz, as if positions had been interpolated.

    Steps 2i and 2i + 1 end 1/60 s before motion frame i and on it.
    """
    velocity = frames[..., 2 * JOINTS : 4 * JOINTS].unflatten(-1, (JOINTS, 2))[..., ORDER, :]
    return (velocity * (PICTURE / RATE)).transpose(-1, -2).repeat_interleave(2, -3)


def adjacency() -> Tensor:
    """[2, 17, 17]: the joint itself, and its neighbours, columns normalised over both together."""
    near = torch.zeros(JOINTS, JOINTS)
    for a, b in BONES:
        near[a, b] = near[b, a] = 1
    own = torch.eye(JOINTS)
    return torch.stack([own, near]) / (own + near).sum(0)


class GraphBlock(nn.Module):
    def __init__(self, given: int, made: int, residual: bool):
        super().__init__()
        self.spread = nn.Conv2d(given, 2 * made, 1)
        self.importance = nn.Parameter(torch.ones(2, JOINTS, JOINTS))
        self.register_buffer("near", adjacency(), persistent=False)
        self.over_time = nn.Sequential(
            nn.BatchNorm2d(made), nn.ReLU(), nn.Conv2d(made, made, (KERNEL, 1), padding=(KERNEL // 2, 0)), nn.BatchNorm2d(made))
        widened = lambda: nn.Sequential(nn.Conv2d(given, made, 1), nn.BatchNorm2d(made))
        self.past = None if not residual else nn.Identity() if given == made else widened()

    def forward(self, x: Tensor) -> Tensor:
        """[batch, given, time, 17] -> [batch, made, time, 17]"""
        slices = self.spread(x).chunk(2, 1)
        mixed = sum(part @ weights for part, weights in zip(slices, self.near * self.importance))
        made = self.over_time(mixed)
        return F.relu(made if self.past is None else made + self.past(x))


class GraphNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(2 * JOINTS)
        pairs = list(zip(CHANNELS, CHANNELS[1:]))
        self.blocks = nn.ModuleList(GraphBlock(*pair, residual=number > 0) for number, pair in enumerate(pairs))

    def forward(self, steps: Tensor) -> Tensor:
        """[batch, time, 2, 17] -> [batch, time, 64]"""
        x = self.norm(steps.flatten(2).transpose(1, 2)).unflatten(1, (2, JOINTS)).transpose(2, 3)
        for block in self.blocks:
            x = block(x)
        return x.mean(3).transpose(1, 2)


def skewed(x: Tensor) -> Tensor:
    """Rows by distance to rows by place (Huang et al. 2018). Nothing masks what lies ahead, where it has the next row's numbers."""
    time = x.shape[-1]
    return F.pad(x, (1, 0)).unflatten(-1, (time + 1,)).flatten(-2)[..., time:].unflatten(-1, (time, time))


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.distance = nn.Parameter(0.02 * torch.randn(WINDOW, WIDTH // HEADS))
        self.drop, self.drop_out = nn.Dropout(DROPOUT), nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, alike: Tensor) -> Tensor:
        query, key, value = (part(x).unflatten(-1, (HEADS, -1)).transpose(1, 2) for part in (self.query, self.key, self.value))
        scores = (query @ key.transpose(-1, -2) + skewed(query @ self.distance.T)) / math.sqrt(WIDTH // HEADS) + alike
        mixed = self.drop(scores.softmax(-1)) @ value
        return self.drop_out(self.out(mixed.transpose(1, 2).flatten(2)))


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.before, self.attention, self.between = nn.LayerNorm(WIDTH), Attention(), nn.LayerNorm(WIDTH)
        self.think = nn.Sequential(nn.Linear(WIDTH, 4 * WIDTH), nn.GELU(), nn.Linear(4 * WIDTH, WIDTH), nn.Dropout(DROPOUT))

    def forward(self, x: Tensor, alike: Tensor) -> Tensor:
        x = x + self.attention(self.before(x), alike)
        return x + self.think(self.between(x))


class ReferenceBeat(nn.Module):
    def __init__(self):
        super().__init__()
        self.graph = GraphNet()
        self.alike = nn.Conv2d(1, HEADS, 3, padding=1)
        self.place = nn.Parameter(torch.zeros(1, WINDOW, WIDTH))
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        self.read = nn.Linear(WIDTH, 1, bias=False)

    def forward(self, steps: Tensor) -> Tensor:
        """[batch, 300, 2, 17] -> [batch, 300]: logits of the beat, 60 a second."""
        latent = self.graph(steps)
        alike = self.alike(self_similarity(latent))
        x = self.drop(latent + self.place)
        for layer in self.layers:
            x = layer(x, alike)
        return self.read(self.norm(x)).squeeze(-1)


def self_similarity(latent: Tensor) -> Tensor:
    """[batch, time, 64] -> [batch, 1, time, time]; squared distance without a sign, as in the original: the unlike weigh most."""
    square = (latent * latent).sum(-1)
    far = square[:, :, None] + square[:, None, :] - 2 * latent @ latent.transpose(1, 2)
    return far.softmax(-1).unsqueeze(1)
