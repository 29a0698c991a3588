import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { PARAMETERS, type ParameterName, type Settings } from '../../config.ts';
import { type Sound, VOICES, type Voice } from '../../core/voices.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { ICONS } from '../icons.ts';
import { EngineElement } from './engine-element.ts';
import { mixerRowStyles } from './mixer-row.styles.ts';
import './parameter-control.ts';

export const MIXER_COLUMNS = ['Level', 'Pan', 'Tune', 'Decay'] as const;

/** What can be set of a sound, in the order in which it is shown. */
export const mixerParameters = (sound: Sound): readonly ParameterName[] =>
  MIXER_COLUMNS.map((column) => `${sound}${column}` as const);

/** The parameter that mutes what the drummer writes. */
export const muteName = (voice: Voice): ParameterName => `${voice}Mute`;

/** One sound of the kit: a button to hear it, and its sliders. */
export class MixerRow extends EngineElement {
  static override properties: PropertyDeclarations = { sound: {}, settings: { state: true } };
  static override styles = [controls, mixerRowStyles];
  declare sound: Sound;
  declare settings: Settings | null;

  constructor() {
    super();
    this.sound = 'kick';
    this.settings = null;
    new ObservableController(
      this,
      (engine) => engine.settings$,
      (settings) => {
        this.settings = settings;
      },
    );
  }

  override render(): TemplateResult {
    const name = PARAMETERS[`${this.sound}Level`].group;
    const cells = mixerParameters(this.sound).map(
      (parameter, index) => html`
        <div class="cell">
          <span class="what" aria-hidden="true">${MIXER_COLUMNS[index]}</span>
          <parameter-control compact .name=${parameter} .engine=${this.engine}></parameter-control>
        </div>
      `,
    );
    return html`
      <div class="row" role="group" aria-label=${name ?? this.sound}>
        <button aria-label="Hear ${name}" title="Hear it" @click=${() => this.engine?.strike(this.sound)}>
          ${ICONS.play} ${name}
        </button>
        ${cells}${this.#mute()}
      </div>
    `;
  }

  /** Only for what the drummer writes: claps, rims and cowbells follow his strokes. */
  #mute(): TemplateResult | typeof nothing {
    const voice = VOICES.find((name) => name === this.sound);
    if (!voice) return nothing;
    const name = muteName(voice);
    const muted = this.settings?.[name] === 1;
    return html`
      <button class="mute" aria-label=${PARAMETERS[name].label} aria-pressed=${muted} title="The drummer does without it"
        @click=${() => this.engine?.set(name, muted ? 0 : 1)}>Mute</button>
    `;
  }
}

customElements.define('mixer-row', MixerRow);
