import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Calls back once a displayed frame while its host is on the page. For markers that move between states; keep it tiny. */
export class FrameController implements ReactiveController {
  readonly #tick: () => void;
  #handle = 0;

  constructor(host: ReactiveControllerHost, tick: () => void) {
    this.#tick = tick;
    host.addController(this);
  }

  hostConnected(): void {
    const loop = (): void => {
      this.#handle = requestAnimationFrame(loop);
      this.#tick();
    };
    this.#handle = requestAnimationFrame(loop);
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.#handle);
  }
}
