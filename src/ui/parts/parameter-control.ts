import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { conform, PARAMETERS, type Parameter, type ParameterName } from '../../config.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { sliderFill } from '../draw/slider-fill.ts';
import { choiceName, formatParameter } from '../text/format.ts';
import { EngineElement } from './engine-element.ts';
import { parameterControlStyles } from './parameter-control.styles.ts';

/** Choices up to this many lie side by side, more go into a list. */
const SIDE_BY_SIDE = 3;
/** Ranges of more steps than this are typed, not dragged: no slider has that many pixels. */
const DRAGGABLE = 2000;

/**
 * One parameter of the instrument, drawn from its descriptor: choices, list, slider or number. A slider goes back to its
 * default on a double click, Backspace or Delete.
 */
export class ParameterControl extends EngineElement {
  static override properties: PropertyDeclarations = {
    name: {},
    explained: { type: Boolean },
    compact: { type: Boolean, reflect: true },
    value: { state: true },
  };
  static override styles = [controls, parameterControlStyles];
  declare name: ParameterName;
  /** Show the descriptor's sentence below, not only as a tooltip. */
  declare explained: boolean;
  /** A slider and its value on one line; the label is only said. */
  declare compact: boolean;
  declare value: number;

  constructor() {
    super();
    this.name = 'volume';
    this.explained = this.compact = false;
    this.value = 0;
    new ObservableController(
      this,
      (engine) => engine.settings$,
      (settings) => {
        this.value = settings[this.name];
      },
    );
  }

  override render(): TemplateResult {
    const parameter: Parameter = PARAMETERS[this.name];
    return html`
      <div class="control" title=${this.explained ? '' : parameter.doc}>${this.#control(parameter)}</div>
      <p id="doc" class=${this.explained ? 'doc' : 'visually-hidden'}>${parameter.doc}</p>
    `;
  }

  #control(parameter: Parameter): TemplateResult {
    const steps = Math.round((parameter.max - parameter.min) / parameter.step) + 1;
    if (parameter.choices)
      return steps <= SIDE_BY_SIDE ? this.#choices(parameter, steps) : this.#list(parameter, steps);
    return steps <= DRAGGABLE ? this.#slider(parameter) : this.#number(parameter);
  }

  #choices(parameter: Parameter, count: number): TemplateResult {
    const options = Array.from({ length: count }, (_, index) => parameter.min + index).map(
      (value) => html`
        <label class="choice">
          <input class="visually-hidden" type="radio" name="choice" value=${value} .checked=${live(value === this.value)}
            @change=${() => this.#set(value)} />
          <span>${choiceName(parameter, value)}</span>
        </label>
      `,
    );
    return html`
      <fieldset aria-describedby="doc">
        <legend class="head">${parameter.label}</legend>
        ${options}
      </fieldset>
    `;
  }

  #list(parameter: Parameter, count: number): TemplateResult {
    const options = Array.from({ length: count }, (_, index) => parameter.min + index).map(
      (value) =>
        html`<option value=${value} ?selected=${value === this.value}>${choiceName(parameter, value)}</option>`,
    );
    return html`
      <label class="head" for="field">${parameter.label}</label>
      <select id="field" aria-describedby="doc" .value=${live(String(this.value))} @change=${this.#onInput}>${options}</select>
    `;
  }

  #slider(parameter: Parameter): TemplateResult {
    const text = formatParameter(this.name, this.value);
    const [from, to] = sliderFill(parameter, this.value);
    return html`
      <div class="head"><label for="field">${parameter.label}</label><output for="field">${text}</output></div>
      <input id="field" type="range" min=${parameter.min} max=${parameter.max} step=${parameter.step}
        .value=${live(String(this.value))} style="--from: ${from}%; --to: ${to}%" aria-valuetext=${text}
        aria-describedby="doc" @input=${this.#onInput} @dblclick=${this.#reset} @keydown=${this.#onKey} />
    `;
  }

  #number(parameter: Parameter): TemplateResult {
    return html`
      <label class="head" for="field">${parameter.label}</label>
      <input id="field" type="number" min=${parameter.min} max=${parameter.max} step=${parameter.step}
        .value=${live(String(this.value))} aria-describedby="doc" @change=${this.#onInput} />
    `;
  }

  #onInput(event: Event): void {
    const field = event.target as HTMLInputElement | HTMLSelectElement;
    if (field.value.trim() === '') this.requestUpdate();
    else this.#set(Number(field.value));
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Backspace' || event.key === 'Delete') this.#reset();
  }

  #reset(): void {
    this.#set(PARAMETERS[this.name].default);
  }

  #set(value: number): void {
    this.engine?.set(this.name, conform(this.name, value));
  }
}

customElements.define('parameter-control', ParameterControl);
