import { css } from 'lit';

export const transportBarStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  button {
    min-height: 3rem;
  }
  .primary {
    min-width: 6.5rem;
    padding: 0 1.25rem;
    background: var(--rn-sys-drums);
    color: var(--rn-sys-on-drums);
    font-size: 1rem;
    font-weight: 600;
  }
  .primary:hover {
    background: var(--rn-sys-drums-struck);
  }
  .primary[data-running] {
    background: none;
    border-color: var(--rn-sys-drums);
    color: var(--rn-sys-drums-struck);
  }
`;
