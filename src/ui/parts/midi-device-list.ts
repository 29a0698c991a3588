import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { DeviceHealth, DeviceMap, DeviceSetup } from '../../outputs/midi/types.ts';
import { controls } from '../controls.styles.ts';
import { CONFIDENCE_WORDS, isEdited, machineName, mapsByMaker, portState } from '../text/midi-machines.ts';
import { EngineElement } from './engine-element.ts';
import type { Archive } from './midi-files.ts';
import './midi-files.ts';
import { midiFieldsStyles } from './midi-fields.styles.ts';
import { parameterControlStyles } from './parameter-control.styles.ts';

const midiDeviceListStyles = css`
  :host {
    display: grid;
    gap: 1rem;
    align-content: start;
  }
  .devices {
    display: grid;
    gap: 0.25rem;
  }
  .device {
    width: 100%;
    height: auto;
    padding: 0.5rem 0.75rem;
    justify-content: start;
    gap: 0.75rem;
    text-align: start;
    white-space: normal;
  }
  .device[aria-current='true'] {
    border-color: var(--rn-sys-text-quiet);
  }
  .device span span {
    display: block;
    font-size: 0.75rem;
    line-height: 1.4;
  }
  .notes {
    display: grid;
    gap: 0.25rem;
  }
  .adding {
    display: grid;
    gap: 0.625rem;
    padding: 0.75rem;
    border-radius: var(--rn-sys-radius);
    background: var(--rn-sys-page);
  }
`;

/** The machines in use, and those that could be. Fires `choose` with the id of the machine to be shown. */
export class MidiDeviceList extends EngineElement {
  static override properties: PropertyDeclarations = {
    devices: { attribute: false },
    health: { attribute: false },
    chosen: {},
    adding: { state: true },
    wanted: { state: true },
  };
  static override styles = [controls, parameterControlStyles, midiFieldsStyles, midiDeviceListStyles];
  declare devices: readonly DeviceSetup[];
  declare health: readonly DeviceHealth[];
  declare chosen: string;
  /** The list of known machines is open. */
  declare adding: boolean;
  /** The id of the map that would be added. */
  declare wanted: string;

  readonly #archive: Archive = {
    things: 'machines',
    extension: 'midi-devices.json',
    read: (json) => this.engine?.importDevices(json),
    write: () => this.engine?.exportDevices() ?? '',
  };

  constructor() {
    super();
    this.devices = this.health = [];
    this.chosen = this.wanted = '';
    this.adding = false;
  }

  override render(): TemplateResult {
    const none = html`<p class="quiet">No machine yet. General MIDI suits most software.</p>`;
    const adding = this.adding || this.devices.length === 0;
    const chosen = this.devices.find(({ id }) => id === this.chosen);
    return html`
      ${this.devices.length > 0 ? html`<ul class="devices">${this.devices.map((each) => this.#device(each))}</ul>` : none}
      <div class="row">
        ${
          this.devices.length > 0
            ? html`<button aria-expanded=${adding} @click=${this.#toggleAdding}>Add a machine</button>`
            : nothing
        }
        <midi-files .archive=${this.#archive}></midi-files>
      </div>
      ${adding ? this.#adding() : chosen ? this.#notes(chosen.map) : nothing}
    `;
  }

  #device(device: DeviceSetup): TemplateResult {
    const { level, words } = portState(device, this.#healthOf(device)?.connected ?? false);
    const edited = isEdited(device.map, this.engine?.deviceMaps ?? []) ? ', edited' : '';
    return html`
      <li>
        <button class="device" aria-current=${device.id === this.chosen} @click=${() => this.#choose(device.id)}>
          <span class="mark" data-level=${level}></span>
          <span>${machineName(device.map)}${edited}<span class="quiet">${words}${this.#losses(device)}</span></span>
        </button>
      </li>
    `;
  }

  #losses(device: DeviceSetup): string {
    const { late = 0, dropped = 0 } = this.#healthOf(device) ?? {};
    return `${late > 0 ? ` · ${late} late` : ''}${dropped > 0 ? ` · ${dropped} dropped` : ''}`;
  }

  #healthOf({ id }: DeviceSetup): DeviceHealth | undefined {
    return this.health.find((each) => each.id === id);
  }

  #adding(): TemplateResult {
    const maps = this.engine?.deviceMaps ?? [];
    const wanted = maps.find(({ id }) => id === this.wanted) ?? maps[0];
    const groups = mapsByMaker(maps).map(
      ([maker, machines]) => html`
        <optgroup label=${maker}>
          ${machines.map(({ id, name }) => html`<option value=${id} ?selected=${id === wanted?.id}>${name}</option>`)}
        </optgroup>
      `,
    );
    return html`
      <div class="adding">
        <label class="field">
          <span class="head">Machine</span>
          <select aria-label="Machine" @change=${this.#onWanted}>${groups}</select>
        </label>
        ${wanted ? html`<button class="add" @click=${() => this.#add(wanted)}>Add ${machineName(wanted)}</button>` : nothing}
        ${wanted ? this.#notes(wanted) : nothing}
      </div>
    `;
  }

  #notes({ confidence, source, check }: DeviceMap): TemplateResult {
    return html`
      <div class="notes">
        <p class="quiet">${CONFIDENCE_WORDS[confidence]} (${source}).</p>
        ${check.map((line) => html`<p><span class="quiet">To be checked:</span> ${line}</p>`)}
      </div>
    `;
  }

  #onWanted(event: Event): void {
    this.wanted = (event.target as HTMLSelectElement).value;
  }

  #toggleAdding(): void {
    this.adding = !this.adding;
  }

  #add(map: DeviceMap): void {
    const id = this.engine?.addDevice({ map });
    this.adding = false;
    if (id) this.#choose(id);
  }

  #choose(id: string): void {
    this.dispatchEvent(new CustomEvent<string>('choose', { detail: id }));
  }
}

customElements.define('midi-device-list', MidiDeviceList);
