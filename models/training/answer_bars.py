"""The reference's drums as they are released, in PyTorch on one thread: writes a bar behind another for every line that comes in.

`test/bench/drums.bench.ts` runs it, so that both are timed in turn on the same machine. The weights don't matter to the time.
"""

import sys

import torch

from reference_drums import greedy
from reference_groove import ReferenceGroove
from reference_hits import WORDS, ReferenceHits
from vocabulary import STEPS, VOICES


@torch.no_grad()
def main() -> None:
    torch.set_num_threads(1)
    torch.manual_seed(0)
    hits, groove = ReferenceHits().eval(), ReferenceGroove().eval()
    line, played = torch.randint(1, WORDS, (1, 2 * STEPS)), (torch.rand(1, 2 * STEPS, len(VOICES)) < 0.2).float()
    for _ in sys.stdin:
        greedy(hits, line, STEPS)
        groove(played)
        print(flush=True)


if __name__ == "__main__":
    main()
