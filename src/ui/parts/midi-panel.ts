import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { MidiInputInfo } from '../../control/types.ts';
import type { DeviceHealth, DeviceSetup, MidiPortInfo } from '../../outputs/midi/types.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { machineName } from '../text/midi-machines.ts';
import { EngineElement } from './engine-element.ts';
import './midi-device-editor.ts';
import './midi-device-list.ts';
import { midiFieldsStyles } from './midi-fields.styles.ts';
import './midi-in.ts';
import './midi-learn.ts';
import { midiPanelStyles } from './midi-panel.styles.ts';

const PAGES = [
  ['out', 'Machines'],
  ['in', 'MIDI in'],
] as const;
type PageName = (typeof PAGES)[number][0];

/** MIDI that goes out to machines, and MIDI that comes in. */
export class MidiPanel extends EngineElement {
  static override properties: PropertyDeclarations = {
    page: { state: true },
    chosen: { state: true },
    devices: { state: true },
    health: { state: true },
    ports: { state: true },
    inputs: { state: true },
    removed: { state: true },
    asking: { state: true },
  };
  static override styles = [controls, midiFieldsStyles, midiPanelStyles];
  declare page: PageName;
  /** The id of the machine that is shown; the first one where there is none of this id. */
  declare chosen: string;
  declare devices: readonly DeviceSetup[];
  declare health: readonly DeviceHealth[];
  declare ports: readonly MidiPortInfo[];
  declare inputs: readonly MidiInputInfo[];
  /** What can be put back. */
  declare removed: DeviceSetup | null;
  /** The browser asks for permission. */
  declare asking: boolean;

  constructor() {
    super();
    this.page = 'out';
    this.chosen = '';
    this.devices = this.health = this.ports = this.inputs = [];
    this.removed = null;
    this.asking = false;
    this.#follow();
  }

  override render(): TemplateResult {
    return html`
      <div class="pages" role="group" aria-label="Pages">
        ${PAGES.map(
          ([name, label]) => html`
            <button aria-pressed=${name === this.page} @click=${() => this.#turnTo(name)}>${label}</button>
          `,
        )}
      </div>
      ${this.page === 'out' ? this.#out() : this.#in()}
    `;
  }

  #connect(): TemplateResult | typeof nothing {
    if ([...this.ports, ...this.inputs].some(({ connected }) => connected)) return nothing;
    return html`
      <div class="row">
        <button ?disabled=${this.asking} @click=${this.#onConnect}>Connect MIDI</button>
        <p class="quiet" role="status">
          ${this.asking ? 'The browser asks for permission …' : 'No MIDI port is connected. The browser asks for permission first.'}
        </p>
      </div>
    `;
  }

  #out(): TemplateResult {
    const device = this.devices.find(({ id }) => id === this.chosen) ?? this.devices[0] ?? null;
    const health = this.health.find(({ id }) => id === device?.id) ?? null;
    return html`
      <div class="side">
        ${this.#connect()}
        <midi-device-list .engine=${this.engine} .devices=${this.devices} .health=${this.health} .chosen=${device?.id ?? ''}
          @choose=${this.#onChoose}></midi-device-list>
        <div role="status">${this.removed ? this.#undo(this.removed) : nothing}</div>
      </div>
      ${device ? nothing : this.#guide()}
      <midi-device-editor class="main" .engine=${this.engine} .device=${device} .health=${health} .ports=${this.ports}
        @remove=${() => device && this.#remove(device)}></midi-device-editor>
    `;
  }

  #in(): TemplateResult {
    return html`
      <div class="side">
        ${this.#connect()}
        <midi-in .engine=${this.engine} .inputs=${this.inputs}></midi-in>
      </div>
      <midi-learn class="main" .engine=${this.engine}></midi-learn>
    `;
  }

  #guide(): TemplateResult {
    return html`
      <ol class="main guide quiet">
        <li>Connect MIDI: the browser asks for permission once.</li>
        <li>Add the machines on your stage: their notes and channels are known.</li>
        <li>Choose each machine’s port.</li>
        <li>Audition every sound; change what comes out wrong.</li>
      </ol>
    `;
  }

  #undo(device: DeviceSetup): TemplateResult {
    return html`
      <p class="row quiet">${machineName(device.map)} was removed.
        <button @click=${() => this.#putBack(device)}>Undo</button>
      </p>
    `;
  }

  #follow(): void {
    new ObservableController(
      this,
      (engine) => engine.devices$,
      (devices) => {
        this.devices = devices;
      },
    );
    new ObservableController(
      this,
      (engine) => engine.deviceHealth$,
      (health) => {
        this.health = health;
      },
    );
    new ObservableController(
      this,
      (engine) => engine.midiPorts$,
      (ports) => {
        this.ports = ports;
      },
    );
    new ObservableController(
      this,
      (engine) => engine.midiInputs$,
      (inputs) => {
        this.inputs = inputs;
      },
    );
  }

  async #onConnect(): Promise<void> {
    this.asking = true;
    await this.engine?.connectMidi();
    this.asking = false;
  }

  async #onChoose({ detail }: CustomEvent<string>): Promise<void> {
    this.chosen = detail;
    await this.updateComplete;
    this.renderRoot.querySelector('.main')?.scrollIntoView({ block: 'nearest' });
  }

  #turnTo(page: PageName): void {
    this.page = page;
  }

  #remove(device: DeviceSetup): void {
    this.engine?.removeDevice(device.id);
    this.removed = device;
  }

  #putBack({ id: _, ...setup }: DeviceSetup): void {
    this.chosen = this.engine?.addDevice(setup) ?? '';
    this.removed = null;
  }
}

customElements.define('midi-panel', MidiPanel);
