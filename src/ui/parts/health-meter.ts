import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Metrics } from '../../engine/types.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { type Health, healthOf } from '../text/health.ts';
import { EngineElement } from './engine-element.ts';
import { healthMeterStyles } from './health-meter.styles.ts';

/** Costs and losses: one line with a shape and a word; opened, every figure. */
export class HealthMeter extends EngineElement {
  static override properties: PropertyDeclarations = { metrics: { state: true } };
  static override styles = [controls, healthMeterStyles];
  declare metrics: Metrics | null;

  constructor() {
    super();
    this.metrics = null;
    new ObservableController(
      this,
      (engine) => engine.metrics$,
      (metrics) => {
        this.metrics = metrics;
      },
    );
  }

  override render(): TemplateResult {
    const health = healthOf(this.metrics);
    return html`
      <details>
        <summary>
          <span class="dot" data-level=${health.level}></span>
          <span class="word">${health.word}</span>
          <span>${health.line}</span>
        </summary>
        ${this.#figures(health)}
      </details>
    `;
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
