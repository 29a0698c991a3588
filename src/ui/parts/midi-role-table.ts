import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Unit } from '../../core/units.ts';
import { SOUND_LABELS, SOUNDS, type Sound } from '../../core/voices.ts';
import type { DeviceSetup, NoteRole, Role } from '../../outputs/midi/types.ts';
import { FrameController } from '../controllers/frame-controller.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { ICONS } from '../icons.ts';
import { formatPercent } from '../text/format.ts';
import { presetOf } from '../text/midi-machines.ts';
import { describeRole } from '../text/midi-roles.ts';
import { EngineElement } from './engine-element.ts';
import { midiFieldsStyles } from './midi-fields.styles.ts';
import { numberField, selectField, slider } from './midi-fields.ts';
import { kindOf, kindsFor, type RoleKind, roleOfKind, swapNote, withKey } from './midi-role-edit.ts';
import { midiRoleTableStyles } from './midi-role-table.styles.ts';
import { createStrikeLights } from './midi-strike-lights.ts';
import { touchFields } from './midi-touch-fields.ts';
import { parameterControlStyles } from './parameter-control.styles.ts';

/** What a new audition is struck with. */
const USUAL: Unit = 0.8;

function kindName(kind: RoleKind): string {
  if (kind === 'note') return 'A note';
  return kind === 'out' ? 'Left out' : `As ${SOUND_LABELS[kind.slice('like '.length) as Sound].toLowerCase()}`;
}

/** How a machine plays each sound, to be changed and heard. A row is marked while its sound is struck. */
export class MidiRoleTable extends EngineElement {
  static override properties: PropertyDeclarations = {
    device: { attribute: false },
    open: { state: true },
    strength: { state: true },
    problem: { state: true },
  };
  static override styles = [controls, parameterControlStyles, midiFieldsStyles, midiRoleTableStyles];
  declare device: DeviceSetup | null;
  /** The row whose details are shown. */
  declare open: Sound | null;
  declare strength: Unit;
  /** What went wrong last, said in the row where it did. */
  declare problem: { readonly sound: Sound; readonly text: string } | null;

  readonly #lights = createStrikeLights();

  constructor() {
    super();
    this.device = this.open = this.problem = null;
    this.strength = USUAL;
    new ObservableController(
      this,
      (engine) => engine.strokes$,
      ({ voice, dueAt }) => {
        if (this.device?.enabled && this.device.plays.includes(voice) && this.device.map.roles[voice])
          this.#lights.strike(voice, dueAt);
      },
    );
    new FrameController(this, () => this.#light());
  }

  override render(): TemplateResult | typeof nothing {
    const { device } = this;
    if (!device) return nothing;
    return html`
      <div class="top">
        <h4>Sounds</h4>
        ${this.#strength()}
      </div>
      <div class="titles" aria-hidden="true">
        <span>Plays</span><span>By</span><span>Note</span><span>Channel</span><span>Special</span>
      </div>
      <ul>${SOUNDS.map((sound) => this.#row(sound, device))}</ul>
    `;
  }

  #strength(): TemplateResult {
    const text = formatPercent(this.strength);
    const onInput = (percent: number): void => {
      this.strength = percent / 100;
    };
    return html`
      <label class="strength">
        <span class="quiet">Audition at</span>
        ${slider({ label: 'Audition at', value: Math.round(this.strength * 100), text, min: 5, max: 100, step: 5, onInput })}
        <output>${text}</output>
      </label>
    `;
  }

