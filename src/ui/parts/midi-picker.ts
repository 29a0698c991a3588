import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { MidiPort } from '../../engine/types.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { EngineElement } from './engine-element.ts';

const midiPickerStyles = css`
  .head {
    display: block;
    margin-bottom: 0.375rem;
    font-size: 0.8125rem;
    color: var(--rn-sys-text-quiet);
  }
  button,
  select {
    width: 100%;
  }
`;

/** Where strokes go as MIDI notes: a button that asks for permission, then the ports. */
export class MidiPicker extends EngineElement {
  static override properties: PropertyDeclarations = { ports: { state: true }, chosen: { state: true } };
  static override styles = [controls, midiPickerStyles];
  declare ports: readonly MidiPort[];
  declare chosen: string;

  constructor() {
    super();
    this.ports = [];
    this.chosen = '';
    new ObservableController(
      this,
      (engine) => engine.midiPorts$,
      (ports) => {
        this.ports = ports;
      },
    );
  }

  override render(): TemplateResult {
    if (this.ports.length === 0) {
      return html`
        <span class="head">MIDI output</span>
        <button @click=${() => this.engine?.connectMidi()}>Connect MIDI</button>
      `;
    }
    const options = this.ports.map(
      ({ id, name, connected }) =>
        html`<option value=${id} ?selected=${id === this.chosen}>${name}${connected ? '' : ' (unplugged)'}</option>`,
    );
    return html`
      <label class="head" for="port">MIDI output</label>
      <select id="port" @change=${this.#onPort}>
        <option value="">No MIDI output</option>
        ${options}
      </select>
    `;
  }

  #onPort(event: Event): void {
    this.chosen = (event.target as HTMLSelectElement).value;
    this.engine?.chooseMidiPort(this.chosen === '' ? null : this.chosen);
  }
}

customElements.define('midi-picker', MidiPicker);
