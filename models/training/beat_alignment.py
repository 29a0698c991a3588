"""How the net's phase lies to the beat by tempo: `python beat_alignment.py [--run default]`.

The net hears slow dances early and fast ones late: with the tempo in doubt it takes part of it from what is usual. That is
close to a line in beats a second, error = bias - lag x frequency, fitted on held-out dances; frames count by how well the net knows
them. An `Alignment` (src/beat/types.ts) could take it out again; version 8 gains nothing by that.
"""

import argparse

import numpy as np

from beat_clips import CACHE
from beat_data import Dance, load
from beat_model import BeatModel
from runs import trained
from train_beat import outputs

SETTLED = 150  # frames that are left out at the beginning


def phase_error(out: np.ndarray, dance: Dance) -> tuple[float, float, float]:
    """Frequency (beats a second), the net's mean phase error (beats, positive: the beat is heard early), and its weight."""
    said, true = (table[:, 3] + 1j * table[:, 4] for table in (out, dance.targets))
    known = np.abs(true) > 0.5
    known[:SETTLED] = False
    product = (said * true.conj())[known]
    mean = product.mean() if len(product) else 0
    return 1 / np.median(np.diff(dance.beats)), np.angle(mean) / (2 * np.pi), np.abs(mean) ** 2 * len(product)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", default="default")
    model = trained(BeatModel(), "beat", parser.parse_args().run)
    dances = load(CACHE / "held")
    for kind in ("dance", "salsa", "gait", "music"):
        these = [dance for dance in dances if dance.about["kind"] == kind]
        frequency, error, weight = np.array([phase_error(*pair) for pair in zip(outputs(model, these), these)]).T
        root = np.sqrt(weight)
        bias, slope = np.linalg.lstsq(np.stack([root, root * frequency], 1), root * error, rcond=None)[0]
        print(f"{kind}: lag {-slope:.3f} s, bias {bias:.3f} beats, from {len(these)} takes at {frequency.min():.2f} to {frequency.max():.2f} Hz")


if __name__ == "__main__":
    main()
