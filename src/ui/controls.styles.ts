import { css } from 'lit';

/** The look of buttons, fields and labels, shared by every part that has some. */
export const controls = css`
  :host {
    font-family: var(--rn-sys-font);
    color: var(--rn-sys-text);
    -webkit-tap-highlight-color: transparent;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button,
  select,
  input {
    font: inherit;
    color: inherit;
  }
  button,
  select,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-height: 2.5rem;
    padding: 0 0.875rem;
    border: 1px solid transparent;
    border-radius: var(--rn-sys-radius);
    background: var(--rn-button-fill);
    font-size: 0.875rem;
    white-space: nowrap;
    cursor: pointer;
  }
  select {
    max-width: 100%;
    padding-inline: 0.625rem;
    text-overflow: ellipsis;
  }
  button:hover,
  select:hover {
    background: var(--rn-sys-line);
  }
  button:active {
    transform: translateY(1px);
  }
  button:disabled {
    color: var(--rn-sys-text-quiet);
    cursor: default;
  }
  button[aria-pressed='true'],
  button[aria-expanded='true'] {
    border-color: var(--rn-sys-text-quiet);
  }
  :focus-visible {
    outline: 2px solid var(--rn-sys-focus);
    outline-offset: 2px;
  }
  svg {
    width: 1.125em;
    height: 1.125em;
    flex: none;
    fill: currentColor;
  }
  .eyebrow {
    margin: 0;
    font-size: 0.75rem;
    font-weight: 500;
    letter-spacing: 0.02em;
    color: var(--rn-sys-text-quiet);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
