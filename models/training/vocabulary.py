"""The drum kit, its 512 columns, and what two hands and two feet can play.

A token is the whole column of one 16th step: a 9-bit word, bit v set where voice v sounds. All 512 words are in the
vocabulary, so every recorded column has a probability and the word needs no table; rare words share statistics with
frequent ones because a word's embedding is a table row *plus* a sum over its voices (see hits_model.py).
"""

import numpy as np

VOICES = ["kick", "snare", "closedHat", "openHat", "lowTom", "midTom", "highTom", "crash", "ride"]
STEPS = 16
COLUMNS = 1 << len(VOICES)
SILENT = 0

# Roland TD-11 notes of the Groove MIDI Dataset, by voice.
NOTES = [[36], [37, 38, 40], [42, 22, 44], [46, 26], [43, 58], [45, 47], [48, 50], [49, 52, 55, 57], [51, 53, 59]]
VOICE_OF_NOTE = {note: voice for voice, notes in enumerate(NOTES) for note in notes}

STYLES = [
    "afrobeat", "afrocuban", "blues", "country", "dance", "funk", "gospel", "highlife", "hiphop", "jazz",
    "latin", "middleeastern", "neworleans", "pop", "punk", "reggae", "rock", "soul",
]

# [512, 9]: the voices of every column.
BITS = ((np.arange(COLUMNS)[:, None] >> np.arange(len(VOICES))) & 1).astype(np.float32)

_WEIGHTS = 1 << np.arange(len(VOICES))


def words(hits: np.ndarray) -> np.ndarray:
    """Columns [..., 9] of 0/1 to words [...]."""
    return (hits.astype(np.int64) * _WEIGHTS).sum(-1)


def playable() -> np.ndarray:
    """[512] bool: at most two hands, and the hat is not open and closed at once. Feet: kick, and the hat by its pedal."""
    kick, snare, closed, opened, *rest = BITS.T
    return (snare + opened + sum(rest) <= 2) & (closed + opened < 2)
