import { css } from 'lit';

export const accentStripStyles = css`
  :host {
    display: grid;
    gap: 0.375rem;
  }
  .cells {
    position: relative;
    height: var(--rn-accent-height, 3.25rem);
  }
  .surface {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
`;
