import { html, type TemplateResult } from 'lit';
import { STEPS } from '../../core/voices.ts';
import { createBeatClock } from '../beat-clock.ts';
import { CanvasController, type Surface } from '../controllers/canvas-controller.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { drawAccents } from '../draw/draw-accents.ts';
import { gridLayout } from '../draw/grid-layout.ts';
import { accentStripStyles } from './accent-strip.styles.ts';
import { EngineElement } from './engine-element.ts';

/** The accents of the bar being danced: 16 graded bars that the next bar of drums is written from. */
export class AccentStrip extends EngineElement {
  static override styles = [controls, accentStripStyles];

  readonly #clock = createBeatClock();
  readonly #accents = new Float32Array(STEPS);
  readonly #canvas = new CanvasController(this, (surface) => this.#draw(surface));
  #step = -1;

  constructor() {
    super();
    new ObservableController(
      this,
      (engine) => engine.beats$,
      (beat) => this.#clock.push(beat),
    );
    new ObservableController(
      this,
      (engine) => engine.state$,
      ({ accents }) => this.#onAccents(accents),
    );
  }

  override render(): TemplateResult {
    return html`
      <p class="eyebrow">Your accents, this bar</p>
      <div class="cells" role="img" aria-label="Accents of the bar being danced, by 16th">
        <canvas class="surface"></canvas>
      </div>
    `;
  }

  #onAccents(accents: readonly number[]): void {
    const step = this.engine ? this.#clock.step(this.engine.now()) : -1;
    let changed = step !== this.#step;
    for (let index = 0; index < STEPS; index++) {
      const before = this.#accents[index];
      this.#accents[index] = accents[index] ?? 0;
      changed ||= before !== this.#accents[index];
    }
    this.#step = step;
    if (changed) this.#canvas.draw();
  }

  #draw({ context, palette, width, height }: Surface): void {
    drawAccents(context, gridLayout(width, height, 0), palette, this.#accents, this.#step);
  }
}

customElements.define('accent-strip', AccentStrip);
