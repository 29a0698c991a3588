"""Cuts of the exported dances from which the tempo scorer learns how a body is best compared with itself."""

import numpy as np
import torch
from torch import Tensor

from beat_data import ACTIVITY, JOINTS, RATE, Dance
from beat_likeness import PAIR, PAIRS, RESTS, mirrored, moving, paired
from tempo_data import AGO, tempo_at

LENGTH = int(20 * PAIRS)  # pairs of frames
ENDS = [int(seconds * PAIRS) for seconds in (3, 5, 8, 13, 20)]  # when it is asked
AT = torch.tensor(ENDS) - 1
MIRRORED, HIDDEN, FEWEST, MOST = 0.5, 0.4, 1, 5
SIZES = (0.75, 1.3)


def tempi_of(dance: Dance) -> Tensor:
    """[T / 2] beats a second some time ago; 0 where it isn't known, or where the body rests."""
    count = len(dance.frames) // PAIR
    times = dance.about["start"] + PAIR * np.arange(1, count + 1) / RATE - AGO
    active = dance.frames[PAIR - 1 :: PAIR, ACTIVITY][:count] > RESTS
    return torch.tensor([(tempo_at(dance, time) or 0.0) if moves else 0.0 for time, moves in zip(times, active)])


def unseen(moved: Tensor, joints: np.ndarray) -> Tensor:
    """[T, MOVEMENT] without so many joints."""
    seen = torch.ones(JOINTS)
    seen[torch.from_numpy(joints)] = 0
    twice = seen.repeat_interleave(2)
    return moved * torch.cat([twice, twice, seen, torch.ones(1)])


def augmented(moved: Tensor, rng: np.random.Generator) -> Tensor:
    """[T, MOVEMENT]: mirror, joints that nobody sees, size."""
    if rng.random() < MIRRORED:
        moved = mirrored(moved)
    if rng.random() < HIDDEN:
        moved = unseen(moved, rng.choice(JOINTS, rng.integers(FEWEST, MOST + 1), replace=False))
    return moved * float(rng.uniform(*SIZES))


class Cuts:
    """Batches of random cuts, so many of each kind of dance."""

    def __init__(self, dances: list[Dance], shares: dict[str, int]):
        self.shares = shares
        self.by_kind = {kind: [] for kind in shares}
        for dance in dances:
            if dance.about["kind"] in shares and len(dance.frames) > PAIR * (LENGTH + 1):
                self.by_kind[dance.about["kind"]].append((paired(moving(dance.frames)), tempi_of(dance)))

    def batch(self, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        """[cuts, LENGTH, MOVEMENT], and the tempi at ENDS [cuts, ends], 0 where they aren't known."""
        moved, tempi = [], []
        for kind, count in self.shares.items():
            pool = self.by_kind[kind]
            for number in rng.integers(len(pool), size=count):
                body, tempo = pool[number]
                begin = rng.integers(len(body) - LENGTH)
                moved.append(augmented(body[begin : begin + LENGTH], rng))
                tempi.append(tempo[begin + AT])
        return torch.stack(moved), torch.stack(tempi)
