import { html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { DrumBar } from '../../drums/types.ts';
import type { EngineState } from '../../engine/types.ts';
import { CanvasController, type Surface } from '../controllers/canvas-controller.ts';
import { FrameController } from '../controllers/frame-controller.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { drawGrid } from '../draw/draw-grid.ts';
import { columnX, type GridLayout, gridLayout } from '../draw/grid-layout.ts';
import { sweepPosition } from '../draw/sweep.ts';
import { describeBar } from '../text/describe-bar.ts';
import { barGridStyles } from './bar-grid.styles.ts';
import { EngineElement } from './engine-element.ts';

/** CSS pixels of a rem at the usual text size. */
const REM = 16;

const stillPreferred = matchMedia('(prefers-reduced-motion: reduce)');

/** A bar of drums as 16 columns and 9 voices: the one that plays, with its playhead, or the one that comes. */
export class BarGrid extends EngineElement {
  static override properties: PropertyDeclarations = {
    which: { reflect: true },
    bar: { state: true },
  };
  static override styles = [controls, barGridStyles];
  declare which: 'playing' | 'coming';
  declare bar: DrumBar | null;

  readonly #canvas = new CanvasController(this, (surface) => this.#draw(surface));
  #layout: GridLayout | null = null;
  #step = -1;

  constructor() {
    super();
    this.which = 'playing';
    this.bar = null;
    new ObservableController(
      this,
      (engine) => engine.state$,
      (state) => this.#onState(state),
    );
    new FrameController(this, () => this.#sweep());
  }

  override render(): TemplateResult {
    const title = this.which === 'playing' ? 'Playing' : 'Next bar';
    const number = this.bar
      ? `Bar ${this.bar.request.bar + 1}`
      : this.which === 'playing'
        ? 'silent'
        : 'not written yet';
    return html`
      <p class="eyebrow title"><span>${title}</span> <span>${number}</span></p>
      <div class="cells" role="img" aria-label="${title}: ${describeBar(this.bar)}">
        <canvas class="surface"></canvas>
        <div class="playhead"></div>
      </div>
    `;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('bar')) this.#canvas.draw();
  }

  #onState(state: EngineState): void {
    this.bar = this.which === 'playing' ? state.playing : state.coming;
    const step = this.which === 'playing' ? state.step : -1;
    if (step === this.#step) return;
    this.#step = step;
    this.#canvas.draw();
  }

  #draw({ context, palette, width, height, scale }: Surface): void {
    this.#layout = gridLayout(width, height, palette.gutter * REM * scale);
    drawGrid(context, this.#layout, palette, { bar: this.bar, step: this.#step, scale });
  }

  #sweep(): void {
    if (this.which !== 'playing' || stillPreferred.matches) return;
    const playhead = this.renderRoot.querySelector<HTMLElement>('.playhead');
    if (!playhead || !this.#layout) return;
    const shown = this.engine !== null && this.bar !== null && this.#step >= 0;
    playhead.style.visibility = shown ? 'inherit' : 'hidden';
    if (!shown || !this.engine || !this.bar) return;
    const heard = this.engine.now() - this.engine.get('latency') / 1000;
    const position = sweepPosition(heard, this.bar.request.start, this.bar.request.bpm, this.#step);
    const x = Math.min(this.#layout.width - 2, columnX(this.#layout, position));
    playhead.style.transform = `translateX(${x.toFixed(1)}px)`;
  }
}

customElements.define('bar-grid', BarGrid);
