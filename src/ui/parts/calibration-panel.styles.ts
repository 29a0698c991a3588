import { css } from 'lit';

/** Of the panel and its choices: they lie beside each other where there is room. */
export const calibrationPanelStyles = css`
  :host {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
    gap: 1.5rem 2.5rem;
    font-size: 0.9375rem;
    line-height: 1.45;
  }
  :host(calibration-choice) {
    display: block;
  }
  h3 {
    margin: 0 0 0.25rem;
    font-size: 1rem;
    font-weight: 500;
  }
  p,
  ol {
    margin: 0 0 0.75rem;
  }
  ol {
    padding-left: 1.25rem;
  }
  .quiet {
    font-size: 0.8125rem;
    color: var(--rn-sys-text-quiet);
  }
  .begin {
    width: 100%;
  }
  .manual {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: end;
    gap: 0.5rem 0.75rem;
    margin-top: 1rem;
  }
  .nudges,
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .nudges button {
    min-height: 2rem;
    padding: 0 0.625rem;
    font-size: 0.8125rem;
  }
  .run {
    grid-column: 1 / -1;
    display: grid;
    justify-items: start;
    gap: 0.75rem;
  }
  .instruction {
    margin: 0;
    font-size: 1.125rem;
  }
  .count {
    width: min(20rem, 100%);
    font-variant-numeric: tabular-nums;
  }
  progress {
    appearance: none;
    display: block;
    width: 100%;
    height: 0.25rem;
    margin-bottom: 0.5rem;
    border: 0;
    border-radius: 1rem;
    overflow: hidden;
    background: var(--rn-control-track);
  }
  progress::-webkit-progress-bar {
    background: var(--rn-control-track);
  }
  progress::-webkit-progress-value {
    background: var(--rn-sys-drums);
  }
  progress::-moz-progress-bar {
    background: var(--rn-sys-drums);
  }
  .tap {
    min-width: 9rem;
    min-height: 4rem;
    font-size: 1rem;
    touch-action: manipulation;
  }
`;
