import { css } from 'lit';

export const tempoReadoutStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .tempo {
    display: flex;
    align-items: flex-end;
    justify-content: space-between;
    gap: 1rem;
  }
  .bpm {
    margin: 0;
    display: flex;
    align-items: baseline;
    gap: 0.5rem;
    line-height: 0.76;
  }
  .number {
    min-width: 1.6em;
    font-size: min(34cqw, 21cqh, 12rem);
    font-weight: 300;
    letter-spacing: -0.045em;
    font-variant-numeric: tabular-nums;
  }
  .number[data-none] {
    color: var(--rn-sys-edge);
  }
  .unit {
    font-size: 1rem;
    color: var(--rn-sys-text-quiet);
  }
  .side {
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    gap: 0.75rem;
    font-size: 1rem;
  }
  .mode {
    margin: 0;
    white-space: nowrap;
  }
  .confidence {
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: center;
    gap: 0.75rem;
    margin-top: 1.125rem;
    font-size: 0.8125rem;
    color: var(--rn-sys-text-quiet);
  }
  .track {
    height: 0.25rem;
    border-radius: 1rem;
    overflow: hidden;
    background: var(--rn-control-track);
  }
  .fill {
    height: 100%;
    background: var(--rn-sys-body);
    transform-origin: left;
  }
  @container (width < 26rem) {
    .number {
      font-size: min(26cqw, 21cqh);
    }
    .tempo {
      flex-wrap: wrap;
      gap: 0.5rem;
    }
    beat-light {
      --rn-light-size: 0.9375rem;
    }
  }
  @container (height < 38rem) {
    .confidence {
      margin-top: 0.5rem;
    }
  }
  .value {
    min-width: 3.2em;
    text-align: end;
    font-variant-numeric: tabular-nums;
    color: var(--rn-sys-text);
  }
`;
