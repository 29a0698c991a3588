import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { ICONS } from '../icons.ts';
import type { StageCommand } from '../keys.ts';
import { EngineElement } from './engine-element.ts';
import { transportBarStyles } from './transport-bar.styles.ts';

/** The buttons of the performance. Each fires `stage-command`, the same commands that keys give. */
export class TransportBar extends EngineElement {
  static override properties: PropertyDeclarations = {
    starting: { type: Boolean },
    holding: { type: Boolean },
    running: { state: true },
  };
  static override styles = [controls, transportBarStyles];
  /** Sound is being started. */
  declare starting: boolean;
  /** The groove is held. */
  declare holding: boolean;
  declare running: boolean;

  constructor() {
    super();
    this.starting = this.holding = this.running = false;
    new ObservableController(
      this,
      (engine) => engine.state$,
      ({ running }) => {
        this.running = running;
      },
    );
  }

  override render(): TemplateResult {
    return html`
      <button class="primary" ?data-running=${this.running} @click=${() => this.#fire('toggle')}>
        ${this.running ? ICONS.stop : ICONS.play} ${this.#label()}
      </button>
      <button title="Tap along with the beat" @click=${() => this.#fire('tap')}>Tap</button>
      <button title="This beat is the first of the bar" @click=${() => this.#fire('downbeat')}>Downbeat</button>
      <button title="The next bar is a fill" @click=${() => this.#fire('fill')}>Fill</button>
      <button title="The last bar comes again, varied" aria-pressed=${this.holding} @click=${() => this.#fire('hold')}>Hold</button>
      <button title="Silence everywhere, at once" @click=${() => this.#fire('panic')}>${ICONS.panic} Panic</button>
    `;
  }

  #label(): string {
    if (this.running) return 'Stop';
    return this.starting ? 'Starting …' : 'Start';
  }

  #fire(type: Exclude<StageCommand['type'], 'kit'>): void {
    this.dispatchEvent(new CustomEvent<StageCommand>('stage-command', { detail: { type } }));
  }
}

customElements.define('transport-bar', TransportBar);
