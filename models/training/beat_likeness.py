"""How like itself a body moves after every time up to 8.8 s: what src/beat/movement.ts and src/beat/likeness.ts work out, over whole dances."""

import math

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from beat_data import ACTIVITY, JOINTS, RATE, SWAPPED

PAIR = 2  # frames of the motion stage that are taken together
PAIRS = RATE / PAIR  # a second
LAGS = 132  # in such pairs of frames
SPANS = [2 * JOINTS, 2 * JOINTS, JOINTS]  # of a movement: places, velocities, log speeds; their mean is the last
MOVEMENT = sum(SPANS) + 1
MEMORY, USUAL = 10.0, 2.0  # seconds
FARTHEST, COMPRESSION, FLOOR, WHOLE_SCALE = 4.0, 0.3, 0.2, 4.0
BELIEVED_AFTER, STILL, MOMENT = 1.0, 1e-3, 1e-3
NOTHING = 1e-8  # what a root is taken of: its slope at 0 has no end
RESTS = 0.05  # activity below which a body is like nothing


def less_mean(values: np.ndarray) -> np.ndarray:
    """[T, n] less their mean of the last `USUAL` seconds, with exponential forgetting."""
    keep, total, weight, out = math.exp(-1 / (USUAL * RATE)), np.zeros(values.shape[1]), 0.0, np.empty_like(values)
    for frame, now in enumerate(values):
        total, weight = keep * total + now, keep * weight + 1
        out[frame] = now - total / weight
    return out


def movement(frames: np.ndarray) -> Tensor:
    """[T, 85...] -> [T, MOVEMENT]: places, velocities, log speeds and their mean, faded with visibility."""
    seen = frames[:, 4 * JOINTS : 5 * JOINTS]
    place = frames[:, : 2 * JOINTS].clip(-FARTHEST, FARTHEST)
    velocity = frames[:, 2 * JOINTS : 4 * JOINTS]
    speed = np.log(FLOOR + np.hypot(velocity[:, ::2], velocity[:, 1::2]))
    both = less_mean(np.concatenate([place, speed], 1).astype(np.float64))
    twice = seen.repeat(2, 1)
    speeds = both[:, 2 * JOINTS :] * seen
    parts = [both[:, : 2 * JOINTS] * twice, velocity / (1 + COMPRESSION * np.abs(velocity)) * twice, speeds,
             WHOLE_SCALE * speeds.mean(1, keepdims=True)]
    return torch.from_numpy(np.concatenate(parts, 1).astype(np.float32))


def moving(frames: np.ndarray) -> Tensor:
    """[T, 87] -> [T, MOVEMENT], 0 where the body rests."""
    return movement(frames) * torch.from_numpy(frames[:, ACTIVITY] > RESTS).float()[:, None]


def paired(moved: Tensor) -> Tensor:
    """[T, MOVEMENT] -> [T / 2, MOVEMENT]: of every two frames together."""
    count = len(moved) // PAIR
    return moved[: PAIR * count].unflatten(0, (count, PAIR)).mean(1)


def mirrored(moved: Tensor) -> Tensor:
    """[..., MOVEMENT] of the mirror image."""
    *parts, speeds, whole = moved.split([*SPANS, 1], -1)
    sides = [(part.unflatten(-1, (JOINTS, 2))[..., SWAPPED, :] * torch.tensor([-1.0, 1.0])).flatten(-2) for part in parts]
    return torch.cat([*sides, speeds[..., SWAPPED], whole], -1)


def by_lag(now: Tensor, was: Tensor) -> Tensor:
    """[batch, ..., T, n] twice -> [batch, ..., T, LAGS]: each moment's product with what was so many moments ago; 0 before the beginning."""
    count = now.shape[-2]
    products = now @ F.pad(was.flip(-2), (0, 0, 0, LAGS - 1)).transpose(-1, -2)
    products = products.flatten(0, -3).contiguous()
    width = count + LAGS - 1
    found = products.as_strided((len(products), count, LAGS), (count * width, width - 1, 1), count - 1)
    return found.unflatten(0, now.shape[:-2])


def likeness(now: Tensor, was: Tensor, ends: list[int]) -> Tensor:
    """What is compared [batch, ..., T, n], and with what: correlations [..., ends, LAGS] when so many pairs of frames have been seen."""
    times = torch.arange(now.shape[-2])
    ago = torch.tensor(ends)[:, None] - 1 - times
    weights = torch.where(ago >= 0, torch.exp(-ago.clamp(min=0) / (MEMORY * PAIRS)), 0.0)
    known = (times[:, None] >= torch.arange(LAGS)).float()  # [T, LAGS]
    span = weights @ known / PAIRS
    energy, before = (now * now).sum(-1), (was * was).sum(-1)
    then = F.pad(before, (LAGS - 1, 0)).unfold(-1, LAGS, 1).flip(-1)
    both = ((weights * energy[..., None, :]) @ known) * (weights @ then)
    return weights @ by_lag(now, was) / (torch.sqrt(both + NOTHING) + STILL) / (1 + BELIEVED_AFTER / (span + MOMENT))
