import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Files dropped anywhere on the page. `over` tells whether some are being held above it. */
export class FileDropController implements ReactiveController {
  readonly #over: (over: boolean) => void;
  readonly #drop: (file: File) => void;

  constructor(host: ReactiveControllerHost, over: (over: boolean) => void, drop: (file: File) => void) {
    this.#over = over;
    this.#drop = drop;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('dragover', this.#onDragOver);
    window.addEventListener('dragleave', this.#onDragLeave);
    window.addEventListener('drop', this.#onDrop);
  }

  hostDisconnected(): void {
    window.removeEventListener('dragover', this.#onDragOver);
    window.removeEventListener('dragleave', this.#onDragLeave);
    window.removeEventListener('drop', this.#onDrop);
  }

  readonly #onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#over(true);
  };

  readonly #onDragLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.#over(false);
  };

  readonly #onDrop = (event: DragEvent): void => {
    this.#over(false);
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    this.#drop(file);
  };
}
