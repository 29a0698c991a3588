import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from '../controls.styles.ts';
import { CALIBRATIONS, type CalibrationGuide } from '../text/calibration.ts';
import { calibrationPanelStyles } from './calibration-panel.styles.ts';
import { EngineElement } from './engine-element.ts';
import './parameter-control.ts';

/** One way to calibrate, before it is begun, and its value to be set by hand. Fires `begin`. */
export class CalibrationChoice extends EngineElement {
  static override properties: PropertyDeclarations = { guide: { attribute: false } };
  static override styles = [controls, calibrationPanelStyles];
  declare guide: CalibrationGuide;

  constructor() {
    super();
    this.guide = CALIBRATIONS[0]!;
  }

  override render(): TemplateResult {
    const { title, why, steps, begin, parameter } = this.guide;
    return html`
      <section aria-label=${title}>
        <h3>${title}</h3>
        <p class="quiet">${why}</p>
        <ol>${steps.map((step) => html`<li>${step}</li>`)}</ol>
        <button class="begin" @click=${() => this.dispatchEvent(new CustomEvent('begin'))}>${begin}</button>
        <div class="manual">
          <parameter-control .name=${parameter} .engine=${this.engine}></parameter-control>
          <div class="nudges" role="group" aria-label="By hand">${this.#nudge(-1)}${this.#nudge(1)}</div>
        </div>
      </section>
    `;
  }

  #nudge(by: 1 | -1): TemplateResult {
    const { parameter } = this.guide;
    const step = (): void => this.engine?.set(parameter, this.engine.get(parameter) + by);
    return html`
      <button aria-label=${by > 0 ? '1 ms more' : '1 ms less'} @click=${step}>${by > 0 ? '+' : '−'}1 ms</button>
    `;
  }
}

customElements.define('calibration-choice', CalibrationChoice);
