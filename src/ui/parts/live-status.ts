import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { createAnnouncer } from '../text/announcer.ts';
import { EngineElement } from './engine-element.ts';

/** What a screen reader hears of the music: a few words when something changed, never more than every 2 s. */
export class LiveStatus extends EngineElement {
  static override properties: PropertyDeclarations = { words: { state: true } };
  static override styles = controls;
  declare words: string;

  readonly #announcer = createAnnouncer();

  constructor() {
    super();
    this.words = '';
    new ObservableController(
      this,
      (engine) => engine.state$,
      ({ beat }) => {
        const words = this.#announcer.step(this.engine?.now() ?? 0, beat);
        if (words !== null) this.words = words;
      },
    );
  }

  override render(): TemplateResult {
    return html`<p class="visually-hidden" aria-live="polite">${this.words}</p>`;
  }
}

customElements.define('live-status', LiveStatus);
