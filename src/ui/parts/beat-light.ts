import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { BEATS_PER_BAR } from '../../core/voices.ts';
import { createBeatClock } from '../beat-clock.ts';
import { FrameController } from '../controllers/frame-controller.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { beatLightStyles } from './beat-light.styles.ts';
import { EngineElement } from './engine-element.ts';

/** The beat, as small lights: which of the four sounds now. */
export class BeatLight extends EngineElement {
  static override properties: PropertyDeclarations = { beat: { state: true } };
  static override styles = beatLightStyles;
  /** 0..3, or -1 in silence. */
  declare beat: number;

  readonly #clock = createBeatClock();

  constructor() {
    super();
    this.beat = -1;
    new ObservableController(
      this,
      (engine) => engine.beats$,
      (beat) => this.#clock.push(beat),
    );
    new FrameController(this, () => this.#tick());
  }

  override render(): TemplateResult {
    const lights = Array.from({ length: BEATS_PER_BAR }, (_, beat) => html`<li ?data-on=${beat === this.beat}></li>`);
    return html`<ol aria-hidden="true">${lights}</ol>`;
  }

  /** The light is lit when the beat is heard: the fixed latency after the body's. */
  #tick(): void {
    if (this.engine) this.beat = this.#clock.beatInBar(this.engine.now() - this.engine.get('latency') / 1000);
  }
}

customElements.define('beat-light', BeatLight);
