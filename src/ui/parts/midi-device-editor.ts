import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { DeviceHealth, DeviceMap, DeviceSetup, MidiPortInfo } from '../../outputs/midi/types.ts';
import { controls } from '../controls.styles.ts';
import { healthRows, isEdited, machineName, portOptions, portState, presetOf } from '../text/midi-machines.ts';
import { describeMachine } from '../text/midi-roles.ts';
import { EngineElement } from './engine-element.ts';
import { midiFieldsStyles } from './midi-fields.styles.ts';
import { checkField, delayField, numberField, selectField } from './midi-fields.ts';
import './midi-role-table.ts';
import { touchFields } from './midi-touch-fields.ts';
import { parameterControlStyles } from './parameter-control.styles.ts';

const midiDeviceEditorStyles = css`
  :host {
    display: grid;
    gap: 0.75rem;
  }
  .title {
    justify-content: space-between;
  }
  .tag {
    padding: 0 0.5rem;
    border: 1px solid var(--rn-sys-edge);
    border-radius: 1rem;
    font-size: 0.75rem;
  }
  .settings {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
    gap: 0.75rem 1.5rem;
  }
  .switches {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.5rem;
  }
  summary {
    padding: 0.375rem 0;
    line-height: 1.45;
    border-radius: var(--rn-sys-radius);
    font-size: 0.8125rem;
    cursor: pointer;
  }
  .machine {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
    gap: 1rem 1.25rem;
    padding: 0.75rem;
    border-radius: var(--rn-sys-radius);
    background: var(--rn-sys-page);
  }
`;

type Change = Partial<Omit<DeviceSetup, 'id'>>;

/** Everything of one machine. Fires `remove` when it is to go. */
export class MidiDeviceEditor extends EngineElement {
  static override properties: PropertyDeclarations = {
    device: { attribute: false },
    health: { attribute: false },
    ports: { attribute: false },
    problem: { state: true },
  };
  static override styles = [controls, parameterControlStyles, midiFieldsStyles, midiDeviceEditorStyles];
  declare device: DeviceSetup | null;
  declare health: DeviceHealth | null;
  declare ports: readonly MidiPortInfo[];
  declare problem: string;

  constructor() {
    super();
    this.device = this.health = null;
    this.ports = [];
    this.problem = '';
  }

  override render(): TemplateResult | typeof nothing {
    const { device } = this;
    if (!device) return nothing;
    return html`
      ${this.#title(device)}
      <div role="alert">${this.problem ? html`<p class="problem">${this.problem}</p>` : nothing}</div>
      ${this.#settings(device)} ${this.#figures()} ${this.#machine(device.map)}
      <midi-role-table .engine=${this.engine} .device=${device}></midi-role-table>
    `;
  }

  #title(device: DeviceSetup): TemplateResult {
    const { map } = device;
    const { level, words } = portState(device, this.health?.connected ?? false);
    const presets = this.engine?.deviceMaps ?? [];
    const preset = presetOf(map, presets);
    const edited = isEdited(map, presets);
    return html`
      <div class="row title">
        <div class="row">
          <h3>${machineName(map)}</h3>
          ${edited ? html`<span class="tag">edited</span>` : nothing}
          <p class="row quiet"><span class="mark" data-level=${level}></span>${words}</p>
        </div>
        <div class="row">
          ${edited && preset ? html`<button @click=${() => this.#update({ map: preset })}>Reset to preset</button>` : nothing}
          <button @click=${() => this.dispatchEvent(new CustomEvent('remove'))}>Remove</button>
        </div>
      </div>
    `;
  }

  #settings(device: DeviceSetup): TemplateResult {
    const { notesDelay, clockDelay, enabled, sendClock, sendTransport, keepClock } = device;
    return html`
      <div class="settings">
        ${this.#port(device)}
        ${delayField('Notes delay', notesDelay, (value) => this.#update({ notesDelay: value }))}
        ${delayField('Clock delay', clockDelay, (value) => this.#update({ clockDelay: value }))}
      </div>
      <div class="switches">
        ${checkField('On', enabled, (value) => this.#update({ enabled: value }))}
        ${checkField('Send clock', sendClock, (value) => this.#update({ sendClock: value }))}
        ${checkField('Send start and stop', sendTransport, (value) => this.#update({ sendTransport: value }))}
        ${checkField('Keep the clock running in silence', keepClock, (value) => this.#update({ keepClock: value }))}
      </div>
    `;
  }

  #port(device: DeviceSetup): TemplateResult {
    const options = portOptions(device, this.ports, this.health?.connected ?? false);
    const choose = (id: string): void => {
      const port = options.find((option) => option.id === id);
      this.#update({ port: port ? { id: port.id, name: port.name } : null });
    };
    return selectField({
      label: 'Port',
      value: options.find(({ selected }) => selected)?.id ?? '',
      options: [['', 'No port'], ...options.map(({ id, label }) => [id, label] as const)],
      onChange: choose,
    });
  }

  #figures(): TemplateResult | typeof nothing {
    if (!this.health) return nothing;
    return html`
      <dl class="figures" aria-label="What was sent">
        ${healthRows(this.health).map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
      </dl>
    `;
  }

  #machine(map: DeviceMap): TemplateResult {
    const channel = numberField({
      label: 'Channel',
      of: 'All sounds',
      value: map.channel,
      min: 1,
      max: 16,
      onChange: (value) => value && this.#update({ map: { ...map, channel: value } }),
    });
    const { accent: _, ...rest } = map;
    return html`
      <details>
        <summary>All sounds: channel ${map.channel} · ${describeMachine(map)}</summary>
        <div class="machine">
          ${touchFields({
            of: 'All sounds',
            touch: map,
            machine: null,
            onChange: ({ velocity = map.velocity, noteOff = map.noteOff, accent }) =>
              this.#update({ map: { ...rest, velocity, noteOff, ...(accent && { accent }) } }),
          })}
          <div class="group">${channel}</div>
        </div>
      </details>
    `;
  }

  #update(change: Change): void {
    if (!this.device) return;
    try {
      this.engine?.updateDevice(this.device.id, change);
      this.problem = '';
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      this.requestUpdate();
    }
  }
}

customElements.define('midi-device-editor', MidiDeviceEditor);
