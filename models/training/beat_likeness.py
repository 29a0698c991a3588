"""How like itself a body moves after every time up to 8.8 s: what src/beat/movement.ts and src/beat/likeness.ts work out, over whole dances."""

import math

import numpy as np
import torch
from torch import Tensor

from beat_data import JOINTS, RATE, SWAPPED

HALF = 2  # frames of the motion stage that are taken together
LAGS = 132  # in such pairs of frames
MEMORY, USUAL = 10.0, 2.0  # seconds
FARTHEST, COMPRESSION, FLOOR, WHOLE_SCALE = 4.0, 0.3, 0.2, 4.0
BELIEVED_AFTER, STILL, MOMENT = 1.0, 1e-3, 1e-3
CURVES = 6  # places, their mirror image, velocities, their mirror image, log speeds, the mean speed
RESTS = 0.05  # activity below which a body is like nothing


def less_mean(values: np.ndarray) -> np.ndarray:
    """[T, n] less their mean of the last `USUAL` seconds, with exponential forgetting."""
    keep, total, weight, out = math.exp(-1 / (USUAL * RATE)), np.zeros(values.shape[1]), 0.0, np.empty_like(values)
    for frame, now in enumerate(values):
        total, weight = keep * total + now, keep * weight + 1
        out[frame] = now - total / weight
    return out


def movement(frames: np.ndarray) -> list[Tensor]:
    """[T, 85...] -> places [T, 34], velocities [T, 34], log speeds [T, 17] and their mean [T, 1], faded with visibility."""
    seen = frames[:, 4 * JOINTS : 5 * JOINTS]
    place = frames[:, : 2 * JOINTS].clip(-FARTHEST, FARTHEST)
    velocity = frames[:, 2 * JOINTS : 4 * JOINTS]
    speed = np.log(FLOOR + np.hypot(velocity[:, ::2], velocity[:, 1::2]))
    both = less_mean(np.concatenate([place, speed], 1).astype(np.float64))
    twice = seen.repeat(2, 1)
    speeds = both[:, 2 * JOINTS :] * seen
    parts = [both[:, : 2 * JOINTS] * twice, velocity / (1 + COMPRESSION * np.abs(velocity)) * twice, speeds,
             WHOLE_SCALE * speeds.mean(1, keepdims=True)]
    return [torch.from_numpy(part.astype(np.float32)) for part in parts]


def mirrored(part: Tensor) -> Tensor:
    return (part.unflatten(-1, (JOINTS, 2))[..., SWAPPED, :] * torch.tensor([-1.0, 1.0])).flatten(-2)


def by_lag(gram: Tensor) -> Tensor:
    """[T, T] -> [LAGS, T]: each moment's product with what was so many moments ago; 0 before the beginning."""
    count = len(gram)
    padded = torch.cat([torch.zeros(count, LAGS - 1), gram], 1)
    rows = torch.arange(count)
    return torch.stack([padded[rows, rows + LAGS - 1 - lag] for lag in range(LAGS)])


def likeness(parts: list[Tensor], moves: Tensor, ends: list[int]) -> Tensor:
    """Of frames from a beginning on, their activity being [T]: curves [ends, CURVES, LAGS] when so many frames have been seen."""
    pairs = len(moves) // HALF
    halved = [(part * moves[:, None])[: pairs * HALF].unflatten(0, (pairs, HALF)).mean(1) for part in parts]
    seen = torch.tensor([end // HALF for end in ends])
    ago = seen[:, None] - 1 - torch.arange(pairs)
    weights = torch.where(ago >= 0, torch.exp(-ago.clamp(min=0) * HALF / (MEMORY * RATE)), 0.0)
    known = (torch.arange(pairs)[None] >= torch.arange(LAGS)[:, None]).float()  # [LAGS, pairs]
    span = weights @ known.T * HALF / RATE
    found = []
    for number, part in enumerate(halved):
        energy = (part * part).sum(-1)
        now = weights @ (energy * known).T
        then = weights @ by_lag(energy.expand(pairs, pairs)).T
        for other in [part, mirrored(part)] if number < 2 else [part]:
            product = weights @ by_lag(part @ other.T).T
            found.append(product / (torch.sqrt(now * then) + STILL) / (1 + BELIEVED_AFTER / (span + MOMENT)))
    return torch.stack(found, 1)
