import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { DEFAULT_SETTINGS, type Settings } from '../../config.ts';
import type { EngineState, Metrics } from '../../engine/types.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { type BudgetPart, type Health, healthOf } from '../text/health.ts';
import { EngineElement } from './engine-element.ts';
import { healthMeterStyles } from './health-meter.styles.ts';

/** Costs and losses: one line with a shape and a word; opened, every figure. */
export class HealthMeter extends EngineElement {
  static override properties: PropertyDeclarations = {
    metrics: { state: true },
    settings: { state: true },
    source: { state: true },
  };
  static override styles = [controls, healthMeterStyles];
  declare metrics: Metrics | null;
  declare settings: Pick<Settings, 'cameraDelay' | 'latency'>;
  declare source: EngineState['source']['kind'];

  constructor() {
    super();
    this.metrics = null;
    this.settings = DEFAULT_SETTINGS;
    this.source = 'none';
    new ObservableController(
      this,
      (engine) => engine.settings$,
      (settings) => {
        this.settings = settings;
      },
    );
    new ObservableController(
      this,
      (engine) => engine.state$,
      ({ source }) => {
        this.source = source.kind;
      },
    );
    new ObservableController(
      this,
      (engine) => engine.metrics$,
      (metrics) => {
        this.metrics = metrics;
      },
    );
  }

  override render(): TemplateResult {
    const { cameraDelay, latency } = this.settings;
    const health = healthOf(this.metrics, { cameraDelay: this.source === 'webcam' ? cameraDelay : 0, latency });
    return html`
      <details>
        <summary>
          <span class="dot" data-level=${health.level}></span>
          <span class="word">${health.word}</span>
          <span>${health.line}</span>
        </summary>
        ${health.budget.length > 0 ? this.#budget(health.budget) : nothing} ${this.#figures(health)}
      </details>
    `;
  }

  /** To scale but for the shortest: how much of the time for which a beat is known ahead is used up, and by what. */
  #budget(parts: readonly BudgetPart[]): TemplateResult {
    const part = ({ label, ms }: BudgetPart) => html`
      <li style="flex-grow: ${Math.round(ms)}" ?hidden=${Math.round(ms) === 0}><span>${label}</span> ${Math.round(ms)} ms</li>
    `;
    return html`<ol aria-label="From the shutter to the beat">${parts.map(part)}</ol>`;
  }

  #figures({ rows }: Health): TemplateResult {
    return html`
      <dl aria-label="Costs and losses since the start">
        ${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
      </dl>
    `;
  }
}

customElements.define('health-meter', HealthMeter);
