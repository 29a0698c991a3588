import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { PARAMETERS, type Parameter, type ParameterName, type Settings } from '../../config.ts';
import { SOUNDS, VOICES } from '../../core/voices.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { choiceName } from '../text/format.ts';
import { EngineElement } from './engine-element.ts';
import { MIXER_COLUMNS, mixerParameters, muteName } from './mixer-row.ts';
import './parameter-control.ts';
import { soundPanelStyles } from './sound-panel.styles.ts';

const BUS = (Object.entries(PARAMETERS) as [ParameterName, Parameter][])
  .filter(([, { group }]) => group === 'Bus')
  .map(([name]) => name);
const KIT: Parameter = PARAMETERS.kit;
const KITS = Array.from({ length: KIT.max - KIT.min + 1 }, (_, index) => KIT.min + index);
/** What "reset all" speaks of: the kit stays. */
const RESETTABLE: readonly ParameterName[] = [
  ...BUS,
  ...SOUNDS.flatMap((sound) => mixerParameters(sound)),
  ...VOICES.map(muteName),
];

type Values = readonly (readonly [ParameterName, number])[];

/** The sound of the page: kit, what it goes through, and a mixer of every sound in the kit. */
export class SoundPanel extends EngineElement {
  static override properties: PropertyDeclarations = { settings: { state: true }, undone: { state: true } };
  static override styles = [controls, soundPanelStyles];
  declare settings: Settings | null;
  /** What the last reset took away and "Undo" brings back. */
  declare undone: Values | null;

  constructor() {
    super();
    this.settings = this.undone = null;
    new ObservableController(
      this,
      (engine) => engine.settings$,
      (settings) => {
        this.settings = settings;
      },
    );
  }

  override render(): TemplateResult {
    return html`
      <div class="top">
        ${this.#kits()}
        <div class="bus" role="group" aria-label="Bus">
          ${BUS.map((name) => html`<parameter-control .name=${name} .engine=${this.engine}></parameter-control>`)}
        </div>
      </div>
      <div class="head">
        <h3>Mixer</h3>
        <p>Double-click a slider, or press Backspace on it, for its default.</p>
        ${this.undone ? html`<button @click=${this.#undo}>Undo</button>` : nothing}
        <button ?disabled=${this.#changed().length === 0} @click=${this.#reset}>Reset all</button>
      </div>
      <div class="columns eyebrow" aria-hidden="true">${MIXER_COLUMNS.map((column) => html`<span>${column}</span>`)}</div>
      ${SOUNDS.map((sound) => html`<mixer-row .sound=${sound} .engine=${this.engine}></mixer-row>`)}
    `;
  }

  #kits(): TemplateResult {
    const button = (kit: number) => html`
      <button aria-pressed=${kit === this.settings?.kit} @click=${() => this.engine?.set('kit', kit)}>
        ${choiceName(KIT, kit)}
      </button>
    `;
    return html`<div class="kits" role="group" aria-label="Kit">${KITS.map(button)}</div>`;
  }

  /** What isn't at its default, with its value. */
  #changed(): Values {
    const { settings } = this;
    if (!settings) return [];
    return RESETTABLE.map((name) => [name, settings[name]] as const).filter(
      ([name, value]) => value !== PARAMETERS[name].default,
    );
  }

  #reset(): void {
    this.undone = this.#changed();
    for (const [name] of this.undone) this.engine?.set(name, PARAMETERS[name].default);
  }

  #undo(): void {
    for (const [name, value] of this.undone ?? []) this.engine?.set(name, value);
    this.undone = null;
  }
}

customElements.define('sound-panel', SoundPanel);
