import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { sliderFill } from '../draw/slider-fill.ts';
import { formatDelay } from '../text/midi-machines.ts';

// Fields of the MIDI panel. Each has its label, shows the value that it is given and hands on what a person makes of it.

/** What a field is called. */
interface Named {
  readonly label: string;
  /** Whose it is, said to those who can't see the row that it stands in. */
  readonly of?: string;
}

const spoken = ({ label, of }: Named): string => (of ? `${of}: ${label}` : label);

interface NumberField extends Named {
  /** null: left to somebody else; the field is empty and shows `otherwise`. */
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  /** What holds while the field is empty; without it, it can't be. */
  readonly otherwise?: number;
  readonly onChange: (value: number | null) => void;
}

/** A whole number, brought into its range. What is no number is not taken. */
export function numberField(field: NumberField): TemplateResult {
  const { label, value, min, max, otherwise, onChange } = field;
  const shown = value === null ? '' : String(value);
  const take = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const given = input.value.trim();
    const number = Math.min(max, Math.max(min, Math.round(Number(given))));
    const taken = given === '' ? null : number;
    if (Number.isNaN(number) || (taken === null && otherwise === undefined)) input.value = shown;
    else onChange(taken);
  };
  return html`
    <label class="field">
      <span class="head">${label}</span>
      <input type="number" inputmode="numeric" aria-label=${spoken(field)} min=${min} max=${max} step="1" placeholder=${otherwise ?? ''}
        .value=${live(shown)} @change=${take} />
    </label>
  `;
}

interface SelectField<T extends string> extends Named {
  readonly value: T;
  readonly options: readonly (readonly [value: T, label: string])[];
  readonly onChange: (value: T) => void;
}

export function selectField<T extends string>(field: SelectField<T>): TemplateResult {
  const { label, value, options, onChange } = field;
  const items = options.map(([each, name]) => html`<option value=${each} ?selected=${each === value}>${name}</option>`);
  return html`
    <label class="field">
      <span class="head">${label}</span>
      <select aria-label=${spoken(field)} .value=${live(value)} @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value as T)}>
        ${items}
      </select>
    </label>
  `;
}

interface Slider {
  readonly label: string;
  readonly value: number;
  /** The value for people. */
  readonly text: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onInput: (value: number) => void;
}

/** A slider; its label is only said. */
export function slider({ label, value, text, min, max, step, onInput }: Slider): TemplateResult {
  const [from, to] = sliderFill({ min, max }, value);
  return html`
    <input type="range" min=${min} max=${max} step=${step} .value=${live(String(value))} aria-label=${label} aria-valuetext=${text}
      style="--from: ${from}%; --to: ${to}%"
      @input=${(event: Event) => onInput(Number((event.target as HTMLInputElement).value))} />
  `;
}

/** Milliseconds from -100 to 100, later or earlier. */
export function delayField(label: string, value: number, onInput: (value: number) => void): TemplateResult {
  const text = formatDelay(value);
  return html`
    <label class="field">
      <span class="head">${label}<output>${text}</output></span>
      ${slider({ label, value, text, min: -100, max: 100, step: 1, onInput })}
    </label>
  `;
}

/** Something that is so or isn't. */
export function checkField(label: string, value: boolean, onChange: (value: boolean) => void): TemplateResult {
  return html`
    <label class="check">
      <input type="checkbox" .checked=${live(value)}
        @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)} />
      <span>${label}</span>
    </label>
  `;
}
