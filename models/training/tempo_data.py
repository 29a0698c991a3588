"""What the tempo scorer learns from: at moments of the exported dances, some time after a beginning, the likeness of the movement, what the
beat net has said until then, and the true tempo."""

import math
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from beat_data import ACTIVITY, FRAME, LONGEST_BEAT, RATE, Dance
from beat_likeness import RESTS, likeness, movement
from beat_model import BeatModel
from tempo_model import TEMPI, prior_of, tempi

# As src/beat/phase-memory.ts and phase-belief.ts have it.
TURNS, SHARES = torch.tensor([1, 2, 0.5, 0.25]), torch.tensor([1, 0.5, 0.5, 0.25])
MEMORIES = [(1.5, 1.5), (4.0, 1.0), (12.0, 0.8), (36.0, 0.8)]
PHASES, OBSERVATIONS, EXPLAINED, CERTAIN, WARM_UP = 24, 20.0, 0.75, 0.95, 1.0
FINE = tempi(1.01)
HILL = 0.025  # tempi this near (natural log) are one hypothesis
AFTER = [1, 1.6, 2.5, 3.5, 5, 7, 10, 14, 19, 25, 32, 39]  # seconds after a beginning
BEGINNINGS, SHORTEST = 3, 5.0
DANCES = 0.3  # probability of dance from which the net is heard
AGO = 0.4  # the tempo that is true is that of so long ago: nobody hears a change at once


def evidence(out: Tensor, weight: Tensor, ends: list[int]) -> Tensor:
    """Of the net's outputs [T, 11] from a beginning on: nats for every tempo's best phase, [ends, TEMPI], the prior in it."""
    times = torch.arange(len(out))
    said = torch.complex(out[:, 3::2], out[:, 4::2])
    angles = 2 * math.pi / RATE * TURNS.double()[:, None] * FINE[None]
    turned = said[:, :, None] * torch.polar(torch.ones(1).double(), -angles * times[:, None, None]).to(torch.complex64)
    phases = torch.arange(PHASES) / PHASES
    back = torch.polar(torch.ones(4, PHASES), -2 * math.pi * TURNS[:, None] * phases)
    last = torch.tensor(ends)[:, None] - 1
    warm = ((times + 1) / RATE / WARM_UP).clamp(max=1)
    total = torch.zeros(len(ends), len(FINE), PHASES)
    for memory, share in MEMORIES:
        kept = torch.where(times <= last, torch.exp((times - last).clamp(max=0) / (RATE * memory)), 0.0) * weight * warm / RATE
        sums = torch.einsum("et,tck->eck", kept.to(torch.complex64), turned) * torch.polar(
            torch.ones(1).double(), angles * last[:, :, None]).to(torch.complex64)
        power, span = (kept @ (said.abs() ** 2)) @ SHARES, kept.sum(-1)
        at = sums[..., None] * back[None, :, None]
        four = torch.maximum(at[:, 3].real.abs(), at[:, 3].imag.abs())
        match = SHARES[0] * at[:, 0].real + SHARES[1] * at[:, 1].real + SHARES[2] * at[:, 2].real.abs() + SHARES[3] * four
        explained = match.clamp(min=0) ** 2 * EXPLAINED / (power * span * SHARES.sum() + 1e-9)[:, None, None]
        total += share * -0.5 * (span * OBSERVATIONS)[:, None, None] * torch.log(1 - explained.clamp(max=CERTAIN))
    best = total.amax(-1) + prior_of(FINE)
    near = (torch.log(FINE[None] / TEMPI[:, None]).abs() < HILL).float()
    return torch.where(near[None] > 0, best[:, None], -math.inf).amax(-1)


@torch.no_grad()
def moments(dance: Dance, net: BeatModel, rng: np.random.Generator) -> list[tuple[Tensor, Tensor, float, float]]:
    """Of a dance: curves, evidence, seconds heard, true tempo (beats a second), at times after a beginning, where it is known."""
    frames, count = dance.frames, len(dance.frames)
    out = net(torch.from_numpy(frames[None, :, :FRAME].copy()))[0]
    parts = movement(frames)
    active = torch.from_numpy(frames[:, ACTIVITY].copy())
    weight = (torch.sigmoid(out[:, 2]) > DANCES) * active.clamp(0, 1)
    latest = max(RATE, int(count - SHORTEST * RATE))
    found = []
    for begin in [0, *sorted(rng.integers(0, latest, BEGINNINGS - 1))]:
        ends = [end for end in (int(seconds * RATE) for seconds in AFTER) if begin + end <= count]
        if not ends:
            continue
        curves = likeness([part[begin:] for part in parts], (active[begin:] > RESTS).float(), ends)
        heard = evidence(out[begin:], weight[begin:], ends)
        for row, end in enumerate(ends):
            tempo = tempo_at(dance, dance.about["start"] + (begin + end) / RATE - AGO)
            if tempo and active[begin + end - 1] > RESTS:
                found.append((curves[row].half(), heard[row], end / RATE, tempo))
    return found


def tempo_at(dance: Dance, time: float) -> float | None:
    after = int(np.searchsorted(dance.beats, time))
    gap = dance.beats[after] - dance.beats[after - 1] if 0 < after < len(dance.beats) else math.inf
    return 1 / float(gap) if gap < LONGEST_BEAT else None


def gathered(dances: list[Dance], net: BeatModel, seed: int, file: Path | None = None) -> dict[str, Tensor]:
    """All moments of dances: curves, evidence, heard, tempo, and which dance it was. Kept in a file where one is given."""
    if file is not None and file.exists():
        return torch.load(file)
    rng = np.random.default_rng(seed)
    rows = [(*row, number) for number, dance in enumerate(dances) for row in moments(dance, net, rng)]
    curves, heard, seconds, tempo, number = zip(*rows)
    made = {"curves": torch.stack(curves), "evidence": torch.stack(heard), "heard": torch.tensor(seconds),
            "tempo": torch.tensor(tempo), "dance": torch.tensor(number)}
    if file is not None:
        torch.save(made, file)
    return made
