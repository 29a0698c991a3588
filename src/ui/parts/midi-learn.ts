import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { PARAMETERS, type Parameter, type ParameterName } from '../../config.ts';
import { ACTIONS, type ActionName, type Bindings, type CcBinding } from '../../control/types.ts';
import type { ControlTarget } from '../../engine/types.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { describeBinding, learnPrompt, parameterGroups, sameTarget, targetLabel } from '../text/midi-in.ts';
import { EngineElement } from './engine-element.ts';
import { midiFieldsStyles } from './midi-fields.styles.ts';
import { parameterControlStyles } from './parameter-control.styles.ts';

const midiLearnStyles = css`
  :host {
    display: grid;
    gap: 0.5rem;
    align-content: start;
    container-type: inline-size;
  }
  .prompt {
    min-height: 2rem;
    line-height: 2rem;
  }
  summary {
    padding: 0.375rem 0;
    line-height: 1.45;
    border-radius: var(--rn-sys-radius);
    font-size: 0.8125rem;
    cursor: pointer;
  }
  ul {
    columns: 2;
    column-gap: 2rem;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    padding: 0.1875rem 0;
    border-top: 1px solid var(--rn-sys-line);
    font-size: 0.8125rem;
    break-inside: avoid;
  }
  .name {
    flex: 1;
    min-width: 8rem;
  }
  .range {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    width: 100%;
    padding-bottom: 0.25rem;
  }
  .range input {
    width: 5.5rem;
  }
  button.armed[aria-pressed='true'] {
    border-color: var(--rn-sys-drums);
  }
  @container (width < 46rem) {
    ul {
      columns: 1;
    }
  }
`;

const ALL_ACTIONS = Object.keys(ACTIONS) as readonly ActionName[];

/** What knobs, keys and pedals do: every parameter and action, each to be learned and unlearned. */
export class MidiLearn extends EngineElement {
  static override properties: PropertyDeclarations = { bindings: { state: true }, learning: { state: true } };
  static override styles = [controls, parameterControlStyles, midiFieldsStyles, midiLearnStyles];
  declare bindings: Bindings<ParameterName>;
  /** What waits for the next knob or key. */
  declare learning: ControlTarget | null;

  constructor() {
    super();
    this.bindings = { parameters: [], actions: [] };
    this.learning = null;
    new ObservableController(
      this,
      (engine) => engine.bindings$,
      (bindings) => {
        this.bindings = bindings;
      },
    );
    new ObservableController(
      this,
      (engine) => engine.learning$,
      (learning) => {
        this.learning = learning;
      },
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKey, { capture: true });
  }

  override disconnectedCallback(): void {
    window.removeEventListener('keydown', this.#onKey, { capture: true });
    if (this.learning) this.engine?.learn(null);
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    return html`
      <p class="prompt quiet" role="status">
        ${this.learning ? learnPrompt(this.learning) : 'Press Learn, then move a knob, or press a key or pedal.'}
      </p>
      ${this.#group(
        'Keys and pedals',
        ALL_ACTIONS.map((action) => ({ action })),
        true,
      )}
      ${parameterGroups().map(([group, names], index) =>
        this.#group(
          group,
          names.map((parameter) => ({ parameter })),
          index === 0,
        ),
      )}
    `;
  }

  #group(title: string, targets: readonly ControlTarget[], open: boolean): TemplateResult {
    const learned = targets.filter((target) => describeBinding(this.bindings, target) !== '').length;
    return html`
      <details ?open=${open}>
        <summary>${title}${learned > 0 ? html` <span class="quiet">· ${learned} learned</span>` : nothing}</summary>
        <ul>${targets.map((target) => this.#row(target))}</ul>
      </details>
    `;
  }

  #row(target: ControlTarget): TemplateResult {
    const armed = sameTarget(this.learning, target);
    const bound = describeBinding(this.bindings, target);
    const label = targetLabel(target);
    const word = armed ? 'Waiting …' : 'Learn';
    const knob =
      'parameter' in target
        ? this.bindings.parameters.find(({ parameter }) => parameter === target.parameter)
        : undefined;
    return html`
      <li>
        <span class="name">${label}</span>
        <span class="quiet">${bound}</span>
        ${bound ? html`<button aria-label="Unlearn ${label}" @click=${() => this.engine?.unbind(target)}>Unlearn</button>` : nothing}
        <button class=${armed ? 'armed' : ''} aria-pressed=${armed} aria-label="${word} ${label}"
          @click=${() => this.engine?.learn(armed ? null : target)}>${word}</button>
        ${knob ? this.#range(knob) : nothing}
      </li>
    `;
  }

  #range({ parameter, range }: CcBinding<ParameterName>): TemplateResult | typeof nothing {
    const { min, max, step, choices, label }: Parameter = PARAMETERS[parameter];
    if (choices) return nothing;
    const ends = range ?? [min, max];
    const field = (end: 0 | 1, name: string): TemplateResult => html`
      <input type="number" aria-label="${label}: ${name}" min=${min} max=${max} step=${step} .value=${String(ends[end])}
        @change=${(event: Event) => this.#setEnd(parameter, ends, end, event.target as HTMLInputElement)} />
    `;
    return html`
      <span class="range quiet">from ${field(0, 'value at the knob’s lowest')} to ${field(1, 'value at its highest')}</span>
    `;
  }

  #setEnd(parameter: ParameterName, ends: readonly [number, number], end: 0 | 1, input: HTMLInputElement): void {
    const value = Number(input.value);
    if (input.value.trim() === '' || Number.isNaN(value)) input.value = String(ends[end]);
    else this.engine?.bindRange(parameter, end === 0 ? [value, ends[1]] : [ends[0], value]);
  }

  /** While something waits for a knob, Esc belongs to it and not to panic. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.learning) return;
    event.preventDefault();
    event.stopPropagation();
    this.engine?.learn(null);
  };
}

customElements.define('midi-learn', MidiLearn);
