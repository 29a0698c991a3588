import { css } from 'lit';

export const sourcePickerStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    min-width: 0;
  }
  .group {
    display: flex;
  }
  .group button {
    border-radius: 0;
    color: var(--rn-sys-text-quiet);
    border: 0;
  }
  .group button:first-of-type {
    border-radius: var(--rn-sys-radius) 0 0 var(--rn-sys-radius);
  }
  .group button:last-of-type {
    border-radius: 0 var(--rn-sys-radius) var(--rn-sys-radius) 0;
  }
  .group button[aria-pressed='true'] {
    background: var(--rn-sys-line);
    color: var(--rn-sys-text);
    box-shadow: inset 0 -2px var(--rn-sys-body);
  }
  .group button:focus-visible {
    position: relative;
    z-index: 1;
  }
  select {
    flex: 0 1 11rem;
    min-width: 0;
  }
  .loop {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    font-size: 0.875rem;
    color: var(--rn-sys-text-quiet);
  }
  input[type='checkbox'] {
    width: 1.125rem;
    height: 1.125rem;
    accent-color: var(--rn-sys-body);
  }
`;
