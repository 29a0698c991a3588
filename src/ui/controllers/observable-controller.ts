import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Observable, Subscription } from 'rxjs';
import type { Engine } from '../../engine/types.ts';

/** A component that shows an engine. */
export interface EngineHost extends ReactiveControllerHost {
  readonly engine: Engine | null;
}

/**
 * Follows one of the engine's observables while its host is on the page, across a change of engine.
 * It asks for no render: `next` sets the host's reactive fields, and Lit renders when one of them really changed.
 */
export class ObservableController<T> implements ReactiveController {
  readonly #host: EngineHost;
  readonly #select: (engine: Engine) => Observable<T>;
  readonly #next: (value: T) => void;
  #engine: Engine | null = null;
  #subscription: Subscription | null = null;

  constructor(host: EngineHost, select: (engine: Engine) => Observable<T>, next: (value: T) => void) {
    this.#host = host;
    this.#select = select;
    this.#next = next;
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#host.engine !== this.#engine) this.#follow(this.#host.engine);
  }

  hostConnected(): void {
    this.#follow(this.#host.engine);
  }

  hostDisconnected(): void {
    this.#follow(null);
  }

  #follow(engine: Engine | null): void {
    this.#subscription?.unsubscribe();
    this.#engine = engine;
    this.#subscription = engine ? this.#select(engine).subscribe((value) => this.#next(value)) : null;
  }
}
