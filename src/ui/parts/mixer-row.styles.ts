import { css } from 'lit';

/** Wide: a line of the mixer, the columns of all rows below each other. Narrow: the name above two by two sliders. */
export const mixerRowStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    border-top: 1px solid var(--rn-sys-line);
  }
  .row {
    display: grid;
    grid-template-columns: 8rem repeat(4, minmax(0, 1fr)) 4rem;
    align-items: center;
    gap: 0 1.25rem;
    padding: 0.125rem 0;
  }
  button {
    justify-content: start;
    min-height: 1.75rem;
    padding: 0 0.5rem;
    background: none;
  }
  button svg {
    width: 0.75rem;
    height: 0.75rem;
    fill: var(--rn-sys-text-quiet);
  }
  button:hover {
    background: var(--rn-sys-line);
  }
  button:active svg {
    fill: var(--rn-sys-drums);
  }
  .mute[aria-pressed='true'] {
    color: var(--rn-sys-drums);
    font-weight: 600;
  }
  .what {
    display: none;
    font-size: 0.75rem;
    color: var(--rn-sys-text-quiet);
  }
  @container (width < 44rem) {
    .row {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      padding: 0.375rem 0;
    }
    button {
      grid-column: 1 / -1;
      justify-self: start;
      min-height: 2rem;
    }
    .what {
      display: block;
      margin-bottom: -0.25rem;
    }
  }
`;