  #row(sound: Sound, device: DeviceSetup): TemplateResult {
    const role = device.map.roles[sound];
    const name = SOUND_LABELS[sound];
    const isNote = role !== null && 'note' in role;
    const expanded = isNote && this.open === sound;
    return html`
      <li data-sound=${sound} aria-label=${name}>
        <div class="cells">
          <label class="check plays">
            <span class="light" aria-hidden="true"></span>
            <input type="checkbox" aria-label="${name} is played here" .checked=${live(device.plays.includes(sound))}
              @change=${() => this.#togglePlays(sound, device)} />
            <span>${name}</span>
          </label>
          ${this.#kind(sound, role, device)}
          ${isNote ? this.#numbers(sound, role, device) : nothing}
          <p class="ways quiet">${describeRole(role)}</p>
          <div class="row buttons">
            ${isNote ? this.#more(sound, expanded) : nothing}
            <button class="audition" aria-label="Audition ${name.toLowerCase()}" title="Audition"
              @click=${() => this.#audition(sound, device)}>${ICONS.play}</button>
          </div>
        </div>
        ${this.problem?.sound === sound ? html`<p class="problem" role="alert">${this.problem.text}</p>` : nothing}
        ${expanded ? this.#details(sound, role, device) : nothing}
      </li>
    `;
  }

  #more(sound: Sound, expanded: boolean): TemplateResult {
    const word = expanded ? 'Less' : 'More';
    return html`
      <button aria-expanded=${expanded} aria-label="${word} of ${SOUND_LABELS[sound].toLowerCase()}: velocity, accent, end, choke"
        @click=${() => {
          this.open = expanded ? null : sound;
        }}>${word}</button>
    `;
  }

  #kind(sound: Sound, role: Role, { id, map }: DeviceSetup): TemplateResult {
    const presets = this.engine?.deviceMaps ?? [];
    return selectField({
      label: 'By',
      of: SOUND_LABELS[sound],
      value: kindOf(role),
      options: kindsFor(sound).map((kind) => [kind, kindName(kind)] as const),
      onChange: (kind) => this.#edit(id, sound, roleOfKind(kind, sound, [presetOf(map, presets), presets[0]])),
    });
  }

  #numbers(sound: Sound, role: NoteRole, { id, map }: DeviceSetup): TemplateResult {
    return html`
      ${numberField({
        label: 'Note',
        of: SOUND_LABELS[sound],
        value: role.note,
        min: 0,
        max: 127,
        onChange: (note) => note !== null && this.#edit(id, sound, { ...role, note }),
      })}
      ${numberField({
        label: 'Channel',
        of: SOUND_LABELS[sound],
        value: role.channel ?? null,
        min: 1,
        max: 16,
        otherwise: map.channel,
        onChange: (channel) => this.#edit(id, sound, withKey(role, 'channel', channel ?? undefined)),
      })}
    `;
  }

  #details(sound: Sound, role: NoteRole, { id, map }: DeviceSetup): TemplateResult {
    const edit = (next: Role): void => this.#edit(id, sound, next);
    const choke = (event: Event): void => {
      const group = (event.target as HTMLInputElement).value.trim();
      edit(withKey(role, 'choke', group || undefined));
    };
    return html`
      <div class="details">
        ${touchFields({ of: SOUND_LABELS[sound], touch: role, machine: map, note: role.note, onChange: (touch) => edit(touch as NoteRole) })}
        <div class="group">
          <label class="field">
            <span class="head">Choke group</span>
            <input type="text" aria-label="${SOUND_LABELS[sound]}: Choke group" maxlength="40" placeholder="none" .value=${live(role.choke ?? '')} @change=${choke} />
          </label>
          ${role.alternates?.length ? this.#alternates(role, role.alternates, edit) : nothing}
        </div>
      </div>
    `;
  }

  #alternates(role: NoteRole, notes: readonly number[], edit: (role: Role) => void): TemplateResult {
    return html`
      <div>
        <p class="head">The machine’s other notes for it</p>
        <div class="row">
          ${notes.map((note) => html`<button @click=${() => edit(swapNote(role, note))}>Note ${note}</button>`)}
        </div>
      </div>
    `;
  }

  #edit(id: string, sound: Sound, role: Role): void {
    this.#attempt(sound, () => this.engine?.setRole(id, sound, role));
  }

  #togglePlays(sound: Sound, { id, plays }: DeviceSetup): void {
    const next = SOUNDS.filter((each) => plays.includes(each) !== (each === sound));
    this.#attempt(sound, () => this.engine?.updateDevice(id, { plays: next }));
  }

  #audition(sound: Sound, { id, map }: DeviceSetup): void {
    this.#attempt(sound, () => {
      if (this.engine?.audition(id, sound, this.strength)) this.#lights.strike(sound, this.engine.now());
      else if (map.roles[sound] === null) throw new Error(`This machine has no ${SOUND_LABELS[sound].toLowerCase()}.`);
      else throw new Error('Nothing was sent: the machine has no port. Choose one, or plug it in.');
    });
  }

  #attempt(sound: Sound, work: () => void): void {
    try {
      work();
      this.problem = null;
    } catch (error) {
      this.problem = { sound, text: error instanceof Error ? error.message : String(error) };
    }
  }

  #light(): void {
    const lit = this.#lights.lit(this.engine?.now() ?? 0);
    for (const row of this.renderRoot.querySelectorAll<HTMLElement>('li'))
      row.toggleAttribute('data-struck', lit.has(row.dataset['sound'] as Sound));
  }
}

customElements.define('midi-role-table', MidiRoleTable);
