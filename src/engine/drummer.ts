import type { DrumBar, DrumControls, DrumWriter } from '../drums/types.ts';
import type { BarRequest } from '../rhythm/types.ts';

/** The drum writer with what the performer asks of it while playing. */
export interface Drummer {
  write(request: BarRequest): Promise<DrumBar>;
  /** The next bar that is written is a fill. */
  fill(): void;
  /** While on, the bar that was last written whole comes again. A fill asked for meanwhile is played, then it goes on. */
  hold(on: boolean): void;
  reset(): void;
}

/** @param controls asked once a bar */
export function createDrummer(drums: DrumWriter, controls: () => DrumControls): Drummer {
  let asked = false;
  let held = false;
  let last: DrumBar | null = null;

  const fresh = async (request: BarRequest): Promise<DrumBar> => {
    const fill = asked;
    asked = false;
    const bar = await drums.write(request, fill ? { ...controls(), fill } : controls());
    if (request.from === 0 && !(held && fill)) last = bar;
    return bar;
  };
  return {
    write: (request) =>
      held && last !== null && !asked ? Promise.resolve({ ...last, request, elapsedMs: 0 }) : fresh(request),
    fill: () => {
      asked = true;
    },
    hold: (on) => {
      held = on;
    },
    reset: () => {
      asked = held = false;
      last = null;
    },
  };
}
