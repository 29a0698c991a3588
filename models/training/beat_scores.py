"""Beat measures of one dance, as mir_eval has them, and the project's own as in demo/tools/beat-measures.ts."""

from dataclasses import dataclass

import mir_eval
import numpy as np

SCORE_FROM = 6.0  # seconds after the first beat
HIT = 0.07  # seconds
TEMPO_TOLERANCE = 0.04
LOCKED_HITS = 4
NEVER = 40.0  # seconds, for a lock that never comes
REST_GRACE = 1.2  # seconds; a body needs this long to be seen standing
COLUMNS = ["f", "cmlt", "amlt", "p", "tempo", "tempoOctave", "error", "errorP90", "bias", "lock", "rest"]
MEDIANS = {"bias", "lock"}


@dataclass
class Estimate:
    times: np.ndarray  # seconds, rising
    bpm: np.ndarray


def pairs(truth: np.ndarray, found: np.ndarray) -> np.ndarray:
    """[n, 2]: indices of true and found beats within the window of each other, each used once, as many as there can be."""
    made = mir_eval.util.match_events(truth, found, HIT) if len(truth) and len(found) else []
    return np.array(made, int).reshape(-1, 2)


def tempo_shares(truth: np.ndarray, found: Estimate) -> tuple[float, float]:
    """Share of the beats whose tempo is right, and right when half and double are allowed."""
    if len(truth) < 2 or len(found.times) == 0:
        return 0.0, 0.0
    after = np.searchsorted(truth, found.times, side="right").clip(1, len(truth) - 1)
    ratio = found.bpm * (truth[after] - truth[after - 1]) / 60
    right = [np.abs(ratio / factor - 1) <= TEMPO_TOLERANCE + 1e-9 for factor in (1, 0.5, 2)]
    return float(right[0].mean()), float(np.any(right, 0).mean())


def lock_time(truth: np.ndarray, times: np.ndarray) -> float:
    """From the first true beat to the first of four in a row that were all hit."""
    hit = np.zeros(len(truth), int)
    hit[pairs(truth, times)[:, 0]] = 1
    runs = np.flatnonzero(np.convolve(hit, np.ones(LOCKED_HITS, int), "valid") == LOCKED_HITS) if len(hit) >= LOCKED_HITS else []
    return float(truth[runs[0]] - truth[0]) if len(runs) else NEVER


def false_alarms(times: np.ndarray, rests: list) -> float:
    """Beats a minute of rest; NaN where there is none."""
    spans = [(begin + REST_GRACE, end) for begin, end in rests if end > begin + REST_GRACE]
    seconds = sum(end - begin for begin, end in spans)
    alarms = sum(int(((times >= begin) & (times < end)).sum()) for begin, end in spans)
    return 60 * alarms / seconds if seconds else np.nan


def scores(truth: np.ndarray, found: Estimate, rests: list, score_from: float | None = None) -> np.ndarray:
    """In the order of COLUMNS; times in seconds. Scored from 6 s after the first beat if nothing else is said."""
    begin = truth[0] + SCORE_FROM if score_from is None else score_from
    kept = (found.times >= begin) & (found.times < truth[-1] + 0.5)
    wanted, scored = truth[truth >= begin], Estimate(found.times[kept], found.bpm[kept])
    enough = min(len(wanted), len(scored.times)) >= 2
    _, cmlt, _, amlt = mir_eval.beat.continuity(wanted, scored.times) if enough else (0, 0, 0, 0)
    matched = pairs(wanted, scored.times)
    late = scored.times[matched[:, 1]] - wanted[matched[:, 0]]
    f = 2 * len(matched) / max(1, len(wanted) + len(scored.times))
    errors = [np.nan] * 3 if len(late) == 0 else [*np.quantile(np.abs(late), [0.5, 0.9]), np.median(late)]
    p_score = mir_eval.beat.p_score(wanted, scored.times) if enough else 0.0
    return np.array([f, cmlt, amlt, p_score, *tempo_shares(wanted, scored), *errors,
                     lock_time(truth, found.times), false_alarms(found.times, rests)])


def summary(rows: list[np.ndarray]) -> dict[str, float]:
    """Means of what is known, medians of bias and lock."""
    made = {}
    for name, column in zip(COLUMNS, np.array(rows).T):
        known = column[np.isfinite(column)]
        middle = np.median if name in MEDIANS else np.mean
        made[name] = round(float(middle(known)), 3) if len(known) else None
    return made
