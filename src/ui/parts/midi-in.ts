import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ParameterName } from '../../config.ts';
import type { ClockReading, MidiInputInfo } from '../../control/types.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { describeClock } from '../text/midi-in.ts';
import { EngineElement } from './engine-element.ts';
import { midiFieldsStyles } from './midi-fields.styles.ts';
import { selectField } from './midi-fields.ts';
import type { Archive } from './midi-files.ts';
import './midi-files.ts';
import './parameter-control.ts';
import { parameterControlStyles } from './parameter-control.styles.ts';

const midiInStyles = css`
  :host {
    display: grid;
    gap: 1rem;
    align-content: start;
  }
  .state {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    margin-bottom: 0.375rem;
  }
`;

/** What has to do with what comes in. */
const PARAMETERS_IN: readonly ParameterName[] = ['clockSource', 'clockDelay', 'pickUp'];

/** Whose clock is heard, how steady it is, whether it is followed; and the learned controls as a file. */
export class MidiIn extends EngineElement {
  static override properties: PropertyDeclarations = { inputs: { attribute: false }, clock: { state: true } };
  static override styles = [controls, parameterControlStyles, midiFieldsStyles, midiInStyles];
  declare inputs: readonly MidiInputInfo[];
  declare clock: ClockReading | null;

  readonly #archive: Archive = {
    things: 'controls',
    extension: 'midi-controls.json',
    read: (json) => this.engine?.importBindings(json),
    write: () => this.engine?.exportBindings() ?? '',
  };

  constructor() {
    super();
    this.inputs = [];
    this.clock = null;
    new ObservableController(
      this,
      (engine) => engine.externalClock$,
      (clock) => {
        this.clock = clock;
      },
    );
  }

  override render(): TemplateResult {
    return html`
      ${this.#input()} ${this.#clock()}
      ${PARAMETERS_IN.map((name) => html`<parameter-control explained .name=${name} .engine=${this.engine}></parameter-control>`)}
      <div>
        <p class="head">Learned controls</p>
        <midi-files .archive=${this.#archive}></midi-files>
      </div>
    `;
  }

  #input(): TemplateResult {
    const options = this.inputs.map(
      ({ id, name, connected }) => [id, connected ? name : `${name} (waiting for it)`] as const,
    );
    return html`
      <div>
        ${selectField({
          label: 'Clock from',
          value: this.inputs.find(({ chosen }) => chosen)?.id ?? '',
          options: [['', 'No input'], ...options],
          onChange: (id) => this.engine?.chooseMidiInput(id || null),
        })}
        <p class="doc">Keys and knobs are heard from every input.</p>
      </div>
    `;
  }

  #clock(): TemplateResult | '' {
    if (!this.clock) return '';
    const { level, words, rows } = describeClock(this.clock);
    return html`
      <div class="clock">
        <p class="state"><span class="mark" data-level=${level}></span>${words}</p>
        <dl class="figures">${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
      </div>
    `;
  }
}

customElements.define('midi-in', MidiIn);
