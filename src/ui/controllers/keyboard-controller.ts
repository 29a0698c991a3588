import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { commandOf, type KeyTarget, keyIsTaken, type StageCommand } from '../keys.ts';

function targetOf(event: KeyboardEvent): KeyTarget {
  const element = event.composedPath()[0];
  if (!(element instanceof HTMLElement)) return { name: '', type: '', editable: false };
  return {
    name: element.localName,
    type: element instanceof HTMLInputElement ? element.type : '',
    editable: element.isContentEditable,
  };
}

/** Listens on the window, so that the stage is played from the keyboard wherever the focus is. */
export class KeyboardController implements ReactiveController {
  /** Off where single keys get in somebody's way (WCAG 2.1.4), and while a dialog is open. */
  enabled = true;
  readonly #perform: (command: StageCommand) => void;

  constructor(host: ReactiveControllerHost, perform: (command: StageCommand) => void) {
    this.#perform = perform;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#onKey);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#onKey);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!this.enabled || event.defaultPrevented || keyIsTaken(targetOf(event), event.key)) return;
    const command = commandOf(event);
    if (!command) return;
    event.preventDefault();
    this.#perform(command);
  };
}
