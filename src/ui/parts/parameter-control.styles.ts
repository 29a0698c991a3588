import { css } from 'lit';

export const parameterControlStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .head {
    display: flex;
    justify-content: space-between;
    gap: 0.5rem;
    margin-bottom: 0.375rem;
    font-size: 0.8125rem;
    color: var(--rn-sys-text-quiet);
  }
  output {
    color: var(--rn-sys-text);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  fieldset {
    display: flex;
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
  }
  .choice {
    flex: 1;
  }
  .choice span {
    display: flex;
    align-items: center;
    justify-content: center;
    height: 2rem;
    padding: 0 0.75rem;
    background: var(--rn-button-fill);
    color: var(--rn-sys-text-quiet);
    font-size: 0.8125rem;
    cursor: pointer;
  }
  .choice:first-of-type span {
    border-radius: var(--rn-sys-radius) 0 0 var(--rn-sys-radius);
  }
  .choice:last-of-type span {
    border-radius: 0 var(--rn-sys-radius) var(--rn-sys-radius) 0;
  }
  .choice input:checked + span {
    background: var(--rn-sys-line);
    color: var(--rn-sys-text);
    box-shadow: inset 0 -2px var(--rn-sys-text);
  }
  .choice input:focus-visible + span {
    outline: 2px solid var(--rn-sys-focus);
    outline-offset: 2px;
  }
  select,
  input[type='number'] {
    width: 100%;
    min-height: 2rem;
    padding: 0 0.625rem;
    border: 0;
    border-radius: var(--rn-sys-radius);
    background: var(--rn-button-fill);
    font-size: 0.8125rem;
  }
  input[type='range'] {
    appearance: none;
    display: block;
    width: 100%;
    height: 2rem;
    margin: 0;
    background: none;
    cursor: pointer;
    border-radius: var(--rn-sys-radius);
  }
  input[type='range']::-webkit-slider-runnable-track {
    height: 0.25rem;
    border-radius: 1rem;
    background: linear-gradient(
      to right,
      var(--rn-control-track) var(--from),
      var(--rn-ref-paper-1) var(--from) var(--to),
      var(--rn-control-track) var(--to)
    );
  }
  input[type='range']::-moz-range-track {
    height: 0.25rem;
    border-radius: 1rem;
    background: linear-gradient(
      to right,
      var(--rn-control-track) var(--from),
      var(--rn-ref-paper-1) var(--from) var(--to),
      var(--rn-control-track) var(--to)
    );
  }
  input[type='range']::-webkit-slider-thumb {
    appearance: none;
    width: 1rem;
    height: 1rem;
    margin-top: -0.375rem;
    border-radius: 50%;
    background: var(--rn-sys-text);
  }
  input[type='range']::-moz-range-thumb {
    width: 1rem;
    height: 1rem;
    border: 0;
    border-radius: 50%;
    background: var(--rn-sys-text);
  }
  :host([compact]) .control {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 4rem;
    align-items: center;
    gap: 0.5rem;
  }
  :host([compact]) .head {
    grid-column: 2;
    grid-row: 1;
    justify-content: end;
    margin: 0;
  }
  :host([compact]) label {
    position: absolute;
    clip-path: inset(50%);
  }
  :host([compact]) input {
    grid-column: 1;
    height: 1.75rem;
  }
  .doc {
    margin: 0.25rem 0 0;
    font-size: 0.75rem;
    line-height: 1.4;
    color: var(--rn-sys-text-quiet);
  }
`;
