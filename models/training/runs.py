"""What both training scripts share: arguments, schedule, moving average, resumable checkpoints."""

import argparse
import copy
import math
import time
from pathlib import Path

import numpy as np
import torch

from data import DEFAULT_GROOVE

RUNS = Path(__file__).resolve().parent / "runs"


def arguments(epochs: int, rate: float) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--groove", type=Path, default=DEFAULT_GROOVE, help="folder of the Groove MIDI archive")
    parser.add_argument("--run", default="default", help="name of the run; an unfinished one is resumed")
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--rate", type=float, default=rate)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def trained(model: torch.nn.Module, kind: str, run: str = "default") -> torch.nn.Module:
    """The averaged weights with the lowest validation loss of a run."""
    model.load_state_dict(torch.load(RUNS / kind / run / "best.pt", map_location="cpu", weights_only=True))
    return model.eval()


def rate_at(progress: float) -> float:
    """Share of the full learning rate: warm-up 2 %, flat, linear to 2 % over the last 40 %."""
    return min(1.0, progress / 0.02 + 0.01, max(0.02, (1 - progress) / 0.4))


def half(device: str) -> torch.autocast:
    """bfloat16 where that is faster: on a graphics card. A processor without matrix units for it takes twice the time."""
    return torch.autocast(device, torch.bfloat16, enabled=device == "cuda")


class Average:
    """Exponential moving average of the weights; the one that is evaluated and exported."""

    def __init__(self, model: torch.nn.Module, decay: float = 0.998):
        self.model, self.decay, self.updates = copy.deepcopy(model).eval(), decay, 0

    @torch.no_grad()
    def update(self, model: torch.nn.Module) -> None:
        self.updates += 1
        decay = min(self.decay, self.updates / (self.updates + 10))
        for mine, theirs in zip(self.model.parameters(), model.parameters()):
            mine.lerp_(theirs, 1 - decay)


class Run:
    """One training: call `step(loss)` for every batch and `save()` after every epoch."""

    def __init__(self, name: str, model: torch.nn.Module, options: argparse.Namespace, batches_per_epoch: int):
        torch.set_num_threads(options.threads)
        self.folder = RUNS / name / options.run
        self.folder.mkdir(parents=True, exist_ok=True)
        self.model, self.options = model.to(options.device), options
        self.average = Average(model)
        decayed = [p for p in model.parameters() if p.ndim > 1]
        others = [p for p in model.parameters() if p.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": 0.05}, {"params": others, "weight_decay": 0.0}]
        self.optimiser = torch.optim.AdamW(groups, lr=options.rate, betas=(0.9, 0.98))
        self.epoch, self.steps = 0, 0
        self.total = batches_per_epoch * options.epochs
        self.best = math.inf
        self.began = time.monotonic()
        self.resume()

    def resume(self) -> None:
        last = self.folder / "last.pt"
        if not last.exists():
            return
        state = torch.load(last, map_location=self.options.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.average.model.load_state_dict(state["average"])
        self.average.updates = state["steps"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.epoch, self.steps, self.best = state["epoch"], state["steps"], state["best"]

    def epochs(self):
        """The epochs still to do, each with its own generators, so that a resumed run goes on as if never stopped."""
        while self.epoch < self.options.epochs:
            torch.manual_seed(self.options.seed * 1000 + self.epoch)
            self.model.train()
            yield self.epoch, np.random.default_rng([self.options.seed, self.epoch])

    def step(self, loss: torch.Tensor) -> None:
        for group in self.optimiser.param_groups:
            group["lr"] = self.options.rate * rate_at(min(1.0, self.steps / self.total))
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.average.update(self.model)
        self.steps += 1

    def save(self, trained: float, validated: float) -> None:
        """Ends an epoch. The averaged weights with the lowest validation loss are kept as best.pt."""
        self.epoch += 1
        if validated < self.best:
            self.best = validated
            torch.save(self.average.model.state_dict(), self.folder / "best.pt")
        state = {"model": self.model.state_dict(), "average": self.average.model.state_dict()}
        state |= {"optimiser": self.optimiser.state_dict(), "epoch": self.epoch, "steps": self.steps, "best": self.best}
        torch.save(state, self.folder / "new.pt")
        (self.folder / "new.pt").replace(self.folder / "last.pt")
        line = f"epoch {self.epoch} train {trained:.4f} validation {validated:.4f} {time.monotonic() - self.began:.0f} s"
        print(line, flush=True)
        with (self.folder / "log.txt").open("a") as log:
            log.write(line + "\n")
