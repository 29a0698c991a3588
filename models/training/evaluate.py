"""The tables of the model card: `python evaluate.py [--split test] [--tables hits groove control] [--groove FOLDER]`.

Hits: exact binary taps; nothing else is known to our net but tempo, place in the take and that the taps are exact. All baselines
are told by the taps where it is silent, so that a step without a tap costs them nothing; our net has to know it.
"""

import argparse
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np

import copies
import groove_measures as groove
import hits_measures as hits
from baselines import ColumnGrams, Frequencies, nll
from conditions import quantile_tables
from data import DEFAULT_GROOVE, Take, load
from reference_drums import hits_by_bar, played, reference, weights, windows_as_trained, windows_behind
from reference_groove import ReferenceGroove
from reference_hits import ReferenceHits
from vocabulary import VOICES

REPOSITORY = Path(__file__).resolve().parents[2]
HITS_KNOWN = ["phrase", "start", "tempo", "between"]


def table(title: str, columns: Iterable[str], rows: dict[str, Iterable]) -> None:
    lines = [[title, *columns], ["---"] * (1 + len([*columns])), *([name, *values] for name, values in rows.items())]
    shown = lambda value: f"{value:.3f}" if isinstance(value, float) else str(value)
    print("\n".join("| " + " | ".join(map(shown, line)) + " |" for line in lines), end="\n\n", flush=True)


def there(kind: type) -> bool:
    """Whether a network of the reference has been trained here."""
    if weights(kind).exists():
        return True
    print(f"The reference is left out: there is no {weights(kind)}.\n")
    return False


def hits_tables(takes: list[Take], train: list[Take], tables: dict) -> None:
    rows = {
        "hits transformer; style unknown": hits.measured(hits.by_ours(takes, tables, HITS_KNOWN)),
        "hits transformer; style and feel known": hits.measured(hits.by_ours(takes, tables, [*HITS_KNOWN, "style", "feel"])),
    }
    if there(ReferenceHits):
        model = reference(ReferenceHits)
        rows["reference's encoder-decoder, every bar behind the one before"] = hits.measured(hits_by_bar(model, takes, windows_behind))
        rows["the same, two bars by two as it was trained"] = hits.measured(hits_by_bar(model, takes, windows_as_trained))
    columns = list(rows["hits transformer; style unknown"])
    whole, voices = columns[: -len(VOICES)], columns[-len(VOICES) :]
    simple = {"column n-grams (two columns, the one a bar ago)": ColumnGrams(train), "voice frequencies by step": Frequencies(train)}
    alone = {name: [nll(model, takes), *[""] * (len(whole) - 1)] for name, model in simple.items()}
    table("given the exact taps", whole, {name: [row[column] for column in whole] for name, row in rows.items()} | alone)
    table("NLL of a voice alone", VOICES, {name: [row[column] for column in voices] for name, row in rows.items()})


def groove_tables(takes: list[Take], train: list[Take], tables: dict) -> None:
    wanted, trained = groove.strokes(takes), groove.strokes(train)
    median, draws = groove.by_ours(takes, tables)
    drawn = [wanted.of(draw) for draw in draws]
    guesses = {"net (median)": median, "training means by step and voice": groove.training_means(train, len(wanted.on))}
    others = {"people of the training split": (trained.truth, trained.voice)}
    if there(ReferenceGroove):
        guesses["reference's network, the whole take heard"] = made = played(reference(ReferenceGroove), takes)
        others["reference's network"] = wanted.of(made), wanted.voice
    errors = {title: [groove.error(made, wanted, name) for name in groove.NAMES] for title, made in guesses.items()}
    table("over true hits", [f"{name} MAE" for name in groove.NAMES], errors)
    samples = {"net, drawn": (drawn[0], wanted.voice)} | others
    far = {title: [groove.distance(made[name], voice, wanted, name) for name in groove.NAMES] for title, (made, voice) in samples.items()}
    table("distance from the split's people", groove.NAMES, far)
    columns = ["strokes", "takes", "net, drawn", "95 % of takes drawn again", *others]
    for name in groove.NAMES:
        rows = {}
        for voice, label in enumerate(VOICES):
            on = wanted.voice == voice
            mine, low, high = groove.spread([draw[name] for draw in drawn], wanted, name, voice)
            theirs = [float(made[name][of == voice].std() / wanted.truth[name][on].std()) for made, of in others.values()]
            rows[label] = [int(on.sum()), len(np.unique(wanted.take[on])), mine, f"{low:.2f} to {high:.2f}", *theirs]
        table(f"standard deviation of {name} relative to the split's people", columns, rows)


def control_table() -> None:
    """The writer as the page uses it, on a dancer by rule (models/measure.ts, which Node runs), and what it copied."""
    with tempfile.TemporaryDirectory() as folder:
        bars = Path(folder) / "bars.json"
        subprocess.run(["npx", "tsx", "models/measure.ts", str(bars)], cwd=REPOSITORY, check=True)
        copies.report(bars)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--split", default="validation", choices=["validation", "test"])
    parser.add_argument("--tables", nargs="+", default=["hits", "groove", "control"], choices=["hits", "groove", "control"])
    parser.add_argument("--groove", type=Path, default=DEFAULT_GROOVE, help="folder of the Groove MIDI archive")
    options = parser.parse_args()
    train, takes = load("train", options.groove), load(options.split, options.groove)
    tables = quantile_tables(train)
    print(f"{options.split} split, {sum(take.bars for take in takes)} bars\n")
    if "hits" in options.tables:
        hits_tables(takes, train, tables)
    if "groove" in options.tables:
        groove_tables(takes, train, tables)
    if "control" in options.tables:
        control_table()


if __name__ == "__main__":
    main()
