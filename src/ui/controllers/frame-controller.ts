import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Two frames of a 60 Hz screen: every composited frame is taken from the pose model's share where the browser draws
 * without a GPU, and a playhead is smooth enough at 30 a second.
 */
const PERIOD_MS = 1000 / 30;
/** Timers of the screen are uneven by about this much. */
const TOLERANCE_MS = 4;

/** Calls back about 30 times a second while its host is on the page. For markers that move between states; keep it tiny. */
export class FrameController implements ReactiveController {
  readonly #tick: () => void;
  #handle = 0;

  constructor(host: ReactiveControllerHost, tick: () => void) {
    this.#tick = tick;
    host.addController(this);
  }

  hostConnected(): void {
    let last = Number.NEGATIVE_INFINITY;
    const loop = (now: number): void => {
      this.#handle = requestAnimationFrame(loop);
      if (now - last < PERIOD_MS - TOLERANCE_MS) return;
      last = now;
      this.#tick();
    };
    this.#handle = requestAnimationFrame(loop);
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.#handle);
  }
}
