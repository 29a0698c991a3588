"""Writes mir-eval.json: beat lists and what mir_eval says of them. Usage: python make-mir-eval.py (needs mir_eval)."""
import json
import pathlib
import warnings

import mir_eval
import numpy as np

warnings.simplefilter("ignore")
rng = np.random.default_rng(7)


def case(name, truth, estimated):
    truth, estimated = np.round(np.sort(truth), 4), np.round(np.sort(estimated), 4)
    cmlc, cmlt, amlc, amlt = mir_eval.beat.continuity(truth, estimated)
    return dict(
        name=name, truth=truth.tolist(), estimated=estimated.tolist(),
        f=mir_eval.beat.f_measure(truth, estimated), p=float(mir_eval.beat.p_score(truth, estimated)),
        cmlc=float(cmlc), cmlt=float(cmlt), amlc=float(amlc), amlt=float(amlt),
    )


grid = np.arange(40) * 0.5 + 6.2
cases = [
    case("exact", grid, grid),
    case("jitter", grid, grid + rng.normal(0, 0.03, 40)),
    case("wide jitter", grid, grid + rng.normal(0, 0.09, 40)),
    case("off-beat", grid, grid + 0.25),
    case("half", grid, grid[1::2] + 0.01),
    case("double", grid, np.arange(80) * 0.25 + 6.2),
    case("drifts away", grid, 6.2 + np.arange(40) * 0.51),
    case("holes", grid, np.delete(grid, [3, 4, 11, 25, 26, 27]) + rng.normal(0, 0.02, 34)),
    case("extra", grid, np.concatenate([grid, rng.uniform(6, 26, 9)])),
    case("tempo 15 % up", np.concatenate([grid[:20], grid[19] + np.arange(1, 25) * 0.5 / 1.15]), grid),
    case("one beat", grid, grid[4:5]),
    case("slow truth", np.arange(14) * 1.05, np.arange(30) * 0.5 + rng.normal(0, 0.02, 30)),
]
out = pathlib.Path(__file__).with_name("mir-eval.json")
out.write_text(json.dumps(dict(version=mir_eval.__version__, cases=cases), indent=1) + "\n")
