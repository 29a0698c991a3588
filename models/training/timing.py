"""How long a call takes, for what is compared on one machine."""

import time
from collections.abc import Callable

import numpy as np

WARM_UP, TIMES = 3, 30


def timed(call: Callable[[], object]) -> str:
    """Wall clock, and the process's own time, which other work on the machine disturbs less."""
    wall, own = [], []
    for _ in range(WARM_UP + TIMES):
        began = time.perf_counter(), time.process_time()
        call()
        wall.append(1000 * (time.perf_counter() - began[0]))
        own.append(1000 * (time.process_time() - began[1]))
    return f"{np.median(wall[WARM_UP:]):.0f} ms wall, {np.median(own[WARM_UP:]):.0f} ms processor"
