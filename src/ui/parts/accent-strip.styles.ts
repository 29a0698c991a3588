import { css } from 'lit';

export const accentStripStyles = css`
  :host {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: end;
    gap: 1rem;
  }
  .cells {
    position: relative;
    height: 3.5rem;
  }
  .surface {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
`;
