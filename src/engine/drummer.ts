import type { DrumBar, DrumControls, DrumWriter } from '../drums/types.ts';
import type { BarRequest } from '../rhythm/types.ts';

/** The drum writer with what the performer asks of it while playing. */
export interface Drummer {
  write(request: BarRequest): Promise<DrumBar>;
  /** The next bar that is written is a fill. */
  fill(): void;
  /** While on, the bar that was last written whole comes again, varied. A fill asked for meanwhile is played, then it goes on. */
  hold(on: boolean): void;
  reset(): void;
}

/** @param controls asked once a bar */
export function createDrummer(drums: DrumWriter, controls: () => DrumControls): Drummer {
  let fill = false;
  let hold = false;
  return {
    write: (request) => {
      const asked = { ...controls(), fill, hold };
      fill = false;
      return drums.write(request, asked);
    },
    fill: () => {
      fill = true;
    },
    hold: (on) => {
      hold = on;
    },
    reset: () => {
      fill = hold = false;
    },
  };
}
