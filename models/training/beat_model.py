"""The beat net: attention over the joints of one instant, then causal dilated convolutions over time.

Causal, so a frame at a time gives the same numbers as a whole dance (export_beat.py): each layer needs its own
normalised input of `dilation` and `2 x dilation` frames ago, and nothing else.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

JOINTS = 17
FRAME = JOINTS * 5  # position, velocity, visibility
BONES = [(0, 16), (16, 15), (16, 1), (16, 2), (1, 3), (2, 4), (3, 5), (4, 6), (15, 7), (15, 8), (7, 9), (8, 10),
         (9, 11), (10, 12), (11, 13), (12, 14)]
PER_JOINT = 6
TOKEN, HEADS = 16, 2
WIDTH = 64
DILATIONS = [1, 2, 4, 8, 16, 32, 64]
DROPOUT = 0.1  # few people were recorded: the net must not know them by heart
# Logits of beat, downbeat and dance (against rest), then cos and sin of the beat's phase, of twice it, of half and of a quarter of it.
OUTPUTS = 11
FLOOR = 0.2  # torsos a second; below this all speeds are the same
UNSEEN = 0.02  # a joint never seen keeps this little weight, so that a body out of sight gives no NaN


def hops() -> Tensor:
    """Bones between any two joints."""
    far = torch.full((JOINTS, JOINTS), 99.0).fill_diagonal_(0)
    for a, b in BONES:
        far[a, b] = far[b, a] = 1
    for k in range(JOINTS):
        far = torch.minimum(far, far[:, k : k + 1] + far[k : k + 1])
    return far


def joint_features(frames: Tensor) -> Tensor:
    """[..., 85] -> [..., 17, 6]: position, velocity (compressed), log speed, all faded with visibility, and that."""
    position, velocity, seen = frames.split([2 * JOINTS, 2 * JOINTS, JOINTS], -1)
    position = position.unflatten(-1, (JOINTS, 2)).clamp(-4, 4) * 0.5
    velocity = velocity.unflatten(-1, (JOINTS, 2))
    square = (velocity * velocity).sum(-1, keepdim=True)
    speed = torch.sqrt(square + 1e-6)
    share = seen.unsqueeze(-1)
    log_speed = torch.log(FLOOR + speed) * 0.7
    return torch.cat([position * share, velocity / (1 + speed * 0.3) * share, log_speed * share, share], -1)


class Joints(nn.Module):
    """Graph attention: joints look at each other, near ones first to begin with, invisible ones not at all."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Linear(PER_JOINT, TOKEN)
        self.name = nn.Parameter(0.3 * torch.randn(JOINTS, TOKEN))
        self.norm = nn.LayerNorm(TOKEN)
        self.qkv = nn.Linear(TOKEN, 3 * TOKEN)
        self.relation = nn.Parameter(-0.5 * hops().expand(HEADS, JOINTS, JOINTS).clone())
        self.out = nn.Linear(TOKEN, TOKEN)
        self.flat = nn.Linear(JOINTS * TOKEN, WIDTH)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, frames: Tensor) -> Tensor:
        x = self.embed(joint_features(frames)) + self.name
        seen = torch.log(frames[..., None, None, 4 * JOINTS :] + UNSEEN)
        query, key, value = (part.transpose(-2, -3) for part in
                             self.qkv(self.norm(x)).unflatten(-1, (3 * HEADS, TOKEN // HEADS)).chunk(3, -2))
        scores = query @ key.transpose(-1, -2) / math.sqrt(TOKEN // HEADS) + self.relation + seen
        mixed = (scores.softmax(-1) @ value).transpose(-2, -3).flatten(-2)
        return self.flat(self.drop(F.relu(x + self.out(mixed)).flatten(-2)))


class Layer(nn.Module):
    def __init__(self, dilation: int):
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(WIDTH)
        self.mix = nn.Linear(3 * WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor) -> Tensor:
        z = self.norm(x)
        length, d = x.shape[-2], self.dilation
        padded = F.pad(z, (0, 0, 2 * d, 0))
        taps = torch.cat([padded[..., :length, :], padded[..., d : d + length, :], z], -1)
        return x + self.out(self.drop(F.relu(self.mix(taps))))


class BeatModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.joints = Joints()
        self.layers = nn.ModuleList(Layer(dilation) for dilation in DILATIONS)
        self.norm = nn.LayerNorm(WIDTH)
        self.read = nn.Linear(WIDTH, OUTPUTS)

    def forward(self, frames: Tensor) -> Tensor:
        """[batch, time, 85] -> [batch, time, OUTPUTS]."""
        x = self.joints(frames)
        for layer in self.layers:
            x = layer(x)
        return self.read(self.norm(x))
