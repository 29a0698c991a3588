"""Share of written bars, and of pairs of neighbouring bars, that stand in the training set note for note.

`npx tsx models/measure.ts bars.json && python models/training/copies.py bars.json`
"""

import json
import sys
from pathlib import Path

import numpy as np

from data import load
from vocabulary import words


def keys(hits: np.ndarray, length: int) -> set[bytes]:
    """Every run of `length` bars of [bars, 16, 9]; silent ones are nobody's."""
    line = words(hits).astype(np.int16)
    runs = (line[i : i + length] for i in range(len(line) - length + 1))
    return {run.tobytes() for run in runs if run.any(-1).all()}


def report(bars: Path) -> None:
    performances = [np.array(each, np.uint8).reshape(-1, 16, 9) for each in json.loads(bars.read_text())]
    takes = load("train")
    for length in (1, 2):
        known = set().union(*(keys(take.hits, length) for take in takes))
        written = [key for hits in performances for key in sorted(keys(hits, length))]
        share = sum(key in known for key in written) / len(written)
        print(f"| distinct runs of {length} bar(s): share that stands in the training set | {share:.3f} of {len(written)} |")


if __name__ == "__main__":
    report(Path(sys.argv[1]))
