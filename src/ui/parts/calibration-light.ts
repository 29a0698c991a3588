import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Seconds } from '../../core/units.ts';
import { FrameController } from '../controllers/frame-controller.ts';
import { isLit } from '../flash.ts';
import { EngineElement } from './engine-element.ts';

/** One frame of a usual screen. */
const FRAME: Seconds = 1 / 60;

/**
 * Small, and on at most twice a second: well inside WCAG 2.3.1. It changes from one frame to the next, with no glow that fades,
 * so that it has one time; reduced motion has nothing to reduce.
 */
const calibrationLightStyles = css`
  div {
    width: 3rem;
    height: 3rem;
    border-radius: 50%;
    border: 2px solid var(--rn-sys-line);
    background: var(--rn-sys-page);
  }
  div[data-on] {
    background: var(--rn-sys-drums-struck);
    border-color: var(--rn-sys-drums-struck);
  }
`;

/** The light that taps are measured by: lit at its times, on the frame nearest to each. */
export class CalibrationLight extends EngineElement {
  static override properties: PropertyDeclarations = { flashes: { attribute: false } };
  static override styles = calibrationLightStyles;
  /** Stream times. */
  declare flashes: readonly Seconds[];

  constructor() {
    super();
    this.flashes = [];
    new FrameController(this, () => this.#tick(), 0);
  }

  override render(): TemplateResult {
    return html`<div role="img" aria-label="Light to tap to"></div>`;
  }

  /** Past Lit, whose rendering would wait for a microtask and for nothing else to be rendered. */
  #tick(): void {
    const on = this.engine !== null && isLit(this.flashes, this.engine.now(), FRAME);
    this.renderRoot.querySelector('div')?.toggleAttribute('data-on', on);
  }
}

customElements.define('calibration-light', CalibrationLight);
