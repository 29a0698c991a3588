import { css } from 'lit';

export const healthMeterStyles = css`
  :host {
    display: block;
    position: relative;
    font-size: 0.8125rem;
    color: var(--rn-sys-text-quiet);
    font-variant-numeric: tabular-nums;
  }
  summary {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.625rem;
    width: fit-content;
    min-height: 1.75rem;
    border-radius: var(--rn-sys-radius);
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    content: '▴';
  }
  details[open] summary::after {
    content: '▾';
  }
  .dot {
    width: 0.625rem;
    height: 0.625rem;
    border-radius: 50%;
    background: var(--rn-sys-body);
  }
  .dot[data-level='strained'] {
    border-radius: 0;
    clip-path: polygon(50% 0, 100% 100%, 0 100%);
    background: var(--rn-sys-drums);
  }
  .dot[data-level='bad'] {
    border-radius: 0;
    background: var(--rn-sys-alarm);
  }
  .word {
    color: var(--rn-sys-text);
  }
  table {
    position: absolute;
    bottom: calc(100% + 0.5rem);
    left: 0;
    z-index: 2;
    padding: 0.75rem 1rem;
    border: 1px solid var(--rn-sys-line);
    border-radius: var(--rn-sys-radius);
    background: var(--rn-sys-raised);
    border-spacing: 0;
  }
  th {
    padding: 0.125rem 2rem 0.125rem 0;
    font-weight: 400;
    text-align: start;
  }
  td {
    color: var(--rn-sys-text);
    white-space: nowrap;
  }
`;
