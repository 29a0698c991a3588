import { css } from 'lit';

export const recordingsPanelStyles = css`
  :host {
    display: block;
    font-size: 0.9375rem;
    line-height: 1.4;
  }
  p {
    margin: 0 0 0.75rem;
  }
  .quiet {
    max-width: 44rem;
    font-size: 0.8125rem;
    color: var(--rn-sys-text-quiet);
    font-variant-numeric: tabular-nums;
  }
  .quiet strong {
    font-weight: 500;
    color: var(--rn-sys-text);
  }
  .trouble {
    color: var(--rn-sys-alarm);
  }
  .trouble:empty {
    display: none;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1.5rem;
    padding: 0.75rem 0;
    border-top: 1px solid var(--rn-sys-line);
  }
  h3 {
    margin: 0;
    font-size: 0.9375rem;
    font-weight: 500;
  }
  .what p {
    margin: 0.125rem 0 0;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    font-size: 0.8125rem;
  }
  .buttons button {
    min-height: 2rem;
    font-size: 0.8125rem;
  }
  .delete {
    border-color: var(--rn-sys-alarm);
    color: var(--rn-sys-alarm);
  }
`;
