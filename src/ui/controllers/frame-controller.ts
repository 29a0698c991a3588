import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Milliseconds } from '../../core/units.ts';

/**
 * Two frames of a 60 Hz screen: every composited frame is taken from the pose model's share where the browser draws
 * without a GPU, and a playhead is smooth enough at 30 a second.
 */
const PERIOD_MS = 1000 / 30;
/** Timers of the screen are uneven by about this much. */
const TOLERANCE_MS = 4;

/** Calls back while its host is on the page, about 30 times a second if not told otherwise. For what moves between states; keep it tiny. */
export class FrameController implements ReactiveController {
  readonly #tick: () => void;
  readonly #period: Milliseconds;
  #handle = 0;

  /** @param period between two calls; 0: with every frame of the screen */
  constructor(host: ReactiveControllerHost, tick: () => void, period: Milliseconds = PERIOD_MS) {
    this.#tick = tick;
    this.#period = period;
    host.addController(this);
  }

  hostConnected(): void {
    let last = Number.NEGATIVE_INFINITY;
    const loop = (now: number): void => {
      this.#handle = requestAnimationFrame(loop);
      if (now - last < this.#period - TOLERANCE_MS) return;
      last = now;
      this.#tick();
    };
    this.#handle = requestAnimationFrame(loop);
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.#handle);
  }
}
