import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Subscription } from 'rxjs';
import type { CalibrationProgress } from '../../engine/calibration/types.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import {
  CALIBRATIONS,
  type CalibrationGuide,
  countWords,
  resultFigures,
  resultWords,
  stepName,
} from '../text/calibration.ts';
import './calibration-choice.ts';
import './calibration-light.ts';
import { calibrationPanelStyles } from './calibration-panel.styles.ts';
import { EngineElement } from './engine-element.ts';

/** Finds the delays of camera and sound: choose a way, be led through it, see what came out. Or set them by hand. */
export class CalibrationPanel extends EngineElement {
  static override properties: PropertyDeclarations = { guide: { state: true }, progress: { state: true } };
  static override styles = [controls, calibrationPanelStyles];
  /** The calibration that runs, or whose end is shown. */
  declare guide: CalibrationGuide | null;
  declare progress: CalibrationProgress | null;

  #run: Subscription | null = null;
  /** The parameter's value when the calibration was begun. */
  #before = 0;

  constructor() {
    super();
    this.guide = this.progress = null;
    new ObservableController(
      this,
      (engine) => engine.state$,
      ({ running }) => {
        // Whoever starts the music is done with calibrating; clicks and claps would be lost in it.
        if (running && this.#runs && this.progress?.step !== 'starting') this.#leave();
      },
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  /** The focus goes to what the new step is done with. */
  override updated(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('progress') as CalibrationProgress | null | undefined;
    if (changed.has('progress') && before?.step !== this.progress?.step)
      this.renderRoot.querySelector<HTMLElement>('[data-focus]')?.focus();
  }

  override render(): TemplateResult | TemplateResult[] {
    const { guide, progress } = this;
    if (!guide || !progress) return CALIBRATIONS.map((each) => this.#choice(each));
    const { instruction, result } = progress;
    return html`
      <section class="run" aria-label="${guide.title}: calibration" @keydown=${this.#onKey}>
        <div role="status">
          <h3>${stepName(progress)}</h3>
          <p class="instruction">${result ? resultWords(result, this.#before) : instruction}</p>
        </div>
        ${result ? html`<p class="quiet">${resultFigures(result)}</p>` : nothing}
        ${this.#runs ? this.#course(progress) : this.#end(guide, progress)}
      </section>
    `;
  }

  get #runs(): boolean {
    return this.progress !== null && this.progress.step !== 'done' && this.progress.step !== 'failed';
  }

  #choice(guide: CalibrationGuide): TemplateResult {
    return html`
      <calibration-choice .guide=${guide} .engine=${this.engine} @begin=${() => this.#begin(guide)}></calibration-choice>
    `;
  }

  /** What a step needs: the light, a place to tap, the count, and the way out. */
  #course(progress: CalibrationProgress): TemplateResult {
    const { step, flashes, taken, wanted } = progress;
    const words = countWords(progress);
    const tapped = step === 'light' || step === 'sound';
    return html`
      ${step === 'light' ? html`<calibration-light .flashes=${flashes} .engine=${this.engine}></calibration-light>` : nothing}
      ${words ? html`<p class="count"><progress aria-label="Taken" max=${wanted} value=${taken}></progress>${words}</p>` : nothing}
      <div class="buttons">
        ${tapped ? html`<button class="tap" data-focus @pointerdown=${this.#tap} @keydown=${this.#onTapKey}>Tap</button>` : nothing}
        <button ?data-focus=${!tapped} @click=${this.#leave}>Cancel</button>
      </div>
    `;
  }

  #end(guide: CalibrationGuide, { result }: CalibrationProgress): TemplateResult {
    const changed = result?.confident === true && result.value !== this.#before;
    return html`
      <div class="buttons">
        <button data-focus @click=${this.#leave}>${result?.confident ? 'Keep' : 'Back'}</button>
        ${changed ? html`<button @click=${() => this.#undo(guide)}>Back to ${this.#before} ms</button>` : nothing}
        <button @click=${() => this.#begin(guide)}>Again</button>
      </div>
    `;
  }

  #begin(guide: CalibrationGuide): void {
    if (!this.engine) return;
    this.#leave();
    this.guide = guide;
    this.#before = this.engine.get(guide.parameter);
    this.#run = this.engine.calibrate(guide.kind).subscribe((progress) => {
      this.progress = progress;
    });
  }

  #undo({ parameter }: CalibrationGuide): void {
    this.engine?.set(parameter, this.#before);
    this.#leave();
  }

  /** Ends what runs and goes back to the choice. */
  #leave(): void {
    this.#run?.unsubscribe();
    this.#run = null;
    this.guide = this.progress = null;
  }

  /** When the finger comes down, not when it leaves. */
  #tap(): void {
    this.engine?.tap();
  }

  #onTapKey(event: KeyboardEvent): void {
    if (event.repeat || (event.key !== ' ' && event.key !== 'Enter')) return;
    event.preventDefault();
    this.#tap();
  }

  #onKey({ key }: KeyboardEvent): void {
    if (key === 'Escape') this.#leave();
  }
}

customElements.define('calibration-panel', CalibrationPanel);
