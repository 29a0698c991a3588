import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { formatPercent, formatTempo, MODE_WORDS, NO_TEMPO } from '../text/format.ts';
import { EngineElement } from './engine-element.ts';
import './beat-light.ts';
import { tempoReadoutStyles } from './tempo-readout.styles.ts';

/** Confidence is shown in steps of 2 %: finer ones would only flicker. */
const CONFIDENCE_STEPS = 50;

/** Tempo large enough to read from the stage, what the tracker is doing, and how sure it is. */
export class TempoReadout extends EngineElement {
  static override properties: PropertyDeclarations = {
    tempo: { state: true },
    mode: { state: true },
    confidence: { state: true },
  };
  static override styles = [controls, tempoReadoutStyles];
  declare tempo: string;
  declare mode: string;
  declare confidence: number;

  constructor() {
    super();
    this.tempo = NO_TEMPO;
    this.mode = MODE_WORDS.rest;
    this.confidence = 0;
    new ObservableController(
      this,
      (engine) => engine.state$,
      ({ beat }) => {
        this.tempo = formatTempo(beat.bpm, beat.mode);
        this.mode = MODE_WORDS[beat.mode];
        this.confidence = Math.round(beat.confidence * CONFIDENCE_STEPS) / CONFIDENCE_STEPS;
      },
    );
  }

  override render(): TemplateResult {
    const percent = formatPercent(this.confidence);
    return html`
      <div class="tempo">
        <p class="bpm"><span class="number" ?data-none=${this.tempo === NO_TEMPO}>${this.tempo}</span> <span class="unit">bpm</span></p>
        <div class="side">
          <beat-light .engine=${this.engine}></beat-light>
          <p class="mode">${this.mode}</p>
        </div>
      </div>
      <div class="confidence">
        <span id="label">Confidence</span>
        <div class="track" role="meter" aria-labelledby="label" aria-valuemin="0" aria-valuemax="100"
          aria-valuenow=${Math.round(this.confidence * 100)} aria-valuetext=${percent}>
          <div class="fill" style=${styleMap({ transform: `scaleX(${this.confidence})` })}></div>
        </div>
        <span class="value">${percent}</span>
      </div>
    `;
  }
}

customElements.define('tempo-readout', TempoReadout);
